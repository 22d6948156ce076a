import type { SimulationState } from '../state/simulation-state.ts';
import { upper } from '../text/letter-case.ts';
import { split } from '../text/python-text.ts';
import { originNow, type Writer } from './reply.ts';

/** The day on which HQ's forwarding of inbound texts was removed. */
const FORWARDING_UNTIL = '2019-12-10';

/**
 * Sends the text on by the rule's gateway, addressed with the contact's own number. Only an HQ of before
 * December 2019 does (docs/hq/contacts-and-messages.md#s4-5); false: no rule fits, or that HQ has none.
 */
export function handleForwarding(state: SimulationState, { party, entry }: Writer, text: string): boolean {
  const { world } = state;
  const { asOf } = world.projectNamed(party.project);
  if (asOf === undefined || asOf >= FORWARDING_UNTIL) return false;
  const first = upper(split(text)[0] ?? '');
  const rule = world.plan.forwarding.find(
    ({ project, keyword }) =>
      project === party.project && (keyword === undefined || upper(keyword) === first),
  );
  if (!rule) return false;
  const gateway = world.gateways.find((each) => each.name === rule.via && !each.deleted);
  const origin = originNow(state, 'forward', rule.keyword ?? 'all', party);
  const because = {
    zone: origin.zoneBecause,
    number: { from: 'forwarding' } as const,
    gateway: { name: rule.via, rule: 'forwarding' } as const,
  };
  const { number } = entry;
  state.outbox.add({ channel: 'sms', origin, party, number, gateway, text, because, forwarded: true }, world);
  return true;
}
