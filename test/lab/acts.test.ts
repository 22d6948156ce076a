import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { planFrom } from '../../src/scenario/load.ts';
import { callerOf, clinic, sessionOf } from './lab-client.ts';

let lab: Lab;
const call = callerOf(() => lab);

beforeAll(async () => {
  lab = await serveLab({ port: 0 });
});
afterAll(() => lab.close());

const acts: readonly (readonly [verb: string, body: object, kind: string])[] = [
  ['register', { register: 'rina' }, 'registered'],
  ['update', { update: { asha: { village: 'Bon' } } }, 'updated'],
  ['close', { close: 'asha' }, 'closed'],
  ['reopen', { reopen: 'asha' }, 'reopened'],
  ['delete', { delete: 'asha' }, 'deleted'],
  ['inbound', { inbound: { from: 'asha', text: 'HELP' } }, 'inbound'],
  ['gateway', { gateway: { GATE: { down: 'yes' } } }, 'setting'],
  ['receipt', { receipt: { for: { to: 'asha' }, status: 'delivered' } }, 'receipt'],
  ['settings', { settings: { language_fallback: 'NONE' } }, 'setting'],
  ['alert', { alert: { evening: 'off' } }, 'setting'],
  ['broadcast', { broadcast: 'news' }, 'sent'],
  ['send', { send: { to: 'asha', text: 'By hand' } }, 'sent'],
  ['platform', { platform: 'down' }, 'setting'],
  ['formplayer', { formplayer: 'down' }, 'setting'],
  ['rules', { rules: { mark: 'on' } }, 'setting'],
  ['note', { note: 'A visitor came' }, 'setting'],
  ['user', { user: { nurse: { first_name: 'Nora' } } }, 'setting'],
  ['group', { group: { team: { name: 'Team B' } } }, 'setting'],
  ['location', { location: { bon: { name: 'Bonn' } } }, 'setting'],
  ['verify', { verify: { user: 'nurse', number: '8801712345001' } }, 'sent'],
];

test.each(acts)('the act %s happens now, and the saved scenario passes', async (verb, body, kind) => {
  const at = await sessionOf(call, clinic);
  await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-01 18:00' });
  const { lastSeq } = (await call('GET', `${at}/state`)).body;
  const done = await call('POST', `${at}/act`, { verb, ...body });
  expect(done.status, done.text).toBe(200);
  const { entries } = (await call('GET', `${at}/entries?after=${lastSeq}`)).body;
  expect(entries.map((entry: { kind: string }) => entry.kind)).toContain(kind);
  await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-03 12:00' });
  expect(brokenIn((await call('POST', `${at}/save`, {})).body.yaml)).toEqual([]);
});

test('what is done at the very moment of a send is saved after it', async () => {
  const at = await sessionOf(call, clinic);
  await call('POST', `${at}/clock`, { do: 'next-message' });
  const before = (await call('GET', `${at}/state`)).body;
  await call('POST', `${at}/act`, { verb: 'gateway', gateway: { GATE: { down: 'yes' } } });
  await call('POST', `${at}/act`, { verb: 'inbound', inbound: { from: 'asha', text: 'HELP' } });
  await call('POST', `${at}/act`, { verb: 'inbound', inbound: { from: 'asha', text: 'STOP' } });
  const after = (await call('GET', `${at}/state`)).body;
  expect(before.counts.sms).toBe(1);
  expect(after.now - before.now).toBeLessThan(10_000);
  await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-03 12:00' });
  expect(brokenIn((await call('POST', `${at}/save`, {})).body.yaml)).toEqual([]);
});

test('an act before an entry that is told by the one before it leaves that entry where it was', async () => {
  const later = '  - {at: 2026-06-02 09:00, note: first}\n  - {after: 3 hours, register: rina}\n';
  const at = await sessionOf(call, clinic + later);
  await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-02 10:00' });
  const done = await call('POST', `${at}/act`, { verb: 'note', note: 'by hand' });
  expect(done.status, done.text).toBe(200);
  await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-03 10:00' });
  const { entries } = (await call('GET', `${at}/entries`)).body;
  const registered = entries.filter((entry: { kind: string }) => entry.kind === 'registered');
  expect(registered[1].at).toBe('2026-06-02T12:00:00.000Z');
  const { yaml } = (await call('POST', `${at}/save`, {})).body;
  expect(brokenIn(yaml)).toEqual([]);
  expect(yaml).toContain('register: rina');
});

test('a text of a case that is not registered yet comes from the number it will have', async () => {
  const at = await sessionOf(call, clinic);
  await call('POST', `${at}/act`, { verb: 'inbound', inbound: { from: 'rina', text: 'STOP' } });
  const { entries } = (await call('GET', `${at}/entries?limit=5000`)).body;
  const inbound = entries.find(({ kind }: { kind: string }) => kind === 'inbound');
  expect(inbound.number).toBe('8801712345679');
  await call('POST', `${at}/act`, { verb: 'update', update: { asha: { contact_phone_number: '' } } });
  const refused = await call('POST', `${at}/act`, { verb: 'inbound', inbound: { from: 'asha', text: 'Hi' } });
  expect(refused.body.found).toBe('asha has no number to write from');
  expect(brokenIn((await call('POST', `${at}/save`, {})).body.yaml)).toEqual([]);
});

test('a refused act leaves the clock where it stood, even after a send', async () => {
  const at = await sessionOf(call, clinic);
  await call('POST', `${at}/clock`, { do: 'next-message' });
  const before = (await call('GET', `${at}/state`)).body;
  expect((await call('POST', `${at}/act`, { verb: 'inbound', from: 'nobody', text: 'x' })).status).toBe(422);
  expect((await call('GET', `${at}/state`)).body).toEqual(before);
});

test('texts of every kind survive the saved file', async () => {
  const at = await sessionOf(call, clinic);
  const texts = [
    'a: b',
    '# no comment',
    '- dash',
    '"quoted"',
    'two\nlines',
    ' blank ',
    '{brace',
    'ਪੰਜਾਬੀ',
    '🌸',
    "it's",
    '&x *y !z',
    'yes',
    '~',
    'end:',
  ];
  for (const text of texts) await call('POST', `${at}/act`, { verb: 'send', send: { to: 'asha', text } });
  const { yaml } = (await call('POST', `${at}/save`, {})).body;
  expect(brokenIn(yaml)).toEqual([]);
});

/** Promises of a scenario that its run does not keep. */
function brokenIn(yaml: string): unknown[] {
  const loaded = planFrom(yaml);
  if ('problems' in loaded) return [...loaded.problems, yaml];
  const { verdicts } = rehearsePlan(loaded.plans[0]!);
  return verdicts.filter(({ kept, kind }) => !kept && kind !== 'invariant').map(({ title }) => title);
}
