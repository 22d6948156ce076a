import { describe, expect, test } from 'vitest';
import { rehearsePlan, rehearsePlanOnWire } from '../../src/rehearse.ts';
import { anyScenario } from '../helpers/any-scenario.ts';
import { shippedPlans } from '../helpers/shipped-plans.ts';
import { mailStory } from './faults/mail-story.ts';

const written = (run: ReturnType<typeof rehearsePlan>): string => [...run.journal.lines()].join('');

describe('sockets tell the same story as the call', () => {
  test.each(shippedPlans())('$name', async ({ plan }) => {
    const wire = await rehearsePlanOnWire(plan);
    expect(written(wire)).toBe(written(rehearsePlan(plan)));
  });

  const broken = [
    ...['refuse', 'reset', 'close', 'hang', 'truncate', 'short_body', 'garbage', 'bad_chunk', 'drip'].map(
      (mode) => ({ connection: { mode, phase: 'before', every: '1s', bytes: '9' }, when: { attempt: '1' } }),
    ),
    { connection: { mode: 'reset', phase: 'headers' }, when: { attempt: '1' } },
    { connection: { mode: 'reset', phase: 'body', committed: 'yes' }, when: { attempt: '1' } },
    { status: { code: '503', body: '<html>', retry_after: '7s' } },
    { reject: 'opted_out' },
    { throttle: { rate: '1/min', burst: '1', retry_after: 'auto' } },
  ];
  test.each(broken)('with %j', async (fault) => {
    const { plans } = anyScenario(storyWith(fault));
    const wire = await rehearsePlanOnWire(plans[0]!);
    expect(written(wire)).toBe(written(rehearsePlan(plans[0]!)));
  });

  test.each([
    { smtp: { at: 'rcpt', reply: '550 5.1.1 No such user' } },
    { smtp: { at: 'data', reply: '554 5.7.1 Rejected' } },
    { smtp: { at: 'rcpt', greylist: { for: '60s' } } },
    { smtp: { at: 'data', mode: 'reset' }, when: { attempt: '1' } },
    { smtp: { at: 'mail', hang: '60s' }, when: { attempt: '1' } },
  ])('mail with %j', async (fault) => {
    const { plans } = anyScenario(mailStory(fault));
    const wire = await rehearsePlanOnWire(plans[0]!);
    expect(written(wire)).toBe(written(rehearsePlan(plans[0]!)));
  });
});

test('what was accepted behind a reset and sent again is told once, as a warning', () => {
  const fault = { connection: { mode: 'reset', phase: 'body', committed: 'yes' }, when: { attempt: '1' } };
  const { plans } = anyScenario(storyWith(fault));
  const run = rehearsePlan(plans[0]!);
  expect(written(run).match(/DUPLICATE_ON_PHONE/g)).toHaveLength(2);
  expect(run.verdicts.filter(({ kept }) => !kept)).toEqual([]);
});

test('a value that does not parse is a problem of the file', () => {
  expect(() => anyScenario(storyWith({ throttle: { rate: 'often' } }))).toThrow(/often.*n\/s or n\/min/s);
  expect(() => anyScenario(storyWith({ reject: 'blocked', when: { probability: '2' } }))).toThrow(/0 to 1/);
  expect(() => anyScenario(storyWith({ delay: { uniform: ['5s', '1s'] } }))).toThrow(/uniform/);
});

function storyWith(fault: object): object {
  return {
    scenario: 'faults',
    others: 'allowed',
    gateways: { GW: { type: 'twilio', number: '+15005550006', faults: [fault] } },
    routing: { global: { '*': 'GW' } },
    cases: Object.fromEntries(
      ['a', 'b'].map((key, index) => [
        key,
        {
          type: 'p',
          name: key,
          contact_phone_number: `2783123456${index}`,
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
        sms: 'hello {case.name}',
      },
    },
    timeline: [{ at: '2026-03-01 09:00', register: ['a', 'b'] }],
  };
}
