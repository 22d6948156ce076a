import { caseValue } from '../contact/nodes.ts';
import type { Instant } from '../model/instant.ts';
import type { WorldView } from '../ports.ts';
import { refName, resolve, shownName } from '../recipients/resolve.ts';
import type { Instance } from '../state/instances.ts';
import type { Stage } from '../state/simulation-state.ts';

/** The stage as expectations may see it. */
export function viewOf(stage: Stage): WorldView {
  const { world } = stage;
  return {
    twoWayOwner: (number) => world.phones.twoWayOwner(number)?.owner,
    optedOut: () => [...world.optedOut].flatMap(([number, { out }]) => (out ? [number] : [])).sort(),
    property(caseKey, property) {
      const record = world.cases.get(caseKey);
      return record && (caseValue(record, property) ?? undefined);
    },
    queued: () => stage.outbox.size,
    nextDue: (alert, caseKey, recipient) => nextDue(stage, alert, caseKey, recipient),
    hasOpenSession: (contact) => stage.sessions.openOf(contact).length > 0,
  };
}

function nextDue(stage: Stage, alert: string, caseKey?: string, recipient?: string): Instant | undefined {
  let earliest: Instant | undefined;
  for (const source of stage.sources) {
    if (source.def.key !== alert) continue;
    for (const [key, instances] of source.instances) {
      if (caseKey !== undefined && key !== caseKey) continue;
      for (const instance of instances) {
        if (!instance.position.active || !isRecipient(stage, instance, recipient)) continue;
        if (earliest === undefined || instance.position.due < earliest) earliest = instance.position.due;
      }
    }
  }
  return earliest;
}

function isRecipient(stage: Stage, instance: Instance, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  const shown = shownName(instance.ref, resolve(stage.world, instance.ref, instance.record));
  return shown === wanted || instance.ref.kind === wanted || refName(instance.ref) === wanted;
}
