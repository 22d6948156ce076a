import { describe, expect, test } from 'vitest';
import { decimalText } from '../../../src/core/model/decimal.ts';
import type { Entry } from '../../../src/core/model/entry.ts';
import { gatewayHistory, projectOf, segmentPrices } from '../../../src/core/route/prices.ts';
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

describe('the gateway of a message', () => {
  const [plan] = plansFrom(`
scenario: history
project: {name: home}
gateways:
  ONE: {type: test, number: "1"}
  SAME: {type: test, number: "2", scope: global}
other_projects:
  pilot:
    gateways: {SAME: {type: test, number: "3", scope: project}}
    cases: {far: {type: c}}
    users: {vic: {username: vic}}
cases: {ana: {type: c}}
users: {uma: {username: uma}}
starts: 2026-03-02 08:00
timeline:
  - {at: 2026-03-02 09:00, gateway: {ONE: {number: "4"}}}
`);
  const nine = Date.parse('2026-03-02T09:00:00Z');
  const numberOf = (message: object) =>
    gatewayHistory(plan!)({ kind: 'sent', at: nine, ...message } as unknown as Entry)?.numbers[0];

  test('is as it was set at the instant of the message', () => {
    expect([nine - 1, nine, nine + 1].map((at) => numberOf({ via: 'ONE', at }))).toEqual(['1', '4', '4']);
    expect(numberOf({ via: 'NONE' })).toBeUndefined();
    expect(numberOf({})).toBeUndefined();
  });

  test('of several with one name is the one that the routing meant, else that of the project', () => {
    const by = (scope?: string) => ({ via: 'SAME', because: { gateway: { name: 'SAME', scope } } });
    expect(numberOf({ ...by('global'), to: 'pilot/far' })).toBe('2');
    expect(numberOf({ ...by('project'), to: 'pilot/far' })).toBe('3');
    expect(numberOf({ ...by('project'), to: 'ana' })).toBe('2');
    expect(numberOf({ ...by('shared'), to: 'ana' })).toBeUndefined();
    expect(numberOf({ ...by(), to: 'pilot/far' })).toBe('3');
    expect(numberOf({ via: 'SAME', case: 'pilot/far' })).toBe('3');
    expect(numberOf({ via: 'SAME', to: 'ana', case: 'pilot/far' })).toBe('2');
  });

  test('belongs to the project of whoever the plan knows, else to the file’s own', () => {
    expect(
      ['ana', 'uma', 'pilot/far', 'pilot/vic', 'nobody', undefined].map((key) => projectOf(plan!, key)),
    ).toEqual([...['home', 'home', 'pilot', 'pilot', 'home', 'home']]);
  });
});
