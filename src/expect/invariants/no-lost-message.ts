import { type Tally, tally } from '../../core/journal/ledger.ts';
import type { Gateway } from '../../core/model/gateway.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Invariant } from './invariant.ts';

/** What a gateway took is in the journal, once. A `committed` fault hides some of it: that is only remarked on. */
export const noLostMessage: Invariant = {
  name: 'no-lost-message',
  kinds: ['sent'],
  begin(plan, report) {
    const sent = new Map<string, Tally>();
    const hiding = hidingGateways(plan);
    const hidden: string[] = [];
    return {
      observe({ entry }) {
        tally(sent, entry.via ?? '', entry.id ?? '');
      },
      finish({ ledger }) {
        if (!ledger) return;
        for (const name of [...new Set([...ledger.keys(), ...sent.keys()])].sort()) {
          const taken = ledger.get(name) ?? nothing;
          const told = sent.get(name) ?? nothing;
          if (taken.count === told.count && taken.sum === told.sum) continue;
          const what = `${name} took ${taken.count}, the journal has ${told.count}`;
          if (hiding.has(name) && taken.count > told.count)
            hidden.push(`warning: ${what}: answers were lost`);
          else report(taken.count === told.count ? `${what}, but not the same ones` : what);
        }
      },
      remarks: () => hidden,
    };
  },
};

const nothing: Tally = { count: 0, sum: 0 };

/** Gateways with a fault that takes a message and does not say so. */
function hidingGateways(plan: Plan): ReadonlySet<string> {
  const edits = plan.timeline.flatMap(({ act }) => (act.verb === 'gateway' ? [act.gateway] : []));
  return new Set([...plan.gateways, ...edits].filter(mayHide).map(({ name }) => name));
}

const mayHide = ({ faults }: Gateway): boolean =>
  faults.some(({ value }) => typeof value === 'object' && value !== null && 'committed' in value);
