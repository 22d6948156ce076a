import { expect, test } from 'vitest';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { trailOf } from '../../../src/report/why/trail.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const one = '3bc36664-0001-4000-8000-000000000001';
const two = '7d2f5a10-0001-4000-8000-000000000001';

test('a warning of a trail has names and shortest ids, as everywhere', () => {
  const [plan] = plansFrom(`scenario: twice
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways: {GW: {type: http}}
cases:
  ${one}: {type: w, name: Amina Lema, contact_phone_number: "254712000601"}
  ${two}: {type: w, name: amina lema, contact_phone_number: "254712000601"}
starts: 2026-03-02 09:00
timeline: []
`);
  const { sections } = trailOf(plan!, rehearsePlan(plan!).journal, { case: two });
  const sentences = sections.flatMap(({ steps }) => steps.map(({ sentence }) => sentence));
  expect(sentences.join('\n')).toContain('Amina Lema (3bc36664), amina lema (7d2f5a10)');
  expect(sentences.join('\n')).not.toContain(one);
});
