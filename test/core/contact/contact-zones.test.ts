import { describe, expect, test } from 'vitest';
import { contactZones, readerClock } from '../../../src/core/contact/contact-zones.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const [plan] = plansFrom(`
scenario: Zones
project: {time_zone: Africa/Nairobi}
gateways: {G: {type: test}}
routing: {global: {"*": G}}
users:
  uma: {username: uma, phone: "447700900301", time_zone: Asia/Kolkata}
  vic: {username: vic, phone: "447700900302", user_case: {time_zone: Asia/Tokyo}}
  wim: {username: wim, phone: "447700900303"}
cases:
  ana: {type: c, contact_phone_number: "447700900304", time_zone: Asia/Kolkata}
  ben: {type: c, contact_phone_number: "447700900305"}
  odd: {type: c, contact_phone_number: "447700900306", time_zone: Asia/Calcuta}
groups: {team: {users: [uma, wim]}}
alerts:
  own: {case_type: c, to: case, send: immediately, sms: Hi}
  group: {case_type: c, to: {group: team}, send: {daily: {at: "12:00", stop_after: "1"}}, sms: Group}
  utc: {case_type: c, to: case, utc_default: yes, send: {daily: {at: "12:00", stop_after: "1"}}, sms: Utc}
starts: 2026-03-02 08:00
timeline:
  - {at: 2026-03-02 08:00, register: [ana, ben, odd]}
  - {at: 2026-03-03 08:00, update: {ana: {x: y}}}
  - {at: 2026-03-04 08:00, update: {ana: {time_zone: Asia/Tokyo}}}
  - {at: 2026-03-05 08:00, update: {ana: {time_zone: ""}}}
  - {at: 2026-03-06 08:00, user: {wim: {time_zone: Asia/Tokyo}}}
  - {at: 2026-03-06 08:00, close: ben}
`);
const at = (text: string): number => Date.parse(`${text}:00+03:00`);
const zoneOf = (key: string, time: string): string | undefined => contactZones(plan!)(key, at(time))?.name;

describe('the zone that a contact’s own clock shows', () => {
  test.each([
    ['ana', '2026-03-02T08:00', 'Asia/Kolkata'],
    ['ana', '2026-03-04T07:59', 'Asia/Kolkata'],
    ['ana', '2026-03-04T08:00', 'Asia/Tokyo'],
    ['ana', '2026-03-05T07:59', 'Asia/Tokyo'],
    ['ana', '2026-03-05T08:00', undefined],
    ['ben', '2026-03-06T09:00', undefined],
    ['odd', '2026-03-02T08:00', undefined],
    ['uma', '2026-03-06T08:00', 'Asia/Kolkata'],
    ['vic', '2026-03-06T08:00', 'Asia/Tokyo'],
    ['wim', '2026-03-06T07:59', undefined],
    ['wim', '2026-03-06T08:00', 'Asia/Tokyo'],
    ['nobody', '2026-03-06T08:00', undefined],
  ])('of %s at %s is %s', (key, time, zone) => {
    expect(zoneOf(key, time)).toBe(zone);
  });
});

test('a message is read by the reader’s own clock, else by that of the project', () => {
  const clock = readerClock(plan!);
  const read = [...rehearsePlan(plan!).journal.entries()].flatMap((entry) =>
    entry.kind === 'sent'
      ? [`${entry.text} ${entry.to} ${entry.because?.zone?.name} ${clock(entry).name}`]
      : [],
  );
  expect(new Set(read)).toEqual(
    new Set([
      'Hi ana Asia/Kolkata Asia/Kolkata',
      'Hi ben Africa/Nairobi Africa/Nairobi',
      'Hi odd Africa/Nairobi Africa/Nairobi',
      'Group uma Africa/Nairobi Asia/Kolkata',
      'Group wim Africa/Nairobi Africa/Nairobi',
      'Utc ana Asia/Kolkata Asia/Kolkata',
      'Utc ben UTC Africa/Nairobi',
      'Utc odd UTC Africa/Nairobi',
    ]),
  );
  expect(clock({ kind: 'note', at: at('2026-03-02T08:00') } as never).name).toBe('Africa/Nairobi');
});
