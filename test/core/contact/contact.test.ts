import { describe, expect, test } from 'vitest';
import {
  emailOf,
  isActive,
  languageOf,
  numberFor,
  ownZone,
  zoneFor,
} from '../../../src/core/contact/contact.ts';
import type { Party } from '../../../src/core/state/records.ts';
import { strangerAt } from '../../../src/core/state/records.ts';
import { type Json, stageAfter } from '../../fidelity/helpers/play.ts';

function worldOf(project: Json = {}, parts: Json = {}) {
  const { stage } = stageAfter({
    project: { name: 'home', time_zone: 'Africa/Nairobi', ...project },
    other_projects: { pilot: { time_zone: 'Asia/Tokyo', cases: { far: { type: 'c' } } } },
    cases: {
      ana: {
        type: 'c',
        contact_phone_number: '+254 712-000001',
        time_zone: 'Asia/Kolkata',
        language_code: 'hin',
        commcare_email_address: 'ana@x.org',
      },
      two: {
        type: 'c',
        contact_phone_number: '254712000002',
        contact_phone_number_is_verified: '1',
        time_zone: 'nowhere',
      },
      low: { type: 'c', contact_phone_number: '123', language_code: '' },
      odd: { type: 'c', contact_phone_number: 'x' },
      none: { type: 'c' },
    },
    users: {
      uma: {
        username: 'uma',
        phones: ['254712000011', '254712000012'],
        time_zone: 'Asia/Kolkata',
        language: 'fra',
        email: 'uma@x.org',
      },
      vic: {
        username: 'vic',
        user_case: { contact_phone_number: '254712000013', time_zone: 'Asia/Tokyo', language_code: 'swa' },
      },
      ver: { username: 'ver', phones: ['x', '254712000014', '254712000015'], verified: 'yes' },
      off: { username: 'off', phone: '254712000016', active: 'no' },
    },
    web_users: {
      web: {
        username: 'web@x.org',
        phone: '254712000017',
        user_case: { language_code: 'swa', time_zone: 'Asia/Tokyo' },
      },
      mail: { username: 'm@x.org', email: 'other@x.org' },
    },
    timeline: [{ at: '2024-01-01 08:00', register: ['ana', 'two', 'low', 'odd', 'none', 'pilot/far'] }],
    ...parts,
  });
  const { world } = stage;
  const of = (key: string): Party => (world.cases.get(key) ?? world.users.get(key))!;
  return { world, of };
}
const { world, of } = worldOf();
const address = { kind: 'address', key: 'a@x.org', project: 'home', case: world.cases.get('ana')! } as const;
const stranger = strangerAt('254712000099', 'home');

describe('the zone', () => {
  test.each<[string, Party, string, string]>([
    ['of a case that has one', of('ana'), 'Asia/Kolkata', 'case'],
    ['of a case with an unknown one', of('two'), 'Africa/Nairobi', 'project'],
    ['of a case without', of('none'), 'Africa/Nairobi', 'project'],
    ['of a case of another project', of('pilot/far'), 'Asia/Tokyo', 'project'],
    ['of a worker’s account', of('uma'), 'Asia/Kolkata', 'user'],
    ['of a worker’s case', of('vic'), 'Asia/Tokyo', 'user'],
    ['of an address', address, 'Asia/Kolkata', 'case'],
    ['of a number', stranger, 'Africa/Nairobi', 'project'],
  ])('%s', (_whose, party, name, from) => {
    const { zone, because } = zoneFor(world, party, false);
    expect([zone.name, because.name, because.from]).toEqual([name, name, from]);
  });

  test('is UTC where the alert says so, for those without one of their own', () => {
    expect(zoneFor(world, of('none'), true).because).toEqual({ name: 'UTC', from: 'utc' });
    expect(zoneFor(world, of('ana'), true).because).toEqual({ name: 'Asia/Kolkata', from: 'case' });
  });

  test('is that of a project for nobody in particular', () => {
    expect(zoneFor(world, undefined, false).zone.name).toBe('Africa/Nairobi');
    expect(zoneFor(world, undefined, false, 'pilot').zone.name).toBe('Asia/Tokyo');
  });

  test('that was asked for and does not exist is told', () => {
    expect(zoneFor(world, of('two'), false).because).toEqual({
      ...{ name: 'Africa/Nairobi', from: 'project', ignored: { from: 'case', value: 'nowhere' } },
    });
    expect(zoneFor(world, of('none'), false).because).toEqual({ name: 'Africa/Nairobi', from: 'project' });
    expect(ownZone(of('two'), undefined)).toBeUndefined();
    expect(ownZone(of('none'), undefined)).toBeUndefined();
  });
});

describe('the language', () => {
  test.each<[string, Party, string | undefined]>([
    ['of a case', of('ana'), 'hin'],
    ['of a case that has an empty one', of('low'), ''],
    ['of a case without', of('none'), undefined],
    ['of a worker’s account', of('uma'), 'fra'],
    ['of a worker’s case', of('vic'), 'swa'],
    ['of a web user, whose case counts nothing', of('web'), undefined],
    ['of an address is its case’s', address, 'hin'],
    ['of a number', stranger, undefined],
  ])('%s', (_whose, party, language) => {
    expect(languageOf(party) || undefined).toBe(language || undefined);
  });
});

describe('the address for mail', () => {
  test.each<[string, Party, string | undefined]>([
    ['of a case', of('ana'), 'ana@x.org'],
    ['of a case without', of('none'), undefined],
    ['of an address', address, 'a@x.org'],
    ['of a worker', of('uma'), 'uma@x.org'],
    ['of a worker without', of('vic'), undefined],
    ['of a web user', of('mail'), 'other@x.org'],
    ['of a web user without is the user name', of('web'), 'web@x.org'],
    ['of a number', stranger, undefined],
  ])('%s', (_whose, party, wanted) => {
    expect(emailOf(party)).toBe(wanted);
  });
});

describe('the number', () => {
  test.each<[string, Party, string | undefined, string | undefined]>([
    ['of a two-way case', of('two'), '254712000002', 'two_way'],
    ['of a one-way case, as HQ reads it', of('ana'), '254712000001', 'contact_phone_number'],
    ['that is too short', of('low'), undefined, undefined],
    ['that HQ cannot read', of('odd'), undefined, undefined],
    ['of a case without', of('none'), undefined, undefined],
    ['of a worker, the first', of('uma'), '254712000011', 'user'],
    ['of a worker, the first that is two-way', of('ver'), '254712000014', 'two_way'],
    ['of a worker’s case, when the account has none', of('vic'), '254712000013', 'user_case'],
    ['of an inactive worker', of('off'), '254712000016', 'user'],
    ['of a web user', of('web'), '254712000017', 'user'],
    ['of a stranger', stranger, '254712000099', 'number'],
    ['of an address', address, undefined, undefined],
  ])('%s', (_whose, party, number, from) => {
    const choice = numberFor(world, party);
    expect([choice?.number, choice?.because.from]).toEqual([number, from]);
  });

  test('of a worker’s case is none for a survey', () => {
    expect(numberFor(world, of('vic'), true)).toBeUndefined();
    expect(numberFor(world, of('uma'), true)?.number).toBe('254712000011');
  });

  test('is the first entry of any kind where many contacts share one', () => {
    const from = (project: Json) => {
      const shared = worldOf(project);
      const choice = numberFor(shared.world, shared.of('ana'));
      return [choice?.because.from, choice?.twoWay?.owner];
    };
    const flags = { inbound_leniency: 'yes', one_number_many_contacts: 'yes' };
    expect(from(flags)).toEqual(['shared', 'ana']);
    expect(from({ inbound_leniency: 'yes' })).toEqual(['contact_phone_number', undefined]);
    expect(from({ one_number_many_contacts: 'yes' })).toEqual(['contact_phone_number', undefined]);
  });
});

describe('somebody is active', () => {
  test('unless closed, deleted, registered anew, or switched off', () => {
    const later = worldOf(
      {},
      {
        timeline: [
          { at: '2024-01-01 08:00', register: ['ana', 'two', 'low'] },
          { at: '2024-01-01 09:00', close: 'two' },
          { at: '2024-01-01 09:00', delete: 'low' },
        ],
      },
    );
    const low = later.of('low');
    expect(['ana', 'two', 'low'].map((key) => isActive(later.world, later.of(key)))).toEqual([
      true,
      false,
      false,
    ]);
    expect([isActive(world, of('uma')), isActive(world, of('off'))]).toEqual([true, false]);
    expect([isActive(world, stranger), isActive(world, address)]).toEqual([true, true]);
    expect(isActive(world, low)).toBe(false);
    expect(isActive(later.world, of('ana'))).toBe(false);
  });
});
