import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makeOutputFolder } from '../../adapters/files/make-folder.ts';
import { takeLock } from '../../adapters/recorder/log-lock.ts';
import { RequestProblem } from '../session/request-problem.ts';
import { logOf } from '../worker/kept-session.ts';
import { outsideLogOf } from '../worker/outside-log.ts';
import type { SessionCopy, ThreadStart } from '../worker/protocol.ts';
import { DamagedSession, HostedSession, type ThreadLimits } from './hosted-session.ts';
import { LookLinks } from './look-links.ts';
import type { ReadRules } from './offered.ts';

/** Sessions under way at once; the one idle longest makes room. */
export const SESSIONS_MAX = 20;
/** Sessions that are being opened at once; at a start as many are resumed side by side. */
export const OPENING_MAX = 4;

export interface StoreOptions {
  /** Where sessions are kept; undefined: only in memory. */
  readonly journal?: string | undefined;
  readonly rules: ReadRules;
  /** The built program of a session's thread. */
  readonly program: URL;
  readonly limits?: ThreadLimits | undefined;
  /** Takes a line about a session that could not be resumed. */
  tell?(line: string): void;
}

/** The folder of `--journal` cannot be used; `cause` is the system's error, or who has it. */
export class JournalFolderError extends Error {
  constructor(folder: string, cause: unknown) {
    super(`--journal ${folder}`, { cause });
    this.name = 'JournalFolderError';
  }
}

/** A kept session after a start, and what is to be reported about it, or ''. */
interface Resumed {
  readonly session?: HostedSession;
  readonly words: string;
}

/** How a session begins that is not resumed. */
type NewSession =
  | { readonly kind: 'open'; readonly path: string; readonly text: string; readonly origin: string }
  | { readonly kind: 'copy'; readonly session: SessionCopy };

const TOO_MANY = ` is skipped: the lab has ${SESSIONS_MAX} sessions already; its file stays`;

/** All sessions under way, oldest first. They share nothing: each has a thread of its own. */
export class SessionStore {
  private readonly sessions = new Map<string, HostedSession>();
  private readonly options: StoreOptions;
  /** What ends each session that is being opened. */
  private readonly opening = new Set<AbortController>();
  /** The links that only look at one of them. */
  readonly lookLinks: LookLinks;
  private release: (() => void) | undefined;

  /** @throws JournalFolderError, also when another lab has the folder: each would undo what the other keeps. */
  constructor(options: StoreOptions) {
    this.options = options;
    const { journal } = options;
    if (journal === undefined) {
      this.lookLinks = new LookLinks(undefined);
      return;
    }
    try {
      makeOutputFolder(journal);
      this.release = takeLock(journal);
      this.lookLinks = new LookLinks(journal);
    } catch (error) {
      this.release?.();
      throw new JournalFolderError(journal, error);
    }
  }

  all(): readonly HostedSession[] {
    return [...this.sessions.values()];
  }

  get(id: string): HostedSession {
    const session = this.sessions.get(id);
    if (!session) throw new RequestProblem(404, `no session ${id.slice(0, 40)}`, 'one of GET /api/sessions');
    return session;
  }

  /** The newest session of a project. */
  ofProject(name: string): HostedSession {
    const session = this.all().findLast(({ card }) => card.project === name);
    if (!session)
      throw new RequestProblem(404, `no session of the project ${name.slice(0, 80)}`, 'its project.name');
    return session;
  }

  /** @throws Refusal when the text does not read, is over a bound, or cannot be kept. */
  open(path: string, text: string, gone?: AbortSignal): Promise<HostedSession> {
    return this.added({ kind: 'open', path, text, origin: originOf(path, text) }, gone);
  }

  private async added(what: NewSession, gone?: AbortSignal): Promise<HostedSession> {
    const { size } = this.opening;
    if (size >= OPENING_MAX) {
      throw new RequestProblem(429, `${size} sessions that are being opened`, `at most ${OPENING_MAX}`);
    }
    const id = randomBytes(8).toString('hex');
    const session = await this.hosted({ ...what, ...this.startOf(id) }, gone);
    // It has its place before another that is opened beside it can take the one that becomes free.
    const leaving = this.sessions.size >= SESSIONS_MAX ? this.dropIdle() : undefined;
    this.sessions.set(id, session);
    await leaving;
    return session;
  }

  /** Another session that goes on from where this one stands. */
  async duplicate(id: string): Promise<HostedSession> {
    const session = await this.get(id).copy();
    return this.added({ kind: 'copy', session });
  }

  /** The newest session that was opened with exactly this text, as one resumed after a restart; or a new one. */
  async openOnce(path: string, text: string): Promise<HostedSession> {
    const origin = originOf(path, text);
    const known = this.all().findLast(({ card }) => card.origin === origin);
    if (known) known.usedAt = Date.now();
    return known ?? this.open(path, text);
  }

  /** Goes on with the sessions that are kept. One that cannot be is reported, and skipped. */
  async resume(): Promise<void> {
    const { journal } = this.options;
    if (journal === undefined) return;
    const names = namesIn(journal);
    const waiting = names.slice(0, SESSIONS_MAX);
    const ends = new Map<string, Resumed>();
    const next = async (): Promise<void> => {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
        ends.set(name, await this.resumed(join(journal, name)));
      }
    };
    await Promise.all(Array.from({ length: OPENING_MAX }, next));
    const found = names.flatMap((name) => {
      const { session, words = TOO_MANY } = ends.get(name) ?? {};
      if (words !== '') this.options.tell?.(`session ${name}${words}`);
      return session ?? [];
    });
    found.sort((a, b) => a.card.openedAt - b.card.openedAt || (a.id < b.id ? -1 : 1));
    for (const session of found) this.sessions.set(session.id, session);
  }

  /** Ends a session for good. */
  async drop(session: HostedSession): Promise<void> {
    this.sessions.delete(session.id);
    await session.end();
    const { file } = this.startOf(session.id);
    if (file !== undefined) for (const path of filesOf(file)) rmSync(path, { force: true });
  }

  /**
   * Ends all of them, and those that are being opened; what was done is on disk.
   * @throws JournalFolderError when a last word could not be written; all is ended nevertheless.
   */
  async close(): Promise<void> {
    for (const stop of this.opening) stop.abort();
    const errors = await Promise.all(this.all().map((session) => session.close()));
    this.sessions.clear();
    this.release?.();
    this.release = undefined;
    const error = errors.find((one) => one !== undefined);
    if (error) throw new JournalFolderError(String(this.options.journal), error);
  }

  private startOf(id: string): Pick<ThreadStart, 'id' | 'rules' | 'file'> {
    const { journal, rules } = this.options;
    return { id, rules, file: journal === undefined ? undefined : join(journal, `${id}.json`) };
  }

  private async hosted(start: ThreadStart, gone?: AbortSignal): Promise<HostedSession> {
    const { program, limits } = this.options;
    const stop = new AbortController();
    gone?.addEventListener('abort', () => stop.abort());
    this.opening.add(stop);
    try {
      return await HostedSession.open(program, start, stop.signal, limits);
    } finally {
      this.opening.delete(stop);
    }
  }

  /** The session of a file. A file that is none is put aside; one that is over a bound stays. */
  private async resumed(file: string): Promise<Resumed> {
    const name = basename(file);
    try {
      const session = await this.hosted({ kind: 'resume', ...this.startOf(name.slice(0, 16)) });
      const { notice } = session.card;
      return { session, words: notice === undefined ? '' : `: ${notice}` };
    } catch (error) {
      if (!(error instanceof DamagedSession))
        return { words: ` is skipped: ${reasonOf(error)}; its file stays` };
      putAside(file);
      return { words: ` is skipped: ${error.message}; it is now ${name}.unreadable` };
    }
  }

  /** A session whose gateways stand on sockets stays. */
  private async dropIdle(): Promise<void> {
    const idle = this.all().filter(({ gateways }) => gateways === undefined);
    await this.drop(idle.reduce((a, b) => (b.usedAt < a.usedAt ? b : a)));
  }
}

/** All that a session may be kept in. */
const filesOf = (file: string): readonly string[] =>
  [file, logOf(file), outsideLogOf(file)].flatMap((path) => [path, `${path}.new`]);

const namesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
    .sort();

function putAside(file: string): void {
  for (const path of [file, logOf(file), outsideLogOf(file)]) {
    try {
      renameSync(path, `${path}.unreadable`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof RequestProblem) return `found ${error.found}, wanted ${error.wanted}`;
  return error instanceof Error ? error.message : String(error);
}

const originOf = (path: string, text: string): string =>
  createHash('sha256').update(path).update('\0').update(text).digest('hex');
