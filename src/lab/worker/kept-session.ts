/** A session as it is kept: one file that holds it whole, and beside it a log of what was done since. */
import { readFileSync, statSync } from 'node:fs';
import type { Instant } from '../../core/model/instant.ts';
import { isRecord } from '../session/act-entry.ts';
import type { KeptAct } from '../session/draft.ts';

/** Bytes of a session's file, and of each log of it. */
export const KEPT_BYTES_MAX = 64_000_000;
const DEPTH_MAX = 30;

export interface KeptSession {
  readonly path: string;
  readonly text: string;
  /** What people call it. */
  readonly title?: string | undefined;
  readonly origin: string;
  /** Real time. */
  readonly openedAt: number;
  readonly acts: readonly KeptAct[];
  /** Where its clock stood. */
  readonly now: Instant;
  /** The number of the last line of the log that is in it. */
  readonly line: number;
}

/** One line of the log: all that was done in one turn. */
export interface LogLine {
  readonly line: number;
  readonly acts: readonly KeptAct[];
  readonly now: Instant;
}

/** The file of a session cannot be what a lab has written. */
export class DamagedFile extends Error {}

/** The log that belongs to a session's file. */
export const logOf = (file: string): string => file.replace(/\.json$/, '.log');

/**
 * The session of a file and its log; `isTorn` when the log ends within a line, which no answer has promised to keep.
 * @throws DamagedFile saying what is wrong, and where.
 */
export function readKept(file: string): KeptSession & { readonly isTorn: boolean } {
  const session = sessionIn(jsonIn(textOf(file), 'the file'));
  const lines = textOf(logOf(file), '').split('\n');
  const isTorn = lines.pop() !== '';
  return { ...lines.reduce(withLine, session), isTorn };
}

/** A line that the file has already, as after a kill between the two, changes nothing. */
function withLine(session: KeptSession, text: string, index: number): KeptSession {
  const where = `line ${index + 1} of the log`;
  const { line, acts, now } = logLineIn(jsonIn(text, where), where);
  if (line <= session.line) return session;
  if (line !== session.line + 1) throw new DamagedFile(`${where}: lines before it are missing`);
  return { ...session, line, now, acts: [...session.acts, ...acts] };
}

function textOf(path: string, otherwise?: string): string {
  const about = statSync(path, { throwIfNoEntry: false });
  if (about === undefined && otherwise !== undefined) return otherwise;
  if (!about?.isFile()) throw new DamagedFile('it is no regular file');
  if (about.size > KEPT_BYTES_MAX) throw new DamagedFile(`it has over ${KEPT_BYTES_MAX} bytes`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) throw new DamagedFile('it is not UTF-8');
    throw error;
  }
}

function jsonIn(text: string, where: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DamagedFile(`${where} is no JSON`);
  }
  if (isRecord(value)) return value;
  throw new DamagedFile(`${where} is no JSON object`);
}

function sessionIn(value: Readonly<Record<string, unknown>>): KeptSession {
  const at = 'the file';
  return {
    path: textIn(value.path, `${at}: path`),
    text: textIn(value.text, `${at}: text`),
    ...(value.title !== undefined && { title: textIn(value.title, `${at}: title`) }),
    origin: textIn(value.origin, `${at}: origin`),
    openedAt: wholeIn(value.openedAt, `${at}: openedAt`),
    acts: actsIn(value.acts, `${at}: acts`),
    now: wholeIn(value.now, `${at}: now`),
    line: wholeIn(value.line ?? 0, `${at}: line`),
  };
}

const logLineIn = ({ line, acts, now }: Readonly<Record<string, unknown>>, where: string): LogLine => ({
  line: wholeIn(line, `${where}: line`),
  acts: actsIn(acts, `${where}: acts`),
  now: wholeIn(now, `${where}: now`),
});

function actsIn(value: unknown, where: string): readonly KeptAct[] {
  if (!Array.isArray(value)) throw wrong(where, 'a list');
  return value.map((act: unknown, index) => actIn(act, `${where}[${index}]`));
}

function actIn(value: unknown, where: string): KeptAct {
  if (!isRecord(value)) throw wrong(where, 'an act');
  const { at, entries, cases } = value;
  const isEntries = Array.isArray(entries) && entries.every((entry) => isRecord(entry) && isWritten(entry));
  if (!isEntries) throw wrong(`${where}.entries`, 'a list of entries');
  if (!Array.isArray(cases) || !cases.every(isCase)) throw wrong(`${where}.cases`, 'a list of cases');
  const own = { at: wholeIn(at, `${where}.at`), entries, cases };
  return {
    ...own,
    ...(value.file !== undefined && { file: textIn(value.file, `${where}.file`) }),
    ...(value.by !== undefined && { by: textIn(value.by, `${where}.by`) }),
  };
}

const isCase = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && isWritten(value[1]);

/** Texts, lists and maps of them. */
function isWritten(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return true;
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return false;
  return Object.values(value).every((one) => isWritten(one, depth + 1));
}

function textIn(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  throw wrong(where, 'a text');
}

function wholeIn(value: unknown, where: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw wrong(where, 'a whole number');
}

const wrong = (where: string, wanted: string): DamagedFile => new DamagedFile(`${where} is not ${wanted}`);
