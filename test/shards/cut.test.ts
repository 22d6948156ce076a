import { expect, test } from 'vitest';
import type { Plan } from '../../src/core/model/plan.ts';
import { cutOf, shardPlans } from '../../src/shards/cut.ts';
import { cutText } from '../../src/shards/text.ts';
import { plansFrom } from '../helpers/plans-from.ts';

type Json = Readonly<Record<string, unknown>>;

const PEOPLE = ['ann', 'ben', 'cat', 'dan'];

/** Four cases that share nothing, and what a story has besides. */
function story({ cases = {}, ...more }: Json & { readonly cases?: Readonly<Record<string, Json>> }): Plan {
  const numbered = PEOPLE.map((key, index) => [
    key,
    { type: 'mother', contact_phone_number: `25471${index * 1_234_567 + 1_000_000}`, ...cases[key] },
  ]);
  return plansFrom(
    JSON.stringify({
      scenario: 'cut',
      gateways: { G: { type: 'http', number: '100' } },
      routing: { global: { '*': 'G' } },
      alerts: { daily: { case_type: 'mother', to: 'case', send: { daily: { at: '09:00' } }, sms: 'Hello' } },
      starts: '2026-03-01 00:00',
      ends: '2026-03-05 00:00',
      timeline: [{ at: '2026-03-01 08:00', register: PEOPLE }],
      ...more,
      cases: Object.fromEntries(numbered),
    }),
  )[0]!;
}

const timeline = (...acts: readonly Json[]) => [
  { at: '2026-03-01 08:00', register: PEOPLE },
  ...acts.map((act) => ({ at: '2026-03-02 12:00', ...act })),
];

const nurse = { users: { nurse: { username: 'nurse', phone: '254799000001' } } };
const alertTo = (to: unknown) => ({
  alerts: { daily: { case_type: 'mother', to, send: { daily: { at: '09:00' } }, sms: 'Hello' } },
});

test.each<[string, Plan, number, number]>([
  ['nothing shared', story({}), 4, 1],
  ['a parent', story({ cases: { ben: { parent: { case: 'ann' } } } }), 3, 2],
  [
    'a number',
    story({
      cases: {
        ann: { contact_phone_number: '254722222222' },
        dan: { contact_phone_number: '+254 722 222 222' },
      },
    }),
    3,
    2,
  ],
  [
    'a number that comes by an update',
    story({
      cases: { ann: { contact_phone_number: '254722222222' } },
      timeline: timeline({ update: { cat: { contact_phone_number: '254722222222' } } }),
    }),
    3,
    2,
  ],
  [
    'an owner to whom the alert goes',
    story({
      ...nurse,
      ...alertTo(['case', 'owner']),
      cases: { ann: { owner: 'nurse' }, ben: { owner: 'nurse' } },
    }),
    3,
    2,
  ],
  [
    'an owner to whom nothing goes',
    story({ ...nurse, cases: { ann: { owner: 'nurse' }, ben: { owner: 'nurse' } } }),
    4,
    1,
  ],
  [
    'two who may be taken for one another',
    story({
      cases: { ann: { contact_phone_number: '254722222222' }, ben: { contact_phone_number: '254722222223' } },
      timeline: timeline({ inbound: { from: 'ann', text: 'hello' } }),
    }),
    3,
    2,
  ],
])('%s decides which cases stay together', (_what, plan, groups, largest) => {
  expect(cutOf(plan)).toMatchObject({ kind: 'parts', groups, largest });
});

test.each<[string, Plan]>([
  ['all cases share something', story({ ...nurse, ...alertTo({ user: 'nurse' }) })],
  ['G: rate_per_minute', story({ gateways: { G: { type: 'http', number: '100', rate_per_minute: '5' } } })],
  ['G: fail_next', story({ timeline: timeline({ gateway: { G: { fail_next: '2' } } }) })],
  [
    'G: its faults',
    story({
      gateways: {
        G: { type: 'http', number: '100', faults: [{ when: { nth: '2' }, reject: 'blocked' }] },
      },
    }),
  ],
  ['trial project', story({ project: { trial: 'yes' } })],
  ['how the SMS of a day are counted', story({ timeline: timeline({ settings: { daily_limit: '2' } }) })],
  ['alert daily is deleted', story({ timeline: timeline({ alert: { daily: 'delete' } }) })],
  ['looks at the whole world', story({ expect: [{ state: { queued: '0' } }] })],
])('a story is not cut where %s', (words, plan) => {
  expect(cutText(cutOf(plan))).toMatch(new RegExp(`^one shard: .*${words}`));
});

test('every case and entry is in one shard, and what concerns all in each', () => {
  const plan = story({ timeline: timeline({ settings: { night: 'off' } }, { close: ['ann', 'dan'] }) });
  const cut = cutOf(plan);
  if (cut.kind === 'whole') throw new Error(cutText(cut));
  const shards = shardPlans(plan, cut, 2);
  expect(shards.flatMap((shard) => [...shard.plan.cases.keys()]).sort()).toEqual(PEOPLE);
  const verbs = shards.map((shard) => shard.plan.timeline.map(({ act }) => act.verb));
  expect(verbs.flat().filter((verb) => verb === 'close')).toHaveLength(2);
  for (const each of verbs) expect(each.filter((verb) => verb === 'settings')).toHaveLength(1);
});
