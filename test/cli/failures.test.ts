import { expect, test } from 'vitest';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';

inEmptyFolder();

const ID = '3bc36664-0001-4000-8000-000000000001';

const story = (at: string, expectations: string): string => `scenario: Visits
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways: {GW: {type: twilio, number: "100"}}
routing: {global: {"*": GW}}
cases:
  ${ID}: {type: w, name: Amina Lema, contact_phone_number: "254712000001", visit: 2026-03-09}
  zuri: {type: w, name: Zuri Mollel, contact_phone_number: "254712000002", visit: 2026-03-10}
alerts:
  visit: {case_type: w, to: case, start: {property: visit}, send: {daily: {at: "${at}", stop_after: 1}}, sms: {en: "Come to ${ID}"}}
ends: 2026-03-20 09:00
timeline:
  - {at: 2026-03-02 10:00, register: [${ID}, zuri]}
expect:
${expectations}
`;

test('failures call people by name and short id, say zones with times, and leave texts as they are', async () => {
  put('a.yaml', story('09:00', `  - sms: {to: ${ID}, at: 2026-03-08 09:00}\n  - nothing: {to: zuri}\n`));
  const { code, out } = await drysend(['run', 'a.yaml'], { columns: 200 });
  expect(code).toBe(4);
  expect(out).toContain('✗ sms to Amina Lema (3bc36664) at 2026-03-08 09:00 Africa/Nairobi\n');
  expect(out).toContain('nothing for Amina Lema (3bc36664) within 24 hours of it');
  expect(out).toContain(`nearest   2026-03-09 09:00 Africa/Nairobi via GW "Come to ${ID}"`);
  expect(out).toMatch(
    /why {7}alert visit: armed 2026-03-02 10:00, due 2026-03-09 09:00 Africa\/Nairobi \(.*zone Africa\/Nairobi\)/,
  );
  expect(out).toContain('✗ nothing to Zuri Mollel (zuri)\n');
  expect(out).toContain(
    `found     2026-03-10 09:00 Africa/Nairobi via GW "Come to ${ID}" to Zuri Mollel (zuri)`,
  );
  expect(out).toContain('✗ unexpected sms to Amina Lema (3bc36664) at 2026-03-09 09:00 Africa/Nairobi');
  expect(out).toContain(`claim it  - sms: {to: ${ID}, at: 2026-03-09 09:00, via: GW}`);
});

test('a transcript that differs is told in messaging words, in the JSON report as data', async () => {
  put('a.txt', '');
  put('a.yaml', story('09:00', '  - transcript: a.txt\n'));
  await drysend(['run', 'a.yaml', '--update']);
  put('a.yaml', story('16:00', '  - transcript: a.txt\n').replace(', zuri]', ']'));
  const { code, out } = await drysend(['run', 'a.yaml'], { columns: 200 });
  expect(code).toBe(4);
  expect(out).toContain('      in all    1 sms no longer sent, 1 moved\n');
  expect(out).toContain(
    '      ~ 2026-03-09 09:00 Africa/Nairobi  Amina Lema (3bc36664): 7 hours later; now 2026-03-09 16:00\n',
  );
  expect(out).toContain(
    `      - 2026-03-10 09:00 Africa/Nairobi  Zuri Mollel (zuri): sms by GW "Come to ${ID}"\n`,
  );
  const { stories } = JSON.parse((await drysend(['run', 'a.yaml', '--json'])).out);
  expect(stories[0].failures[0].transcript.changes).toEqual([
    expect.objectContaining({ kind: 'changed', differences: [{ field: 'time', by_ms: 25_200_000 }] }),
    expect.objectContaining({
      kind: 'removed',
      before: expect.objectContaining({ at: '2026-03-10T06:00:00.000Z' }),
    }),
  ]);
});
