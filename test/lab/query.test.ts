/** What a request asks for in its query: nothing is passed over in silence. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { callerOf, clinic, sessionOf } from './lab-client.ts';

let lab: Lab;
let at: string;
const call = callerOf(() => lab);
beforeAll(async () => {
  lab = await serveLab({ port: 0 });
  at = await sessionOf(call, clinic);
});
afterAll(() => lab.close());

test.each([
  ['contacts?frm=5', 'the query parameter "frm"', 'only since, from, limit'],
  ['state?contact=apart', 'the query parameter "contact"', 'only contactsRevision, contacts'],
  ['state?contacts=x', 'contacts: "x"', 'apart'],
  ['scenario.yaml?x=1', 'the query parameter "x"', 'none: leave it out'],
  ['contacts?limit=0', 'limit: "0"', 'a whole number from 1'],
  ['entries?limit=0', 'limit: "0"', 'a whole number from 1'],
  ['outside?limit=0', 'limit: "0"', 'a whole number from 1'],
  ['acts?limit=0', 'limit: "0"', 'a whole number from 1'],
])('%s is refused by name, with the cure', async (path, found, wanted) => {
  expect(await call('GET', `${at}/${path}`)).toMatchObject({ status: 422, body: { found, wanted } });
});

test('what is known is taken, and a token beside it', async () => {
  for (const path of ['contacts?limit=1', 'state?contacts=apart', 'entries?after=1&limit=2', 'state?token=x'])
    expect((await call('GET', `${at}/${path}`)).status).toBe(200);
});
