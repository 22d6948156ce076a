/** What ends a rehearsal from outside: Ctrl-C, and limits on time, messages and memory. */
import { totalmem } from 'node:os';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext, runInThisContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';
import type { RepeatedBlock } from '../core/journal/repeated-block.ts';
import type { Entry } from '../core/model/entry.ts';
import { type Instant, MS_PER_SECOND } from '../core/model/instant.ts';
import { grouped } from '../core/text/grouped.ts';
import { isoUtc } from '../core/time/format.ts';

/** Ctrl-C was pressed while the work was under way. */
export class Interrupted extends Error {
  /** How to go on, where that is another way than always. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** Rehearsals have met one of their limits. The message says which; the cure how to raise it. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';
  readonly cure: string;

  constructor(message: string, cure: string) {
    super(message);
    this.cure = cure;
  }
}

/** What all stories of one command, or of one call of the library, may cost together. */
export interface Limits {
  /** Messages that fall due, sent or not, and texts that come in; 200,000,000 unless given. */
  readonly maxMessages?: number;
  /** 3,600 unless given. */
  readonly maxSeconds?: number;
  /** Bytes of the whole process; three quarters of the machine's or the container's unless given. */
  readonly maxMemory?: number;
}

/** How a higher limit is written where it was set. */
export interface LimitWords {
  messages(count: number): string;
  seconds(count: number): string;
  memory(bytes: number): string;
}

export const commandLineWords: LimitWords = {
  messages: (count) => `--max-messages ${count}`,
  seconds: (count) => `--max-seconds ${count}`,
  memory: (bytes) => `--max-memory ${Math.ceil(bytes / MEGABYTE)}MB`,
};

/** What a rehearsal calls while it runs. */
interface RunListeners {
  onEntry(seq: number, entry: Entry): void;
  onProgress(): void;
}

/** More than 300,000 people get in a year of a message a day. */
const MESSAGES_DEFAULT = 200_000_000;
const SECONDS_DEFAULT = 3600;
const MEMORY_SHARE = 0.75;
/** Of what Node gives the heap, in use: a table that doubles takes the rest at once. */
const HEAP_SHARE = 0.7;
/** Asking the system for the memory in use costs a tenth of a millisecond and more. */
const LOOK_EVERY_MS = 10;
/** Before all that is in use is looked for again, the heap must have grown so much. */
const HEAP_GROWTH = 1.1;
const MEGABYTE = 1_000_000;

export class Budget {
  private readonly maxMessages: number;
  private readonly maxSeconds: number;
  private readonly maxMemory: number;
  private readonly endsAt: number;
  private messages = 0;
  /** Below so many bytes of the heap, garbage among them, there is enough left. */
  private heapEnough = getHeapStatistics().heap_size_limit * HEAP_SHARE;
  private at: Instant | undefined;
  /** Before that, memory is not looked at again. */
  private looksAgainAt = 0;
  private readonly words: LimitWords;

  /** Time counts from now on. */
  constructor({ maxMessages, maxSeconds, maxMemory }: Limits = {}, words: LimitWords = commandLineWords) {
    this.words = words;
    this.maxMessages = maxMessages ?? MESSAGES_DEFAULT;
    this.maxSeconds = maxSeconds ?? SECONDS_DEFAULT;
    this.maxMemory = maxMemory ?? memoryOfMachine() * MEMORY_SHARE;
    this.endsAt = performance.now() + this.maxSeconds * MS_PER_SECOND;
  }

  /** What is left of the time. */
  get msLeft(): number {
    return Math.max(0, this.endsAt - performance.now());
  }

  get listeners(): RunListeners {
    return { onEntry: (_seq, entry) => this.count(entry), onProgress: () => this.look() };
  }

  /** For each entry, as it is made. */
  count({ kind, at, id }: Entry): void {
    this.at = at;
    // An error without an id is of a message that was never queued.
    if (kind === 'queued' || kind === 'inbound' || (kind === 'error' && id === undefined)) this.add(1);
  }

  countBlock({ kind, at, from, to }: RepeatedBlock): void {
    this.at = at;
    if (kind === 'queued') this.add(to - from);
  }

  private add(messages: number): void {
    this.reach(this.messages + messages);
  }

  /** Messages so far. */
  get messageCount(): number {
    return this.messages;
  }

  /** There have been so many messages. */
  reach(messages: number): void {
    this.messages = messages;
    if (messages <= this.maxMessages) return;
    throw new LimitReached(
      `more than ${counted(this.maxMessages, 'message')}${this.until()}`,
      `${this.words.messages(this.maxMessages * 10)} lets it go on; fewer people or an earlier end make it smaller.`,
    );
  }

  /** Now and then: what the machine has left. */
  look(at = this.at): void {
    this.at = at;
    if (this.msLeft === 0) throw this.outOfTime();
    const now = performance.now();
    if (now < this.looksAgainAt) return;
    this.looksAgainAt = now + LOOK_EVERY_MS;
    const bytes = process.memoryUsage.rss();
    if (bytes > this.maxMemory) throw this.outOfMemory(bytes);
    this.lookAtHeap();
  }

  /** Node ends the whole process when its heap is full, without a word that helps. */
  private lookAtHeap(): void {
    const { used_heap_size: used, heap_size_limit: most } = getHeapStatistics();
    if (used < this.heapEnough) return;
    const inUse = heapInUse();
    this.heapEnough = Math.max(this.heapEnough, inUse * HEAP_GROWTH);
    if (inUse < most * HEAP_SHARE) return;
    const megabytes = Math.round(most / MEGABYTE);
    throw new LimitReached(
      `most of the ${grouped(megabytes)} MB that Node gives its heap${this.until()}`,
      `NODE_OPTIONS=--max-old-space-size=${megabytes * 2} gives it more.`,
    );
  }

  outOfTime(): LimitReached {
    return new LimitReached(
      `more than ${counted(this.maxSeconds, 'second')}${this.until()}`,
      `${this.words.seconds(this.maxSeconds * 10)} lets it go on; fewer people or an earlier end make it smaller.`,
    );
  }

  private outOfMemory(bytes: number): LimitReached {
    const [limit, used] = [this.maxMemory, bytes].map((each) => grouped(Math.ceil(each / MEGABYTE)));
    return new LimitReached(
      `more than ${limit} MB of memory (${used} MB)${this.until()}`,
      `${this.words.memory(bytes * 2)} lets it go on; a story that promises nothing needs less.`,
    );
  }

  /** How far the virtual clock is. */
  private until(): string {
    return this.at === undefined ? '' : ` by ${isoUtc(this.at).slice(0, 16).replace('T', ' ')} UTC`;
  }
}

const counted = (count: number, noun: string): string => `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;

function memoryOfMachine(): number {
  // 0 or more than there is: no limit is set.
  const limit = process.constrainedMemory() ?? 0;
  return limit > 0 && limit < totalmem() ? limit : totalmem();
}

/** Bytes, without garbage. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return getHeapStatistics().used_heap_size;
}

/** The virtual machine takes no more. */
const TIMEOUT_MS_MAX = 2 ** 31 - 1;

const slot: unique symbol = Symbol.for('drysend.work') as never;
const shared = globalThis as { [slot]?: () => void };

/**
 * Does synchronous work that Ctrl-C and the end of its time can end. A rehearsal never gives the event loop a turn, so
 * no signal handler would be heard before it is over, nor any timer; the virtual machine's own guard is. Throws
 * `Interrupted` or `LimitReached`. On Ctrl-C another thread is ended by the one that started it.
 */
export function interruptible<T>(work: () => T, budget: Budget): T {
  const timeout = Math.min(Math.ceil(budget.msLeft), TIMEOUT_MS_MAX);
  if (timeout === 0) throw budget.outOfTime();
  let result: { readonly value: T } | undefined;
  shared[slot] = () => {
    result = { value: work() };
  };
  try {
    runInThisContext("globalThis[Symbol.for('drysend.work')]()", { breakOnSigint: isMainThread, timeout });
  } catch (error) {
    if (hasCode(error, 'ERR_SCRIPT_EXECUTION_INTERRUPTED')) throw new Interrupted('interrupted');
    if (hasCode(error, 'ERR_SCRIPT_EXECUTION_TIMEOUT')) throw budget.outOfTime();
    throw error;
  } finally {
    delete shared[slot];
  }
  return result!.value;
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
