import type { Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { lower } from '../text/letter-case.ts';
import { split } from '../text/python-text.ts';
import { originNow } from './reply.ts';

/** Sends the text on by the rule's gateway, addressed with the contact's own number (docs/hq/contacts-and-messages.md#s4-5). */
export function handleForwarding(
  state: SimulationState,
  party: Party,
  number: string,
  text: string,
): boolean {
  const { world } = state;
  const first = lower(split(text)[0] ?? '');
  const rule = world.plan.forwarding.find(({ keyword }) => keyword === undefined || lower(keyword) === first);
  if (!rule) return false;
  const gateway = world.gateways.find((each) => each.name === rule.via && !each.deleted);
  const origin = originNow(state, 'forward', rule.keyword ?? 'all', party);
  const because = {
    zone: origin.zoneBecause,
    number: { from: 'forwarding' },
    gateway: { name: rule.via, rule: 'forwarding' },
  } as const;
  state.outbox.add({ channel: 'sms', origin, party, number, gateway, text, because, forwarded: true }, world);
  return true;
}
