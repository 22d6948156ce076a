import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../src/core/model/entry.ts';
import { isoUtc } from '../../../src/core/time/format.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

interface Story {
  readonly alert?: string;
  readonly asha?: string;
  readonly rest?: string;
  /** Lines of the timeline; asha is registered on Monday 2026-03-09 at 10:00 unless they do it. */
  readonly acts: readonly string[];
}

function entriesOf({ alert = 'send: {daily: {at: "12:00"}}', asha = '', rest = '', acts }: Story): Entry[] {
  const lines = acts.some((line) => line.includes('register: asha'))
    ? acts
    : ['at: 2026-03-09 10:00, register: asha', ...acts];
  const text = `scenario: edits
project: {time_zone: UTC, languages: [en]}
gateways: {GW: {type: http, number: "100"}}
routing: {global: {"*": GW}}
users: {bob: {username: bob, phone: "447700900999"}}
cases: {asha: {type: t, name: Asha, contact_phone_number: "447700900301"${asha}}}
alerts: {visit: {case_type: t, to: case, sms: Hi, ${alert}}}
${rest}
starts: 2026-03-09 08:00
ends: 2026-03-14 00:00
timeline:
${lines.map((line) => `  - {${line}}`).join('\n')}
`;
  return [...rehearsePlan(plansFrom(text)[0]!).journal.entries()];
}

const sent = (story: Story): string[] =>
  entriesOf(story).flatMap(({ kind, at, to, text }) =>
    kind === 'sent' ? [`${isoUtc(at).slice(8, 16).replace('T', ' ')} ${to} ${text}`] : [],
  );

const row = (day: string, time: string, to = 'asha', text = 'Hi') => `${day} ${time} ${to} ${text}`;
const each = (days: readonly string[], time = '12:00') => days.map((day) => row(day, time));

describe('editing an alert', () => {
  test('that is created later arms the cases that are there', () => {
    const acts = ['at: 2026-03-09 10:00, register: asha', 'at: 2026-03-11 10:00, alert: {visit: create}'];
    expect(sent({ acts })).toEqual(each(['11', '12', '13']));
  });

  test('its words are new at once, and nothing is computed again', () => {
    const acts = ['at: 2026-03-10 13:00, alert: {visit: {sms: New}}'];
    expect(sent({ acts }).slice(1, 3)).toEqual([row('10', '12:00'), row('11', '12:00', 'asha', 'New')]);
  });

  test('its time is computed again from the first start: what has passed is not sent again', () => {
    const acts = ['at: 2026-03-10 13:00, alert: {visit: {send: {daily: {at: "15:00", stop_after: 3}}}}'];
    expect(sent({ acts })).toEqual([...each(['09', '10']), row('10', '15:00'), row('11', '15:00')]);
  });

  test('the waits of an immediate one change nothing for those under way', () => {
    const alert = 'send: {custom_immediate: [{wait_minutes: 0}, {wait_minutes: 60}]}';
    const edit = 'send: {custom_immediate: [{wait_minutes: 30}, {wait_minutes: 90}]}';
    const acts = [`at: 2026-03-09 10:10, alert: {visit: {${edit}}}`];
    expect(sent({ alert, acts })).toEqual([row('09', '10:00'), row('09', '11:00')]);
  });

  test('switched off and on it goes on where it would have been', () => {
    const acts = ['at: 2026-03-09 13:00, alert: {visit: off}', 'at: 2026-03-11 13:00, alert: {visit: on}'];
    expect(sent({ acts })).toEqual(each(['09', '12', '13']));
  });

  test('switched on, one that is finished stays finished', () => {
    const alert = 'send: {daily: {at: "12:00", stop_after: 1}}';
    const acts = ['at: 2026-03-09 13:00, alert: {visit: off}', 'at: 2026-03-10 10:00, alert: {visit: on}'];
    expect(sent({ alert, acts })).toEqual(each(['09']));
  });

  test('deleted it sends no more', () => {
    const acts = [
      'at: 2026-03-10 13:00, alert: {visit: delete}',
      'at: 2026-03-11 10:00, update: {asha: {x: y}}',
    ];
    expect(sent({ acts })).toEqual(each(['09', '10']));
  });
});

describe('editing the recipients', () => {
  test('a new one of a timed alert starts where the others started', () => {
    const alert = 'send: {daily: {at: "12:00", stop_after: 3}}';
    const acts = ['at: 2026-03-10 13:00, alert: {visit: {to: [case, {user: bob}]}}'];
    expect(sent({ alert, acts })).toEqual([...each(['09', '10', '11']), row('11', '12:00', 'bob')]);
  });

  test('a new one of a running immediate alert gets what is left', () => {
    const alert = 'send: {custom_immediate: [{wait_minutes: 0}, {wait_minutes: 60}]}';
    const acts = ['at: 2026-03-09 10:10, alert: {visit: {to: [case, {user: bob}]}}'];
    expect(sent({ alert, acts })).toEqual([
      row('09', '10:00'),
      row('09', '11:00'),
      row('09', '11:00', 'bob'),
    ]);
  });

  test('one that is taken away gets no more, and starts afresh when it comes back', () => {
    const acts = [
      'at: 2026-03-09 13:00, alert: {visit: {to: {user: bob}}}',
      'at: 2026-03-11 13:00, alert: {visit: {to: [{user: bob}, case]}}',
    ];
    const mine = sent({ acts }).filter((line) => line.includes('asha'));
    expect(mine).toEqual(each(['09', '12', '13']));
  });
});

describe('the life of a case', () => {
  test('closed it stops at once; opened again it starts afresh', () => {
    const alert = 'send: {custom_immediate: [{wait_minutes: 0}, {wait_minutes: 600}]}';
    const acts = ['at: 2026-03-09 11:00, close: asha', 'at: 2026-03-10 10:00, reopen: asha'];
    expect(sent({ alert, acts })).toEqual([row('09', '10:00'), row('10', '10:00'), row('10', '20:00')]);
  });

  test('deleted it is over for good', () => {
    const acts = ['at: 2026-03-10 13:00, delete: asha'];
    expect(sent({ acts })).toEqual(each(['09', '10']));
  });

  test('of another type it arms the alerts of that type; HQ runs only those, so what is under way stays', () => {
    const rest = '';
    const acts = [
      'at: 2026-03-10 13:00, update: {asha: {type: other}}',
      'at: 2026-03-11 13:00, update: {asha: {village: Hill}}',
    ];
    expect(sent({ rest, acts })).toEqual(each(['09', '10', '11', '12', '13']));
  });

  test('a rule that turns false and true again sends again', () => {
    const alert = 'when: {status: due}, send: immediately';
    const acts = [
      'at: 2026-03-09 11:00, update: {asha: {village: Hill}}',
      'at: 2026-03-09 12:00, update: {asha: {status: done}}',
      'at: 2026-03-09 13:00, update: {asha: {status: due}}',
    ];
    expect(sent({ alert, asha: ', status: due', acts })).toEqual([row('09', '10:00'), row('09', '13:00')]);
  });

  test('a time property that moves ahead after today’s message brings a second one today', () => {
    const alert = 'send: {daily: {at_property: hour, stop_after: 2}}';
    const acts = ['at: 2026-03-10 10:00, update: {asha: {hour: "18:00"}}'];
    expect(
      sent({
        alert,
        asha: ', hour: "11:00"',
        acts: [
          'at: 2026-03-09 10:00, register: asha',
          'at: 2026-03-09 12:00, update: {asha: {hour: "18:00"}}',
        ],
      }),
    ).toEqual([row('09', '11:00'), row('09', '18:00'), row('10', '18:00')]);
    expect(sent({ alert, asha: ', hour: "11:00"', acts })).toEqual([row('09', '11:00'), row('10', '18:00')]);
  });

  test('a zone that changes moves nothing that is computed already, only what comes after it', () => {
    const alert = 'send: {daily: {at: "12:00", stop_after: 3}}';
    const acts = ['at: 2026-03-09 13:00, update: {asha: {time_zone: Asia/Kolkata}}'];
    expect(sent({ alert, acts })).toEqual([row('09', '12:00'), row('10', '12:00'), row('11', '06:30')]);
  });
});

describe('a visit schedule starts', () => {
  const visit = (fields: string) =>
    `start: {visit: {phase: 1, anchor: lmp, due: 3, ${fields}}}, send: {daily: {at: "12:00", stop_after: 1}}`;
  const asha = ', lmp: 2026-03-08, current_schedule_phase: "1"';

  test.each([
    ['on the day it is due', 'at: due_date', ['11']],
    ['when its window begins', 'at: window_start, starts: -1', ['10']],
    ['when its window ends', 'at: window_end, expires: 2', ['13']],
    ['never, when the window has no end', 'at: window_end', []],
    ['never, when the visit repeats', 'repeats: yes', []],
  ])('%s', (_when, fields, days) => {
    expect(sent({ alert: visit(fields), asha, acts: [] })).toEqual(each(days));
  });

  test('only in its own phase: the case that moves on loses it', () => {
    const acts = ['at: 2026-03-10 10:00, update: {asha: {current_schedule_phase: "2"}}'];
    expect(sent({ alert: visit('at: due_date'), asha, acts })).toEqual([]);
  });
});

describe('a broadcast', () => {
  const quiet = 'when: {never: sent}, send: immediately';
  const broadcast = (body: string) => `broadcasts: {news: {to: {user: bob}, sms: News, ${body}}}`;
  const bob = (day: string, time: string) => row(day, time, 'bob', 'News');

  test('at once goes when it is started, and only once', () => {
    const rest = broadcast('send: immediately');
    const acts = ['at: 2026-03-10 10:00, broadcast: news', 'at: 2026-03-11 10:00, broadcast: news'];
    expect(sent({ alert: quiet, rest, acts })).toEqual([bob('10', '10:00')]);
  });

  test('on a day goes by itself, and not at times that have passed', () => {
    const rest = broadcast('start: {date: 2026-03-09}, send: {daily: {at: "07:00", stop_after: 3}}');
    expect(sent({ alert: quiet, rest, acts: [] })).toEqual([bob('10', '07:00'), bob('11', '07:00')]);
  });

  test('every week begins on the weekday of its date', () => {
    const rest = broadcast('start: {date: 2026-03-11}, send: {weekly: {days: [Mon, Wed], at: "12:00"}}');
    expect(sent({ alert: quiet, rest, acts: [] })).toEqual([bob('11', '12:00')]);
  });

  test('with another date is computed anew when it is saved', () => {
    const rest = broadcast('start: {date: 2026-03-10}, send: {daily: {at: "12:00", stop_after: 1}}');
    const acts = [
      'at: 2026-03-09 09:00, broadcast: news',
      'at: 2026-03-09 10:00, register: asha',
      'at: 2026-03-10 13:00, broadcast: {news: {start: {date: 2026-03-12}}}',
    ];
    expect(sent({ alert: quiet, rest, acts })).toEqual([bob('10', '12:00'), bob('12', '12:00')]);
  });
});
