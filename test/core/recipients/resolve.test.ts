import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../src/core/model/entry.ts';
import { isoUtc } from '../../../src/core/time/format.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

/**
 * A household (mum, its child kid, and kid's visit, an extension of it), a district with two villages, and
 * the people who work there. Mum lives in Kolkata and bob in London; the project is in New York.
 */
const setting = `scenario: recipients
project: {time_zone: America/New_York, languages: [en]}
gateways: {GW: {type: http, number: "100"}, MAIL: {type: smtp}}
routing: {global: {"*": GW}}
users:
  bob: {username: Bob, phone: "447700900901", time_zone: Europe/London, data: {role: nurse}}
  eve: {username: eve, phone: "447700900902", data: {role: [doctor, nurse]}}
  old: {username: old, phone: "447700900903", active: no}
  sam: {username: sam, user_id: u-4, phone: "447700900904"}
web_users:
  web: {username: web@example.com, phone: "447700900905"}
groups: {team: {users: [bob, eve, old, web]}}
case_groups: {families: {cases: [mum, kid]}}
locations:
  district: {name: District, type: district, users: [eve, old]}
  village:  {name: Village, type: village, parent: district, users: [bob, eve]}
  ghost:    {name: Ghost, type: village, parent: district, users: [sam], archived: yes}
cases:
  mum: {type: household, name: Mum, owner: village, time_zone: Asia/Kolkata, contact_phone_number: "447700900801"}
  kid:
    type: child
    name: Kid
    owner: OWNER
    parent: {case: mum, relationship: child}
    last_modified_by: sam
    worker: BOB
    spaced: "bob "
    full: bob@demo.commcarehq.org
    worker_id: u-4
    nobody: noone
    mail: kid@example.org
    contact_phone_number: "447700900802"
  sis: {type: child2, name: Sis, parent: {case: mum, relationship: child}, contact_phone_number: "447700900803"}
  visit: {type: visit, name: Visit, parent: {case: mum, relationship: extension}, contact_phone_number: "447700900804"}
`;

function entriesOf(text: string): readonly Entry[] {
  return [...rehearsePlan(plansFrom(text)[0]!).journal.entries()];
}

function story(parts: { to: string; about?: string; type?: string; owner?: string; send?: string }): string {
  const { to, about = 'sms: Hi', type = 'child', owner = 'bob', send = 'immediately' } = parts;
  return `${setting.replace('OWNER', owner)}alerts: {hello: {case_type: ${type}, to: ${to}, ${about}, send: ${send}}}
starts: 2026-03-09 00:00 UTC
ends: 2026-03-10 18:00 UTC
timeline:
  - {at: 2026-03-09 00:30 UTC, register: [mum, kid, sis, visit]}
`;
}

const sentTo = (entries: readonly Entry[]): (string | undefined)[] =>
  entries.flatMap(({ kind, to }) => (kind === 'sent' ? [to] : []));

const errorsOf = (entries: readonly Entry[]): (string | undefined)[] =>
  entries.flatMap(({ kind, code }) => (kind === 'error' ? [code] : []));

describe('an alert of a case goes to', () => {
  test.each([
    ['the case', { to: 'case' }, ['kid']],
    ['its owner, a user', { to: 'owner', owner: 'eve' }, ['eve']],
    [
      'its owner, a group: the active members, mobile and web',
      { to: 'owner', owner: 'team' },
      ['bob', 'eve', 'web'],
    ],
    ['its owner, a location: the active users there', { to: 'owner', owner: 'village' }, ['bob', 'eve']],
    ['its owner, a district, without what lies below', { to: 'owner', owner: 'district' }, ['eve']],
    ['its parent', { to: 'parent' }, ['mum']],
    ['its children, of any type', { to: 'children', type: 'household' }, ['kid', 'sis']],
    ['the user who saved it last', { to: 'last_submitting_user' }, ['sam']],
    ['the location that owns its host', { to: 'host_owner_location', type: 'visit' }, ['bob', 'eve']],
    ['the location above that', { to: 'host_owner_location_parent', type: 'visit' }, ['eve']],
    ['a case by key', { to: '{case: sis}' }, ['sis']],
    ['a mobile worker', { to: '{user: sam}' }, ['sam']],
    ['a web user', { to: '{web_user: web}' }, ['web']],
    ['a group', { to: '{group: team}' }, ['bob', 'eve', 'web']],
    ['a case group', { to: '{case_group: families}' }, ['mum', 'kid']],
    ['a location', { to: '{location: district}' }, ['eve']],
    [
      'a location and those below, each user once, archived ones left out',
      { to: '{location: district, descendants: yes}' },
      ['eve', 'bob'],
    ],
    [
      'those below of one type',
      { to: '{location: district, descendants: yes, types: village}' },
      ['bob', 'eve'],
    ],
    ['a mobile worker named in a property, whatever its letters', { to: '{user_property: worker}' }, ['bob']],
    ['nobody by a user name with a blank behind it', { to: '{user_property: spaced}' }, []],
    ['nobody by a full user name', { to: '{user_property: full}' }, []],
    ['the user whose id stands in a property', { to: '{user_id_property: worker_id}' }, ['sam']],
    [
      'the location above the one that owns the case',
      { to: 'case_owner_location_parent', owner: 'village' },
      ['eve'],
    ],
    ['several, in the order they are named', { to: '[{user: sam}, case, parent]' }, ['sam', 'kid', 'mum']],
    [
      'those of a group whose data fits',
      { to: '{group: team}', about: 'user_data: {role: doctor}, sms: Hi' },
      ['eve'],
    ],
    [
      'those whose data shares one of the values',
      { to: '{group: team}', about: 'user_data: {role: [nurse, midwife]}, sms: Hi' },
      ['bob', 'eve'],
    ],
    [
      'every case of a case group, whatever the filter on users',
      { to: '{case_group: families}', about: 'user_data: {role: doctor}, sms: Hi' },
      ['mum', 'kid'],
    ],
  ])('%s', (_who, parts, wanted) => {
    expect(sentTo(entriesOf(story(parts)))).toEqual(wanted);
  });

  test('an address in a property, by email', () => {
    const entries = entriesOf(story({ to: '{email_property: mail}', about: 'email: {subject: S, body: B}' }));
    const emails = entries.filter(({ kind }) => kind === 'sent');
    expect(emails.map(({ channel, address }) => [channel, address])).toEqual([['email', 'kid@example.org']]);
  });
});

describe('an alert whose recipient is nobody ends in NO_RECIPIENT:', () => {
  test.each([
    ['a case without a parent', { to: 'parent', type: 'household' }],
    ['a case without children', { to: 'children' }],
    ['a case that no user saved', { to: 'last_submitting_user', type: 'child2' }],
    ['a case without a host', { to: 'host_owner_location' }],
    ['no worker of that name', { to: '{user_property: nobody}' }],
    [
      'an archived location left with nobody',
      { to: '{location: district, descendants: yes, types: clinic}' },
    ],
    ['a location above the top', { to: '{location: ghost, types: district}' }],
  ])('%s', (_who, parts) => {
    const entries = entriesOf(story(parts));
    expect(sentTo(entries)).toEqual([]);
    expect(errorsOf(entries)).toEqual(['NO_RECIPIENT']);
  });

  test('and a course goes on all the same', () => {
    const entries = entriesOf(story({ to: 'children', send: '{daily: {at: "09:00", stop_after: 2}}' }));
    expect(errorsOf(entries)).toEqual(['NO_RECIPIENT', 'NO_RECIPIENT']);
  });
});

describe('09:00 is told in the zone of', () => {
  const daily = '{daily: {at: "09:00", stop_after: 1}}';
  const times = (parts: Parameters<typeof story>[0]) =>
    entriesOf(story({ ...parts, send: daily })).flatMap(({ kind, at, to }) =>
      kind === 'sent' ? [`${isoUtc(at).slice(11, 16)} ${to}`] : [],
    );

  test.each([
    ['a case that has one', { to: 'parent' }, ['03:30 mum']],
    ['a worker who has one', { to: '{user: bob}' }, ['09:00 bob']],
    ['the project, for a case without', { to: 'case' }, ['13:00 kid']],
    [
      'the project, for a group, whatever its members have',
      { to: '{group: team}' },
      ['13:00 bob', '13:00 eve', '13:00 web'],
    ],
    ['the project, for a case group', { to: '{case_group: families}' }, ['13:00 mum', '13:00 kid']],
    ['the project, for a location', { to: '{location: village}' }, ['13:00 bob', '13:00 eve']],
    [
      'the project, for the children of a case',
      { to: 'children', type: 'household' },
      ['13:00 kid', '13:00 sis'],
    ],
    ['UTC, where the alert says so', { to: 'case', about: 'utc_default: yes, sms: Hi' }, ['09:00 kid']],
    ['the contact, even so', { to: 'parent', about: 'utc_default: yes, sms: Hi' }, ['03:30 mum']],
  ])('%s', (_who, parts, wanted) => {
    expect(times(parts)).toEqual(wanted);
  });
});
