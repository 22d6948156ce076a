import { describe, expect, test } from 'vitest';
import { decimalText } from '../../../src/core/model/decimal.ts';
import type { Entry } from '../../../src/core/model/entry.ts';
import { segmentPrices } from '../../../src/core/route/prices.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

/** `via price` of each sent message, in order. */
function pricesOf(text: string): string[] {
  const plan = plansFrom(text)[0]!;
  const priceOf = segmentPrices(plan);
  const sent: Entry[] = [];
  rehearsePlan(plan, {
    keep: false,
    onEntry: (_seq, entry) => void (entry.kind === 'sent' && sent.push(entry)),
  });
  return sent.map((entry) => {
    const price = priceOf(entry);
    return `${entry.via} ${price ? `${decimalText(price.perSegment)} ${price.currency}` : 'none'}`;
  });
}

const daily = (gateways: string, timeline = '', other = ''): string => `scenario: prices
project: {time_zone: UTC}
gateways: {${gateways}}
${other}cases:
  amina: {type: woman, name: Amina, contact_phone_number: "254712000001"}
alerts:
  tip: {case_type: woman, to: case, send: {daily: {at: "09:00", stop_after: 3}}, sms: Hello}
starts: 2026-03-02 08:00
ends: 2026-03-05 00:00
timeline:
  - {at: 2026-03-02 08:00, register: [amina]}
${timeline}`;

describe('the price of a segment', () => {
  test('is that of the gateway which took the message', () => {
    const text = daily(
      'A: {type: twilio, price: {per_segment: "0.0075", currency: USD}}',
      '',
      'routing: {global: {"*": A}}\n',
    );
    expect(pricesOf(text)).toEqual(['A 0.0075 USD', 'A 0.0075 USD', 'A 0.0075 USD']);
  });

  test('is none where the gateway has none', () => {
    expect(pricesOf(daily('A: {type: twilio}', '', 'routing: {global: {"*": A}}\n'))).toEqual([
      'A none',
      'A none',
      'A none',
    ]);
  });

  test('changes when the timeline changes it, and not before', () => {
    const text = daily(
      'A: {type: twilio, price: {per_segment: "0.01", currency: USD}}',
      '  - {at: 2026-03-03 12:00, gateway: {A: {price: {per_segment: "2", currency: KES}}}}\n',
      'routing: {global: {"*": A}}\n',
    );
    expect(pricesOf(text)).toEqual(['A 0.01 USD', 'A 0.01 USD', 'A 2 KES']);
  });

  test('of two gateways with one name is that of the project whose message it is', () => {
    const other = `routing: {project: {"*": A}}
other_projects:
  pilot:
    time_zone: UTC
    gateways: {A: {type: twilio, scope: project, price: {per_segment: "0.02", currency: EUR}}}
    routing: {project: {"*": A}}
    cases: {zuri: {type: woman, name: Zuri, contact_phone_number: "254712000002"}}
    alerts: {news: {case_type: woman, to: case, send: immediately, sms: News}}
`;
    const text = daily(
      'A: {type: twilio, scope: project, price: {per_segment: "0.01", currency: USD}}',
      '  - {at: 2026-03-04 12:00, register: [pilot/zuri]}\n',
      other,
    );
    expect(pricesOf(text)).toEqual(['A 0.01 USD', 'A 0.01 USD', 'A 0.01 USD', 'A 0.02 EUR']);
  });
});
