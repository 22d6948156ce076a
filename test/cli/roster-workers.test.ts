import { expect, test } from 'vitest';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';

inEmptyFolder();

/** 200 women, some without a number or a date, and some who share one. */
function putProgramme(
  project = '{time_zone: Africa/Nairobi, languages: [en], daily_limit: none}',
  more = '',
): void {
  const rows = Array.from(
    { length: 200 },
    (_, index) =>
      `m${index},Asha ${index},${index % 9 ? 254_710_000_000 + (index % 7 ? index : 3) : ''},${index % 5 ? `2026-01-0${(index % 9) + 1}` : 'soon'}`,
  );
  put('women.csv', `caseid,name,contact_phone_number,edd\n${rows.join('\n')}\n`);
  put(
    'year.yaml',
    `scenario: A programme
project: ${project}
gateways: {A: {type: twilio, number: "+12065550100"}, B: {type: http, number: "100", latency: 90s}}
routing: {global: {"*": A, "2547100001": B}}
import: [{file: women.csv, type: mother, key: caseid, register_at: 2026-01-01 08:00}]
alerts:
  tablet: {case_type: mother, to: case, send: {daily: {at: "21:30", stop_after: "9"}}, sms: {en: "Hello {case.name}."}}
  birth:
    case_type: mother
    to: case
    start: {property: edd}
    send: {daily: {at: "09:00", stop_after: "1"}}
    sms: {en: "Your day has come, {case.name}."}
starts: 2026-01-01 00:00
ends: 2026-01-20 00:00
${more}`,
  );
}

test.each(['1', '2', '7'])('roster by %s threads prints what one prints', async (threads) => {
  putProgramme();
  const one = await drysend(['roster', 'year.yaml', '--workers', '1']);
  const several = await drysend(['roster', 'year.yaml', '--workers', threads]);
  expect(several).toEqual(one);
  expect(one.out).toContain('NIGHT_MESSAGE');
  expect(one.out).toContain('bad_date');
});

test('a roster counts blocks as it counts one message after another', async () => {
  putProgramme();
  const counted = await drysend(['roster', 'year.yaml']);
  const { out } = await drysend(['roster', 'year.yaml', '--csv', 'rows.csv']);
  expect(counted.out).toBe(out);
});

test('what needs one thread is said where threads were asked for, and the roster is the same', async () => {
  putProgramme();
  const one = await drysend(['roster', 'year.yaml', '--alert', 'birth']);
  const asked = await drysend(['roster', 'year.yaml', '--alert', 'birth', '--workers', '2']);
  expect(asked.out).toBe(one.out);
  expect(asked.err).toBe('drysend: A programme: one shard: what is asked for is looked for in one thread\n');
  const rows = await drysend(['roster', 'year.yaml', '--csv', '-', '--workers', '2']);
  expect(rows.err).toContain('one shard: rows are written in the order of one run');
});

test('a daily limit that all threads meet together is met as by one', async () => {
  putProgramme('{time_zone: Africa/Nairobi, languages: [en], daily_limit: 20}');
  const one = await drysend(['roster', 'year.yaml']);
  const several = await drysend(['roster', 'year.yaml', '--workers', '3']);
  expect(several.out).toBe(one.out);
  expect(several.err).toContain('the daily limit of demo is met');
});
