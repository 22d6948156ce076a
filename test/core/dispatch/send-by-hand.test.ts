import { expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 12:00';

function sentVia(send: Json, gateways: Json) {
  return play({
    gateways: { G: { type: 'test' }, ...gateways },
    cases: { amy: { type: 'c', contact_phone_number: '999123', contact_backend_id: 'G' } },
    timeline: [
      { at: AT, register: 'amy' },
      { at: AT, send: { to: 'amy', text: 'Hello', ...send } },
    ],
  });
}

test('a message written by hand goes by the gateway that the case names', () => {
  expect(sentVia({}, {}).of('sent')[0]?.via).toBe('G');
});

test('a gateway chosen by hand comes before the one that the case names', () => {
  expect(sentVia({ via: 'OTHER' }, { OTHER: { type: 'test' } }).of('sent')[0]?.via).toBe('OTHER');
});

test('a gateway chosen by hand that the project may not use fails three times', () => {
  const shared = { type: 'test', scope: 'shared', shared: { from: 'sisters', accepted: 'no' } };
  const [error] = sentVia({ via: 'OTHER' }, { OTHER: shared }).of('error');
  expect([error?.code, error?.attempts]).toEqual(['TOO_MANY_UNSUCCESSFUL_ATTEMPTS', 3]);
});

test('a default route is looked up afresh at each try', () => {
  const { of } = play({
    gateways: { DOWN: { type: 'http', down: 'yes' }, FINE: { type: 'http' } },
    routing: {},
    project: { default_gateway: 'DOWN' },
    cases: { amy: { type: 'c', contact_phone_number: '999123' } },
    timeline: [
      { at: AT, register: 'amy' },
      { at: AT, send: { to: 'amy', text: 'Hello' } },
      { after: '1m', settings: { default_gateway: 'FINE' } },
    ],
  });
  expect(of('sent').map(({ via, attempts }) => [via, attempts])).toEqual([['FINE', 2]]);
});

test('a mail server that is up again takes the email at the next try', () => {
  const { of } = play({
    gateways: { M: { type: 'smtp', down: 'yes' } },
    cases: { amy: { type: 'c', commcare_email_address: 'amy@example.org' } },
    alerts: { a: { case_type: 'c', to: 'case', send: 'immediately', email: { subject: 'S', body: 'B' } } },
    timeline: [
      { at: AT, register: 'amy' },
      { after: '1m', gateway: { M: { down: 'no' } } },
    ],
  });
  expect(of('sent').map(({ at, attempts }) => [at, attempts])).toEqual([
    [Date.parse('2024-01-01T12:15:00Z'), 2],
  ]);
});
