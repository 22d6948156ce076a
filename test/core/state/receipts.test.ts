import { describe, expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

const when = (at: number): string => new Date(at).toISOString().slice(11, 19);
const AT = '2024-03-04 10:00';

/** Texts of two alerts to two people, and reports on them. */
function reports(receipts: readonly Json[], gateway: Json = {}) {
  const { of } = play({
    gateways: { G: { type: 'http', number: '100', ...gateway }, H: { type: 'test' } },
    cases: {
      ana: { type: 'c', contact_phone_number: '447700900301' },
      ben: { type: 'c', contact_phone_number: '447700900302' },
    },
    alerts: {
      one: { case_type: 'c', to: 'case', send: 'immediately', sms: 'One here' },
      two: { case_type: 'c', to: 'case', send: 'immediately', sms: { en: 'Two there' } },
    },
    timeline: [
      { at: AT, register: 'ana' },
      { at: '2024-03-04 10:01', register: 'ben' },
      ...receipts.map((given) => ({ at: '2024-03-04 11:00', receipt: { status: 'read', ...given } })),
    ],
  });
  const nameOf = new Map(of('sent').map(({ id, to, alert }) => [id, `${to} ${alert}`]));
  const told = of('receipt').map(
    ({ at, id, status, via }) => `${when(at)} ${nameOf.get(id!)} ${status} ${via}`,
  );
  return { told, unknown: of('warning').filter(({ code }) => code === 'RECEIPT_UNKNOWN').length };
}

describe('a report', () => {
  test.each<[string, Json, string]>([
    ['by person, of several the newest', { to: 'ana' }, 'ana two'],
    ['by alert', { alert: 'one' }, 'ben one'],
    ['by person and alert', { to: 'ana', alert: 'one' }, 'ana one'],
    ['by number', { number: '447700900301' }, 'ana two'],
    ['by gateway', { via: 'G' }, 'ben two'],
    ['by case', { case: 'ana' }, 'ana two'],
    ['by language', { to: 'ana', in: 'en' }, 'ana two'],
    ['by its whole text', { to: 'ana', says: 'One here' }, 'ana one'],
    ['by a part of it', { to: 'ana', contains: 'One h' }, 'ana one'],
    ['by time', { alert: 'two', at: AT }, 'ana two'],
    ['by its second', { alert: 'two', at: `${AT}:00` }, 'ana two'],
    ['by one of several times', { alert: 'two', at: ['2024-03-04 09:00', AT] }, 'ana two'],
  ])('finds its message %s', (_rule, fields, message) => {
    expect(reports([{ for: fields }])).toEqual({ told: [`11:00:00 ${message} read G`], unknown: 0 });
  });

  test.each<[string, Json]>([
    ['person', { to: 'ana', number: '447700900302' }],
    ['text', { says: 'One' }],
    ['part', { contains: 'everywhere' }],
    ['gateway', { via: 'H' }],
    ['time', { to: 'ana', at: '2024-03-04 10:01' }],
    ['second', { to: 'ana', at: `${AT}:01` }],
    ['language', { in: 'fr' }],
  ])('that no message fits by its %s is told as unknown', (_field, fields) => {
    expect(reports([{ for: fields }])).toEqual({ told: [], unknown: 1 });
  });
});

describe('a gateway that reports of its own accord', () => {
  test('does so on each message, so long after it was sent', () => {
    expect(reports([], { receipts: { delivered_after: '90s' } }).told).toEqual([
      '10:01:30 ana one delivered G',
      '10:01:30 ana two delivered G',
      '10:02:30 ben one delivered G',
      '10:02:30 ben two delivered G',
    ]);
  });

  test('and one that does not is silent', () => {
    expect(reports([]).told).toEqual([]);
  });
});
