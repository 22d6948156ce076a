import { expect, test } from 'vitest';
import { RowCollector } from '../../../src/expect/rows.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { anyScenario } from '../../helpers/any-scenario.ts';

test('ten thousand receipts, doubled and shuffled, end in the right states', () => {
  const count = 2500;
  const run = rehearsePlan(anyScenario(story(count, '0')).plans[0]!);
  expect(statuses(run)).toEqual({ delivered: count / 2, undelivered: count / 2 });
  expect(receiptsIn(run)).toBe(4 * count);
});

test('receipts that overtake a slow answer count too', () => {
  const run = rehearsePlan(anyScenario(story(10, '1m')).plans[0]!);
  expect(statuses(run)).toEqual({ delivered: 5, undelivered: 5 });
});

function statuses(run: ReturnType<typeof rehearsePlan>): Record<string, number> {
  const rows = new RowCollector();
  for (let index = 0; index < run.journal.length; index += 1) rows.take(run.journal.entry(index), index);
  const counts: Record<string, number> = {};
  for (const { status } of rows.rows) counts[status ?? ''] = (counts[status ?? ''] ?? 0) + 1;
  return counts;
}

const receiptsIn = (run: ReturnType<typeof rehearsePlan>): number =>
  [...run.journal.lines()].filter((line) => line.includes('"kind":"receipt"')).length;

function story(count: number, latency: string): object {
  const keys = Array.from({ length: count }, (_, index) => `c${index}`);
  const receipt = { after: { uniform: ['0s', '30s'] }, copies: '2', order: 'shuffled' };
  return {
    scenario: 'receipts',
    others: 'allowed',
    gateways: {
      GW: {
        type: 'twilio',
        number: '+15005550006',
        latency,
        faults: [
          { when: { to: '*1' }, receipt: { ...receipt, outcome: 'undelivered', code: '30003' } },
          { receipt },
        ],
      },
    },
    routing: { global: { '*': 'GW' } },
    cases: Object.fromEntries(
      keys.map((key, index) => [
        key,
        {
          type: 'p',
          name: key,
          contact_phone_number: `27831${String(index).padStart(4, '0')}${index % 2}`,
          contact_phone_number_is_verified: '1',
        },
      ]),
    ),
    alerts: {
      hi: {
        case_type: 'p',
        when: { name: { has_value: 'yes' } },
        to: 'case',
        send: 'immediately',
        sms: 'hi',
      },
    },
    timeline: [{ at: '2026-03-01 09:00', register: keys }],
  };
}
