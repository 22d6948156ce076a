import type { NumberChoice } from '../contact/contact.ts';
import type { Gateway } from '../model/gateway.ts';
import { type Chosen, gatewayByName } from '../route/by-name.ts';
import { gatewayByPrefix } from '../route/by-prefix.ts';
import type { Party } from '../state/records.ts';
import type { World } from '../state/world.ts';

/** A gateway and why; no gateway: it is chosen when the message is processed. */
export type EnqueueRoute =
  | { readonly gateway: Gateway | undefined; readonly because: string | undefined }
  | { readonly problem: string };

/** A gateway and why, or HQ's words for there being none. */
export type DefaultRoute =
  | { readonly gateway: Gateway; readonly because: string }
  | { readonly problem: string };

/** Which lookup applies when the message is queued (docs/hq/contacts-and-messages.md#s2-4). */
export function routeAtEnqueue(world: World, party: Party, number: NumberChoice): EnqueueRoute {
  if (number.twoWay) {
    const name = number.twoWay.backendId?.trim();
    if (name) return byName(world, party.project, name);
    return routeAtProcessing(world, party.project, number.number);
  }
  const name = party.kind === 'case' ? party.properties.get('contact_backend_id')?.trim() : undefined;
  return name ? byName(world, party.project, name) : { gateway: undefined, because: undefined };
}

/** The default: the project's map, then the global one (docs/hq/contacts-and-messages.md#s2-3). */
export function routeAtProcessing(world: World, project: string, number: string): DefaultRoute {
  return world.routes.once(`${project} ${number}`, () =>
    told(gatewayByPrefix(number, project, world.routingOf(project), world.gateways)),
  );
}

function byName(world: World, project: string, name: string): EnqueueRoute {
  return told(gatewayByName(name, project, world.gateways));
}

/** The reason of a choice, with the losers: `global prefix 91, over GW_WORLD (global catch-all *)`. */
function told(route: Chosen | { readonly problem: string }): DefaultRoute {
  if ('problem' in route) return route;
  const over = route.over.map(({ gateway, because }) => `${gateway} (${because})`).join(', ');
  return { gateway: route.gateway, because: over === '' ? route.because : `${route.because}, over ${over}` };
}
