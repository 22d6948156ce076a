/** Waiting until lines of a session's journal fit. */
import type { Entry } from '../../core/model/entry.ts';
import type { Line } from '../contract/answers.ts';
import { wholeIn } from './asked.ts';
import { lineFilter, type Query } from './line-filter.ts';
import { lineAt } from './lines.ts';
import type { LiveSession } from './live-session.ts';
import { RequestProblem } from './request-problem.ts';

/** Calls of those who may act that may wait for one session at once, and as many of those who only look. */
export const WAITERS_MAX = 100;
/** How long one may wait, in real time. */
const WAIT_MS_MAX = 60_000;
const WAIT_MS_DEFAULT = 5000;
const WAIT_COUNT_MAX = 10_000;
/** Lines listed of those that fit, and of the last messages that did not. */
export const FOUND_LISTED_MAX = 100;
export const OTHERS_LISTED_MAX = 20;

export interface Waited {
  /** How many fit. */
  readonly count: number;
  readonly wanted: number;
  readonly lastSeq: number;
  readonly entries: readonly Line[];
  /** What came instead: the last messages that do not fit. */
  readonly others: readonly Line[];
}

/** Counted apart: who only looks takes no place from those who may act. */
const openWaits = { acting: new WeakMap<LiveSession, number>(), looking: new WeakMap<LiveSession, number>() };

/**
 * Resolves when `count` lines after the seq `after` fit, or when `timeout` (real time, ms) is over, or when
 * `gone` says that nobody listens any more: with how many there are. `looks`: of somebody who only looks.
 * @throws Refusal when the query does not read, or too many wait already.
 */
export function waitFor(
  session: LiveSession,
  query: Query,
  gone: AbortSignal,
  looks = false,
): Promise<Waited> {
  const { count, timeout, after, ...filters } = query;
  const wanted = wholeIn(count, 1, 'count', WAIT_COUNT_MAX);
  const timeoutMs = wholeIn(timeout, WAIT_MS_DEFAULT, 'timeout', WAIT_MS_MAX);
  const search = new Search(session, wholeIn(after, 0, 'after'), filters);
  const waiting = looks ? openWaits.looking : openWaits.acting;
  const open = waiting.get(session) ?? 0;
  if (open >= WAITERS_MAX) throw new RequestProblem(429, `${open} calls that wait`, `at most ${WAITERS_MAX}`);
  waiting.set(session, open + 1);

  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
      gone.removeEventListener('abort', end);
      waiting.set(session, (waiting.get(session) ?? 1) - 1);
      resolve({ ...search.summary(), wanted });
    };
    const look = (): void => {
      if (search.readOn() >= wanted) end();
    };
    const timer = setTimeout(end, timeoutMs);
    const stop = session.listen(look);
    gone.addEventListener('abort', end);
    look();
  });
}

/** Looks through the journal once, however often it is asked. */
class Search {
  private readonly session: LiveSession;
  private readonly isWanted: (entry: Entry) => boolean;
  private readonly isOther = lineFilter({});
  private epoch: number;
  private next: number;
  private count = 0;
  private readonly found: number[] = [];
  private readonly others: number[] = [];

  constructor(session: LiveSession, after: number, filters: Query) {
    this.session = session;
    this.isWanted = lineFilter(filters);
    this.epoch = session.epoch;
    this.next = after;
  }

  /** How many fit so far. A session that began anew is looked through anew. */
  readOn(): number {
    if (this.epoch !== this.session.epoch) this.begin();
    const { journal } = this.session.liveRun;
    for (; this.next < journal.length; this.next += 1) {
      const entry = journal.entry(this.next);
      if (this.isWanted(entry)) this.keep(this.next);
      else if (this.isOther(entry)) this.pass(this.next);
    }
    return this.count;
  }

  summary(): Omit<Waited, 'wanted'> {
    const count = this.readOn();
    const { session } = this;
    const lines = (indexes: readonly number[]) => indexes.map((index) => lineAt(session, index));
    return {
      count,
      lastSeq: session.liveRun.journal.length,
      entries: lines(this.found),
      others: lines(this.others),
    };
  }

  private keep(index: number): void {
    this.count += 1;
    if (this.found.length < FOUND_LISTED_MAX) this.found.push(index);
  }

  private pass(index: number): void {
    this.others.push(index);
    if (this.others.length > OTHERS_LISTED_MAX) this.others.shift();
  }

  private begin(): void {
    this.epoch = this.session.epoch;
    this.next = 0;
    this.count = 0;
    this.found.length = 0;
    this.others.length = 0;
  }
}
