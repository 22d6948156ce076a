import { describe, expect, test } from 'vitest';
import { type Json, stageAfter } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 08:00';
const number = '447700900301';

/** The phone entries of an owner after these acts. */
function entries(owner: string, parts: Json, ...acts: readonly Json[]) {
  const { stage } = stageAfter({ ...parts, timeline: acts });
  return stage.world.phones.of(owner).map(({ number: digits, twoWay, verified, backendId }) => ({
    ...{ digits, twoWay, verified, backendId },
  }));
}

describe('the entry of a case', () => {
  const of = (properties: Json, ...more: readonly Json[]) =>
    entries('ana', { cases: { ana: { type: 'c', ...properties } } }, { at: AT, register: 'ana' }, ...more);
  const update = (properties: Json): Json => ({ after: '1h', update: { ana: properties } });
  const verified = { contact_phone_number: number, contact_phone_number_is_verified: '1' };
  const oneWay = { digits: number, twoWay: false, verified: false, backendId: undefined };
  const twoWay = { ...oneWay, twoWay: true, verified: true };

  test('is one-way, or two-way where the case says so and the number is long enough', () => {
    expect(of({ contact_phone_number: number })).toEqual([oneWay]);
    expect(of(verified)).toEqual([twoWay]);
    expect(of({ ...verified, contact_phone_number: '123' })).toEqual([{ ...oneWay, digits: '123' }]);
    expect(of({ ...verified, contact_phone_number: '1234' })).toEqual([{ ...twoWay, digits: '1234' }]);
  });

  test('is none without a number, or with one that HQ cannot read, or with a nought', () => {
    expect(of({})).toEqual([]);
    expect(of({ contact_phone_number: '' })).toEqual([]);
    expect(of({ contact_phone_number: 'x' })).toEqual([]);
    expect(of({ contact_phone_number: '0' })).toEqual([]);
  });

  test('follows the case: another number, no number, no consent, another gateway', () => {
    expect(of(verified, update({ contact_phone_number: '447700900302' }))).toEqual([
      { ...twoWay, digits: '447700900302' },
    ]);
    expect(of(verified, update({ contact_phone_number: '' }))).toEqual([]);
    expect(of(verified, update({ contact_phone_number_is_verified: '' }))).toEqual([oneWay]);
    expect(of(verified, update({ contact_backend_id: 'G' }))).toEqual([{ ...twoWay, backendId: 'G' }]);
    expect(of(verified, update({ x: 'y' }))).toEqual([twoWay]);
  });

  test('goes with the case, and comes back with it', () => {
    expect(of(verified, { after: '1h', close: 'ana' })).toEqual([]);
    expect(of(verified, { after: '1h', delete: 'ana' })).toEqual([]);
    expect(of(verified, { after: '1h', close: 'ana' }, { after: '1h', reopen: 'ana' })).toEqual([twoWay]);
  });

  test('is not changed by a save whose faked time is no later than the entry’s', () => {
    const faked = (at: string) =>
      of(verified, update({ contact_phone_number_is_verified: '', server_modified_on: at }));
    expect(faked('2024-01-01 07:59')).toEqual([twoWay]);
    expect(faked('2024-01-01 08:00')).toEqual([twoWay]);
    expect(faked('2024-01-01 08:01')).toEqual([oneWay]);
    expect(of(verified, { at: AT, update: { ana: { contact_phone_number_is_verified: '' } } })).toEqual([
      oneWay,
    ]);
  });
});

describe('the entries of a user', () => {
  const of = (user: Json, ...more: readonly Json[]) =>
    entries('uma', { users: { uma: { username: 'uma', ...user } } }, { at: AT, note: 'x' }, ...more).map(
      ({ digits, twoWay }) => `${digits} ${twoWay}`,
    );
  const edit = (user: Json): Json => ({ after: '1h', user: { uma: user } });

  test('are one for each number that HQ reads, two-way where they are verified', () => {
    expect(of({ phones: ['+44 7700-900301', 'x', '447700900302'] })).toEqual([
      '447700900301 false',
      '447700900302 false',
    ]);
    expect(of({ phones: [number], verified: 'yes' })).toEqual([`${number} true`]);
    expect(of({ phones: [number], active: 'no' })).toEqual([]);
  });

  test('follow the user: numbers that go, come and stay', () => {
    expect(
      of({ phones: [number, '447700900302'] }, edit({ phones: ['447700900302', '447700900303'] })),
    ).toEqual([...['447700900302 false', '447700900303 false']]);
    expect(of({ phones: [number], verified: 'yes' }, edit({ active: 'no' }))).toEqual([]);
    expect(of({ phones: [number] }, edit({ verified: 'yes' }))).toEqual([`${number} true`]);
  });

  test('of a web user are never two-way by themselves', () => {
    const web = { web_users: { uma: { username: 'u@x.org', phone: number, verified: 'yes' } } };
    expect(entries('uma', web, { at: AT, note: 'x' }).map(({ twoWay }) => twoWay)).toEqual([false]);
  });
});
