import { describe, expect, test } from 'vitest';
import { readerClock } from '../../../src/core/contact/contact-zones.ts';
import { decimalText } from '../../../src/core/model/decimal.ts';
import { segmentPrices } from '../../../src/core/route/prices.ts';
import { zoneOfProject } from '../../../src/core/time/zone.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import type { Bucket } from '../../../src/report/counts/bucket.ts';
import { type Counted, type Counts, MessageCounts } from '../../../src/report/counts/message-counts.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const programme = `scenario: counted
project: {time_zone: Africa/Nairobi, languages: [en, hin]}
gateways:
  KE: {type: twilio, price: {per_segment: "0.8", currency: KES}}
  US: {type: twilio, price: {per_segment: "0.0075", currency: USD}}
  FREE: {type: twilio}
  MAIL: {type: smtp}
routing: {global: {"254": KE, "1": US, "*": FREE}}
cases:
  amina: {type: woman, name: Amina, contact_phone_number: "254712000001"}
  asha: {type: woman, name: Asha, contact_phone_number: "254712000002", language_code: hin}
  joan: {type: woman, name: Joan, contact_phone_number: "12125550100", time_zone: America/New_York}
  feven: {type: woman, name: Feven, contact_phone_number: "251911000001", commcare_email_address: f@example.org}
users:
  meg: {username: meg, phones: ["254712000009"], time_zone: Asia/Kolkata}
groups: {staff: {users: [meg]}}
alerts:
  tip: {case_type: woman, to: case, send: {daily: {at: "23:30", stop_after: 2}}, sms: {en: Hello, hin: नमस्ते}}
  mail: {case_type: woman, to: case, send: {daily: {at: "10:00", stop_after: 1}}, email: {subject: Hi, body: Hello}}
broadcasts: {meeting: {to: {group: staff}, send: immediately, sms: {en: Meeting, hin: Meeting}}}
starts: 2026-03-31 08:00
ends: 2026-04-03 00:00
timeline:
  - {at: 2026-03-31 08:00, register: [amina, asha, joan, feven]}
  - {at: 2026-04-01 12:00, broadcast: meeting}
`;

function countsOf(text: string): Counts {
  const plan = plansFrom(text)[0]!;
  const counts = new MessageCounts({
    zone: zoneOfProject(plan.project),
    readerZone: readerClock(plan),
    priceOf: segmentPrices(plan),
  });
  rehearsePlan(plan, { keep: false, onEntry: (_seq, entry) => counts.record(entry) });
  return counts.counts();
}

const messages = (list: readonly Counted[]): Record<string, number> =>
  Object.fromEntries(list.map(({ key, bucket }) => [key, bucket.messages]));
const costOf = (bucket: Bucket): string[] =>
  bucket.cost().map(({ amount, currency }) => `${decimalText(amount)} ${currency}`);
const at = (list: readonly Counted[], key: string): Bucket => list.find((one) => one.key === key)!.bucket;

describe('sent messages are counted', () => {
  const counts = countsOf(programme);

  test('by month, week and day of the project', () => {
    expect(messages(counts.days)).toEqual({ '2026-03-31': 4, '2026-04-01': 5, '2026-04-02': 1 });
    expect(messages(counts.months)).toEqual({ '2026-03': 4, '2026-04': 6 });
    expect(messages(counts.weeks)).toEqual({ '2026-03-30': 10 });
  });

  test("by the hour that the reader's own clock shows, a group's member's too", () => {
    expect(messages(counts.hours)).toEqual({ '10': 1, '14': 1, '23': 8 });
  });

  test('by gateway, language and cause, the fullest first', () => {
    expect(counts.gateways.map(({ key }) => key)).toEqual(['KE', 'FREE', 'US', 'MAIL']);
    expect(messages(counts.gateways)).toEqual({ KE: 5, FREE: 2, US: 2, MAIL: 1 });
    expect(messages(counts.languages)).toEqual({ en: 7, hin: 2, '*': 1 });
    expect(messages(counts.causes)).toEqual({ 'alert tip': 8, 'alert mail': 1, 'broadcast meeting': 1 });
  });

  test('with exact costs of each currency, and the segments that no price is known for', () => {
    expect(costOf(counts.all)).toEqual(['4 KES', '0.015 USD']);
    expect(counts.all).toMatchObject({ sms: 9, email: 1, segments: 9, unpriced: 2 });
    expect(costOf(at(counts.months, '2026-03'))).toEqual(['1.6 KES']);
    expect(costOf(at(counts.months, '2026-04'))).toEqual(['2.4 KES', '0.015 USD']);
    expect(costOf(at(counts.gatewayMonths.get('KE')!, '2026-04'))).toEqual(['2.4 KES']);
    expect(costOf(at(counts.gateways, 'FREE'))).toEqual([]);
  });
});

describe('the clock of the reader', () => {
  const hours = (text: string): string[] => countsOf(text).hours.map(({ key }) => key);

  test('is the own one of a contact whose alert reads UTC by default', () => {
    const text = programme.replace('tip: {', 'tip: {utc_default: yes, ');
    expect(messages(countsOf(text).hours)).toMatchObject({ '02': 6, '23': 2 });
  });

  test('changes with the time_zone that the timeline sets', () => {
    const moved = programme.replace(
      '  - {at: 2026-04-01',
      '  - {at: 2026-03-31 09:00, user: {meg: {time_zone: UTC}}}\n  - {at: 2026-04-01',
    );
    expect(hours(programme)).not.toContain('09');
    expect(hours(moved)).toContain('09');
  });
});
