import { expect, test } from 'vitest';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { type Exchange, inProcessGateways } from '../../src/adapters/in-process.ts';
import { hash32 } from '../../src/core/chance.ts';
import type { Gateway } from '../../src/core/model/gateway.ts';
import { aGateway, aHandover } from '../mock-gateways/a-handover.ts';

const open = () => inProcessGateways(gatewayCatalogue);

function kinds(port: ReturnType<typeof open>, gateway: Gateway, times: number): string[] {
  return Array.from(
    { length: times },
    (_, index) => port.deliver(aHandover(gateway, { id: `m-${index}` })).kind,
  );
}

test('the facts of every kind are at hand', () => {
  expect(open().facts.get('twilio')).toMatchObject({
    hqApiId: 'TWILIO',
    channel: 'sms',
    passThroughOptIn: ['YES'],
  });
  expect([...open().facts.keys()]).toEqual([...gatewayCatalogue.keys()]);
});

test('a gateway that is down refuses the connection, and uses no failure up', () => {
  const port = open();
  expect(port.deliver(aHandover(aGateway('http', { down: true, failNext: 1 })))).toEqual({
    kind: 'busy',
    answer: 'Connection refused',
  });
  expect(kinds(port, aGateway('http', { failNext: 1 }), 2)).toEqual(['busy', 'taken']);
});

test('fail_next fails that many hand-overs, in the kind’s own words', () => {
  expect(kinds(open(), aGateway('twilio', { failNext: 2 }), 4)).toEqual(['busy', 'busy', 'taken', 'taken']);
});

test('a refused hand-over uses no failure up', () => {
  const port = open();
  const gateway = aGateway('twilio', { failNext: 1, rejects: ['99*'] });
  expect(port.deliver(aHandover(gateway, { to: '+99123456' }))).toEqual({
    kind: 'refused',
    code: 'INVALID_DESTINATION_NUMBER',
  });
  expect(kinds(port, gateway, 2)).toEqual(['busy', 'taken']);
});

test('an edit of fail_next counts anew; an edit of something else goes on', () => {
  const port = open();
  expect(kinds(port, aGateway('http', { failNext: 2 }), 1)).toEqual(['busy']);
  expect(kinds(port, aGateway('http', { failNext: 2, numbers: ['5'] }), 2)).toEqual(['busy', 'taken']);
  expect(kinds(port, aGateway('http', { failNext: 2, numbers: ['5'] }), 3)).toEqual([
    'busy',
    'busy',
    'taken',
  ]);
  expect(kinds(port, aGateway('http', { failNext: 1, numbers: ['5'] }), 2)).toEqual(['busy', 'taken']);
});

test('gateways of one name in two projects are two gateways', () => {
  const port = open();
  expect(kinds(port, aGateway('http', { failNext: 1 }), 1)).toEqual(['busy']);
  expect(kinds(port, aGateway('http', { failNext: 1, project: 'other' }), 1)).toEqual(['busy']);
});

test('a text that is too long ends as MESSAGE_TOO_LONG where the kind can say so', () => {
  const text = 'This is a message of forty-one characters';
  const refused = open().deliver(aHandover(aGateway('mach', { maxLength: 20 }), { text }));
  expect(refused).toEqual({ kind: 'refused', code: 'MESSAGE_TOO_LONG' });
  expect(open().deliver(aHandover(aGateway('http', { maxLength: 20 }), { text })).kind).toBe('busy');
});

test('a kind without a book is read as generic HTTP', () => {
  expect(open().deliver(aHandover(aGateway('carrier_pigeon'))).kind).toBe('taken');
});

test('the ledger counts what was accepted, in any order alike', () => {
  const one = open();
  const other = open();
  const gateway = aGateway('http');
  const limited = aGateway('http', { name: 'A_LIMITED', rejects: ['27*'] });
  for (const id of ['a', 'b', 'c']) one.deliver(aHandover(gateway, { id }));
  for (const id of ['c', 'a', 'b']) other.deliver(aHandover(gateway, { id }));
  one.deliver(aHandover(limited));
  const sum = (hash32('a') + hash32('b') + hash32('c')) >>> 0;
  expect([...one.ledger()]).toEqual([
    ['A_LIMITED', { count: 0, sum: 0 }],
    ['GW_HTTP', { count: 3, sum }],
  ]);
  expect(other.ledger().get('GW_HTTP')).toEqual({ count: 3, sum });
});

test('a refusal that HQ reads as sent stands in the ledger, so that nothing seems lost', () => {
  const port = open();
  const gateway = aGateway('infobip', { rejects: ['27*'] });
  expect(port.deliver(aHandover(gateway)).kind).toBe('taken');
  expect(port.ledger().get('GW_INFOBIP')).toEqual({ count: 1, sum: hash32('m-0001') });
});

test('a number that HQ’s client itself refuses is refused though the gateway is down', () => {
  const handover = aHandover(aGateway('karix', { down: true }), { to: '+27831234567' });
  expect(open().deliver(handover)).toEqual({ kind: 'refused', code: 'INVALID_DESTINATION_NUMBER' });
});

test.each([
  ['turn', 2],
  ['trumpia', 2],
  ['http', 1],
])('%s: a hand-over of %i requests uses one failure up', (type, requests) => {
  const told: Exchange[] = [];
  const port = inProcessGateways(gatewayCatalogue, { onExchange: (exchange) => told.push(exchange) });
  const gateway = aGateway(type, { failNext: 1 });
  expect(port.deliver(aHandover(gateway)).kind).toBe('busy');
  told.length = 0;
  expect(port.deliver(aHandover(gateway)).kind).toBe('taken');
  expect(told).toHaveLength(requests);
  expect(port.ledger().get(gateway.name)?.count).toBe(1);
});

test('a carrier that keeps its own list refuses after STOP and accepts after START', () => {
  const port = open();
  const gateway = aGateway('twilio', { carrierOptOut: true });
  const said = (text: string) => port.passes({ gateway, number: '27831234567', text });
  expect(port.deliver(aHandover(gateway)).kind).toBe('taken');
  said(' stop ');
  expect(port.deliver(aHandover(gateway))).toMatchObject({
    kind: 'busy',
    answer: expect.stringContaining('21610'),
  });
  expect(port.deliver(aHandover(gateway, { to: '+27831234568' })).kind).toBe('taken');
  said('START');
  expect(port.deliver(aHandover(gateway)).kind).toBe('taken');
});

test('a text that passes through an older edit of a gateway changes nothing of it', () => {
  const port = open();
  const before = aGateway('http');
  const after = aGateway('http', { failNext: 2 });
  expect(kinds(port, before, 1)).toEqual(['taken']);
  expect(kinds(port, after, 1)).toEqual(['busy']);
  port.passes({ gateway: before, number: '27831234567', text: 'hello' });
  expect(kinds(port, after, 2)).toEqual(['busy', 'taken']);
});

test('a carrier that keeps no list lets STOP pass', () => {
  const port = open();
  const gateway = aGateway('twilio');
  port.passes({ gateway, number: '27831234567', text: 'STOP' });
  expect(port.deliver(aHandover(gateway)).kind).toBe('taken');
});

test.each([...gatewayCatalogue.keys()])('%s: no secret stands in what is told', (type) => {
  const told: Exchange[] = [];
  const port = inProcessGateways(gatewayCatalogue, { onExchange: (exchange) => told.push(exchange) });
  const names = [
    'auth_token api_key client_auth_token password api_secret access_key access_token application_token',
    'authentication_code client_secret messaging_token',
  ];
  const options = new Map(
    names
      .join(' ')
      .split(' ')
      .map((name) => [name, 'hunter2']),
  );
  port.deliver(aHandover(aGateway(type, { options })));
  const encoded = [':hunter2', 'hunter2:', 'demo:hunter2'].map((text) => btoa(text));
  for (const secret of ['hunter2', ...encoded]) expect(JSON.stringify(told)).not.toContain(secret);
});

test('exchanges are told in order, without their secrets', () => {
  const told: Exchange[] = [];
  const port = inProcessGateways(gatewayCatalogue, { onExchange: (exchange) => told.push(exchange) });
  const options = new Map([
    ['auth_token', 'hunter2'],
    ['password', 'hunter2'],
    ['additional_params', 'user=demo&password=hunter2'],
  ]);
  for (const type of ['twilio', 'mach', 'http'])
    port.deliver(aHandover(aGateway(type, { options }), { attempt: 2 }));
  port.deliver(aHandover(aGateway('http', { down: true })));
  expect(told.map(({ id, attempt, gateway }) => [id, attempt, gateway])).toEqual([
    ['m-0001', 2, 'GW_TWILIO'],
    ['m-0001', 2, 'GW_MACH'],
    ['m-0001', 2, 'GW_HTTP'],
    ['m-0001', 1, 'GW_HTTP'],
  ]);
  expect(JSON.stringify(told)).not.toContain('hunter2');
  expect(told[0]?.request.headers.authorization).toBe('[redacted]');
  expect(told[1]?.request.path).toContain('pw=[redacted]&');
  expect(told[3]?.response).toEqual({ failure: 'refused' });
});
