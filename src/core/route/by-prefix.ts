import type { GatewayClaim } from '../model/because.ts';
import type { Gateway, Routing } from '../model/gateway.ts';
import { type Chosen, claimsTo, evidence } from './by-name.ts';

const CATCH_ALL = '*';

/**
 * The default gateway of a number in digits: the project's map, then the global one; in each the longest
 * prefix that fits, then `*` (docs/hq/contacts-and-messages.md#s2-3). A deleted gateway takes its
 * places in the maps with it; a name that no gateway ever had is a problem.
 */
export function gatewayByPrefix(
  number: string,
  project: string,
  routing: Routing,
  gateways: readonly Gateway[],
): Chosen | { readonly problem: string } {
  const places = [
    ...placesFor(number, routing.project, 'project'),
    ...placesFor(number, routing.global, 'global'),
  ];
  for (const [index, { claim }] of places.entries()) {
    const { name } = claim;
    const gateway = gatewayMeant(name, project, gateways);
    if (gateway === 'deleted') continue;
    if (gateway === 'unknown')
      return { problem: `Could not find SMS backend '${name}' from domain '${project}'` };
    const losers = places.slice(index + 1).map((place) => place.claim);
    return { gateway, because: evidence(claim, losers) };
  }
  return { problem: `No suitable backend found for phone number and domain +${number}, ${project}` };
}

/** A line of a map that fits a number. */
interface Place {
  readonly claim: GatewayClaim;
  /** -1 for the catch-all, which every prefix beats. */
  readonly prefixLength: number;
}

function placesFor(number: string, map: ReadonlyMap<string, string>, scope: 'project' | 'global'): Place[] {
  const places: Place[] = [];
  for (const [prefix, name] of map) {
    if (prefix === CATCH_ALL) places.push({ claim: { name, rule: 'catch_all', scope }, prefixLength: -1 });
    else if (number.startsWith(prefix)) {
      places.push({ claim: { name, rule: 'prefix', scope, prefix }, prefixLength: prefix.length });
    }
  }
  return places.sort((a, b) => b.prefixLength - a.prefixLength);
}

/** The gateway of a name in a map: one the project may use, else any of that name. */
function gatewayMeant(
  name: string,
  project: string,
  gateways: readonly Gateway[],
): Gateway | 'deleted' | 'unknown' {
  const [claim] = claimsTo(name, project, gateways);
  if (claim) return claim.gateway;
  const named = gateways.filter((gateway) => gateway.name === name);
  return named.find((gateway) => !gateway.deleted) ?? (named.length > 0 ? 'deleted' : 'unknown');
}
