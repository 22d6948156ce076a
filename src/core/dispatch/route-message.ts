import type { NumberChoice } from '../contact/contact.ts';
import type { GatewayEvidence } from '../model/because.ts';
import type { Gateway } from '../model/gateway.ts';
import { fittingPrefixes, gatewayByName, gatewayByPrefix } from '../route/choose-gateway.ts';
import type { Party } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { strip } from '../text/python-text.ts';

/** A gateway and why; no gateway: it is chosen when the message is processed. */
export type EnqueueRoute =
  | { readonly gateway: Gateway | undefined; readonly because: GatewayEvidence | undefined }
  | { readonly problem: string };

/** A gateway and why, or HQ's words for there being none. */
export type DefaultRoute =
  | { readonly gateway: Gateway; readonly because: GatewayEvidence }
  | { readonly problem: string };

/** Which lookup applies when the message is queued (docs/hq/contacts-and-messages.md#s2-4). */
export function routeAtEnqueue(world: World, party: Party, number: NumberChoice): EnqueueRoute {
  if (number.twoWay) {
    const name = strip(number.twoWay.backendId ?? '');
    if (name) return byName(world, party.project, name);
    return routeAtProcessing(world, party.project, number.number);
  }
  const name = party.kind === 'case' ? strip(party.properties.get('contact_backend_id') ?? '') : undefined;
  return name ? byName(world, party.project, name) : { gateway: undefined, because: undefined };
}

/** The default: the project's map, then the global one (docs/hq/contacts-and-messages.md#s2-3). */
export function routeAtProcessing(world: World, project: string, number: string): DefaultRoute {
  const routing = world.routingOf(project);
  const [own, global] = [routing.project, routing.global].map((map) => fittingPrefixes(number, map));
  const route = () => gatewayByPrefix(number, project, routing, world.gateways);
  const known = world.routes.once(`${project} ${own!.join()} or ${global!.join()}`, route);
  // The words of a problem may have the number.
  return 'problem' in known ? route() : known;
}

function byName(world: World, project: string, name: string): EnqueueRoute {
  return world.routes.once(`${project} named ${name}`, () => gatewayByName(name, project, world.gateways));
}
