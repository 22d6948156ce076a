import { expect, test } from 'vitest';
import { mach } from '../../mock-gateways/mach/index.ts';
import { aGateway, aHandover, contextOf, requestOf } from './a-handover.ts';

const gateway = aGateway('mach', {
  options: new Map([
    ['account_id', 'a'],
    ['password', 'p'],
  ]),
});

test.each([
  ['Latin-1', 'caf\u00e9', 'msg=caf%E9'],
  ['anything else as UTF-16BE hex', 'अ😀', 'msg=0905d83dde00&encoding=ucs'],
])('%s', (_story, text, tail) => {
  const { method, path } = requestOf(mach, aHandover(gateway, { from: '1003', text }));
  expect(`${method} ${path}`).toBe(`GET /sms.php?id=a&pw=p&snr=1003&dnr=%2B27831234567&split=10&${tail}`);
});

test.each([
  ['missing text', 'id=a&pw=p&dnr=1', '-ERR 54'],
  ['missing number', 'id=a&pw=p&msg=hi', '-ERR 51'],
  ['missing password', 'id=a&dnr=1&msg=hi', '-ERR 10'],
  ['bad number', 'id=a&pw=p&dnr=abc&msg=hi', '-ERR 52'],
])('%s is refused', (_story, query, start) => {
  const request = { method: 'GET', path: `/sms.php?${query}`, headers: {}, body: '' };
  expect(mach.respond(request, contextOf(aHandover(gateway))).response.body.startsWith(start)).toBe(true);
});
