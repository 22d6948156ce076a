import { describe, expect, test } from 'vitest';
import { processMessage } from '../../../src/core/dispatch/process.ts';
import { MS_PER_DAY } from '../../../src/core/model/instant.ts';
import { type Json, type Played, play, stageAfter } from '../../fidelity/helpers/play.ts';

/** `03-04 10:00:00 to`, on UTC's clocks. */
const when = (at: number): string => new Date(at).toISOString().slice(5, 19).replace('T', ' ');
const sent = ({ of }: Played): string[] => of('sent').map(({ at, to }) => `${when(at)} ${to}`);
const held = ({ of }: Played): string[] =>
  of('held').map(({ at, reason, until }) => `${when(at)} ${reason} ${when(until!)}`);

const number = (last: number): string => `4477009003${String(last).padStart(2, '0')}`;
const person = (last: number, more: Json = {}): Json => ({
  type: 'c',
  contact_phone_number: number(last),
  ...more,
});
const people = { ana: person(1), ben: person(2), cis: person(3), dan: person(4) };
const hello = { hello: { case_type: 'c', to: 'case', send: 'immediately', sms: 'Hello' } };
const registers = (at: string, ...register: string[]): Json => ({ at, register });
const everyDay = (from: string, to: string): Json => ({ days: 'every day', from, to });

function queue(project: Json, timeline: readonly Json[], parts: Json = {}): Played {
  return play({ project, cases: people, alerts: hello, timeline, starts: '2024-03-01 00:00', ...parts });
}

describe('sending hours', () => {
  const hours = { sending_hours: [everyDay('08:00', '18:00')] };

  test.each([
    ['at their first second', '2024-03-04 08:00:00', '03-04 08:00:00 ana'],
    ['at their last second', '2024-03-04 18:00:00', '03-04 18:00:00 ana'],
    [
      'a second after it not, and from then in steps of 15 minutes',
      '2024-03-04 18:00:01',
      '03-05 08:00:01 ana',
    ],
    [
      'late in the evening not: the steps count from the message’s own time',
      '2024-03-04 21:52',
      '03-05 08:07:00 ana',
    ],
    ['a second before they begin not', '2024-03-04 07:59:59', '03-04 08:14:59 ana'],
  ])('a message is sent: %s', (_rule, at, expected) => {
    expect(sent(queue(hours, [registers(at, 'ana')]))).toEqual([expected]);
  });

  test('are those of the project’s zone', () => {
    const played = queue({ ...hours, time_zone: 'Asia/Kolkata' }, [registers('2024-03-04 18:10', 'ana')]);
    expect(sent(played)).toEqual(['03-05 02:40:00 ana']);
  });

  test('hold is told once, with the instant it ends', () => {
    expect(held(queue(hours, [registers('2024-03-04 21:52', 'ana')]))).toEqual([
      '03-04 21:52:00 sending_hours 03-05 08:07:00',
    ]);
  });

  test('that never come leave the message stale after seven days, and not before', () => {
    const never = { sending_hours: [everyDay('03:01', '03:02')] };
    const { of } = queue(never, [registers('2024-03-04 12:00', 'ana')]);
    expect(of('error').map(({ at, code }) => `${when(at)} ${code}`)).toEqual([
      '03-11 12:15:00 MESSAGE_IS_STALE',
    ]);
  });

  test('that come exactly seven days later still find the message young enough', () => {
    const never = { sending_hours: [everyDay('03:01', '03:02')] };
    const played = queue(never, [
      registers('2024-03-04 12:15', 'ana'),
      {
        at: '2024-03-10 12:00',
        settings: { sending_hours: [{ days: ['Mon'], from: '12:15', to: '12:15' }] },
      },
    ]);
    expect(sent(played)).toEqual(['03-11 12:15:00 ana']);
  });

  test('that are changed count for what waits, at its next step', () => {
    const open = { sending_hours: [everyDay('08:00', '23:59')] };
    const played = queue(hours, [
      registers('2024-03-04 21:10', 'ana'),
      { at: '2024-03-04 22:00', settings: open },
    ]);
    expect(sent(played)).toEqual(['03-04 22:10:00 ana']);
  });

  test('that are changed at a step of the message count at that very step', () => {
    const open = { sending_hours: [everyDay('08:00', '23:59')] };
    const played = queue(hours, [
      registers('2024-03-04 21:10', 'ana'),
      { at: '2024-03-04 22:10', settings: open },
    ]);
    expect(sent(played)).toEqual(['03-04 22:10:00 ana']);
  });
});

describe('the daily limit', () => {
  test('holds what is over it in steps of an hour from its own time, until the project’s next day', () => {
    const limit = { daily_limit: 2, time_zone: 'Asia/Kolkata' };
    const played = queue(limit, [registers('2024-03-04 22:20', 'ana', 'ben', 'cis')]);
    expect(sent(played)).toEqual(['03-04 16:50:00 ana', '03-04 16:50:00 ben', '03-04 18:50:00 cis']);
    expect(held(played)).toEqual(['03-04 16:50:00 daily_limit 03-04 18:50:00']);
  });

  test('counts attempts, failed ones too', () => {
    const down = { gateways: { G: { type: 'http', number: '100', fail_next: 1 } } };
    const played = queue(
      { daily_limit: 2 },
      [registers('2024-03-04 10:00', 'ana'), registers('2024-03-04 10:30', 'ben')],
      down,
    );
    expect(sent(played)).toEqual(['03-04 10:05:00 ana', '03-05 00:30:00 ben']);
  });

  test('does not count what it held', () => {
    const played = queue({ daily_limit: 1 }, [
      registers('2024-03-04 10:00', 'ana', 'ben'),
      { at: '2024-03-04 20:30', settings: { daily_limit: 2 } },
      registers('2024-03-04 22:30', 'cis'),
    ]);
    expect(sent(played)).toEqual(['03-04 10:00:00 ana', '03-04 21:00:00 ben', '03-05 00:30:00 cis']);
  });

  test('is of one project: another has a count of its own', () => {
    const other = {
      other_projects: {
        pilot: {
          daily_limit: 1,
          routing: { project: { '*': 'G' } },
          cases: { rina: person(5) },
          alerts: hello,
        },
      },
    };
    const played = queue({ daily_limit: 1 }, [registers('2024-03-04 10:00', 'ana', 'pilot/rina')], other);
    expect(sent(played)).toEqual(['03-04 10:00:00 ana', '03-04 10:00:00 pilot/rina']);
  });

  test('that a project switches off is told at the first message over HQ’s own 50,000, once', () => {
    const warned = warnedAfter({ daily_limit: 'none' }, 49_999);
    expect(warned).toEqual([0, 1, 1]);
  });

  test('of 50,000 is HQ’s own: a project that sets none is held there, without a warning', () => {
    expect(warnedAfter({}, 49_999)).toEqual([0, 0, 0]);
    expect(held(queue({}, [registers('2024-03-04 10:00', 'ana')]))).toEqual([]);
  });
});

/** How many warnings of volume there are after each of three messages, when so many were tried before them. */
function warnedAfter(project: Json, before: number): number[] {
  const { stage, entries } = stageAfter({
    project,
    cases: people,
    timeline: [
      registers('2024-03-04 10:00', 'ana'),
      ...['one', 'two', 'three'].map((text) => ({ at: '2024-03-04 10:00', send: { to: 'ana', text } })),
    ],
  });
  const { name } = stage.world.project;
  const today = stage.world.now / MS_PER_DAY;
  for (let count = 0; count < before; count += 1) stage.dailyCounts.countToday(name, Math.floor(today));
  return [1, 2, 3].map(() => {
    processMessage(stage, stage.outbox.take(stage.world.now)!);
    return entries.filter(({ code }) => code === 'MANY_SMS_TODAY').length;
  });
}

describe('a conversation', () => {
  const hold = { conversation_hold: { minutes: 10, hours: [everyDay('08:00', '18:00')] } };
  const talker = { ana: person(1, { contact_phone_number_is_verified: '1' }), ben: person(2) };
  const parts = { cases: talker, alerts: { hello: { ...hello.hello, when: { due: 'yes' } } } };
  const wrote = (at: string): Json => ({ at, inbound: { from: 'ana', via: 'G', text: 'well' } });
  const isDue = (at: string, who = 'ana'): Json => ({ at, update: { [who]: { due: 'yes' } } });
  const start = registers('2024-03-04 07:00', 'ana', 'ben');

  test.each([
    [
      'holds a message until ten minutes are over, the tenth included',
      '09:55',
      '10:00',
      '03-04 10:06:00 ana',
    ],
    ['counts its steps of a minute from the message’s own time', '09:55', '10:00:30', '03-04 10:05:30 ana'],
    ['holds at the very end of the ten minutes', '09:50', '10:00', '03-04 10:01:00 ana'],
    ['is over a second later', '09:50', '10:00:01', '03-04 10:00:01 ana'],
    ['holds only in its hours', '07:55', '07:59', '03-04 07:59:00 ana'],
    ['holds until its hours are over', '17:58', '17:59', '03-04 18:01:00 ana'],
  ])('%s', (_rule, inbound, due, expected) => {
    const played = queue(hold, [start, wrote(`2024-03-04 ${inbound}`), isDue(`2024-03-04 ${due}`)], parts);
    expect(sent(played)).toEqual([expected]);
  });

  test('is told as what holds the message', () => {
    const played = queue(hold, [start, wrote('2024-03-04 09:55'), isDue('2024-03-04 10:00')], parts);
    expect(held(played)).toEqual(['03-04 10:00:00 conversation 03-04 10:06:00']);
  });

  test('holds only who wrote', () => {
    const played = queue(hold, [start, wrote('2024-03-04 09:55'), isDue('2024-03-04 10:00', 'ben')], parts);
    expect(sent(played)).toEqual(['03-04 10:00:00 ben']);
  });

  test('does not hold what a person writes, and without the setting nothing', () => {
    const chat = { at: '2024-03-04 10:00', send: { to: 'ana', text: 'hi', chat: 'yes' } };
    expect(sent(queue(hold, [start, wrote('2024-03-04 09:55'), chat], parts))).toEqual([
      '03-04 10:00:00 ana',
    ]);
    const free = queue({}, [start, wrote('2024-03-04 09:55'), isDue('2024-03-04 10:00')], parts);
    expect(sent(free)).toEqual(['03-04 10:00:00 ana']);
  });

  test('that is no longer waited for frees the message at its next minute', () => {
    const off = { at: '2024-03-04 10:02:30', settings: { conversation_hold: { minutes: 1 } } };
    const played = queue(hold, [start, wrote('2024-03-04 09:55'), isDue('2024-03-04 10:00'), off], parts);
    expect(sent(played)).toEqual(['03-04 10:03:00 ana']);
  });
});

describe('the rate of a gateway', () => {
  const slow = (more: Json): Json => ({
    gateways: { G: { type: 'http', number: '100', rate_per_minute: 1, ...more } },
  });
  const at = '2024-03-04 10:00';

  test('holds what is over it until the minute is over', () => {
    const played = queue({}, [registers(at, 'ana', 'ben', 'cis')], slow({}));
    expect(sent(played)).toEqual(['03-04 10:00:00 ana', '03-04 10:01:00 ben', '03-04 10:02:00 cis']);
  });

  test('is told with the instant it ends, and again for each minute more', () => {
    expect(held(queue({}, [registers(at, 'ana', 'ben', 'cis')], slow({})))).toEqual([
      '03-04 10:00:00 rate 03-04 10:01:00',
      '03-04 10:00:00 rate 03-04 10:01:00',
      '03-04 10:01:00 rate 03-04 10:02:00',
    ]);
  });

  test('begins a minute with its first message', () => {
    const played = queue(
      {},
      [registers(at, 'ana'), registers('2024-03-04 10:00:59', 'ben'), registers('2024-03-04 10:02', 'cis')],
      slow({}),
    );
    expect(sent(played)).toEqual(['03-04 10:00:00 ana', '03-04 10:01:00 ben', '03-04 10:02:00 cis']);
  });

  test('is that of each number, where there are several', () => {
    const played = queue({}, [registers(at, 'ana', 'ben', 'cis')], {
      gateways: { G: { type: 'http', numbers: ['100', '101'], rate_per_minute: 1 } },
    });
    expect(sent(played)).toEqual(['03-04 10:00:00 ana', '03-04 10:00:00 cis', '03-04 10:01:00 ben']);
  });

  test('is that of the gateway, where there is one number: another gateway is free', () => {
    const { gateways } = slow({});
    const played = queue({}, [registers(at, 'ana', 'ben')], {
      gateways: { ...(gateways as Json), H: { type: 'http', number: '100', rate_per_minute: 1 } },
      routing: { global: { '*': 'G', [number(2)]: 'H' } },
    });
    expect(sent(played)).toEqual(['03-04 10:00:00 ana', '03-04 10:00:00 ben']);
  });

  test('gives the count of the day back', () => {
    const played = queue({ daily_limit: 3 }, [registers(at, 'ana', 'ben', 'cis')], slow({}));
    expect(sent(played)).toEqual(['03-04 10:00:00 ana', '03-04 10:01:00 ben', '03-04 10:02:00 cis']);
  });

  test('is not looked at again when settings change: the minute has to be over', () => {
    const change = { at: '2024-03-04 10:00:30', settings: { daily_limit: 100 } };
    const played = queue({}, [registers(at, 'ana', 'ben'), change], slow({}));
    expect(sent(played)).toEqual(['03-04 10:00:00 ana', '03-04 10:01:00 ben']);
  });
});

describe('a number without a route', () => {
  const exact = { hq: 'exact' };
  const none = { routing: {} };
  const at = '2024-03-04 10:00';
  const routed = (then: string): Json => ({ at: then, settings: { default_gateway: 'G' } });

  test('is told at once, once, and the message is stale a second after seven days', () => {
    const played = queue(exact, [registers(at, 'ana')], none);
    expect(held(played)).toEqual(['03-04 10:00:00 no_gateway 03-11 10:00:01']);
    const [warning, ...others] = played.of('warning').filter(({ code }) => code === 'NO_SUITABLE_GATEWAY');
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ about: { number: number(1) } });
    expect(played.of('error').map(({ at: then, code }) => `${when(then)} ${code}`)).toEqual([
      '03-11 10:00:01 MESSAGE_IS_STALE',
    ]);
  });

  test.each([
    ['2024-03-04 10:01', '03-04 13:00:00 ana'],
    ['2024-03-04 13:00', '03-04 13:00:00 ana'],
    ['2024-03-04 13:01', '03-04 16:00:00 ana'],
    ['2024-03-11 06:59', '03-11 07:00:00 ana'],
  ])('is tried every three hours: a route of %s takes it then', (then, expected) => {
    expect(sent(queue(exact, [registers(at, 'ana'), routed(then)], none))).toEqual([expected]);
  });

  test('takes a place of the daily limit at each try', () => {
    const played = queue(
      { ...exact, daily_limit: 2 },
      [registers(at, 'ana'), registers('2024-03-04 14:00', 'ben')],
      { routing: { global: { [number(2)]: 'G' } } },
    );
    expect(sent(played)).toEqual(['03-05 00:00:00 ben']);
  });

  test('is an error at once in a tidy world, and takes no place of the daily limit', () => {
    const played = queue({ hq: 'tidy', daily_limit: 1 }, [registers(at, 'ana', 'ben')], {
      routing: { global: { [number(2)]: 'G' } },
    });
    expect(played.of('error').map(({ to, code }) => `${to} ${code}`)).toEqual(['ana NO_SUITABLE_GATEWAY']);
    expect(sent(played)).toEqual(['03-04 10:00:00 ben']);
  });
});
