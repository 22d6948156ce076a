import { hash32 } from '../core/chance.ts';
import type { Ledger, Tally } from '../core/journal/ledger.ts';
import type { Answer, Handover } from '../core/model/answer.ts';
import type { Gateway } from '../core/model/gateway.ts';
import type { GatewayBook, WireContext, WireFailure, WireRequest, WireResponse } from '../core/model/wire.ts';
import type { GatewayPort, KindFacts } from '../core/ports.ts';
import { type Desk, deskFor, deskOf } from './gateway-desk.ts';
import { redacted } from './redact.ts';

/** One request and what came back, without its secrets. */
export interface Exchange {
  readonly id: string;
  readonly attempt: number;
  /** Name. */
  readonly gateway: string;
  readonly request: WireRequest;
  readonly response: WireResponse | WireFailure;
}

/** The fake gateways, called directly: no socket, no waiting. */
export interface InProcessGateways extends GatewayPort {
  readonly facts: ReadonlyMap<string, KindFacts>;
  /**
   * What the fakes accepted, by gateway name, sorted; and what HQ took for accepted though it was refused
   * (Infobip, Pinpoint and Push say so in answers that HQ does not look into).
   */
  ledger(): Ledger;
  /** A text from a phone, on its way to HQ: the carrier takes note of STOP and START, should it keep a list. */
  passes(inbound: { readonly gateway: Gateway; readonly number: string; readonly text: string }): void;
}

export interface InProcessOptions {
  /** Called for each exchange, in order. */
  readonly onExchange?: (exchange: Exchange) => void;
}

/** No client needs more: a look-up, a send, a check. */
const EXCHANGES_MAX = 4;

/** Opens the in-process door to the books. A kind without a book is read as HQ's generic HTTP. */
export function inProcessGateways(
  books: ReadonlyMap<string, GatewayBook>,
  options: InProcessOptions = {},
): InProcessGateways {
  const { onExchange } = options;
  const desks = new Map<string, Desk>();
  const current = new WeakMap<Gateway, Desk>();

  function desk(gateway: Gateway): Desk {
    const known = current.get(gateway);
    if (known !== undefined && known.gateway === gateway) return known;
    const fresh = deskFor(gateway, bookFor(gateway.type, books), desks);
    current.set(gateway, fresh);
    return fresh;
  }

  function exchange(handover: Handover, at: Desk, request: WireRequest): WireResponse | WireFailure {
    const outcome = handover.gateway.down ? CONNECTION_REFUSED : said(handover, at, request);
    if (onExchange !== undefined) {
      const { id, attempt, gateway } = handover;
      onExchange({ id, attempt, gateway: gateway.name, request: redacted(request), response: outcome });
    }
    return outcome;
  }

  function converse(handover: Handover, at: Desk): Answer {
    let next = at.book.asks(handover);
    for (let count = 0; count < EXCHANGES_MAX; count += 1) {
      if (isAnswer(next)) return next;
      next = at.book.hears(exchange(handover, at, next), handover, next);
    }
    return isAnswer(next) ? next : { kind: 'busy', answer: `no end after ${EXCHANGES_MAX} requests` };
  }

  return {
    facts: books,

    deliver(handover) {
      const at = desk(handover.gateway);
      const before = at.accepted;
      const answer = converse(handover, at);
      if (answer.kind === 'taken' && at.accepted === before) at.count(hash32(handover.id));
      return answer;
    },

    ledger: () => ledgerOf(desks),

    passes({ gateway, number, text }) {
      (deskOf(gateway, desks) ?? desk(gateway)).hearWord(number, text);
    },
  };
}

const CONNECTION_REFUSED: WireFailure = { failure: 'refused' };

const isAnswer = (next: WireRequest | Answer): next is Answer => 'kind' in next;

function bookFor(type: string, books: ReadonlyMap<string, GatewayBook>): GatewayBook {
  const book = books.get(type) ?? books.get('http');
  if (book === undefined) throw new Error(`No gateway of the kind ${type}, and no http to stand in for it`);
  return book;
}

/** Lets the fake speak, then keeps count: of failures used up, of messages accepted. */
function said(handover: Handover, desk: Desk, request: WireRequest): WireResponse {
  const { verdict, response } = desk.book.says(request, contextOf(handover, desk));
  if (verdict === 'taken') desk.count(hash32(handover.id));
  if (verdict === 'failing') desk.failuresLeft -= 1;
  return response;
}

function contextOf({ id, attempt, at, gateway }: Handover, desk: Desk): WireContext {
  const optedOut = gateway.carrierOptOut ? desk.optedOut : undefined;
  return { gateway, messageId: id, attempt, at, failing: desk.failuresLeft > 0, optedOut };
}

function ledgerOf(desks: ReadonlyMap<string, Desk>): Ledger {
  const tallies = new Map<string, Tally>();
  for (const { gateway, accepted, acceptedSum } of desks.values()) {
    const { count, sum } = tallies.get(gateway.name) ?? { count: 0, sum: 0 };
    tallies.set(gateway.name, { count: count + accepted, sum: (sum + acceptedSum) >>> 0 });
  }
  return new Map([...tallies].sort(([a], [b]) => (a < b ? -1 : 1)));
}
