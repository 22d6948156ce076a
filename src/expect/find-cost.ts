/** `cost`: what the messages cost in one currency, in the run or in each period of it. */
import {
  compareDecimals,
  type Decimal,
  decimalText,
  parseDecimal,
  plus,
  times,
  ZERO,
} from '../core/model/decimal.ts';
import type { CostExpectation } from '../core/model/expectation.ts';
import { type Instant, MS_PER_DAY } from '../core/model/instant.ts';
import type { Plan } from '../core/model/plan.ts';
import { segmentPrices } from '../core/route/prices.ts';
import { formatDay, weekDayOf } from '../core/time/calendar.ts';
import type { Zone } from '../core/time/zone.ts';
import { matcherFor } from './checks.ts';
import { broken, kept, type Running, type Surroundings } from './judgement.ts';
import { wallIn } from './promised-time.ts';

/** Adds up SMS that were sent; a promise about a currency in which nothing has a price is not kept. */
export function runningCost(
  { of, atMost, currency, per }: CostExpectation,
  { plan, zone }: Surroundings,
): Running {
  const priceOf = segmentPrices(plan);
  const spent = new Map<string | undefined, Decimal>();
  const unpriced = new Set<string>();
  return {
    matcher: matcherFor('sms', of, zone),
    take({ entry }) {
      const price = priceOf(entry);
      if (price?.currency !== currency) {
        unpriced.add(entry.via ?? '');
        return;
      }
      const period = per === 'run' ? undefined : periodOf[per](entry.at, zone);
      spent.set(period, plus(spent.get(period) ?? ZERO, times(price.perSegment, entry.segments ?? 0)));
    },
    judgement() {
      const limit = parseDecimal(atMost) ?? ZERO;
      const over = [...spent].filter(([, amount]) => compareDecimals(amount, limit) > 0);
      if (over.length === 0 && hasPrice(plan, currency)) return kept();
      const costs = {
        currency,
        atMost,
        over: over.map(([period, amount]) => ({ period, amount: decimalText(amount) })),
        unpriced: [...unpriced].sort(),
      };
      return broken([], { costs });
    },
  };
}

/** Whether any gateway, as the file or its timeline has it, has a price in the currency. */
function hasPrice({ gateways, timeline }: Plan, currency: string): boolean {
  const edited = timeline.flatMap(({ act }) => (act.verb === 'gateway' ? [act.gateway] : []));
  return [...gateways, ...edited].some(({ price }) => price?.currency === currency);
}

/** The period's name by the project's clock. */
const periodOf: Readonly<Record<'month' | 'week' | 'day', (at: Instant, zone: Zone) => string>> = {
  month: (at, zone) => formatDay(dayOf(at, zone)).slice(0, 'YYYY-MM'.length),
  week: (at, zone) => formatDay(dayOf(at, zone) - weekDayOf(dayOf(at, zone))),
  day: (at, zone) => formatDay(dayOf(at, zone)),
};

const dayOf = (at: Instant, zone: Zone): number => Math.floor(wallIn(zone, at) / MS_PER_DAY);
