import { caseValue } from '../contact/nodes.ts';
import type { Instant } from '../model/instant.ts';
import type { WorldView } from '../ports.ts';
import { refName, resolve, shownName } from '../recipients/resolve.ts';
import type { Instance } from '../state/instances.ts';
import type { SimulationState } from '../state/simulation-state.ts';

/** The state of a run as expectations may see it. */
export function viewOf(state: SimulationState): WorldView {
  const { world } = state;
  return {
    twoWayOwner: (number) => world.phones.twoWayOwner(number)?.owner,
    optedOut: () => [...world.optedOut].flatMap(([number, { out }]) => (out ? [number] : [])).sort(),
    property(caseKey, property) {
      const record = world.cases.get(caseKey);
      return record && (caseValue(record, property) ?? undefined);
    },
    queued: () => state.outbox.size,
    nextDue: (alert, caseKey, recipient) => nextDue(state, alert, caseKey, recipient),
    hasOpenSession: (contact) => state.sessions.openOf(contact).length > 0,
    surveyStatus: (contact) => state.sessions.statusOf(contact),
  };
}

function nextDue(
  state: SimulationState,
  alert: string,
  caseKey?: string,
  recipient?: string,
): Instant | undefined {
  let earliest: Instant | undefined;
  for (const source of state.sources) {
    if (source.def.key !== alert) continue;
    for (const [key, instances] of source.instances) {
      if (caseKey !== undefined && key !== caseKey) continue;
      for (const instance of instances) {
        if (!instance.position.active || !isRecipient(state, instance, recipient)) continue;
        if (earliest === undefined || instance.position.due < earliest) earliest = instance.position.due;
      }
    }
  }
  return earliest;
}

function isRecipient(state: SimulationState, instance: Instance, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  const shown = shownName(instance.ref, resolve(state.world, instance.ref, instance.record));
  return shown === wanted || instance.ref.kind === wanted || refName(instance.ref) === wanted;
}
