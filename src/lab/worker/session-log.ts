import { closeSync, fdatasyncSync, openSync, rmSync } from 'node:fs';
import type { Instant } from '../../core/model/instant.ts';
import type { LiveSession } from '../session/live-session.ts';
import { type LogLine, logOf } from './kept-session.ts';
import { appendText, OWNER_ONLY, replaceSynced } from './synced-write.ts';

/** Bytes of a log; then the session is written down whole, and the log begins anew. */
const LOG_BYTES_MAX = 4_000_000;

/**
 * Keeps a session on disk: whole when it begins and ends, and line by line what is done meanwhile. A line is on
 * the disk (fdatasync) before anybody is told that it is done; all of one turn share one line and one fdatasync.
 */
export class SessionLog {
  private readonly file: string;
  private readonly session: LiveSession;
  /** Number of the last line, acts in it and before, and where the clock stood then. */
  private line: number;
  private acts = 0;
  private now: Instant = 0;
  private generation = 0;
  private log: number | undefined;
  private bytes = 0;
  private isSynced = true;
  /** What is on disk may end within a line: the next write is one of the whole. */
  private isTorn = false;
  private round: Promise<void> | undefined;

  /** Writes the session down whole. @throws the system's error. */
  constructor(file: string, session: LiveSession, line = 0) {
    this.file = file;
    this.session = session;
    this.line = line;
    this.writeWhole();
  }

  /** Resolves when all that was done so far is on the disk; rejects with the system's error. */
  commit(): Promise<void> {
    this.round ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        this.round = undefined;
        try {
          this.write();
          this.sync();
          resolve();
        } catch (error) {
          reject(error as Error);
        }
      });
    });
    return this.round;
  }

  /** Writes down where a running clock stands, which no answer has promised; a disk that is full is tried again. */
  note(): void {
    try {
      this.write();
    } catch {
      this.isTorn = true;
    }
  }

  /** Writes the session down whole, and ends. @throws the system's error. */
  close(): void {
    try {
      this.writeWhole();
    } finally {
      this.letGo();
    }
  }

  private write(): void {
    const { draft, now, generation } = this.session;
    if (generation !== this.generation) return this.writeWhole();
    const acts = draft.acts.slice(this.acts);
    if (this.isTorn || this.bytes > LOG_BYTES_MAX) return this.writeWhole();
    if (acts.length === 0 && now === this.now) return;
    const line: LogLine = { line: this.line + 1, acts, now };
    this.isTorn = true;
    this.append(`${JSON.stringify(line)}\n`);
    this.isTorn = false;
    this.isSynced = false;
    this.line += 1;
    this.acts += acts.length;
    this.now = now;
  }

  private append(text: string): void {
    this.log ??= openSync(logOf(this.file), 'a', OWNER_ONLY);
    this.bytes += appendText(this.log, text);
  }

  private sync(): void {
    if (this.isSynced || this.log === undefined) return;
    fdatasyncSync(this.log);
    this.isSynced = true;
  }

  /**
   * Written beside and renamed: whole or not at all. Lines that a kill leaves in the log are known by their
   * number, also one that was written though the system reported an error.
   */
  private writeWhole(): void {
    const { file, session } = this;
    const { id, path, origin, openedAt, draft, now, ownTitle: title } = session;
    this.line += 1;
    const { line } = this;
    const whole = { id, path, origin, openedAt, title, text: draft.base, acts: draft.acts, now, line };
    replaceSynced(file, JSON.stringify(whole));
    this.letGo();
    rmSync(logOf(file), { force: true });
    this.acts = draft.acts.length;
    this.generation = session.generation;
    this.now = now;
    this.bytes = 0;
    this.isSynced = true;
    this.isTorn = false;
  }

  private letGo(): void {
    if (this.log !== undefined) closeSync(this.log);
    this.log = undefined;
  }
}
