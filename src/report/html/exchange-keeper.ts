/**
 * What went over the wire, as much of it as a report keeps: the first exchanges, and the first of those that did not go
 * well, which are the ones that are looked at. The bounds are those of one report, however many stories it has.
 */
import type { WireFailure, WireRequest, WireResponse } from '../../core/model/wire.ts';

/** One request and what came back, without its secrets. */
export interface KeptExchange {
  readonly id: string;
  readonly attempt: number;
  /** Name. */
  readonly gateway: string;
  readonly request: WireRequest;
  readonly response: WireResponse | WireFailure;
}

export interface StoryExchanges {
  record(exchange: KeptExchange): void;
  /** One whose bodies are cut already. */
  recordKept(exchange: KeptExchange): void;
  readonly kept: readonly KeptExchange[];
  /** How many there were. */
  readonly total: number;
}

/** Exchanges of either sort that one report keeps. */
const EXCHANGES_MAX = 2000;
/** Characters of one body. */
const BODY_MAX = 20_000;

export class ExchangeKeeper {
  private readonly left = { well: EXCHANGES_MAX, badly: EXCHANGES_MAX };

  /** Of the next story. */
  story(): StoryExchanges {
    const kept: KeptExchange[] = [];
    const { left } = this;
    let total = 0;
    const takes = (exchange: KeptExchange): boolean => {
      total += 1;
      const sort = wentWell(exchange) ? 'well' : 'badly';
      if (left[sort] === 0) return false;
      left[sort] -= 1;
      return true;
    };
    return {
      kept,
      get total() {
        return total;
      },
      record(exchange) {
        if (takes(exchange)) kept.push(cutBodies(exchange));
      },
      recordKept(exchange) {
        if (takes(exchange)) kept.push(exchange);
      },
    };
  }
}

const wentWell = ({ response }: KeptExchange): boolean => !('failure' in response) && response.status < 400;

function cutBodies({ id, attempt, gateway, request, response }: KeptExchange): KeptExchange {
  return {
    ...{ id, attempt, gateway },
    request: { ...request, body: cut(request.body) },
    response: 'body' in response ? { ...response, body: cut(response.body) } : response,
  };
}

const cut = (body: string): string =>
  body.length <= BODY_MAX
    ? body
    : `${body.slice(0, BODY_MAX)} … and ${body.length - BODY_MAX} characters more`;
