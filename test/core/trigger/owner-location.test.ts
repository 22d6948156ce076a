/** Rules about where the owner of a case stands, and rules that write to relatives. */
import { describe, expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 08:00';

/** The cases that an alert about owners at `hill` reaches. */
function reached(location: unknown): string[] {
  const owned = (owner?: string): Json => ({
    ...{ type: 'c', contact_phone_number: '447700900301' },
    ...(owner === undefined ? {} : { owner }),
  });
  const { of } = play({
    users: { uma: { username: 'uma' }, vic: { username: 'vic' }, wim: { username: 'wim' } },
    locations: {
      hill: { name: 'Hill', type: 'village', users: ['uma'] },
      foot: { name: 'Foot', type: 'hamlet', parent: 'hill', users: ['vic'] },
      sea: { name: 'Sea', type: 'village', users: ['wim'] },
    },
    cases: {
      at: owned('hill'),
      user: owned('uma'),
      below: owned('foot'),
      user_below: owned('vic'),
      beside: owned('sea'),
      user_beside: owned('wim'),
      nobody: owned(),
    },
    alerts: {
      a: { case_type: 'c', when: { owner_location: location }, to: 'case', send: 'immediately', sms: 'Hi' },
    },
    timeline: [
      { at: AT, register: ['at', 'user', 'below', 'user_below', 'beside', 'user_beside', 'nobody'] },
    ],
  });
  return of('sent').map(({ to }) => to!);
}

describe('a rule about the owner’s location', () => {
  test('holds for the location and its users', () => {
    expect(reached('hill')).toEqual(['at', 'user']);
    expect(reached({ location: 'hill', descendants: 'no' })).toEqual(['at', 'user']);
  });

  test('holds for those below it and their users, where it says so', () => {
    expect(reached({ location: 'hill', descendants: 'yes' })).toEqual(['at', 'user', 'below', 'user_below']);
  });
});

describe('a rule that writes to relatives', () => {
  const written = (set: Json) =>
    play({
      cases: {
        home: { type: 'h' },
        mum: { type: 'm' },
        kid: {
          type: 'c',
          parent: [{ case: 'mum' }, { case: 'home', relationship: 'extension', identifier: 'host' }],
        },
        kin: { type: 'c', parent: { case: 'home', identifier: 'host' } },
      },
      rules: { r: { case_type: 'c', when: { type: { has_value: 'no' } }, set } },
      timeline: [
        { at: AT, register: ['home', 'mum', 'kid', 'kin'] },
        { after: '1h', rules: 'run' },
      ],
    })
      .of('updated')
      .map(({ case: key, changed, cause, name }) => `${key} ${changed} ${cause} ${name}`);

  test('reaches the parent, and the host by its own kind of index', () => {
    expect(written({ 'parent/seen': 'yes' })).toEqual(['mum seen rule r']);
    expect(written({ 'host/seen': 'yes' })).toEqual(['home seen rule r']);
  });

  test('writes relatives first, and the case by one save', () => {
    expect(written({ a: '1', 'parent/seen': 'yes', b: '2' })).toEqual([
      ...['mum seen rule r', 'kid a,b rule r', 'kin a,b rule r'],
    ]);
  });

  test('that changes nothing saves nothing', () => {
    expect(written({ name: '' })).toEqual([]);
  });
});
