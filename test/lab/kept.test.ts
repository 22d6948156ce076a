import {
  appendFileSync,
  fdatasyncSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { LiveSession } from '../../src/lab/session/live-session.ts';
import { DamagedFile, logOf, readKept } from '../../src/lab/worker/kept-session.ts';
import { SessionLog } from '../../src/lab/worker/session-log.ts';
import { callerOf, clinic, sessionOf } from './lab-client.ts';

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return { ...real, fdatasyncSync: vi.fn(real.fdatasyncSync) };
});

const NAME = '0123456789abcdef.json';
const read = () => ({ problem: 'nothing is read here' });

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-kept-'));
  file = join(folder, NAME);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const liveSession = (): LiveSession =>
  new LiveSession({ id: NAME.slice(0, 16), path: 'scenario', text: clinic, read, origin: 'o' });
const note = (session: LiveSession, words: string): void => session.act({ verb: 'note', note: words });
const notesIn = (path: string): unknown[] =>
  readKept(path).acts.flatMap(({ entries }) => entries.map((entry) => entry.note));

describe('the log of a session', () => {
  test('holds on disk what was done when the promise of it is kept, one line for all of one turn', async () => {
    const session = liveSession();
    const log = new SessionLog(file, session);
    note(session, 'one');
    const first = log.commit();
    note(session, 'two');
    vi.mocked(fdatasyncSync).mockClear();
    await Promise.all([first, log.commit()]);
    expect(fdatasyncSync).toHaveBeenCalledTimes(1);
    expect(notesIn(file)).toEqual(['one', 'two']);
    expect(readFileSync(logOf(file), 'utf8').split('\n')).toHaveLength(2);
    note(session, 'three');
    await log.commit();
    expect(notesIn(file)).toEqual(['one', 'two', 'three']);
    expect(readFileSync(logOf(file), 'utf8').split('\n')).toHaveLength(3);
  });

  test('makes the place of a running clock last only when somebody is told of it', async () => {
    const session = liveSession();
    const log = new SessionLog(file, session);
    vi.mocked(fdatasyncSync).mockClear();
    await session.clock({ do: 'jump', to: session.now + 5000 });
    log.note();
    expect(readKept(file).now).toBe(session.now);
    expect(fdatasyncSync).not.toHaveBeenCalled();
    await log.commit();
    expect(fdatasyncSync).toHaveBeenCalledTimes(1);
  });

  test('is part of the file when the session ends, and gone', async () => {
    const session = liveSession();
    const log = new SessionLog(file, session);
    note(session, 'one');
    await log.commit();
    await session.clock({ do: 'jump', to: session.now + 5000 });
    log.close();
    expect(readdirSync(folder)).toEqual([NAME]);
    expect(readKept(file)).toMatchObject({ now: session.now, isTorn: false });
    expect(notesIn(file)).toEqual(['one']);
  });

  test('a kill between the file and the end of its log doubles nothing', async () => {
    const session = liveSession();
    const log = new SessionLog(file, session);
    note(session, 'one');
    await log.commit();
    const lines = readFileSync(logOf(file));
    log.close();
    writeFileSync(logOf(file), lines);
    expect(notesIn(file)).toEqual(['one']);
  });

  test('a line that is cut short was promised to nobody, and is left out', async () => {
    const session = liveSession();
    const log = new SessionLog(file, session);
    note(session, 'one');
    await log.commit();
    appendFileSync(logOf(file), '{"line":3,"acts":[');
    expect(readKept(file).isTorn).toBe(true);
    expect(notesIn(file)).toEqual(['one']);
  });

  test('a line that is missing is damage', async () => {
    const session = liveSession();
    const log = new SessionLog(file, session);
    note(session, 'one');
    await log.commit();
    note(session, 'two');
    await log.commit();
    const [, second] = readFileSync(logOf(file), 'utf8').split('\n');
    writeFileSync(logOf(file), `${second}\n`);
    expect(() => readKept(file)).toThrow('line 1 of the log: lines before it are missing');
  });

  test('a disk that cannot be written is told, and what was done is kept as soon as it can be', async () => {
    const session = liveSession();
    const log = new SessionLog(file, session);
    mkdirSync(logOf(file));
    note(session, 'one');
    await expect(log.commit()).rejects.toThrow('EISDIR');
    rmSync(logOf(file), { recursive: true });
    note(session, 'two');
    await log.commit();
    expect(notesIn(file)).toEqual(['one', 'two']);
  });
});

describe('a lab whose folder holds a damaged session', () => {
  let whole: Readonly<Record<string, unknown>>;
  let line: string;
  beforeAll(async () => {
    const made = mkdtempSync(join(tmpdir(), 'drysend-kept-'));
    const session = liveSession();
    note(session, 'one');
    const log = new SessionLog(join(made, NAME), session);
    session.act({ verb: 'register', register: 'new', case: { type: 'woman', name: 'New' } });
    await log.commit();
    whole = JSON.parse(readFileSync(join(made, NAME), 'utf8'));
    line = readFileSync(logOf(join(made, NAME)), 'utf8');
    rmSync(made, { recursive: true });
  });

  /** Starts a lab on the folder and gives what it said and has. */
  async function started(): Promise<{ told: readonly string[]; sessions: readonly unknown[] }> {
    const told: string[] = [];
    const lab = await serveLab({ port: 0, journal: folder, tell: (words) => told.push(words) });
    const sessions = lab.store.all();
    await lab.close();
    return { told, sessions };
  }

  test('that is whole goes on with it, and has nothing to tell', async () => {
    writeFileSync(file, JSON.stringify(whole));
    writeFileSync(logOf(file), line);
    expect(await started()).toMatchObject({ told: [], sessions: [{ id: NAME.slice(0, 16) }] });
  });

  const damages: readonly [what: string, file: string | ((is: typeof whole) => unknown), words: string][] = [
    ['"now":"x"', (is) => ({ ...is, now: 'x' }), 'the file: now is not a whole number'],
    ['nothing in it', '', 'the file is no JSON'],
    ['no object in it', '[1]', 'the file is no JSON object'],
    ['no text', ({ text: _, ...is }) => is, 'the file: text is not a text'],
    ['a text that is no scenario', (is) => ({ ...is, text: 'x' }), 'cannot be played again'],
    ['a text that names a file', (is) => ({ ...is, text: `use: /etc/passwd\n${is.text}` }), 'played again'],
    ['an act of nothing', (is) => ({ ...is, acts: [null] }), 'the file: acts[0] is not an act'],
    [
      'an act on nobody',
      (is) => ({ ...is, acts: [{ at: is.now, entries: [{ close: 'nobody' }], cases: [] }] }),
      'cannot be played again',
    ],
    [
      'a number in an act',
      (is) => ({ ...is, acts: [{ at: 1, entries: [{ note: 5 }], cases: [] }] }),
      'acts[0].entries',
    ],
    [
      'a case without a value',
      (is) => ({ ...is, acts: [{ at: 1, entries: [], cases: [['x']] }] }),
      'acts[0].cases',
    ],
  ];
  test.each(damages)(
    'with %s tells it, skips it, and keeps the file beside',
    async (_what, damage, words) => {
      const text = typeof damage === 'string' ? damage : JSON.stringify(damage(whole));
      writeFileSync(file, text);
      const { told, sessions } = await started();
      expect(sessions).toEqual([]);
      expect(told).toEqual([expect.stringContaining(words)]);
      expect(told[0]).toContain(`session ${NAME} is skipped: `);
      expect(readFileSync(`${file}.unreadable`, 'utf8')).toBe(text);
    },
  );

  test('of bytes that are no text, or that is no file, tells that too', async () => {
    writeFileSync(file, Buffer.from([0x22, 0xff, 0x22]));
    symlinkSync('/dev/zero', join(folder, 'ffffffffffffffff.json'));
    const { told } = await started();
    expect(told).toEqual([
      expect.stringContaining('it is not UTF-8'),
      expect.stringContaining('it is no regular file'),
    ]);
  });

  test('with a log cut short goes on without the last line, and says so', async () => {
    writeFileSync(file, JSON.stringify(whole));
    writeFileSync(logOf(file), line);
    truncateSync(logOf(file), line.length - 5);
    const { told, sessions } = await started();
    expect(sessions).toHaveLength(1);
    expect(told).toEqual([`session ${NAME}: a last line that was cut short is left out`]);
    expect(notesIn(file)).toEqual(['one']);
  });
});

/** Any value at any place of a session's file, or of its log. */
const place = fc.constantFrom<readonly (string | number)[]>(
  ...['id', 'path', 'origin', 'openedAt', 'text', 'acts', 'now', 'line'].map((name) => [name]),
  ['acts', 0],
  ['acts', 0, 'at'],
  ['acts', 0, 'entries'],
  ['acts', 0, 'entries', 0],
  ['acts', 0, 'entries', 0, 'register'],
  ['acts', 0, 'cases'],
  ['acts', 0, 'cases', 0],
  ['acts', 0, 'cases', 0, 0],
  ['acts', 0, 'cases', 0, 1],
);
const junk = fc.oneof(
  fc.constantFrom<unknown>('x', '', null, undefined, true, -1, 0.5, 1e15, [], {}, [[]], '{{x}}', '\u0000'),
  fc.jsonValue({ maxDepth: 2 }),
);

function damaged(value: unknown, path: readonly (string | number)[], by: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return by;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[head] = damaged(copy[head], rest, by);
  return copy;
}

describe('every field', () => {
  let whole: Readonly<Record<string, unknown>>;
  let line: Readonly<Record<string, unknown>>;
  let laws: string;
  beforeAll(async () => {
    laws = mkdtempSync(join(tmpdir(), 'drysend-kept-'));
    const session = liveSession();
    const register = { verb: 'register', register: 'new', case: { type: 'woman', name: 'New' } };
    session.act(register);
    const path = join(laws, NAME);
    const log = new SessionLog(path, session);
    session.act({ ...register, register: 'newer' });
    await log.commit();
    whole = JSON.parse(readFileSync(path, 'utf8'));
    line = JSON.parse(readFileSync(logOf(path), 'utf8'));
  });
  afterAll(() => rmSync(laws, { recursive: true, force: true }));

  law.prop([fc.boolean(), place, junk], { numRuns: 400, seed: 10 })(
    'of a file or its log, damaged, is read as a session or told as damage',
    (isInLog, path, by) => {
      const at = join(laws, NAME);
      writeFileSync(at, JSON.stringify(isInLog ? whole : damaged(whole, path, by)));
      writeFileSync(logOf(at), `${JSON.stringify(isInLog ? damaged(line, path, by) : line)}\n`);
      try {
        readKept(at);
      } catch (error) {
        expect(error).toBeInstanceOf(DamagedFile);
      }
    },
  );

  const six = fc.array(fc.tuple(fc.boolean(), place, junk), { minLength: 6, maxLength: 6 });
  law.prop([six], { numRuns: 2, seed: 11 })(
    'damaged leaves a lab that starts, has the session or says that it is skipped, and loses no file',
    async (damages) => {
      const at = mkdtempSync(join(tmpdir(), 'drysend-kept-'));
      const names = damages.map(([isInLog, path, by], index) => {
        const name = `${String(index).padStart(16, '0')}.json`;
        const own = join(at, name);
        writeFileSync(own, JSON.stringify(isInLog ? whole : damaged(whole, path, by)));
        writeFileSync(logOf(own), `${JSON.stringify(isInLog ? damaged(line, path, by) : line)}\n`);
        return name;
      });
      const told: string[] = [];
      const limits = { openMs: 20_000, silentMs: 20_000, megabytes: 512 };
      const lab: Lab = await serveLab({ port: 0, journal: at, limits, tell: (words) => told.push(words) });
      try {
        const call = callerOf(() => lab);
        expect(lab.store.all().length + told.length).toBe(names.length);
        expect((await call('GET', `${await sessionOf(call, clinic)}/state`)).status).toBe(200);
        const kept = readdirSync(at);
        for (const name of names) {
          const found = kept.filter((file) => file === name || file === `${name}.unreadable`);
          expect(found).toHaveLength(1);
        }
      } finally {
        await lab.close();
        rmSync(at, { recursive: true });
      }
    },
  );
});
