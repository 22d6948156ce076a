/** Through whom: the gateway that a contact names, else the default for the number. */
import type { GatewayClaim, GatewayEvidence } from '../model/because.ts';
import type { Gateway, Routing } from '../model/gateway.ts';
import { upper } from '../text/letter-case.ts';
import { strip } from '../text/python-text.ts';

/** The gateway chosen, why, and over which others. */
interface Chosen {
  readonly gateway: Gateway;
  readonly because: GatewayEvidence;
}

/** Global, owned, or shared and accepted. Checked again when a message is handed over. */
export function isAuthorised(gateway: Gateway, project: string): boolean {
  const { scope } = gateway;
  return scope.kind === 'global' || isOwn(gateway, project) || isShared(gateway, project);
}

/**
 * The gateway a contact names: the project's own, then one shared with it and accepted, then a global one
 * (docs/hq/contacts-and-messages.md#s2-2). The given name is put in capitals, so a stored name in small letters never fits.
 */
export function gatewayByName(
  name: string,
  project: string,
  gateways: readonly Gateway[],
): Chosen | { readonly problem: string } {
  const wanted = upper(strip(name));
  const [first, ...others] = claimsTo(wanted, project, gateways);
  if (!first) return { problem: `Could not find SMS backend '${wanted}' from domain '${project}'` };
  return { gateway: first.gateway, because: evidence(claimOf(first), others.map(claimOf)) };
}

/** The best claim, and the others where there are any. */
const evidence = (claim: GatewayClaim, losers: readonly GatewayClaim[]): GatewayEvidence =>
  losers.length > 0 ? { ...claim, losers } : claim;

const claimOf = ({ gateway, scope }: NamedGateway): GatewayClaim => ({
  name: gateway.name,
  rule: 'contact_backend_id',
  scope,
});

/** A gateway of a name, and whose it is for the project that asks. */
interface NamedGateway {
  readonly gateway: Gateway;
  readonly scope: 'project' | 'shared' | 'global';
}

/** Every gateway that a project means by a name, the best claim first. */
function claimsTo(name: string, project: string, gateways: readonly Gateway[]): NamedGateway[] {
  const named = gateways.filter((gateway) => gateway.name === name && !gateway.deleted);
  return [
    ...named.filter((each) => isOwn(each, project)).map(scoped('project')),
    ...named
      .filter((each) => !isOwn(each, project) && isShared(each, project))
      .sort(byOwner)
      .map(scoped('shared')),
    ...named.filter(({ scope }) => scope.kind === 'global').map(scoped('global')),
  ];
}

const scoped =
  (scope: NamedGateway['scope']) =>
  (gateway: Gateway): NamedGateway => ({ gateway, scope });

function isOwn({ scope, project: declaredIn }: Gateway, project: string): boolean {
  return scope.kind === 'shared'
    ? scope.from === project
    : scope.kind === 'project' && declaredIn === project;
}

function isShared({ scope, project: declaredIn }: Gateway, project: string): boolean {
  return scope.kind === 'shared' && scope.accepted && declaredIn === project;
}

function byOwner(a: Gateway, b: Gateway): number {
  const [one, other] = [ownerOf(a), ownerOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

const ownerOf = ({ scope, project }: Gateway): string => (scope.kind === 'shared' ? scope.from : project);

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
  const places = fittingPrefixes(number, map).map((prefix): Place => {
    const name = map.get(prefix)!;
    return prefix === CATCH_ALL
      ? { claim: { name, rule: 'catch_all', scope }, prefixLength: -1 }
      : { claim: { name, rule: 'prefix', scope, prefix }, prefixLength: prefix.length };
  });
  return places.sort((a, b) => b.prefixLength - a.prefixLength);
}

/** The lines of a map that fit a number, the catch-all among them: numbers with the same go the same way. */
export function fittingPrefixes(number: string, map: ReadonlyMap<string, string>): string[] {
  const fitting: string[] = [];
  for (const prefix of map.keys())
    if (prefix === CATCH_ALL || number.startsWith(prefix)) fitting.push(prefix);
  return fitting;
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
