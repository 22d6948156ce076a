import { fc, test as law } from '@fast-check/vitest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { type Call, callerOf, clinic, sessionOf } from './lab-client.ts';

let lab: Lab;
let at: string;
const call: Call = callerOf(() => lab);

beforeAll(async () => {
  lab = await serveLab({ port: 0 });
  at = await sessionOf(call, clinic);
});
afterAll(() => lab.close());

const verbs = [
  'register',
  'update',
  'close',
  'inbound',
  'gateway',
  'receipt',
  'settings',
  'alert',
  'send',
  'platform',
  'formplayer',
  'rules',
  'user',
  'verify',
];
const word = fc.constantFrom(
  'asha',
  'rina',
  'GATE',
  'evening',
  'news',
  'nurse',
  '',
  '__proto__',
  'constructor',
  '<<',
  '*x',
  '&x',
  '{{x}}',
  'yes',
  'null',
  '\u0000',
  '\ud800',
  'x: y',
  '2026-06-01',
  '-1',
  '1e400',
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    word,
    word,
    fc.jsonValue(),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(word, tie('any'), { maxKeys: 4 }),
  ),
})).any;

law.prop([fc.constantFrom(...verbs), value], { numRuns: 300 })(
  'no act is an internal error',
  async (verb, body) => {
    const answer = await call('POST', `${at}/act`, { verb, [verb]: body });
    expect(answer.status, `${JSON.stringify(body)} ${answer.text}`).toBeLessThan(500);
  },
);

law.prop([fc.constantFrom('clock', 'act', 'check-case', 'import', 'wait', 'save'), value], { numRuns: 200 })(
  'no body is an internal error',
  async (place, body) => {
    const asked = place === 'wait' && typeof body === 'object' ? { timeout: 0, ...body } : body;
    if (place === 'wait' && JSON.stringify(asked)?.includes('timeout') !== true) return;
    const answer = await call('POST', `${at}/${place}`, asked);
    expect(answer.status, `${JSON.stringify(body)} ${answer.text}`).toBeLessThan(500);
  },
);

const keys = fc.constantFrom(
  'case_id',
  'case_type',
  'case_name',
  'external_id',
  'owner_id',
  'properties',
  'indices',
  'close',
  'create',
  'temporary_id',
);
law.prop(
  [
    fc.constantFrom('POST', 'PUT'),
    fc.oneof(value, fc.dictionary(keys, value), fc.array(fc.dictionary(keys, value), { maxLength: 3 })),
  ],
  { numRuns: 200 },
)('no case is an internal error', async (method, body) => {
  const answer = await call(method, '/a/clinic/api/case/v2/', body);
  expect(answer.status, `${JSON.stringify(body)} ${answer.text}`).toBeLessThan(500);
});

test.each([
  '/a/%E0%A4%A/api/case/v2/',
  '/a/clinic/api/case/v2/?limit=1&limit=2',
  '/api/sessions/%00/state',
  '/%2e%2e/%2e%2e/etc/passwd',
])('the address %s is refused', async (path) => {
  const { status } = await call('GET', path);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
});

test('after all that the session still answers, and is saved', async () => {
  expect((await call('GET', `${at}/state`)).status).toBe(200);
  expect((await call('POST', `${at}/save`, {})).status).toBe(200);
});
