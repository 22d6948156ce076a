import { describe, expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 12:00';
const ana = { type: 'c', name: 'Ana', contact_phone_number: '447700900301' };
const time = (at: number): string => new Date(at).toISOString().slice(5, 16).replace('T', ' ');

const ran = (parts: Json, ...timeline: readonly Json[]) =>
  play({ cases: { ana }, timeline: [{ at: AT, register: 'ana' }, ...timeline], ...parts });

const alert = (more: Json): Json => ({
  alerts: {
    tip: {
      case_type: 'c',
      to: 'case',
      sms: 'Tip',
      send: { daily: { at: '13:00', stop_after: '2' } },
      ...more,
    },
  },
});

describe('an event that comes late', () => {
  const upAgain = (up: string) => {
    const { of } = ran(
      alert({ send: { daily: { at: '13:00', stop_after: '1' } } }),
      { at: '2024-01-01 12:30', platform: 'down' },
      { at: up, platform: 'up' },
    );
    return [of('sent').length, of('skipped').map(({ reason }) => reason)];
  };

  test('by 48 hours is sent', () => {
    expect(upAgain('2024-01-03 13:00')).toEqual([1, []]);
  });

  test('by more is passed over, as stale', () => {
    expect(upAgain('2024-01-03 13:01')).toEqual([0, ['stale']]);
  });
});

describe('an alert that has come to its end', () => {
  test('is told once, after its last event', () => {
    const { of } = ran(alert({}));
    expect(of('disarmed').map(({ at, reason }) => `${time(at)} ${reason}`)).toEqual([
      '01-02 13:00 schedule_finished',
    ]);
  });

  test('because its events became fewer sends nothing for those that are gone', () => {
    const waits = (...minutes: readonly number[]) => ({
      send: { custom_immediate: minutes.map((wait) => ({ wait_minutes: String(wait) })) },
    });
    const { of } = ran(alert(waits(0, 60, 60)), { at: '2024-01-01 12:10', alert: { tip: waits(0) } });
    expect(of('sent').map(({ at }) => time(at))).toEqual(['01-01 12:00']);
  });
});

describe('recipients', () => {
  const users = {
    uma: { username: 'uma', phone: '447700900309', data: { role: 'nurse' } },
    vic: { username: 'vic', phone: '447700900310', data: { role: 'driver' } },
  };
  const toGroup = (members: readonly string[], role?: string) =>
    ran({
      users,
      groups: { team: { users: members } },
      ...alert({
        to: { group: 'team' },
        send: 'immediately',
        ...(role === undefined ? {} : { user_data: { role: [role] } }),
      }),
    });
  const outcomesOf = ({ of }: ReturnType<typeof play>) => ({
    to: of('sent').map(({ to }) => to),
    skipped: of('skipped').map(({ reason }) => reason),
    errors: of('error').map(({ code, level, alert: key, case: about, event, iteration, because }) => ({
      ...{ code, level, key, about, event, iteration },
      zone: because?.zone?.from,
    })),
  });
  const nobody = {
    code: 'NO_RECIPIENT',
    level: 'event',
    key: 'tip',
    about: 'ana',
    event: 0,
    iteration: 1,
    zone: 'project',
  };

  test('who are of a group all get it', () => {
    expect(outcomesOf(toGroup(['uma', 'vic']))).toEqual({ to: ['uma', 'vic'], skipped: [], errors: [] });
  });

  test('whom the alert leaves out by their data get nothing', () => {
    expect(outcomesOf(toGroup(['uma', 'vic'], 'nurse'))).toEqual({ to: ['uma'], skipped: [], errors: [] });
  });

  test('who are all left out are told of as left out, and as nobody', () => {
    expect(outcomesOf(toGroup(['uma', 'vic'], 'doctor'))).toEqual({
      to: [],
      skipped: ['no_recipient_filter'],
      errors: [nobody],
    });
  });

  test('of whom there is none are told of as nobody', () => {
    expect(outcomesOf(toGroup([]))).toEqual({ to: [], skipped: [], errors: [nobody] });
    expect(outcomesOf(toGroup([], 'nurse'))).toEqual({ to: [], skipped: [], errors: [nobody] });
  });
});

describe('a zone that HQ’s own data has otherwise', () => {
  const warned = (project: Json) =>
    ran({
      ...alert({ send: { daily: { at: '13:00', stop_after: '3' } } }),
      project: { time_zone: 'America/Edmonton', ...project },
      starts: '2026-11-25 00:00',
      timeline: [{ at: '2026-11-25 08:00', register: 'ana' }],
    })
      .of('warning')
      .filter(({ code }) => code === 'ZONES_DIFFER');

  test('is told once a run, with the cure', () => {
    expect(warned({})).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(
          /^America\/Edmonton has another time at 2026-11-25T19:00:00\.000Z in the zone data that HQ pins \(20..\S+\) than in 20..\S+$/,
        ),
        hint: 'project: {hq: {zones: hq}} runs with HQ’s own release',
        about: { zone: 'America/Edmonton' },
      }),
    ]);
  });

  test('is not told where the project runs by HQ’s data', () => {
    expect(warned({ hq: { zones: 'hq' } })).toEqual([]);
  });
});

test('a survey that could not start is tried for those that are left, and not for those that had it', () => {
  const { of } = ran({
    cases: { ana: { ...ana, contact_phone_number_is_verified: '1' } },
    surveys: { s: { questions: [{ id: 'q', ask: 'Q?', type: 'text' }] } },
    alerts: { tip: { case_type: 'c', to: 'case', send: 'immediately', survey: 's' } },
    timeline: [
      { at: '2024-01-01 11:59', formplayer: 'down' },
      { at: AT, register: 'ana' },
      { at: '2024-01-01 13:30', formplayer: 'up' },
    ],
  });
  expect(of('rearmed').map(({ at, due, reason }) => `${time(at)} ${time(due!)} ${reason}`)).toEqual([
    '01-01 12:00 01-01 13:00 survey_not_started',
    '01-01 13:00 01-01 15:00 survey_not_started',
  ]);
  expect(of('sent').map(({ at, text }) => `${time(at)} ${text}`)).toEqual(['01-01 15:00 Q?']);
});
