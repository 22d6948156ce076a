import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { callerOf, clinic, sessionOf } from './lab-client.ts';

let lab: Lab;
let at: string;
const open: AbortController[] = [];
const call = callerOf(() => lab);
const named = (name: string) => ({ 'x-drysend-name': encodeURIComponent(name) });
const people = async () => (await call('GET', `${at}/state`)).body.people;

beforeEach(async () => {
  lab = await serveLab({ port: 0 });
  at = await sessionOf(call, clinic);
});
afterEach(async () => {
  for (const one of open.splice(0)) one.abort();
  await lab.close();
});

/** A window: it is there as long as its feed is open. */
async function window(name?: string, base = ''): Promise<AbortController> {
  const gone = new AbortController();
  const query = name === undefined ? '' : `?name=${encodeURIComponent(name)}`;
  const feed = await fetch(new URL(`${base}${at}/events${query}`, lab.url), { signal: gone.signal });
  expect(feed.status).toBe(200);
  open.push(gone);
  return gone;
}

test('everybody with a window is here under their name, until they close it', async () => {
  const ruth = await window('Ruth');
  await window('रुचि');
  await window('रुचि');
  await window();
  await window(undefined, (await call('GET', `${at}/look-link`)).body.path.slice(0, -1));
  expect(await people()).toEqual([
    { name: 'Ruth', looks: false, windows: 1 },
    { name: 'रुचि', looks: false, windows: 2 },
    { name: '', looks: false, windows: 1 },
    { name: '', looks: true, windows: 1 },
  ]);
  ruth.abort();
  await expect.poll(async () => (await people())[0].name).toBe('रुचि');
});

test('nobody passes for one who looks, or for one who acts, by a header of their own', async () => {
  const gone = new AbortController();
  const headers = { 'x-drysend-looks': 'yes' };
  await fetch(new URL(`${at}/events`, lab.url), { headers, signal: gone.signal });
  open.push(gone);
  expect(await people()).toEqual([{ name: '', looks: false, windows: 1 }]);
});

test('an act says who did it, in the list and in the history of a value; so does the clock', async () => {
  await call('POST', `${at}/act`, { verb: 'update', update: { asha: { village: 'Bon' } } }, named('Ruth'));
  await call('POST', `${at}/act`, { verb: 'inbound', from: 'asha', text: 'Hello' }, named('रुचि'));
  await call('POST', `${at}/act`, { verb: 'note', note: 'x' });
  await call(
    'POST',
    `${at}/import`,
    { name: 'x.csv', text: 'name\nEva\nHana\nIbu\nUna\n', type: 'woman' },
    named('Ruth'),
  );
  await call('POST', `${at}/clock`, { do: 'step' }, named('Ruth'));
  const { acts, more } = (await call('GET', `${at}/acts`)).body;
  expect(acts).toMatchObject([
    { verb: 'register', by: 'Ruth', file: 'x.csv', moreKeys: 1, wall: '2026-06-01 09:00' },
    { verb: 'note' },
    { verb: 'inbound', by: 'रुचि', keys: ['asha'], text: 'Hello' },
    { verb: 'update', by: 'Ruth', keys: ['asha'], text: 'village: Bon' },
  ]);
  expect(acts[1].by).toBe(undefined);
  expect(more).toBe(0);
  expect((await call('GET', `${at}/acts?limit=1`)).body.more).toBe(3);
  expect((await call('GET', `${at}/state`)).body.movedBy).toBe('Ruth');
  const { properties } = (await call('GET', `${at}/person?key=asha`)).body;
  const village = properties.find(({ name }: { name: string }) => name === 'village');
  expect(village.changes[0].by).toEqual({ kind: 'hand', name: 'Ruth' });
});

test.each([
  ['  Ruth \n  Alemu ', 'Ruth Alemu'],
  ['x'.repeat(60), 'x'.repeat(40)],
  ['\u202eRuth\u0000', 'Ruth'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['👩\u200d👧', '👩\u200d👧'],
])('a name is one short line: %j', async (given, name) => {
  await window(given);
  expect((await people())[0].name).toBe(name);
});

test('a name that is no sound encoding is used as it stands, and a blank one is none', async () => {
  await call('POST', `${at}/act`, { verb: 'note', note: 'x' }, { 'x-drysend-name': '50%' });
  await call('POST', `${at}/act`, { verb: 'note', note: 'x' }, { 'x-drysend-name': '%20' });
  const { acts } = (await call('GET', `${at}/acts`)).body;
  expect(acts.map(({ by }: { by?: string }) => by)).toEqual([undefined, '50%']);
});
