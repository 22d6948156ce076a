import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, median, rounded } from './timed.mjs';

const SAVES = 25;
const MESSAGES = 1000;
const MS_PER_TICK = 10;

/** From a save until the verdict of a story of 1,000 messages is printed by `run --watch`: on the clock, and the processor's. */
export async function bench() {
  return {
    goal: 'the verdict within 200 ms of the save',
    messages: MESSAGES,
    saves: SAVES,
    written_out: await watched(writtenOut()),
    imported: await watched(imported()),
    load_of_the_machine: rounded(loadavg()[0] ?? 0, 1),
  };
}

/** @param {Readonly<Record<string, string>>} files the story is `story.yaml` */
async function watched(files) {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-watch-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const program = spawn(process.execPath, [cli, 'run', 'story.yaml', '--watch'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    await Promise.all([waits(program), says(program.stdout, 'kept every promise')]);
    /** @type {{ ms: number, cpuMs: number }[]} */
    const rounds = [];
    for (let round = 0; round < SAVES; round += 1) {
      const idle = waits(program);
      const verdict = says(program.stdout, 'kept every promise');
      const cpuBefore = processorMs(program.pid);
      const startedAt = performance.now();
      writeFileSync(join(folder, 'story.yaml'), `${files['story.yaml']}# save ${round}\n`);
      await verdict;
      const ms = performance.now() - startedAt;
      await idle;
      rounds.push({ ms, cpuMs: processorMs(program.pid) - cpuBefore });
    }
    return {
      first_ms: rounded(rounds[0]?.ms ?? 0),
      median_ms: rounded(median(rounds.map(({ ms }) => ms))),
      median_cpu_ms: rounded(median(rounds.map(({ cpuMs }) => cpuMs))),
    };
  } finally {
    program.kill();
    await once(program, 'exit');
    rmSync(folder, { recursive: true });
  }
}

/** @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} program */
const waits = ({ stderr }) => says(stderr, 'watching ');

/**
 * @param {import('node:stream').Readable} stream
 * @param {string} words
 * @returns {Promise<void>}
 */
function says(stream, words) {
  return new Promise((resolve) => {
    let text = '';
    /** @param {Buffer} chunk */
    const hear = (chunk) => {
      text += chunk.toString();
      if (!text.includes(words)) return;
      stream.off('data', hear);
      resolve();
    };
    stream.on('data', hear);
  });
}

/** User's and system's time of all its threads, as Linux counts it; elsewhere 0. */
function processorMs(pid = 0) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  } catch {
    return 0;
  }
}

const PEOPLE = MESSAGES / 4;
const people = Array.from({ length: PEOPLE }, (_, index) => ({
  key: `w${index + 1}`,
  phone: `2547${10_000_000 + index}`,
  language: index % 3 === 0 ? 'sw' : 'en',
}));

/** @param {string} cases @param {string} registered */
const story = (cases, registered) => `scenario: A month of visits
project: {time_zone: Africa/Nairobi, languages: [en, sw]}
gateways: {TWILIO: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": TWILIO}}
${cases}
alerts:
  visit:
    case_type: woman
    to: case
    send: {weekly: {days: [Mon], at: "09:00", stop_after: 4}}
    sms: {en: "Dear {case.name}, please visit the clinic", sw: "Habari {case.name}, njoo kliniki"}
timeline:
  - ${registered}
ends: 2026-03-31 12:00
expect:
  - each: {alert: visit, at: "09:00 local", via: TWILIO, in: contact}
  - count: {channel: sms, is: ${MESSAGES}}
  - no_doubles: {within: 1 hour}
`;

function writtenOut() {
  const cases = people.map(
    ({ key, phone, language }) =>
      `  ${key}: {type: woman, name: Woman ${key}, contact_phone_number: "${phone}", language_code: ${language}}`,
  );
  const keys = people.map(({ key }) => key).join(', ');
  return {
    'story.yaml': story(['cases:', ...cases].join('\n'), `{at: 2026-03-01 08:00, register: [${keys}]}`),
  };
}

function imported() {
  const rows = people.map(
    ({ key, phone, language }) =>
      `${key},Woman ${key},${phone},${language},village of ${key},2026-03-0${1 + (phone.length % 9)}`,
  );
  return {
    'women.csv': `caseid,name,contact_phone_number,language_code,village,opened_on\n${rows.join('\n')}\n`,
    'story.yaml': story(
      'import: [{file: women.csv, type: woman, register_at: 2026-03-01 08:00}]',
      '{at: 2026-03-01 09:00, note: all are registered}',
    ),
  };
}
