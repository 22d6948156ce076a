import { fc, test as law } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { Entry } from '../../src/core/model/entry.ts';
import { formatDay } from '../../src/core/time/calendar.ts';
import { toLocal, zoneNamed } from '../../src/core/time/zone.ts';
import { type Json, play } from '../fidelity/helpers/play.ts';

const ZONE = 'America/New_York';
const PEOPLE = 6;
/** Fewer numbers than people: some share one. */
const numberOf = (index: number): string => `9997700900${index % 4}`;
const keyOf = (index: number): string => `c${index}`;

const anyPerson = fc.integer({ min: 0, max: PEOPLE - 1 });
const anyDeed: fc.Arbitrary<Json> = fc.oneof(
  fc
    .record({ who: anyPerson, text: fc.constantFrom('STOP', 'START', 'YES', 'hello', 'HELP') })
    .map(({ who, text }) => ({ inbound: { from: numberOf(who), via: 'G', text } })),
  anyPerson.map((who) => ({ send: { to: keyOf(who), text: 'hello' } })),
  fc.constantFrom<Json>(
    { gateway: { G: { down: 'yes' } } },
    { gateway: { G: { down: 'no' } } },
    { gateway: { G: { fail_next: '5' } } },
    { gateway: { G: { rejects: '99977009001' } } },
    { settings: { daily_limit: '2' } },
    { settings: { daily_limit: '9' } },
    { settings: { outbound_sms: 'no' } },
    { settings: { outbound_sms: 'yes' } },
    { settings: { sending_hours: [{ days: 'every day', from: '10:00', to: '11:00' }] } },
    { platform: 'down' },
    { platform: 'up' },
  ),
  anyPerson.map((who) => ({ update: { [keyOf(who)]: { contact_phone_number_is_verified: '1' } } })),
  anyPerson.map((who) => ({ close: keyOf(who) })),
  anyPerson.map((who) => ({ reopen: keyOf(who) })),
);

interface Story {
  readonly deeds: readonly { readonly deed: Json; readonly minutes: number }[];
  readonly limit: number;
}

const anyStory: fc.Arbitrary<Story> = fc.record({
  deeds: fc.array(fc.record({ deed: anyDeed, minutes: fc.integer({ min: 0, max: 900 }) }), {
    minLength: 5,
    maxLength: 40,
  }),
  limit: fc.integer({ min: 1, max: 8 }),
});

function entriesOf({ deeds, limit }: Story): readonly Entry[] {
  const people = Array.from({ length: PEOPLE }, (_, index) => index);
  return play({
    project: { time_zone: ZONE, daily_limit: String(limit), default_reply: 'Sorry?' },
    gateways: { G: { type: 'twilio', number: '+999000' } },
    keywords: { HELP: { reply: 'Soon.' } },
    cases: Object.fromEntries(
      people.map((index) => [
        keyOf(index),
        {
          type: 'patient',
          contact_phone_number: numberOf(index),
          contact_phone_number_is_verified: index % 2 === 0 ? '1' : '',
        },
      ]),
    ),
    alerts: {
      tip: {
        case_type: 'patient',
        to: 'case',
        send: { daily: { at: '09:30', stop_after: '6' } },
        sms: 'Tip',
      },
    },
    starts: '2024-03-08 08:00',
    ends: '2024-04-01 00:00',
    timeline: [
      { at: '2024-03-08 08:00', register: people.map(keyOf) },
      ...deeds.map(({ deed, minutes }) => ({ after: `${minutes} minutes`, ...deed })),
    ].map((entry) => entry as Json),
    invariants: { off: ['all'] },
  }).entries;
}

const isEnd = ({ kind, id }: Entry): boolean => (kind === 'sent' || kind === 'error') && id !== undefined;

law.prop([anyStory], { numRuns: 150 })(
  'every message ends once: sent, in an error, or still in the queue, and nothing ends that was not queued',
  (story) => {
    const entries = entriesOf(story);
    const ends = new Map<string, number>();
    for (const { id } of entries.filter(isEnd)) ends.set(id!, (ends.get(id!) ?? 0) + 1);
    const queued = new Set(entries.filter(({ kind }) => kind === 'queued').map(({ id }) => id!));
    for (const [id, times] of ends) expect([queued.has(id), times]).toEqual([true, 1]);
    for (const { kind, id } of entries) {
      if (kind === 'attempt' || kind === 'held') expect(queued.has(id!)).toBe(true);
    }
  },
);

law.prop([anyStory], { numRuns: 150 })(
  'nothing is sent to a number that has opted out, but the confirmation of it',
  (story) => {
    const out = new Set<string>();
    for (const { kind, number, direction, cause } of entriesOf(story)) {
      if (kind === 'opt' && direction === 'out') out.add(number!);
      if (kind === 'opt' && direction === 'in') out.delete(number!);
      if (kind === 'sent' && cause !== 'opt_out' && cause !== 'opt_in') expect(out).not.toContain(number);
    }
  },
);

law.prop([anyStory], { numRuns: 150 })(
  'no project day sees more attempts than the largest limit in force',
  (story) => {
    const zone = zoneNamed(ZONE)!;
    const tries = new Map<string, number>();
    for (const { kind, at, attempts, code } of entriesOf(story)) {
      const isTry =
        kind === 'sent' ||
        kind === 'attempt' ||
        (kind === 'error' && (attempts ?? 0) > 0 && code !== 'MESSAGE_IS_STALE');
      if (!isTry) continue;
      const day = formatDay(toLocal(zone, at).day);
      tries.set(day, (tries.get(day) ?? 0) + 1);
    }
    const edits = story.deeds.some(({ deed }) => 'settings' in deed);
    const limit = edits ? Math.max(9, story.limit) : story.limit;
    for (const count of tries.values()) expect(count).toBeLessThanOrEqual(limit);
  },
);
