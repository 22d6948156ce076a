/**
 * A programme of a text a day for each of many people, with nothing promised, with three promises and with rules for all of
 * them, told by its roster; and one person asked about in its journal. Of each: processor time and peak memory.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, inTemporaryFolder, rounded, terminalTimed } from './timed.mjs';

const DAYS = 30;

/** Some sizes only: `PEOPLE=10000,100000,1000000`. */
const SIZES = (process.env.PEOPLE ?? '3000,10000').split(',').map(Number);

/** Peak megabytes of the same before promises about many were counted and rows were chosen (commit 2be1332). */
const BEFORE = { three_promises: { 10000: 585 }, rules: { 3000: 271 }, why: { 10000: 331 } };

export async function bench() {
  const sizes = [];
  for (const people of SIZES) sizes.push(await measured(people));
  return {
    goal: 'peak memory with promises is that of a run without, and grows with people only',
    before: BEFORE,
    sizes,
  };
}

/** @param {number} people */
function measured(people) {
  return inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, 'women.csv'), csvOf(people));
    const journal = join(folder, 'journal.ndjson');
    const results = { people, messages: people * DAYS };
    const asked = keyOf(people - 1);
    const commands = {
      nothing_promised: ['run', written(folder, 'plain', '')],
      three_promises: ['run', written(folder, 'three', three)],
      rules: ['run', written(folder, 'rules', rulesFor(people))],
      journal: ['run', written(folder, 'plain', ''), '--journal', journal],
      why: ['why', journal, '--to', asked],
    };
    for (const [name, args] of Object.entries(commands)) {
      const { cpuMs, peakRssMb } = await terminalTimed([cli, ...args]);
      results[name] = { cpu_s: rounded(cpuMs / 1000), peak_rss_mb: peakRssMb };
      console.error(`${people} ${name} ${JSON.stringify(results[name])}`);
    }
    return results;
  });
}

/** @param {number} index */
const keyOf = (index) => `woman-${String(index).padStart(12, '0')}`;

/** @param {number} people */
function csvOf(people) {
  const zones = ['Asia/Kolkata', 'Africa/Nairobi', 'America/New_York', 'Africa/Lagos'];
  const rows = Array.from(
    { length: people },
    (_, index) =>
      `${keyOf(index)},Asha ${index.toString(36)},2547${String(10_000_000 + index)},${zones[index % 4]},${['en', 'swa'][index % 2]}`,
  );
  return `${['caseid,name,contact_phone_number,time_zone,language_code', ...rows].join('\n')}\n`;
}

const three = `others: allowed
expect:
  - sms: {to: ${keyOf(3)}, at: 2026-03-03 09:00 local}
  - sms: {to: ${keyOf(4)}, contains: Asha}
  - nothing: {to: ${keyOf(4)}, code: NO_PHONE_NUMBER}
`;

/** @param {number} people */
const rulesFor = (people) => `expect:
  - each: {alert: dose, at: "09:00 local"}
  - no_doubles: {within: 1 hour}
  - count: {alert: dose, is: "${people * DAYS}"}
`;

/**
 * @param {string} folder
 * @param {string} name
 * @param {string} promises
 */
function written(folder, name, promises) {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(
    file,
    `scenario: A text a day
project: {time_zone: Africa/Nairobi, languages: [en, swa], daily_limit: none}
gateways: {AT_KE: {type: twilio, number: "+254711000000"}}
routing: {global: {"*": AT_KE}}
import: [{file: women.csv, type: woman, key: case_id, register_at: 2026-03-02 00:00 UTC}]
alerts:
  dose:
    case_type: woman
    to: case
    send: {daily: {at: "09:00", stop_after: "${DAYS}"}}
    sms: {en: "{case.name}, please take your medicine today.", swa: "{case.name}, tafadhali kunywa dawa leo."}
starts: 2026-03-02 00:00 UTC
ends: 2026-04-05 00:00 UTC
${promises}`,
  );
  return file;
}
