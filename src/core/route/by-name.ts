import type { GatewayClaim, GatewayEvidence } from '../model/because.ts';
import type { Gateway } from '../model/gateway.ts';
import { upper } from '../text/letter-case.ts';
import { strip } from '../text/python-text.ts';

/** The gateway chosen, why, and over which others. */
export interface Chosen {
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
export const evidence = (claim: GatewayClaim, losers: readonly GatewayClaim[]): GatewayEvidence =>
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
export function claimsTo(name: string, project: string, gateways: readonly Gateway[]): NamedGateway[] {
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
