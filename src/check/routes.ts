/** Routes of the file that lead to a gateway which is not there. */
import type { Plan } from '../core/model/plan.ts';
import { didYouMean } from '../scenario/near.ts';
import type { Emit } from './finding.ts';

export function checkRoutes(plan: Plan, emit: Emit): void {
  const names = new Set(plan.gateways.map(({ name }) => name));
  for (const { act } of plan.timeline) if (act.verb === 'gateway') names.add(act.gateway.name);
  for (const scope of ['project', 'global'] as const) {
    for (const [prefix, gateway] of plan.routing[scope]) {
      if (names.has(gateway)) continue;
      emit({
        code: 'ROUTE_GATEWAY_UNKNOWN',
        message: `routing.${scope} sends ${prefix === '*' ? 'all other numbers' : `numbers with ${prefix}`} through ${gateway}, and there is no such gateway`,
        hint: didYouMean(gateway, names) ?? 'name one of the gateways of the file',
        about: { prefix, gateway },
        source: plan.source,
      });
    }
  }
}
