/** Acts of the timeline: what each changes, and what the journal says of it. */
import { describe, expect, test } from 'vitest';
import { type Json, play, stageAfter } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 12:00';
const LATER = '2024-01-01 12:30';
const ana = { type: 'c', name: 'Ana', contact_phone_number: '447700900301' };
const ben = { type: 'c', name: 'Ben', contact_phone_number: '447700900302' };
const uma = { username: 'uma', phone: '447700900309' };
const vic = { username: 'vic', phone: '447700900310' };

const acted = (parts: Json, ...timeline: readonly Json[]) =>
  play({
    cases: { ana, ben },
    users: { uma, vic },
    timeline: [{ at: AT, register: 'ana' }, ...timeline],
    ...parts,
  });

const settings = ({ of }: ReturnType<typeof play>) =>
  of('setting').map(({ what, name, changed }) => ({ what, name, changed }));

const daily = (to: unknown): Json => ({
  alerts: { tip: { case_type: 'c', to, send: { daily: { at: '13:00', stop_after: '2' } }, sms: 'Tip' } },
});
const receivers = ({ of }: ReturnType<typeof play>) =>
  of('sent').map(({ at, to }) => `${new Date(at).getUTCDate()} ${to}`);

describe('people', () => {
  test('of a group that is edited get what is sent from then on', () => {
    const played = acted(
      { groups: { team: { users: ['uma'] } }, ...daily({ group: 'team' }) },
      { at: '2024-01-01 14:00', group: { team: { users: ['vic'] } } },
    );
    expect(receivers(played)).toEqual(['1 uma', '2 vic']);
    expect(settings(played)).toEqual([{ what: 'group', name: 'team', changed: ['users'] }]);
  });

  test('of a location that is edited get what is sent from then on', () => {
    const played = acted(
      {
        locations: { hill: { name: 'Hill', type: 'village', users: ['uma'] } },
        ...daily({ location: 'hill' }),
      },
      { at: '2024-01-01 14:00', location: { hill: { users: ['vic'] } } },
    );
    expect(receivers(played)).toEqual(['1 uma', '2 vic']);
    expect(settings(played)).toEqual([{ what: 'location', name: 'hill', changed: ['users'] }]);
  });

  test('who are edited get a new number, and are the same to the alerts', () => {
    const played = acted(daily({ user: 'uma' }), {
      at: '2024-01-01 14:00',
      user: { uma: { phone: '447700900333' } },
    });
    expect(played.of('sent').map(({ to, number }) => `${to} ${number}`)).toEqual([
      'uma 447700900309',
      'uma 447700900333',
    ]);
    expect(settings(played)).toMatchObject([{ what: 'user', name: 'uma' }]);
  });

  test('who are edited before the run has them come into it', () => {
    const { stage } = stageAfter({
      users: { uma },
      timeline: [{ at: AT, user: { uma: { phone: '447700900333', verified: 'yes' } } }],
    });
    expect([...stage.world.users.keys()]).toEqual(['uma']);
    expect(stage.world.phones.twoWayOwner('447700900333')?.owner).toBe('uma');
    expect(stage.world.phones.withNumber('447700900309')).toEqual([]);
  });
});

describe('a text by hand', () => {
  test('to a case is about the case, to a user about none', () => {
    const { of } = acted(
      {},
      { at: LATER, send: { to: 'ana', text: 'Hi' } },
      { at: LATER, send: { to: 'uma', text: 'Ho' } },
    );
    expect(of('sent').map(({ to, text, case: key, cause, name }) => [to, text, key, cause, name])).toEqual([
      ['ana', 'Hi', 'ana', 'chat', 'chat'],
      ['uma', 'Ho', undefined, 'chat', 'chat'],
    ]);
  });

  test('is a template to nobody: it is sent as written', () => {
    const { of } = acted({}, { at: LATER, send: { to: 'ana', text: 'Hi {case.name}' } });
    expect(of('sent').map(({ text }) => text)).toEqual(['Hi {case.name}']);
  });
});

describe('a broadcast', () => {
  const news = (more: Json = {}) => ({
    broadcasts: {
      news: { to: { user: 'uma' }, sms: 'News', send: 'immediately', ...more },
      other: { to: { user: 'vic' }, sms: 'Other', send: 'immediately' },
    },
  });

  test('that the timeline starts is the one it names, and is told', () => {
    const played = acted(news(), { at: LATER, broadcast: 'other' });
    expect(receivers(played)).toEqual(['1 vic']);
    expect(settings(played)).toEqual([{ what: 'broadcast', name: 'other', changed: [] }]);
  });

  test('of the name of an alert is not the alert', () => {
    const played = acted(
      {
        alerts: {
          news: { case_type: 'c', when: { never: 'x' }, to: 'case', send: 'immediately', sms: 'Alert' },
        },
        ...news(),
      },
      { at: LATER, broadcast: 'news' },
    );
    expect(played.of('sent').map(({ text }) => text)).toEqual(['News']);
  });

  test('with a time waits for the timeline where that starts it, and for nobody else', () => {
    const timed = news({ start: { date: '2024-01-01' }, send: { daily: { at: '13:00', stop_after: '2' } } });
    expect(receivers(acted(timed))).toEqual(['1 uma', '2 uma']);
    expect(receivers(acted(timed, { at: '2024-01-01 14:00', broadcast: 'news' }))).toEqual(['2 uma']);
  });
});

describe('a gateway', () => {
  const gateways = { G: { type: 'test', number: '1' }, H: { type: 'test', number: '2' } };

  test('that is edited sends with what it has now, and is told', () => {
    const played = acted(
      { gateways, ...daily('case') },
      { at: '2024-01-01 14:00', gateway: { G: { number: '9' } } },
    );
    expect(played.of('sent').map(({ from_number: from }) => from)).toEqual(['1', '9']);
    expect(settings(played)).toMatchObject([{ what: 'gateway', name: 'G' }]);
  });
});

describe('settings', () => {
  test('may change and take away the project’s default gateway', () => {
    const gateways = { G: { type: 'test' }, H: { type: 'test' } };
    const via = (...acts: readonly Json[]) =>
      acted({ gateways, ...daily('case') }, ...acts)
        .of('sent')
        .map(({ via: name }) => name);
    const at = '2024-01-01 14:00';
    expect(via()).toEqual(['G', 'G']);
    expect(via({ at, settings: { default_gateway: 'H' } })).toEqual(['G', 'H']);
    expect(
      via({ at: LATER, settings: { default_gateway: 'H' } }, { at, settings: { default_gateway: 'none' } }),
    ).toEqual(['H', 'G']);
  });

  test('of a number that is opted out and an address that bounces count at once', () => {
    const { stage } = stageAfter({
      timeline: [{ at: AT, settings: { opted_out: ['447700900301'], bounced: ['ana@example.org'] } }],
    });
    expect(stage.world.optedOut.get('447700900301')).toEqual({ out: true, canOptIn: true });
    expect([...stage.world.bounced]).toEqual(['ana@example.org']);
  });
});

test('what the timeline does is told by what it is and its name', () => {
  const played = acted(
    { rules: { r: { case_type: 'c', when: { a: 'b' }, set: { c: 'd' } } } },
    { at: LATER, formplayer: 'down' },
    { at: LATER, formplayer: 'up' },
    { at: LATER, note: 'A note' },
    { at: LATER, rules: { r: { set: { c: 'e' } } } },
    { at: LATER, settings: { time_zone: 'Africa/Nairobi' } },
  );
  expect(settings(played).map(({ what, name }) => `${what} ${name}`)).toEqual([
    'formplayer down',
    'formplayer up',
    'note A note',
    'rule r',
    expect.stringMatching(/^project /),
  ]);
});

test('rules that run by hand run in every project that has some', () => {
  const rule = { case_type: 'c', when: { name: { has_value: 'yes' } }, set: { done: 'yes' } };
  const played = acted(
    { rules: { r: rule }, other_projects: { pilot: { cases: { amy: ben }, rules: { p: rule } } } },
    { at: AT, register: 'pilot/amy' },
    { at: LATER, rules: 'run' },
  );
  expect(played.of('updated').map(({ case: key, name }) => `${key} ${name}`)).toEqual([
    'ana r',
    'pilot/amy pilot/p',
  ]);
});
