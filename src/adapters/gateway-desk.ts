import type { Gateway } from '../core/model/gateway.ts';
import type { FakeResponse, GatewayKind, WireContext, WireRequest } from '../core/model/wire.ts';
import type { Faults } from './faults/decide.ts';
import type { Fate } from './faults/fate.ts';
import { isSpoken, saidUnder } from './faults/meet.ts';

/** What one fake gateway remembers from message to message. */
export class Desk {
  gateway: Gateway;
  /** Rules and their counts; undefined: to be read from the gateway. */
  faults: Faults | undefined;
  readonly gatewayKind: GatewayKind;
  /** Of `fail_next`. */
  failuresLeft: number;
  accepted = 0;
  acceptedSum = 0;
  /** The carrier's own STOP list, digits. */
  readonly optedOut = new Set<string>();

  constructor(gateway: Gateway, gatewayKind: GatewayKind) {
    this.gateway = gateway;
    this.gatewayKind = gatewayKind;
    this.failuresLeft = gateway.failNext;
  }

  /** Lets the fake answer a request under its fate. A temporary failure of its own uses up one of `fail_next`. */
  respond(
    request: WireRequest,
    asked: Pick<WireContext, 'messageId' | 'attempt' | 'at'>,
    fate: Fate,
  ): FakeResponse {
    const { gateway, gatewayKind } = this;
    const failing = this.failuresLeft > 0 && isSpoken(fate);
    const context: WireContext = {
      ...asked,
      gateway,
      failing,
      ...(gateway.carrierOptOut && { optedOut: this.optedOut }),
    };
    const said = saidUnder(fate, (more) => gatewayKind.respond(request, { ...context, ...more }));
    const isOwn = failing && fate.raw === undefined && fate.throttled === undefined;
    if (isOwn && said.verdict === 'failing') this.failuresLeft -= 1;
    return said;
  }

  count(hash: number): void {
    this.accepted += 1;
    this.acceptedSum = (this.acceptedSum + hash) >>> 0;
  }

  /** An edited gateway comes in. Its `fail_next` counts anew when the edit was about it, else it goes on. */
  edit(gateway: Gateway): void {
    if (gateway.failNext !== this.gateway.failNext || isSame(gateway, this.gateway)) {
      this.failuresLeft = gateway.failNext;
    }
    if (gateway.faults !== this.gateway.faults) this.faults = undefined;
    this.gateway = gateway;
  }

  /** Takes note of a STOP or START that passes through. */
  hearWord(number: string, text: string): void {
    const word = text.trim().toUpperCase();
    const digits = number.replace(/\D/g, '');
    const { optOut, optIn, passThroughOptIn } = this.gatewayKind;
    if (saysOneOf(word, optOut.length > 0 ? optOut : CARRIER_OPT_OUT, this.gateway.optOut)) {
      this.optedOut.add(digits);
    } else if (
      saysOneOf(word, optIn.length > 0 ? optIn : CARRIER_OPT_IN, passThroughOptIn, this.gateway.optIn)
    ) {
      this.optedOut.delete(digits);
    }
  }
}

/** The words of carriers whose kind has none of its own. */
const CARRIER_OPT_OUT = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT'];
const CARRIER_OPT_IN = ['START'];

const saysOneOf = (word: string, ...lists: readonly (readonly string[])[]): boolean =>
  lists.some((list) => list.includes(word));

/** The desk that a gateway already has, whichever edit of it is given. */
export const deskOf = (gateway: Gateway, desks: ReadonlyMap<string, Desk>): Desk | undefined =>
  desks.get(keyOf(gateway));

const keyOf = ({ project, name }: Gateway): string => `${project}/${name}`;

/** The desk of a gateway: one for each project and name, whatever edits come. */
export function deskFor(gateway: Gateway, gatewayKind: GatewayKind, desks: Map<string, Desk>): Desk {
  const known = deskOf(gateway, desks);
  if (known !== undefined && known.gatewayKind === gatewayKind) {
    if (known.gateway !== gateway) known.edit(gateway);
    return known;
  }
  const desk = new Desk(gateway, gatewayKind);
  if (known !== undefined) {
    desk.accepted = known.accepted;
    desk.acceptedSum = known.acceptedSum;
  }
  desks.set(keyOf(gateway), desk);
  return desk;
}

/** Whether two configurations say the same. */
function isSame(one: Gateway, other: Gateway): boolean {
  return written(one) === written(other);
}

const written = (gateway: Gateway): string => JSON.stringify({ ...gateway, options: [...gateway.options] });
