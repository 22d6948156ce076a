import { fc, test as law } from '@fast-check/vitest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { isSendable } from '../../src/lab/server/token.ts';
import { drysend } from '../cli/a-terminal.ts';
import { callerOf, clinic, sessionOf } from './lab-client.ts';

let lab: Lab;
let at: string;
const call = callerOf(() => lab);

beforeAll(async () => {
  lab = await serveLab({ port: 0 });
  at = await sessionOf(call, clinic);
});
afterAll(() => lab.close());

const sessions = '/api/sessions';
const refusals: readonly [path: string, body: unknown, found: string][] = [
  [sessions, { text: 5 }, 'text: 5'],
  [sessions, { text: null }, 'text: null'],
  [sessions, { text: [clinic] }, 'text: ['],
  [sessions, { scenario: 5 }, 'scenario: 5'],
  [sessions, { scenario: 'x', text: clinic }, 'scenario and text'],
  [sessions, { Text: clinic }, 'the field "Text"'],
  [sessions, [clinic], 'no JSON object'],
  ['clock', { do: 'step', by: 5 }, 'the field "by"'],
  ['check-case', { properties: { time_zone: {} } }, 'time_zone: a list or a map'],
  ['check-case', { properties: {}, name: 'x' }, 'the field "name"'],
  ['import', { name: 'x.csv', text: 'name\nEva\n', type: 5 }, 'type: 5'],
  ['import', { name: 'x.csv', text: 5 }, 'text: 5'],
  ['import', { text: 'name\nEva\n' }, 'no name'],
  ['import', { name: 'x.csv' }, 'no text'],
  ['import', { name: 'x.csv', text: 'name\nEva\n', base64: 'eA==' }, 'text and base64'],
  ['import', { name: 'x.csv', text: 'name\nEva\n', types: 'woman' }, 'the field "types"'],
  ['save', { name: 'x' }, 'the field "name"'],
];
test.each(refusals)('%s refuses %j and says which field it is', async (path, body, found) => {
  const withoutUse = async () =>
    (await call('GET', sessions)).body.map((session: object) => ({ ...session, usedAt: 0 }));
  const before = await withoutUse();
  const answer = await call('POST', path === sessions ? path : `${at}/${path}`, body);
  expect(answer.status).toBe(422);
  expect(answer.body.found).toContain(found);
  expect(await withoutUse()).toEqual(before);
});

const notText = fc.jsonValue({ maxDepth: 1 }).filter((value) => typeof value !== 'string');
law.prop([notText, fc.constantFrom('text', 'scenario')], { numRuns: 60, seed: 5 })(
  'no value that is not a text opens a session',
  async (value, field) => {
    const answer = await call('POST', sessions, { [field]: value });
    expect(answer.status).toBe(422);
  },
);

test.each(['žluťoučký', 'пароль', 'key\u0007', ' leading', 'trailing ', '\u202etoken', 'a\nb'])(
  'the token %j is refused at the start, with what it may be made of',
  async (token) => {
    const { code, err } = await drysend(['serve', '--port', '0', '--token', token]);
    expect(code).toBe(1);
    expect(err).toContain('--token has characters that no HTTP header can carry');
    expect(err).toContain('letters, digits and punctuation of ASCII');
  },
);

law.prop(
  [fc.oneof(fc.string({ minLength: 1 }), fc.string({ unit: 'binary', minLength: 1 })).filter(isSendable)],
  {
    numRuns: 100,
    seed: 6,
  },
)('every token that is allowed can be sent in a header and comes out of an address as it is', (token) => {
  const headers = new Headers({ authorization: `Bearer ${token}` });
  expect(headers.get('authorization')).toBe(`Bearer ${token}`);
  expect(new URLSearchParams(`token=${encodeURIComponent(token)}`).get('token')).toBe(token);
});
