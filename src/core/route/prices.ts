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
interface GatewayState {
  readonly from: Instant;
  readonly gateway: Gateway;
}

/** The price of each segment of a sent message; undefined where the gateway has none. */
export function segmentPrices(plan: Plan): (sent: Entry) => Price | undefined {
  const gatewayOf = gatewayHistory(plan);
  const prices = new Map<string, Price | undefined>();
  return (sent) => {
    const price = gatewayOf(sent)?.price;
    if (!price) return undefined;
    const name = `${price.perSegment} ${price.currency}`;
    if (!prices.has(name)) prices.set(name, priceOf(price));
    return prices.get(name);
  };
}

function priceOf({ perSegment, currency }: NonNullable<Gateway['price']>): Price | undefined {
  const amount = parseDecimal(perSegment);
  return amount && { perSegment: amount, currency };
}

/**
 * The gateway of a message as the file and its timeline had set it by then. Gateways of several projects may share a
 * name: what the routing said of scope and project decides.
 */
export function gatewayHistory(plan: Plan): (message: Entry) => Gateway | undefined {
  const states = statesOf(plan);
  return (message) => {
    const named = states.get(message.via ?? '') ?? [];
    if (named.length === 1) return named[0]!.gateway;
    const isOne = named.every(({ gateway }) => gateway.project === named[0]?.gateway.project);
    return named.findLast(
      ({ from, gateway }) => from <= message.at && (isOne || isMeant(gateway, message, plan)),
    )?.gateway;
  };
}

function isMeant({ scope, project }: Gateway, { because, case: record, to }: Entry, plan: Plan): boolean {
  const wanted = because?.gateway?.scope;
  if (wanted !== undefined && wanted !== 'project') return scope.kind === wanted;
  return project === projectOf(plan, to ?? record);
}

/** Of a contact or case; the scenario's own for whoever the plan does not know. */
export const projectOf = ({ cases, users, project }: Plan, key = ''): string =>
  cases.get(key)?.project ?? users.get(key)?.project ?? project.name;

/** Those of the file from the start, and each edit of the timeline from its own instant, in order. */
function statesOf({ gateways, timeline }: Plan): ReadonlyMap<string, readonly GatewayState[]> {
  const states = new Map<string, GatewayState[]>();
  const add = (from: Instant, gateway: Gateway): void => {
    states.set(gateway.name, [...(states.get(gateway.name) ?? []), { from, gateway }]);
  };
  for (const gateway of gateways) add(Number.NEGATIVE_INFINITY, gateway);
  for (const { at, act } of timeline) if (act.verb === 'gateway') add(at, act.gateway);
  return states;
}
