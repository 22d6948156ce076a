import type { Answer, Handover } from '../src/core/model/answer.ts';
import type { Gateway } from '../src/core/model/gateway.ts';
import type { GatewayKind, WireRequest } from '../src/core/model/wire.ts';
import {
  defineGateway,
  type FakeRejectionReason,
  type GatewayDefinition,
  type ParsedRequest,
} from './define-gateway.ts';
import { isDigits, withoutPlus } from './encodings.ts';
import { refused } from './hq.ts';
import { optionOf, perGateway } from './per-gateway.ts';
import { fieldOf, quoteUtf8, splitPath } from './percent.ts';

type Pairs = readonly (readonly [name: string, value: string])[];

interface TableFields extends Omit<GatewayDefinition, 'buildRequest' | 'parseRequest'> {
  readonly host: string | ((gateway: Gateway) => string);
  readonly path: string | ((gateway: Gateway) => string);
  /** A request in the form of this table, where the vendor takes other forms too. */
  readonly inTableForm?: (request: WireRequest) => WireRequest;
  /** The client's own check of the number's digits: what does not fit never goes out. */
  readonly allowedNumber?: RegExp;
  /** What else the client finds out before it asks. */
  readonly refuses?: (handover: Handover) => Answer | undefined;
}

/** A kind that is described by its form: fixed fields that must be as configured, then those of the message. */
export interface FormTable extends TableFields {
  readonly method: 'GET' | 'POST';
  readonly headers?: (gateway: Gateway) => Readonly<Record<string, string>>;
  /** The message's fields come before those of the account. */
  readonly messageFirst?: true;
  /** What the gateway knows its customer by. */
  readonly account: (gateway: Gateway) => Pairs;
  readonly message: (handover: Handover) => Pairs;
  /** Names of the fields that carry number, text and sender. */
  readonly names: { readonly to: string; readonly text: string; readonly from?: string };
  /** Puts back what the client takes off the number. */
  readonly decodeNumber?: (number: string) => string;
  /** Undoes an encoding of the text beside the percent one. */
  readonly decodeText?: (text: string, form: string) => string;
}

/** A kind that is described by the body it posts. */
export interface BodyTable extends TableFields {
  /** With `authorization` or what else the fake checks; the content type too. */
  readonly headers: (gateway: Gateway) => Readonly<Record<string, string>>;
  readonly buildBody: (handover: Handover) => string;
  /** Undefined: the body cannot be read. `known: false`: the account in it is not the gateway's. */
  readonly parseBody: (
    body: string,
    gateway: Gateway,
    headers: WireRequest['headers'],
  ) =>
    | { readonly to: string; readonly text: string; readonly from: string; readonly known?: boolean }
    | undefined;
}

/** Headers that identify the caller. */
const AUTH_HEADERS = ['authorization', 'apikey'] as const;
const NOTHING: ParsedRequest = { step: 'send', to: '', from: '', text: '' };

/** Defines a kind that sends a form or a query. */
export function defineForm(table: FormTable): GatewayKind {
  const routeOf = routesFor(table, table.headers ?? (() => ({})));
  const accountOf = perGateway((gateway) => {
    const pairs = table.account(gateway);
    return { pairs, start: pairs.map(([name, value]) => `${name}=${quoteUtf8(value)}&`).join('') };
  });
  return defineGateway({
    ...table,

    buildRequest(handover) {
      const refusal = refusedBefore(table, handover);
      if (refusal !== undefined) return refusal;
      const { path, headers } = routeOf(handover.gateway);
      const fields = table.message(handover).map(([name, value]) => `${name}=${quoteUtf8(value)}`);
      const { start } = accountOf(handover.gateway);
      const form = table.messageFirst
        ? `${fields.join('&')}&${start.slice(0, -1)}`
        : start + fields.join('&');
      return table.method === 'GET'
        ? { method: 'GET', path: `${path}?${form}`, headers, body: '' }
        : { method: 'POST', path, headers, body: form };
    },

    parseRequest(asWritten, gateway) {
      const request = table.inTableForm?.(asWritten) ?? asWritten;
      const route = routeOf(gateway);
      const [path, query] = splitPath(request.path);
      if (request.method !== table.method || path !== route.path) return { ...NOTHING, wrong: 'not_found' };

      const form = table.method === 'GET' ? query : request.body;
      const encoded = fieldOf(form, table.names.text) ?? '';
      const number = fieldOf(form, table.names.to) ?? '';
      const fields = {
        to: table.decodeNumber === undefined ? number : table.decodeNumber(number),
        from: table.names.from === undefined ? '' : (fieldOf(form, table.names.from) ?? ''),
        text: table.decodeText === undefined ? encoded : table.decodeText(encoded, form),
      };
      const known =
        isKnown(request, route.headers) &&
        accountOf(gateway).pairs.every(([name, value]) => fieldOf(form, name) === value);
      return parsedRequestOf(fields, known);
    },
  });
}

/** Defines a kind that posts JSON or XML. */
export function defineBody(table: BodyTable): GatewayKind {
  const routeOf = routesFor(table, table.headers);
  return defineGateway({
    ...table,

    buildRequest(handover) {
      const refusal = refusedBefore(table, handover);
      if (refusal !== undefined) return refusal;
      const { path, headers } = routeOf(handover.gateway);
      return { method: 'POST', path, headers, body: table.buildBody(handover) };
    },

    parseRequest(asWritten, gateway) {
      const request = table.inTableForm?.(asWritten) ?? asWritten;
      const { path, headers } = routeOf(gateway);
      if (request.method !== 'POST' || request.path !== path) return { ...NOTHING, wrong: 'not_found' };
      const fields = table.parseBody(request.body, gateway, request.headers);
      const known = isKnown(request, headers) && fields?.known !== false;
      return parsedRequestOf(fields ?? NOTHING, known);
    },
  });
}

/** The reading of what stood in a request, with what is wrong in itself. */
export function parsedRequestOf(
  { to, text, from }: { readonly to: string; readonly text: string; readonly from: string },
  known: boolean,
): ParsedRequest {
  const wrong = known ? wrongIn(to, text) : 'unauthorized';
  return wrong === undefined ? { step: 'send', to, from, text } : { step: 'send', to, from, text, wrong };
}

/** Whether the request identifies its caller as the gateway's own client does. */
export function isKnown(request: WireRequest, headers: Readonly<Record<string, string>>): boolean {
  return AUTH_HEADERS.every((name) => {
    const [wanted, sent] = [headers[name], request.headers[name]];
    return wanted === undefined || sent === wanted || isSignedBy(wanted, sent);
  });
}

/** AWS: the key is followed by the scope and the signature, which the fake does not check. */
const isSignedBy = (wanted: string, sent: string | undefined): boolean =>
  wanted.startsWith('AWS4-') && (sent?.startsWith(`${wanted}/`) ?? false);

function wrongIn(to: string, text: string): FakeRejectionReason | undefined {
  if (to === '') return 'missing_number';
  if (text === '') return 'missing_text';
  return isDigits(withoutPlus(to), 0, 1) ? undefined : 'invalid_destination';
}

function refusedBefore({ allowedNumber, refuses }: TableFields, handover: Handover): Answer | undefined {
  return isAdmitted(allowedNumber, handover.to) ? refuses?.(handover) : refused('INVALID_DESTINATION_NUMBER');
}

const isAdmitted = (admits: RegExp | undefined, to: string): boolean =>
  admits === undefined || admits.test(withoutPlus(to));

function routesFor(
  { host, path }: TableFields,
  headers: (gateway: Gateway) => Readonly<Record<string, string>>,
) {
  return perGateway((gateway) => ({
    path: typeof path === 'function' ? path(gateway) : path,
    headers: { host: typeof host === 'function' ? host(gateway) : host, ...headers(gateway) },
  }));
}

/** An option of the gateway under its only name. */
export const setting = (gateway: Gateway, name: string, otherwise = 'demo'): string =>
  optionOf(gateway, [name], otherwise);
