import { describe, expect, test } from 'vitest';
import { type AlikePlan, alikePlan } from '../../src/shards/alike-plan.ts';
import { plansFrom } from '../helpers/plans-from.ts';

interface Story {
  readonly cases?: number;
  readonly of?: (index: number) => string;
  readonly project?: string;
  readonly gateway?: string;
  readonly alert?: string;
  readonly more?: string;
  readonly timeline?: string;
}

const clinic = ({
  cases = 40,
  of = () => '',
  project = '',
  gateway = '',
  alert,
  more = '',
  timeline = '',
}: Story) => {
  const keys = Array.from({ length: cases }, (_, index) => `w${index}`);
  return plansFrom(`scenario: clinic
project: {time_zone: Africa/Nairobi, daily_limit: none${project}}
gateways: {KE: {type: twilio${gateway}}}
routing: {global: {"*": KE}}
cases:
${keys.map((key, index) => `  ${key}: {type: woman, name: Woman ${index}, contact_phone_number: "2547120000${String(index).padStart(2, '0')}"${of(index)}}`).join('\n')}
alerts:
  tip: {${alert ?? 'case_type: woman, to: case, send: {daily: {at: "09:00", stop_after: 2}}, sms: "{case.name}: come on {case.visit}"'}}
${more}starts: 2026-03-31 08:00
ends: 2026-04-10 00:00
timeline:
  - {at: 2026-03-31 08:00, register: [${keys.join(', ')}]}
${timeline}`)[0]!;
};

const cut = (story: Story, rehearsedMax = 1000): AlikePlan | undefined =>
  alikePlan(clinic(story), { casesMin: 2, rehearsedMax, onCase: () => {} });

const rehearsed = (story: Story): string[] => [...cut(story)!.plan.cases.keys()];

describe('one of each kind is rehearsed', () => {
  test('where names, numbers and what is only written differ', () => {
    const made = cut({ of: (index) => `, visit: 2026-05-${10 + (index % 20)}` })!;
    expect([...made.plan.cases.keys()]).toEqual(['w0']);
    expect([...made.groups].map(([key, { size }]) => [key, size])).toEqual([['w0', 40]]);
  });

  test.each([
    ['zones', (index: number) => `, time_zone: ${index % 2 ? 'Asia/Kolkata' : 'Africa/Nairobi'}`],
    ['languages', (index: number) => `, language_code: ${index % 2 ? 'en' : 'swa'}`],
    ['gateways that they name', (index: number) => `, contact_backend_id: ${index % 2 ? 'KE' : 'OLD'}`],
    ['states', (index: number) => (index % 2 ? ', closed: yes' : '')],
    ['texts of another alphabet', (index: number) => `, visit: ${index % 2 ? 'ክሊኒክ' : 'soon'}`],
    ['texts of more parts', (index: number) => `, visit: ${'x'.repeat(index % 2 ? 200 : 1)}`],
  ])('and those of other %s are another kind', (_name, of) => {
    expect(rehearsed({ of })).toEqual(['w0', 'w1']);
  });

  test('and a property that an alert names decides, where others do not', () => {
    const alert =
      'case_type: woman, to: case, when: {risk: high}, send: {daily: {at: "09:00", stop_after: 2}}, sms: Come';
    expect(rehearsed({ alert, of: (index) => `, risk: ${index % 2 ? 'high' : 'low'}` })).toEqual([
      'w0',
      'w1',
    ]);
    expect(rehearsed({ alert, of: (index) => `, ward: ${index % 2 ? 'high' : 'low'}` })).toEqual(['w0']);
  });

  test('and texts into which a gateway may read something are each their own kind', () => {
    const of = (index: number): string => `, visit: "${index % 2 ? 'x'.repeat(50) : `\\ty${index}`}"`;
    expect(rehearsed({ gateway: ', max_length: "40"', of })).toHaveLength(40);
    expect(rehearsed({ of })).toHaveLength(21);
  });

  test('beside those whom the timeline changes, and those who may own a number together', () => {
    const timeline = '  - {at: 2026-04-01 08:00, close: [w7]}\n';
    const of = (index: number): string =>
      index === 20 || index === 21 ? ', contact_phone_number_is_verified: "1", parent: {case: w30}' : '';
    expect(rehearsed({ timeline, of })).toEqual(['w0', 'w7', 'w20', 'w21', 'w30']);
  });

  test('and the first of its kind are at hand', () => {
    const made = cut({ of: (index) => `, language_code: ${index % 2 ? 'en' : 'swa'}` })!;
    expect([...made.firstOf(['w1']).cases.keys()]).toEqual(['w1', 'w3', 'w5']);
    expect(made.firstOf(['w1']).timeline.map(({ act }) => act)).toEqual([
      { verb: 'register', keys: ['w1', 'w3', 'w5'] },
    ]);
  });
});

test.each<[string, Story]>([
  [
    'recipients besides the case',
    { alert: 'case_type: woman, to: [case, owner], send: {daily: {at: "09:00", stop_after: 2}}, sms: Come' },
  ],
  [
    'an email',
    {
      alert:
        'case_type: woman, to: case, send: {daily: {at: "09:00", stop_after: 2}}, email: {subject: A, body: B}',
    },
  ],
  [
    'values of others in a text',
    {
      alert:
        'case_type: woman, to: case, send: {daily: {at: "09:00", stop_after: 2}}, sms: "{case.owner.name}"',
    },
  ],
  [
    'a condition on the name',
    {
      alert:
        'case_type: woman, to: case, when: {name: Woman 3}, send: {daily: {at: "09:00", stop_after: 2}}, sms: Come',
    },
  ],
  [
    'random times',
    {
      alert:
        'case_type: woman, to: case, send: {daily: {random: {from: "09:00", minutes: "60"}, stop_after: 2}}, sms: Come',
    },
  ],
  [
    'a text that comes in',
    { timeline: '  - {at: 2026-04-01 08:00, inbound: {from: w1, text: STOP, via: KE}}\n' },
  ],
  [
    'a broadcast',
    {
      more: 'users: {nurse: {username: nurse, phone: "254733000001"}}\nbroadcasts: {news: {to: {user: nurse}, send: immediately, sms: News}}\n',
    },
  ],
  ['settings that change', { timeline: '  - {at: 2026-04-01 08:00, settings: {outbound_sms: "no"}}\n' }],
])('everybody is rehearsed where a story has %s', (_name, story) => {
  expect(cut(story)).toBeUndefined();
});

test.each<[string, Story]>([
  ['rejects numbers', { gateway: ', rejects: "25471200000*"' }],
  ['keeps a list of those who opted out', { gateway: ', carrier_opt_out: yes' }],
  ['tells of deliveries', { gateway: ', receipts: {delivered_after: 1h}' }],
])('everybody is rehearsed whose gateway %s', (_name, story) => {
  expect(rehearsed(story)).toHaveLength(40);
});

test('everybody is rehearsed where the kinds would have no room, or most are of their own', () => {
  const of = (index: number): string => `, language_code: l${index}`;
  expect(cut({ of }, 39)).toBeUndefined();
  expect(cut({ of }, 40)!.plan.cases.size).toBe(40);
});
