import { describe, expect, test } from 'vitest';
import type { Entry, Reason } from '../../../src/core/model/entry.ts';
import { isoUtc } from '../../../src/core/time/format.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

/** One contact, asha, and whatever else a story needs. 2026-03-09 is a Monday. */
function entriesOf(story: string): readonly Entry[] {
  const text = `scenario: why not
project: {time_zone: UTC, languages: [en]}
gateways: {GW: {type: http, number: "100"}}
routing: {global: {"*": GW}}
starts: 2026-03-09 08:00
ends: 2026-05-01 00:00
${story}`;
  return [...rehearsePlan(plansFrom(text)[0]!).journal.entries()];
}

const told = (entries: readonly Entry[], reason: Reason): string[] =>
  entries
    .filter((entry) => entry.reason === reason)
    .map(({ at, kind, due }) => [minute(at), kind, ...(due === undefined ? [] : [minute(due)])].join(' | '));

const sent = (entries: readonly Entry[]): string[] =>
  entries.filter(({ kind }) => kind === 'sent').map(({ at, text }) => `${minute(at)} ${text}`);

const minute = (at: number): string => isoUtc(at).slice(5, 16).replace('T', ' ');

const asha = (properties = '') =>
  `cases: {asha: {type: t, name: Asha, contact_phone_number: "447700900301"${properties}}}`;
const alert = (body: string) => `alerts: {visit: {case_type: t, to: case, sms: Hi, ${body}}}`;
const registered = 'timeline:\n  - {at: 2026-03-09 10:00, register: asha}';

interface Row {
  readonly reason: Reason;
  readonly because: string;
  readonly story: readonly string[];
  /** `at | kind | due` */
  readonly told: readonly string[];
  readonly sent?: readonly string[];
}

const rows: readonly Row[] = [
  {
    reason: 'rule_not_true',
    because: 'the rule does not hold when the case is registered, and is told once for each value',
    story: [
      asha(', status: new'),
      alert('when: {status: due}, send: immediately'),
      registered,
      '  - {at: 2026-03-09 11:00, update: {asha: {village: Hill}}}',
      '  - {at: 2026-03-09 12:00, update: {asha: {status: old}}}',
    ],
    told: ['03-09 10:00 | skipped', '03-09 12:00 | skipped'],
    sent: [],
  },
  {
    reason: 'rule_not_true',
    because: 'the rule stops holding: the instance goes',
    story: [
      asha(', status: due'),
      alert('when: {status: due}, send: {daily: {at: "12:00"}}'),
      registered,
      '  - {at: 2026-03-10 13:00, update: {asha: {status: done}}}',
    ],
    told: ['03-10 13:00 | disarmed | 03-11 12:00'],
    sent: ['03-09 12:00 Hi', '03-10 12:00 Hi'],
  },
  {
    reason: 'bad_date',
    because: 'the start property holds no date',
    story: [
      asha(', next_visit: 12/03/2026'),
      alert('start: {property: next_visit}, send: {daily: {at: "12:00", stop_after: 1}}'),
      registered,
    ],
    told: ['03-09 10:00 | skipped'],
    sent: [],
  },
  {
    reason: 'bad_date',
    because: 'the visit scheduler has the case in another phase',
    story: [
      asha(', current_schedule_phase: "2", lmp: 2026-03-01'),
      alert('start: {visit: {phase: 1, anchor: lmp, due: 14}}, send: {daily: {at: "12:00", stop_after: 1}}'),
      registered,
    ],
    told: ['03-09 10:00 | skipped'],
    sent: [],
  },
  {
    reason: 'past_start',
    because: 'with a start date the events before now are passed over singly',
    story: [
      asha(', lmp: 2026-03-07'),
      alert('start: {property: lmp}, send: {daily: {at: "09:00", stop_after: 4}}'),
      registered,
    ],
    told: [
      '03-09 10:00 | skipped | 03-07 09:00',
      '03-09 10:00 | skipped | 03-08 09:00',
      '03-09 10:00 | skipped | 03-09 09:00',
    ],
    sent: ['03-10 09:00 Hi'],
  },
  {
    reason: 'start_shifted',
    because: 'without a start date a daily course whose first time has passed begins tomorrow',
    story: [asha(), alert('send: {daily: {at: "09:00", stop_after: 1}}'), registered],
    told: ['03-09 10:00 | skipped | 03-09 09:00'],
    sent: ['03-10 09:00 Hi'],
  },
  {
    reason: 'week_lost',
    because: 'Monday has passed, so Wednesday is lost with it',
    story: [asha(), alert('send: {weekly: {days: [Mon, Wed], at: "09:00", stop_after: 1}}'), registered],
    told: ['03-09 10:00 | skipped | 03-09 09:00', '03-09 10:00 | skipped | 03-11 09:00'],
    sent: ['03-16 09:00 Hi', '03-18 09:00 Hi'],
  },
  {
    reason: 'month_skipped',
    because: 'April has no day 31, and counts as a round',
    story: [asha(), alert('send: {monthly: {days: 31, at: "09:00", stop_after: 2}}'), registered],
    told: ['03-31 09:00 | skipped | 04-30 09:00'],
    sent: ['03-31 09:00 Hi'],
  },
  {
    reason: 'stale',
    because: 'the platform was down for more than 48 hours after the due time',
    story: [
      asha(),
      alert('send: {daily: {at: "12:00", stop_after: 5}}'),
      registered,
      '  - {at: 2026-03-09 11:00, platform: down}',
      '  - {at: 2026-03-11 12:01, platform: up}',
    ],
    told: ['03-11 12:01 | skipped | 03-09 12:00'],
    sent: ['03-12 12:00 Hi', '03-13 12:00 Hi'],
  },
  {
    reason: 'overtaken',
    because:
      'after an outage only the waiting event is sent; those behind it that have passed too are dropped',
    story: [
      asha(),
      alert('send: {daily: {at: "12:00", stop_after: 4}}'),
      registered,
      '  - {at: 2026-03-09 11:00, platform: down}',
      '  - {at: 2026-03-11 11:00, platform: up}',
    ],
    told: ['03-11 11:00 | skipped | 03-10 12:00'],
    sent: ['03-11 11:00 Hi', '03-11 12:00 Hi', '03-12 12:00 Hi'],
  },
  {
    reason: 'same_due',
    because: 'of two events with the same due only the first is sent',
    story: [
      asha(),
      alert(
        'send: {custom_immediate: [{wait_minutes: 0}, {wait_minutes: 0, sms: Second}, {wait_minutes: 5, sms: Third}]}',
      ),
      registered,
    ],
    told: ['03-09 10:00 | skipped | 03-09 10:00'],
    sent: ['03-09 10:00 Hi', '03-09 10:05 Third'],
  },
  {
    reason: 'stop_date',
    because: 'nothing is due on or after the first moment of the stop date',
    story: [
      asha(', last: 2026-03-11'),
      alert('stop: {property: last}, send: {daily: {at: "12:00"}}'),
      registered,
    ],
    told: ['03-10 12:00 | disarmed | 03-11 12:00'],
    sent: ['03-09 12:00 Hi', '03-10 12:00 Hi'],
  },
  {
    reason: 'schedule_finished',
    because: 'the rounds asked for are over',
    story: [asha(), alert('send: {daily: {at: "12:00", stop_after: 2}}'), registered],
    told: ['03-10 12:00 | disarmed | 03-11 12:00'],
    sent: ['03-09 12:00 Hi', '03-10 12:00 Hi'],
  },
  {
    reason: 'schedule_finished',
    because: 'a course wholly in the past is over at its birth',
    story: [
      asha(', lmp: 2026-01-01'),
      alert('start: {property: lmp}, send: {daily: {at: "12:00", stop_after: 2}}'),
      registered,
    ],
    told: ['03-09 10:00 | disarmed | 01-03 12:00'],
    sent: [],
  },
  {
    reason: 'copied_finished',
    because: 'a recipient added to a finished alert gets a copy of the finished instance',
    story: [
      'cases:',
      '  asha: {type: t, name: Asha, contact_phone_number: "447700900301"}',
      '  ben: {type: other, name: Ben, contact_phone_number: "447700900302"}',
      alert('send: immediately'),
      'timeline:',
      '  - {at: 2026-03-09 09:30, register: ben}',
      '  - {at: 2026-03-09 10:00, register: asha}',
      '  - {at: 2026-03-10 10:00, alert: {visit: {to: [case, {case: ben}]}}}',
    ],
    told: ['03-10 10:00 | skipped | 03-09 10:00'],
    sent: ['03-09 10:00 Hi'],
  },
  {
    reason: 'alert_off',
    because: 'the alert is switched off; switched on again it goes on',
    story: [
      asha(),
      alert('send: {daily: {at: "12:00", stop_after: 4}}'),
      registered,
      '  - {at: 2026-03-09 13:00, alert: {visit: off}}',
      '  - {at: 2026-03-11 13:00, alert: {visit: on}}',
    ],
    told: ['03-09 13:00 | disarmed | 03-10 12:00'],
    sent: ['03-09 12:00 Hi', '03-12 12:00 Hi'],
  },
  {
    reason: 'alert_off',
    because: 'the alert is off from the start',
    story: [asha(), alert('active: no, send: immediately'), registered],
    told: ['03-09 10:00 | disarmed | 03-09 10:00'],
    sent: [],
  },
  {
    reason: 'alert_deleted',
    because: 'the alert is deleted',
    story: [
      asha(),
      alert('send: {daily: {at: "12:00"}}'),
      registered,
      '  - {at: 2026-03-09 13:00, alert: {visit: delete}}',
    ],
    told: ['03-09 13:00 | disarmed | 03-10 12:00'],
    sent: ['03-09 12:00 Hi'],
  },
  {
    reason: 'case_closed',
    because: 'the case is closed',
    story: [
      asha(),
      alert('send: {daily: {at: "12:00"}}'),
      registered,
      '  - {at: 2026-03-09 13:00, close: asha}',
    ],
    told: ['03-09 13:00 | disarmed | 03-10 12:00'],
    sent: ['03-09 12:00 Hi'],
  },
  {
    reason: 'case_deleted',
    because: 'the case is deleted',
    story: [
      asha(),
      alert('send: {daily: {at: "12:00"}}'),
      registered,
      '  - {at: 2026-03-09 13:00, delete: asha}',
    ],
    told: ['03-09 13:00 | disarmed | 03-10 12:00'],
    sent: ['03-09 12:00 Hi'],
  },
  {
    reason: 'recipient_gone',
    because: 'the alert names the recipient no longer',
    story: [
      asha(),
      'users: {bob: {username: bob, phone: "447700900999"}}',
      alert('send: {daily: {at: "12:00", stop_after: 2}}'),
      registered,
      '  - {at: 2026-03-09 13:00, alert: {visit: {to: {user: bob}}}}',
    ],
    told: ['03-09 13:00 | disarmed | 03-10 12:00'],
    sent: ['03-09 12:00 Hi', '03-10 12:00 Hi'],
  },
  {
    reason: 'empty_text',
    because: 'nothing is left of the text once it is filled in',
    story: [
      asha(', words: ""'),
      'alerts: {visit: {case_type: t, to: case, sms: "{case.words}", send: immediately}}',
      registered,
    ],
    told: ['03-09 10:00 | skipped | 03-09 10:00'],
    sent: [],
  },
  {
    reason: 'no_recipient_filter',
    because: 'the filter on user data lets nobody through',
    story: [
      asha(),
      'users: {bob: {username: bob, phone: "447700900999", data: {role: nurse}}}',
      'groups: {team: {users: [bob]}}',
      'alerts: {visit: {case_type: t, to: {group: team}, user_data: {role: doctor}, sms: Hi, send: immediately}}',
      registered,
    ],
    told: ['03-09 10:00 | skipped | 03-09 10:00'],
    sent: [],
  },
];

const heldRows: readonly Row[] = [
  {
    reason: 'sending_hours',
    because: 'the project sends from 14:00',
    story: [
      'timeline:\n  - {at: 2026-03-09 09:00, settings: {sending_hours: [{days: every day, from: "14:00", to: "18:00"}]}}\n  - {at: 2026-03-09 10:00, register: asha}',
      asha(),
      alert('send: immediately'),
    ],
    told: ['03-09 10:00 | held'],
  },
  {
    reason: 'no_gateway',
    because: 'no gateway takes the number',
    story: [
      asha(),
      alert('send: immediately'),
      'timeline:\n  - {at: 2026-03-09 09:00, gateway: {GW: {delete: yes}}}\n  - {at: 2026-03-09 10:00, register: asha}',
    ],
    told: ['03-09 10:00 | held'],
  },
  {
    reason: 'daily_limit',
    because: 'the limit of the day is used up',
    story: [
      asha(),
      alert('send: {custom_immediate: [{wait_minutes: 0}, {wait_minutes: 60}]}'),
      'timeline:\n  - {at: 2026-03-09 09:00, settings: {daily_limit: 1}}\n  - {at: 2026-03-09 10:00, register: asha}',
    ],
    told: ['03-09 11:00 | held'],
  },
  {
    reason: 'conversation',
    because: 'she wrote a few minutes ago, and may be in the middle of a talk',
    story: [
      asha(', status: new, contact_phone_number_is_verified: "1"'),
      alert('when: {status: due}, send: immediately'),
      'timeline:',
      '  - {at: 2026-03-09 09:00, settings: {conversation_hold: {minutes: 10, hours: [{days: every day, from: "08:00", to: "20:00"}]}}}',
      '  - {at: 2026-03-09 09:01, register: asha}',
      '  - {at: 2026-03-09 09:55, inbound: {from: asha, via: GW, text: hello}}',
      '  - {at: 2026-03-09 10:00, update: {asha: {status: due}}}',
    ],
    told: ['03-09 10:00 | held'],
  },
  {
    reason: 'rate',
    because: 'the gateway sends one a minute',
    story: [
      'cases:',
      '  asha: {type: t, name: Asha, contact_phone_number: "447700900301"}',
      '  ben: {type: t, name: Ben, contact_phone_number: "447700900302"}',
      alert('send: immediately'),
      'timeline:\n  - {at: 2026-03-09 09:00, gateway: {GW: {rate_per_minute: 1}}}\n  - {at: 2026-03-09 10:00, register: [asha, ben]}',
    ],
    told: ['03-09 10:00 | held'],
  },
];

describe.each(rows)('$reason: $because', ({ reason, story, told: wanted, sent: messages }) => {
  const entries = entriesOf(story.join('\n'));

  test('stands in the journal with when, what and the due time', () => {
    expect(told(entries, reason)).toEqual(wanted);
  });

  test('and only the rest is sent', () => {
    if (messages) expect(sent(entries)).toEqual(messages);
  });
});

describe.each(heldRows)('$reason: $because', ({ reason, story, told: wanted }) => {
  test('stands in the journal as a hold', () => {
    expect(told(entriesOf(story.join('\n')), reason)).toEqual(wanted);
  });
});

describe('what makes an instance', () => {
  const entries = entriesOf(
    [
      asha(', next_visit: 2026-03-20'),
      alert('start: {property: next_visit, offset_days: -3}, send: {daily: {at: "09:00", stop_after: 1}}'),
      registered,
      '  - {at: 2026-03-10 10:00, update: {asha: {next_visit: 2026-03-25}}}',
    ].join('\n'),
  );

  test('armed tells the start and where it came from', () => {
    const [armed] = entries.filter(({ kind }) => kind === 'armed');
    expect(minute(armed!.due!)).toBe('03-17 09:00');
    expect(armed!.detail).toMatchObject({ start: '2026-03-20', from: 'property next_visit' });
  });

  test('rearmed tells what changed', () => {
    const [rearmed] = entries.filter(({ kind }) => kind === 'rearmed');
    expect(minute(rearmed!.due!)).toBe('03-22 09:00');
    expect(rearmed!.detail).toMatchObject({ from: 'start date changed' });
  });
});

describe('warnings of what HQ accepts in silence', () => {
  const codesOf = (story: readonly string[]) =>
    entriesOf(story.join('\n')).flatMap(({ kind, code }) => (kind === 'warning' ? [code] : []));

  test.each([
    ['SAME_DUE', asha(), 'send: {custom_immediate: [{wait_minutes: 5}, {wait_minutes: 0}]}'],
    [
      'SAME_DUE',
      asha(),
      'send: {custom_daily: {events: [{day: 1, at: "09:00"}, {day: 2, at: "09:00"}], every: 1}}',
    ],
    [
      'SAME_DUE',
      asha(),
      'send: {custom_daily: {events: [{day: 1, at_property: morning}, {day: 1, at_property: evening}]}}',
    ],
    ['SAME_DUE', asha(), 'send: {monthly: {days: [28, -1], at: "09:00"}}'],
    ['SHORT_MONTHS', asha(), 'send: {monthly: {days: [15, 30], at: "09:00"}}'],
    ['ANY_WITHOUT_CRITERIA', asha(), 'when: {any: []}, send: immediately'],
    ['UNKNOWN_ZONE', asha(', time_zone: PST'), 'send: immediately'],
    ['WEEK_LOST', asha(), 'send: {weekly: {days: [Mon, Wed], at: "09:00"}}'],
    ['MONTH_LOST', asha(), 'send: {monthly: {days: [1, 15], at: "09:00"}}'],
  ])('%s', (code, people, body) => {
    expect(codesOf([people, alert(body), registered])).toContain(code);
  });

  test.each([
    ['of waits apart', 'send: {custom_immediate: [{wait_minutes: 0}, {wait_minutes: 5}]}'],
    [
      'of the same time on other days',
      'send: {custom_daily: {events: [{day: 1, at: "12:00"}, {day: 2, at: "12:00"}]}}',
    ],
    ['of a week whose days are all ahead', 'send: {weekly: {days: [Mon, Wed], at: "12:00"}}'],
    ['of a week that has no other day to lose', 'send: {weekly: {days: [Mon], at: "09:00"}}'],
    ['of the last day of the month', 'send: {monthly: {days: [-1], at: "09:00"}}'],
    ['of a rule with one criterion of any', 'when: {any: [{name: Asha}]}, send: immediately'],
  ])('none %s', (_what, body) => {
    const wanted = new Set(['SAME_DUE', 'SHORT_MONTHS', 'ANY_WITHOUT_CRITERIA', 'WEEK_LOST', 'MONTH_LOST']);
    expect(codesOf([asha(), alert(body), registered]).filter((code) => wanted.has(code!))).toEqual([]);
  });
});
