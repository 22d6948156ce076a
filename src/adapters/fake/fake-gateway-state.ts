import type { Gateway } from '../../core/model/gateway.ts';
import type { FakeResponse, GatewayKind, WireContext, WireRequest } from '../../core/model/wire.ts';
import type { FaultEffects } from '../faults/effects.ts';
import { isAnswered, respondWithEffects } from '../faults/evaluate.ts';
import type { GatewayFaults } from '../faults/gateway-faults.ts';

/** What one fake gateway remembers from message to message. */
export class FakeGatewayState {
  gateway: Gateway;
  /** Rules and their counts; undefined: to be read from the gateway. */
  faults: GatewayFaults | undefined;
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

  /** The fake's response to a request with the effects applied. Its own temporary failure uses up one of `fail_next`. */
  respond(
    request: WireRequest,
    asked: Pick<WireContext, 'messageId' | 'attempt' | 'at'>,
    effects: FaultEffects,
  ): FakeResponse {
    const { gateway, gatewayKind } = this;
    const failing = this.failuresLeft > 0 && isAnswered(effects);
    const context: WireContext = {
      ...asked,
      gateway,
      failing,
      ...(gateway.carrierOptOut && { optedOut: this.optedOut }),
    };
    const fakeResponse = respondWithEffects(effects, (more) =>
      gatewayKind.respond(request, { ...context, ...more }),
    );
    const isOwn = failing && effects.raw === undefined && effects.throttled === undefined;
    if (isOwn && fakeResponse.verdict === 'failing') this.failuresLeft -= 1;
    return fakeResponse;
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
  noteCarrierKeyword(number: string, text: string): void {
    const word = text.trim().toUpperCase();
    const digits = number.replace(/\D/g, '');
    const { optOut, optIn, passThroughOptIn } = this.gatewayKind;
    if (isOneOf(word, optOut.length > 0 ? optOut : CARRIER_OPT_OUT, this.gateway.optOut)) {
      this.optedOut.add(digits);
    } else if (
      isOneOf(word, optIn.length > 0 ? optIn : CARRIER_OPT_IN, passThroughOptIn, this.gateway.optIn)
    ) {
      this.optedOut.delete(digits);
    }
  }
}

/** The words of carriers whose kind has none of its own. */
const CARRIER_OPT_OUT = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT'];
const CARRIER_OPT_IN = ['START'];

const isOneOf = (word: string, ...lists: readonly (readonly string[])[]): boolean =>
  lists.some((list) => list.includes(word));

/** The state that a gateway already has, whichever edit of it is given. */
export const stateOf = (
  gateway: Gateway,
  states: ReadonlyMap<string, FakeGatewayState>,
): FakeGatewayState | undefined => states.get(keyOf(gateway));

const keyOf = ({ project, name }: Gateway): string => `${project}/${name}`;

/** The state of a gateway: one for each project and name, kept over edits. */
export function stateFor(
  gateway: Gateway,
  gatewayKind: GatewayKind,
  states: Map<string, FakeGatewayState>,
): FakeGatewayState {
  const known = stateOf(gateway, states);
  if (known !== undefined && known.gatewayKind === gatewayKind) {
    if (known.gateway !== gateway) known.edit(gateway);
    return known;
  }
  const state = new FakeGatewayState(gateway, gatewayKind);
  if (known !== undefined) {
    state.accepted = known.accepted;
    state.acceptedSum = known.acceptedSum;
  }
  states.set(keyOf(gateway), state);
  return state;
}

/** Whether two configurations say the same. */
function isSame(one: Gateway, other: Gateway): boolean {
  return serialised(one) === serialised(other);
}

const serialised = (gateway: Gateway): string =>
  JSON.stringify({ ...gateway, options: [...gateway.options] });
