import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { takeLock } from '../../adapters/recorder/log-lock.ts';
import type { ReadFile } from '../../scenario/load.ts';
import { LiveSession } from '../session/live-session.ts';
import { Refusal } from '../session/refusal.ts';

/** Sessions under way at once; the one idle longest makes room. */
export const SESSIONS_MAX = 20;

/** How long after a change a session is written down. */
const KEEP_AFTER_MS = 200;

export interface StoreOptions {
  /** Where sessions are kept; undefined: only in memory. */
  readonly journal?: string | undefined;
  /** Reads what a scenario of this path uses. */
  readFor(path: string): ReadFile;
}

/** The folder of `--journal` cannot be used; `cause` is the system's error, or who has it. */
export class JournalFolderError extends Error {
  constructor(folder: string, cause: unknown) {
    super(`--journal ${folder}`, { cause });
    this.name = 'JournalFolderError';
  }
}

/** All sessions under way, oldest first. They share nothing. */
export class SessionStore {
  private readonly sessions = new Map<string, LiveSession>();
  private readonly pending = new Map<string, NodeJS.Timeout>();
  private readonly options: StoreOptions;
  private release: (() => void) | undefined;

  /** @throws JournalFolderError, also when another lab has the folder: each would undo what the other keeps. */
  constructor(options: StoreOptions) {
    this.options = options;
    const { journal } = options;
    if (journal === undefined) return;
    try {
      mkdirSync(journal, { recursive: true });
      this.release = takeLock(journal);
      this.resume(journal);
    } catch (error) {
      this.release?.();
      throw new JournalFolderError(journal, error);
    }
  }

  all(): readonly LiveSession[] {
    return [...this.sessions.values()];
  }

  get(id: string): LiveSession {
    const session = this.sessions.get(id);
    if (!session) throw new Refusal(404, `no session ${id.slice(0, 40)}`, 'one of GET /api/sessions');
    session.usedAt = Date.now();
    return session;
  }

  /** The newest session of a project. */
  ofProject(name: string): LiveSession {
    const session = this.all().findLast(({ plan }) => plan.project.name === name);
    if (!session)
      throw new Refusal(404, `no session of the project ${name.slice(0, 80)}`, 'its project.name');
    return session;
  }

  open(path: string, text: string): LiveSession {
    const id = randomBytes(8).toString('hex');
    const origin = originOf(path, text);
    const session = new LiveSession({ id, path, text, origin, read: this.options.readFor(path) });
    if (this.sessions.size >= SESSIONS_MAX) this.dropIdle();
    this.add(session);
    this.keepAtOnce(session);
    return session;
  }

  /** The newest session that was opened with exactly this text, as one resumed after a restart; or a new one. */
  openOnce(path: string, text: string): LiveSession {
    const origin = originOf(path, text);
    return this.all().findLast((session) => session.origin === origin) ?? this.open(path, text);
  }

  /** Ends a session for good. */
  drop(session: LiveSession): void {
    session.close();
    clearTimeout(this.pending.get(session.id));
    this.pending.delete(session.id);
    this.sessions.delete(session.id);
    if (this.options.journal !== undefined) rmSync(this.fileOf(session.id), { force: true });
  }

  /**
   * Ends all clocks, and writes down what was not written yet.
   * @throws JournalFolderError when that failed; all is ended nevertheless.
   */
  close(): void {
    const failures = this.all().flatMap((session) => this.closed(session));
    this.sessions.clear();
    this.release?.();
    this.release = undefined;
    if (failures.length > 0) throw new JournalFolderError(String(this.options.journal), failures[0]);
  }

  /** Why it could not be written down, if so. */
  private closed(session: LiveSession): unknown[] {
    clearTimeout(this.pending.get(session.id));
    session.close();
    try {
      this.keep(session);
      return [];
    } catch (error) {
      return [error];
    }
  }

  private add(session: LiveSession): void {
    this.sessions.set(session.id, session);
    if (this.options.journal === undefined) return;
    session.listen(() => {
      if (this.pending.has(session.id)) return;
      const timer = setTimeout(() => this.keepIfPossible(session), KEEP_AFTER_MS);
      timer.unref();
      this.pending.set(session.id, timer);
    });
  }

  /** A session whose gateways stand on sockets stays. */
  private dropIdle(): void {
    const idle = this.all().filter(({ outside }) => outside === undefined);
    this.drop(idle.reduce((a, b) => (b.usedAt < a.usedAt ? b : a)));
  }

  private fileOf(id: string): string {
    return join(this.options.journal!, `${id}.json`);
  }

  /** A session that cannot be kept is not begun. */
  private keepAtOnce(session: LiveSession): void {
    try {
      this.keep(session);
    } catch (error) {
      this.drop(session);
      const { code } = error as NodeJS.ErrnoException;
      throw new Refusal(507, `the folder of --journal cannot be written (${code})`, 'a folder with room');
    }
  }

  /** A disk that is full for a while must not end the lab; the next change tries again. */
  private keepIfPossible(session: LiveSession): void {
    try {
      this.keep(session);
    } catch {
      this.pending.delete(session.id);
    }
  }

  /** Whole or not at all: written beside, then renamed. */
  private keep({ id, path, origin, openedAt, draft, now }: LiveSession): void {
    this.pending.delete(id);
    if (this.options.journal === undefined) return;
    const file = this.fileOf(id);
    const { base: text, acts } = draft;
    writeFileSync(`${file}.new`, JSON.stringify({ id, path, origin, openedAt, text, acts, now }));
    renameSync(`${file}.new`, file);
  }

  private resume(folder: string): void {
    const files = readdirSync(folder)
      .filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
      .sort();
    const sessions = files.slice(0, SESSIONS_MAX).flatMap((file) => this.resumed(join(folder, file)));
    for (const session of sessions.sort((a, b) => a.openedAt - b.openedAt)) this.add(session);
  }

  /** The session of a file; one that does not read is put aside. */
  private resumed(file: string): LiveSession[] {
    try {
      if (!statSync(file).isFile()) throw new Error('no file');
      const kept = JSON.parse(readFileSync(file, 'utf8'));
      const id = basename(file, '.json');
      return [new LiveSession({ ...kept, id, read: this.options.readFor(kept.path) })];
    } catch {
      renameSync(file, `${file}.unreadable`);
      return [];
    }
  }
}

const originOf = (path: string, text: string): string =>
  createHash('sha256').update(path).update('\0').update(text).digest('hex');
