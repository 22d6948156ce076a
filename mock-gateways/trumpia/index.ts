/** Trumpia: a query in, a request id out; a second call returns the outcome. */

import type { Answer } from '../../src/core/model/answer.ts';
import type { Gateway } from '../../src/core/model/gateway.ts';
import type { WireContext, WireRequest, WireResponse } from '../../src/core/model/wire.ts';
import { defineGateway, type ParsedRequest, type Reply } from '../define-gateway.ts';
import { parsedRequestOf, setting } from '../define-table.ts';
import { isJsonObject, jsonIn, textAt, valueAt } from '../encodings.ts';
import { busy, failureText, gatewayError, httpErrorText, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { fieldOf, quoteUtf8, splitPath } from '../percent.ts';
import { pythonRepr } from '../python-repr.ts';
import { json, text } from '../reply.ts';
import { calls } from './webhooks.ts';

const SEND = '/http/v2/sendverificationsms';
const CHECK = '/http/v2/checkresponse';
const HEADERS = { host: 'api.trumpia.com' };

export const trumpia = defineGateway({
  kind: 'trumpia',
  hqApiId: 'TRUMPIA',
  options: ['username', secret('api_key')],
  hqText: { of: '2020-07-30' },
  isSubmission,
  webhooks: calls,

  buildRequest({ gateway, to, text: words }) {
    const account = `apikey=${quoteUtf8(keyOf(gateway))}&country_code=0`;
    const query = `${account}&mobile_number=${quoteUtf8(to)}&message=${quoteUtf8(words)}&concat=TRUE`;
    return get(`${SEND}?${query}`);
  },

  parseRequest(request, gateway) {
    const [path, query] = splitPath(request.path);
    if (request.method === 'GET' && path === CHECK) {
      return { ...NOTHING, step: 'check', text: fieldOf(query, 'request_id') ?? '' };
    }
    if (request.method !== 'GET' || path !== SEND) return { ...NOTHING, wrong: 'not_found' };
    const to = fieldOf(query, 'mobile_number') ?? '';
    const words = fieldOf(query, 'message') ?? '';
    return parsedRequestOf({ to, text: words, from: '' }, fieldOf(query, 'apikey') === keyOf(gateway));
  },

  acceptedResponse: (parsed, context) =>
    parsed.step === 'check' ? statusReport(parsed.text) : requestId(context, ''),

  /** Trumpia reports a refusal only to a status call; until then the request's id encodes it. */
  rejections: {
    invalid_destination: refusal('MPSE2401'),
    missing_number: refusal('MPSE2401'),
    too_long: refusal('MPSE2303'),
    missing_text: refusal('MPSE2301'),
    blocked: refusal('MPSE2402'),
    opted_out: refusal('MPSE2402'),
    insufficient_funds: refusal('MPCE4001'),
    unauthorized: refusal('MPCE4002'),
  },
  defaultRejection: refusal('MPSE0000'),
  temporaryFailure: text(500, 'Internal error'),

  interpretResponse(outcome, _, request) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    return isSubmission(request) ? heardSend(outcome) : heardCheck(outcome.body, request);
  },
});

const ERRORS: ReadonlyMap<string, string> = new Map([
  ['MPSE2401', 'bad number'],
  ['MPSE2303', 'message too long'],
  ['MPSE2301', 'message is blank'],
  ['MPSE2402', 'number is blocked'],
  ['MPCE4001', 'no credits'],
  ['MPCE4002', 'unknown key'],
]);

const NOTHING: ParsedRequest = { step: 'send', to: '', from: '', text: '' };

function isSubmission({ path }: WireRequest): boolean {
  return path.startsWith(SEND);
}

const keyOf = (gateway: Gateway): string => setting(gateway, 'api_key');

const get = (path: string): WireRequest => ({ method: 'GET', path, headers: HEADERS, body: '' });

function requestId(context: WireContext, suffix: string): WireResponse {
  return json(200, { requestID: `tr-${idFor(context, 2)}${suffix}` });
}

function refusal(code: string): Reply {
  return (_, context) => requestId(context, `-${code}`);
}

function statusReport(id: string): WireResponse {
  const errorcode = /^tr-[0-9a-f]+-(\w+)$/.exec(id)?.[1];
  if (errorcode === undefined) return json(200, { statuscode: '1', message: 'Success' });
  return json(200, { errorcode, errormessage: ERRORS.get(errorcode) ?? 'the message was refused' });
}

function heardSend({ status, body }: WireResponse): Answer | WireRequest {
  if (status === 500) return busy(httpErrorText(status));
  if (status !== 200) return gatewayError(status);
  const value = jsonIn(body);
  if (typeof value !== 'object' || value === null) return busy('The response is not a JSON object');
  const id = isJsonObject(value) ? valueAt(value, 'requestID') : undefined;
  if (id === undefined) return gatewayError(pythonRepr(body) ?? '');
  return get(`${CHECK}?request_id=${quoteUtf8(textAt(value, 'requestID'))}`);
}

/** The status is not looked at; what cannot be read is tried again, though the text was taken. */
function heardCheck(body: string, request: WireRequest): Answer {
  const value = jsonIn(body);
  if (value === undefined) return busy('The response is not JSON');
  const gatewayMessageId = fieldOf(splitPath(request.path)[1], 'request_id') ?? '';
  const [status, message] = [valueAt(value, 'statuscode'), valueAt(value, 'message')];
  if (status === '1') return taken(gatewayMessageId);
  if (message === 'In progress') return { kind: 'taken', gatewayMessageId, pending: true };
  const [code, words] = [valueAt(value, 'errorcode'), valueAt(value, 'errormessage')];
  if (code !== undefined && words !== undefined) return gatewayError(`error ${code}: ${words}`);
  if (status !== undefined && message !== undefined) return gatewayError(`status ${status}: ${message}`);
  return isJsonObject(value)
    ? gatewayError(pythonRepr(body) ?? '')
    : busy('The response is not a JSON object');
}
