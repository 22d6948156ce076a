import { createHash } from 'node:crypto';
import { gatewayCatalogue } from '../mock-gateways/index.ts';
import {
  type Exchange,
  gatewaysOverTransport,
  type InProcessGateways,
  type InProcessOptions,
  inProcessGateways,
} from './adapters/in-process.ts';
import { RepeatedLines } from './adapters/repeated-lines.ts';
import type { Engine } from './core/engine/engine.ts';
import { createJournal } from './core/journal/columns.ts';
import {
  endLine,
  isWritten,
  type JournalLevel,
  LINE_START,
  type LineBytes,
  type RunHeader,
  runLine,
  writeEntry,
} from './core/journal/lines.ts';
import { entryIn, type RepeatedBlock } from './core/journal/repeated-block.ts';
import { createTotals } from './core/journal/totals.ts';
import type { Answer, Handover } from './core/model/answer.ts';
import type { Entry, EntryKind } from './core/model/entry.ts';
import type { Instant } from './core/model/instant.ts';
import type { Plan } from './core/model/plan.ts';
import type { Run } from './core/model/run.ts';
import { ScenarioFault } from './core/model/scenario-fault.ts';
import type { GatewayPort, WorldView } from './core/ports.ts';
import { createJudge } from './expect/judge.ts';
import { headerOf, openRun } from './open-run.ts';
import { ScenarioError } from './scenario/scenario-error.ts';

export interface RehearseOptions {
  /** Takes every line of the journal as it is made, newline included. */
  readonly sink?: (line: string) => void;
  /** Keep the entries in memory; false: memory does not grow with the number of messages. */
  readonly keep?: boolean;
  /** Takes the journal as bytes, in pieces of whole lines. @internal */
  readonly pages?: LinePages;
  /** What the sink gets; the digest is always over everything. */
  readonly journalLevel?: JournalLevel;
  /** Only entries are wanted: nothing is judged and no digest is made. @internal */
  readonly entriesOnly?: boolean;
  /** Takes every request to a gateway and its answer. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Takes every entry as it is made, whether entries are kept or not; `seq` counts from 1. */
  readonly onEntry?: (seq: number, entry: Entry) => void;
  /** Takes the world as it is at the end. @internal */
  readonly onEnd?: (world: WorldView) => void;
  /** Takes entries that are as entries before, instead of onEntry; `seq` is the first one's. @internal */
  readonly onRepeat?: (seq: number, block: RepeatedBlock) => void;
  /** false: every message is decided by itself, and not as the one before; the journal is the same, and it takes longer. */
  readonly cohorts?: boolean;
  /** How many decisions are kept; left out: as many as fit into a part of the heap. @internal */
  readonly decisionsMax?: number;
  /** Takes the virtual time now and then, and how many entries there are. */
  readonly onProgress?: (now: Instant, entries?: number) => void;
}

/** How many entries lie between two looks at the clock: many may come before the first hand-over. */
const PROGRESS_EVERY = 4096;

/** How many bytes of the journal are hashed and handed on at a time. */
const PAGE_BYTES = 1 << 16;

/**
 * Rehearses one plan on the virtual clock. Broken promises are verdicts of the run, never errors.
 * @throws ScenarioError with one problem, when the scenario has a fault that only running it could show.
 */
export function rehearsePlan(plan: Plan, options: RehearseOptions = {}): Run {
  const rehearsal = open(plan, options, (fakeOptions) => inProcessGateways(gatewayCatalogue, fakeOptions));
  try {
    runVirtual(rehearsal.engine, rehearsal.gateways);
  } catch (error) {
    throw mendable(plan, error);
  }
  return rehearsal.end();
}

/**
 * The same rehearsal, each hand-over over real HTTP and SMTP sockets on 127.0.0.1. The clock stays virtual
 * and the journal is the same to the byte; it takes the time that sockets take.
 * @throws ScenarioError as rehearsePlan; the system's error when no socket can be opened.
 */
export async function rehearsePlanOnWire(plan: Plan, options: RehearseOptions = {}): Promise<Run> {
  const { openSockets } = await import('./adapters/wire-client/sockets.ts');
  const sockets = await openSockets();
  try {
    const rehearsal = open(plan, options, (fakeOptions) =>
      gatewaysOverTransport(gatewayCatalogue, sockets.transport, fakeOptions),
    );
    await runWire(rehearsal.engine, rehearsal.gateways, options.onProgress);
    return rehearsal.end();
  } catch (error) {
    throw mendable(plan, error);
  } finally {
    await sockets.close();
  }
}

interface Rehearsal<G> {
  readonly engine: Engine;
  readonly gateways: G;
  end(): Run;
}

function open<G extends Pick<InProcessGateways, 'facts' | 'ledger' | 'passes'>>(
  plan: Plan,
  options: RehearseOptions,
  gateways: (options: InProcessOptions) => G,
): Rehearsal<G> {
  const { keep = true, entriesOnly = false, onExchange } = options;
  const header = headerOf(plan);
  const journal = createJournal(header);
  const totals = createTotals();
  // Of entries that are not kept, reasons are asked of a second run.
  const judge = entriesOnly
    ? noJudge
    : createJudge(plan, journal, { replay: keep ? undefined : replayOf(plan) });
  const writer = entriesOnly ? noWriter : journalWriter(header, options);
  let seq = 0;
  const run = openRun(plan, {
    gateways,
    observe(entry) {
      seq += 1;
      totals.record(entry);
      judge.record(entry);
      writer.record(entry);
      options.onEntry?.(seq, entry);
      if (options.onProgress && seq % PROGRESS_EVERY === 0) options.onProgress(entry.at, seq);
    },
    repeat(block) {
      const first = seq + 1;
      seq += block.to - block.from;
      totals.repeat(block);
      judge.repeat(block);
      writer.repeat(block);
      if (options.onRepeat) options.onRepeat(first, block);
      else if (options.onEntry)
        for (let index = block.from; index < block.to; index += 1)
          options.onEntry(first + index - block.from, entryIn(block, index));
      if (options.onProgress && seq % PROGRESS_EVERY < block.to - block.from)
        options.onProgress(block.at, seq);
    },
    ...(options.cohorts === false && { repeatsDecisions: false }),
    decisionsMax: options.decisionsMax,
    checkpoints: judge,
    journal: keep ? journal : undefined,
    ...(onExchange && { onExchange }),
  });

  function end(): Run {
    const { engine } = run;
    const sums = totals.totals();
    options.onEnd?.(engine.view);
    const verdicts = judge.verdicts({
      world: engine.view,
      ledger: run.gateways.ledger(),
      endsAt: engine.now,
      pending: sums.pending,
    });
    return {
      plan,
      seed: header.seed,
      tz: header.tz,
      startsAt: header.starts,
      endsAt: engine.now,
      journal,
      verdicts,
      totals: sums,
      digest: writer.end(endLine(sums)),
      ok: verdicts.every(({ kept }) => kept),
    };
  }
  return { engine: run.engine, gateways: run.gateways, end };
}

/** The entries of the run once more, which are the same. */
export const replayOf =
  (plan: Plan) =>
  (record: (entry: Entry) => void): void => {
    rehearsePlan(plan, { keep: false, entriesOnly: true, onEntry: (_seq, entry) => record(entry) });
  };

const noJudge: ReturnType<typeof createJudge> = {
  record: () => {},
  repeat: () => {},
  pass: () => {},
  check: () => {},
  verdicts: () => [],
};

/** A fault of the scenario that only the run shows is reported like those that its reading shows. */
export function mendable(plan: Plan, error: unknown): unknown {
  if (!(error instanceof ScenarioFault)) return error;
  const { file, line, column } = error.place?.source ?? plan.source;
  const path = error.place?.path ?? '';
  const problem = { file, line, column, path, found: error.message, wanted: error.wanted };
  const place = `${file}:${line}:${column}${path === '' ? '' : ` ${path}`}`;
  return new ScenarioError(`${place}: ${error.message}`, [problem]);
}

export interface JournalWriter {
  record(entry: Entry): void;
  repeat(block: RepeatedBlock): void;
  /** A line that is made already but for its number, which comes before `from`. */
  copy(line: Buffer, from: number, to: number, kind: EntryKind | undefined): void;
  /** The digest of all that was written. */
  end(line: string): string;
}

/** For those who read entries, and no journal. */
export const noWriter: JournalWriter = { record: () => {}, repeat: () => {}, copy: () => {}, end: () => '' };

/** The journal as bytes: to the digest, and to whoever takes pages or lines. */
export function journalWriter(
  header: RunHeader,
  { sink, pages, journalLevel = 'all' }: RehearseOptions,
): JournalWriter {
  const hash = createHash('sha256');
  // Pages of everything are hashed as they are handed on; else there are two of them.
  const lines = (journalLevel === 'all' && pages) || new LinePages();
  const others = pages === lines ? undefined : pages;
  lines.listen((page) => hash.update(page));
  let repeatedLines: RepeatedLines | undefined;
  let seq = 0;
  const write = (line: string): void => {
    lines.line(line);
    others?.line(line);
    sink?.(line);
  };
  const end = (kind: EntryKind): void => {
    if ((others ?? sink) && isWritten(journalLevel, kind)) {
      others?.copy(lines);
      sink?.(lines.lastText());
    }
    lines.endLine();
  };
  write(runLine(header));
  return {
    record(entry) {
      seq += 1;
      writeEntry(lines, seq, entry);
      end(entry.kind);
    },
    repeat(block) {
      repeatedLines ??= new RepeatedLines();
      for (let index = block.from; index < block.to; index += 1) {
        seq += 1;
        repeatedLines.write(lines, seq, block, index);
        end(block.kind);
      }
    },
    copy(line, from, to, kind) {
      seq += 1;
      lines.ascii(LINE_START + seq);
      lines.take(line, from, to);
      if (kind === undefined) lines.endLine();
      else end(kind);
    },
    end(line) {
      write(line);
      lines.flush();
      others?.flush();
      return hash.digest('hex');
    },
  };
}

/** Lines gathered as bytes, and handed on in pages: whole lines each. A page is used again after that. */
export class LinePages implements LineBytes {
  bytes: Buffer = Buffer.allocUnsafe(PAGE_BYTES + PAGE_BYTES / 4);
  /** Where the next byte goes. */
  length = 0;
  private start = 0;
  private limit = this.bytes.length;
  /** Up to where there are whole lines. */
  private whole = 0;
  /** Bytes that were handed over. */
  private gone = 0;
  private readonly takers: ((page: Uint8Array) => void)[] = [];

  constructor(take?: (page: Uint8Array) => void) {
    if (take) this.takers.push(take);
  }

  listen(take: (page: Uint8Array) => void): void {
    this.takers.push(take);
  }

  ascii(text: string): void {
    this.reserve(text.length);
    this.length += this.bytes.write(text, this.length, 'latin1');
  }

  text(text: string): void {
    this.reserve(text.length * 3);
    this.length += this.bytes.write(text, this.length, 'utf8');
  }

  /** A whole line of text, newline included. */
  line(text: string): void {
    this.text(text);
    this.endLine();
  }

  /** The line that others have begun. */
  copy(others: LinePages): void {
    this.take(others.bytes, others.whole, others.length);
    this.endLine();
  }

  take(bytes: Buffer, from: number, to: number): void {
    this.reserve(to - from);
    bytes.copy(this.bytes, this.length, from, to);
    this.length += to - from;
  }

  /** The line that is begun. */
  lastText(): string {
    return this.bytes.toString('utf8', this.whole, this.length);
  }

  /** Of all bytes so far. */
  get count(): number {
    return this.gone + this.length - this.start;
  }

  endLine(): void {
    this.whole = this.length;
    if (this.length - this.start >= PAGE_BYTES) this.flush();
  }

  /** Hands over the whole lines, once: what takes them may be broken off by Ctrl-C with half of them taken. */
  flush(): void {
    const page = this.bytes.subarray(this.start, this.whole);
    this.gone += page.length;
    this.length = this.start;
    this.whole = this.start;
    if (page.length > 0) for (const take of this.takers) take(page);
  }

  /** Goes on at a place of another buffer; only between lines. */
  moveTo(bytes: Buffer, start: number, end: number): void {
    this.flush();
    this.bytes = bytes;
    this.start = start;
    this.limit = end;
    this.length = start;
    this.whole = start;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.limit) return;
    const { start, length } = this;
    const larger = Buffer.allocUnsafe(2 * (length - start + count));
    this.bytes.copy(larger, 0, start, length);
    this.bytes = larger;
    this.start = 0;
    this.limit = larger.length;
    this.length = length - start;
    this.whole -= start;
  }
}

/** How many hand-overs over sockets lie between two looks at the clock. */
const WIRE_PROGRESS_EVERY = 64;

/** Runs an engine to its end at once: a month of alerts takes as long as its arithmetic. */
function runVirtual(engine: Engine, gateways: GatewayPort): void {
  for (let handover = engine.next(); handover; handover = engine.next()) {
    engine.settle(handover, gateways.deliver(handover));
  }
}

/** Runs an engine on the virtual clock, each hand-over by a gateway that takes real time: the clock waits. */
async function runWire(
  engine: Engine,
  gateways: { deliver(handover: Handover): Promise<Answer> },
  onProgress?: (now: Instant) => void,
): Promise<void> {
  let handovers = 0;
  for (let handover = engine.next(); handover; handover = engine.next()) {
    engine.settle(handover, await gateways.deliver(handover));
    handovers += 1;
    if (onProgress && handovers % WIRE_PROGRESS_EVERY === 0) onProgress(engine.now);
  }
}
