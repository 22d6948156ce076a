/** What a segment costs at the gateway that took a message. */
import { type Decimal, parseDecimal } from '../model/decimal.ts';
import type { Entry } from '../model/entry.ts';
import type { Gateway } from '../model/gateway.ts';
import type { Instant } from '../model/instant.ts';
import type { Plan } from '../model/plan.ts';

/** The same object for the same price, so that segments can be counted by it. */
export interface Price {
  readonly perSegment: Decimal;
  /** `USD` */
  readonly currency: string;
}

/** A gateway as it is from an instant on. */
interface Priced {
  readonly from: Instant;
  readonly gateway: Gateway;
  readonly price: Price | undefined;
}

/**
 * The price of each segment of a sent message, as the file and its timeline set it; undefined where the gateway has
 * none. Gateways of several projects may share a name: what the routing said of scope and project decides.
 */
export function segmentPrices(plan: Plan): (sent: Entry) => Price | undefined {
  const priced = pricedGateways(plan);
  return (sent) => {
    const named = (priced.get(sent.via ?? '') ?? []).filter(({ from }) => from <= sent.at);
    const [only] = named;
    const isOne = named.every(({ gateway }) => gateway.project === only?.gateway.project);
    const meant = isOne ? named : named.filter(({ gateway }) => isMeant(gateway, sent, plan));
    return meant.at(-1)?.price;
  };
}

function isMeant({ scope, project }: Gateway, { because, case: record, to }: Entry, plan: Plan): boolean {
  const wanted = because?.gateway?.scope;
  if (wanted !== undefined && wanted !== 'project') return scope.kind === wanted;
  return project === projectOf(plan, to) || (to === undefined && project === projectOf(plan, record));
}

const projectOf = ({ cases, users, project }: Plan, key = ''): string =>
  cases.get(key)?.project ?? users.get(key)?.project ?? project.name;

/** Those of the file from the start, and each edit of the timeline from its own instant, in order. */
function pricedGateways({ gateways, timeline }: Plan): ReadonlyMap<string, readonly Priced[]> {
  const byName = new Map<string, Priced[]>();
  const prices = new Map<string, Price>();
  const add = (from: Instant, gateway: Gateway): void => {
    const price = priceOf(gateway, prices);
    byName.set(gateway.name, [...(byName.get(gateway.name) ?? []), { from, gateway, price }]);
  };
  for (const gateway of gateways) add(Number.NEGATIVE_INFINITY, gateway);
  for (const { at, act } of timeline) if (act.verb === 'gateway') add(at, act.gateway);
  return byName;
}

function priceOf({ price }: Gateway, known: Map<string, Price>): Price | undefined {
  const perSegment = price && parseDecimal(price.perSegment);
  if (!perSegment) return undefined;
  const name = `${price.perSegment} ${price.currency}`;
  const found = known.get(name) ?? { perSegment, currency: price.currency };
  known.set(name, found);
  return found;
}
