import { describe, expect, test } from 'vitest';
import { isNight, nightOf } from '../../../src/core/dispatch/reader-warnings.ts';
import { type Json, play } from '../../fidelity/helpers/play.ts';

const HOUR = 3600;

describe('the night', () => {
  test('is from 21:00 to 7:00 unless the project says otherwise, or has none', () => {
    expect(nightOf({})).toEqual({ from: 21 * HOUR, until: 7 * HOUR });
    expect(nightOf({ night: { from: 1, until: 2 } })).toEqual({ from: 1, until: 2 });
    expect(nightOf({ night: 'off' })).toBeUndefined();
  });

  test.each([
    [21, 7, 21, true],
    [21, 7, 23, true],
    [21, 7, 0, true],
    [21, 7, 6.99, true],
    [21, 7, 7, false],
    [21, 7, 20.99, false],
    [1, 5, 1, true],
    [1, 5, 4.99, true],
    [1, 5, 5, false],
    [1, 5, 0.99, false],
    [1, 5, 23, false],
    [5, 5, 5, false],
    [5, 5, 4, false],
  ])('from %s to %s has %s in it: %s', (from, until, hour, wanted) => {
    expect(isNight({ from: from * HOUR, until: until * HOUR }, hour * HOUR)).toBe(wanted);
  });
});

const ana = { type: 'c', contact_phone_number: '447700900301', contact_phone_number_is_verified: '1' };
const texts = (at: string, more: Json = {}): Json => ({
  case_type: 'c',
  to: 'case',
  send: { daily: { at, stop_after: '1' } },
  sms: 'Take it',
  ...more,
});

function warned(parts: Json) {
  return play({ cases: { ana }, timeline: [{ at: '2024-03-04 08:00', register: 'ana' }], ...parts })
    .of('warning')
    .filter(({ code }) => code === 'NIGHT_MESSAGE' || code === 'DOUBLE_MESSAGE')
    .map(({ code, message, hint, about }) => ({ code, message, hint, about: { ...about, id: undefined } }));
}

describe('a text at night', () => {
  test('is told by the reader’s own clock, with the hours that would do', () => {
    const hint = 'send it between 07:00 and 21:00 of their day, or set project.night';
    expect(warned({ alerts: { tip: texts('21:00') } })).toEqual([
      {
        code: 'NIGHT_MESSAGE',
        message: "a text landed at 2024-03-04 21:00 on the reader's own clock (UTC)",
        hint,
        about: { alert: 'tip', case: 'ana' },
      },
    ]);
    const away = { ana: { ...ana, time_zone: 'Asia/Kolkata' } };
    expect(warned({ cases: away, alerts: { tip: texts('12:00') } })).toEqual([]);
    expect(warned({ cases: away, alerts: { tip: texts('23:30') } })).toMatchObject([
      { message: "a text landed at 2024-03-04 23:30 on the reader's own clock (Asia/Kolkata)" },
    ]);
  });

  test('is none by day, and none where the project has no night or another', () => {
    expect(warned({ alerts: { tip: texts('20:59') } })).toEqual([]);
    expect(warned({ alerts: { tip: texts('21:00') }, project: { night: 'off' } })).toEqual([]);
    const early = { night: { from: '12:05', until: '13:30' } };
    expect(warned({ alerts: { tip: texts('12:05') }, project: early })).toMatchObject([
      { hint: 'send it between 13:30 and 12:05 of their day, or set project.night' },
    ]);
  });

  test('to a user is about the user, and of a broadcast about the broadcast', () => {
    const broadcast = {
      to: { user: 'uma' },
      start: { date: '2024-03-04' },
      send: { daily: { at: '22:00', stop_after: '1' } },
      sms: 'News',
    };
    expect(
      warned({ users: { uma: { username: 'uma', phone: '447700900309' } }, broadcasts: { news: broadcast } }),
    ).toMatchObject([{ about: { broadcast: 'news', user: 'uma' } }]);
  });

  test('that somebody asked for, or writes by hand, or that is mail, is not told', () => {
    const late = { at: '2024-03-04 22:00' };
    const daytime = (...acts: readonly Json[]) => [{ at: '2024-03-04 08:00', register: 'ana' }, ...acts];
    const help = { inbound: { from: 'ana', via: 'G', text: 'help' } };
    const keywords = { HELP: { reply: 'ok' } };
    expect(warned({ keywords, timeline: daytime({ ...late, ...help }) })).toEqual([]);
    expect(warned({ timeline: daytime({ ...late, send: { to: 'ana', text: 'Hi' } }) })).toEqual([]);
    const mail = { ana: { ...ana, commcare_email_address: 'ana@example.org' } };
    const email = texts('22:00', { sms: undefined, email: { subject: 'S', body: 'B' } });
    expect(warned({ cases: mail, alerts: { tip: email } })).toEqual([]);
  });

  test('is told ten minutes after the reader wrote, and not before', () => {
    const wrote = (at: string) =>
      warned({
        alerts: { tip: texts('22:00') },
        timeline: [
          { at: '2024-03-04 08:00', register: 'ana' },
          { at, inbound: { from: 'ana', via: 'G', text: 'x' } },
        ],
      }).length;
    expect([wrote('2024-03-04 21:50'), wrote('2024-03-04 21:49')]).toEqual([0, 1]);
  });
});

describe('the same words twice', () => {
  const twice = (
    second: Json,
    cases: Json = { ana, ben: { ...ana, contact_phone_number_is_verified: '' } },
  ) =>
    warned({
      cases,
      alerts: { one: texts('12:00'), two: texts('12:00', second) },
      timeline: [{ at: '2024-03-04 08:00', register: Object.keys(cases) }],
    });

  test('to one number within a minute are told, with whom they were for', () => {
    expect(twice({ when: { never: 'x' } })).toEqual([
      {
        code: 'DOUBLE_MESSAGE',
        message:
          'the same words went to 447700900301 twice within a minute: for ana by alert one, and for ben by alert one',
        hint: 'look for a person who is registered twice, or for alerts that overlap',
        about: { alert: 'one', case: 'ben' },
      },
    ]);
  });

  test('of two alerts to one person are told as well', () => {
    expect(twice({}, { ana })).toMatchObject([
      {
        message:
          'the same words went to 447700900301 twice within a minute: for ana by alert one, and for ana by alert two',
      },
    ]);
  });

  test('a minute later are told, later not, and other words never', () => {
    const at = (time: string) => ({ send: { daily: { at: time, stop_after: '1' } } });
    expect(twice(at('12:01'), { ana })).toHaveLength(1);
    expect(twice(at('12:02'), { ana })).toEqual([]);
    expect(twice({ sms: 'Other' }, { ana })).toEqual([]);
  });
});
