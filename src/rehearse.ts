import { createHash } from 'node:crypto';
import { gatewayBooks } from '../mock-gateways/index.ts';
import { withInboundFaults } from './adapters/faults/inbound.ts';
import {
  carriedGateways,
  type Exchange,
  type InProcessGateways,
  type InProcessOptions,
  inProcessGateways,
} from './adapters/in-process.ts';
import { transcriptTexts } from './adapters/transcript-files.ts';
import { Engine } from './core/engine/engine.ts';
import { createJournal } from './core/journal/columns.ts';
import { isWritten, type JournalLevel } from './core/journal/level.ts';
import { endLine, entryLine, type RunHeader, runLine } from './core/journal/lines.ts';
import { createTotals } from './core/journal/totals.ts';
import type { Entry } from './core/model/entry.ts';
import { ScenarioFault } from './core/model/fault.ts';
import type { Instant } from './core/model/instant.ts';
import type { Plan } from './core/model/plan.ts';
import type { Run } from './core/model/run.ts';
import { TZ_RELEASE } from './core/time/generated/zone-table.ts';
import { zoneOfProject } from './core/time/project-zone.ts';
import { runVirtual } from './drivers/virtual.ts';
import { runWire } from './drivers/wire.ts';
import { createJudge } from './expect/judge.ts';
import { isUsNumber, numberAdvice } from './imports/advice.ts';
import { ScenarioError } from './scenario/scenario-error.ts';

export interface RehearseOptions {
  /** Takes every line of the journal as it is made, newline included. */
  readonly sink?: (line: string) => void;
  /** Keep the entries in memory; false: memory does not grow with the number of messages. */
  readonly keep?: boolean;
  /** What the sink gets; the digest is always over everything. */
  readonly journalLevel?: JournalLevel;
  /** Takes every request to a gateway and its answer. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Takes the virtual time now and then. */
  readonly onProgress?: (now: Instant) => void;
}

/** How many characters of the journal are hashed at a time. */
const HASH_CHUNK = 1 << 16;

/**
 * Rehearses one plan on the virtual clock. Broken promises are verdicts of the run, never errors.
 * @throws ScenarioError with one problem, when the scenario has a fault that only running it could show.
 */
export function rehearsePlan(plan: Plan, options: RehearseOptions = {}): Run {
  const gateways = inProcessGateways(gatewayBooks, gatewayOptions(plan, options));
  const stage = stageFor(plan, gateways, options);
  try {
    runVirtual(stage.engine, gateways, options.onProgress);
  } catch (error) {
    throw mendable(plan, error);
  }
  return stage.end();
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
    const gateways = carriedGateways(gatewayBooks, sockets.carry, gatewayOptions(plan, options));
    const stage = stageFor(plan, gateways, options);
    await runWire(stage.engine, gateways, options.onProgress);
    return stage.end();
  } catch (error) {
    throw mendable(plan, error);
  } finally {
    await sockets.close();
  }
}

function gatewayOptions(plan: Plan, { onExchange }: RehearseOptions): InProcessOptions {
  const zone = zoneOfProject(plan.project);
  return { seed: plan.seed, clock: { zone, startsAt: plan.startsAt }, ...(onExchange && { onExchange }) };
}

interface Rehearsal {
  readonly engine: Engine;
  end(): Run;
}

function stageFor(
  written: Plan,
  gateways: Pick<InProcessGateways, 'facts' | 'ledger' | 'passes'>,
  options: RehearseOptions,
): Rehearsal {
  const plan = { ...written, timeline: withInboundFaults(written) };
  const header: RunHeader = {
    scenario: plan.title,
    seed: plan.seed,
    tz: plan.project.zones ?? TZ_RELEASE,
    starts: plan.startsAt,
    ends: plan.endsAt,
  };
  const journal = createJournal(header);
  const totals = createTotals();
  const judge = createJudge(plan, journal, transcriptTexts(plan));
  const journalWriter = paperFor(header, options);
  const byName = new Map(plan.gateways.map((gateway) => [gateway.name, gateway]));

  const record = (entry: Entry): void => {
    totals.record(entry);
    judge.record(entry);
    if (options.keep !== false) journal.record(entry);
    journalWriter.record(entry);
    if (entry.kind === 'inbound') {
      const gateway = byName.get(entry.via ?? '');
      if (gateway) gateways.passes({ gateway, number: entry.number ?? '', text: entry.text ?? '' });
    }
  };

  const adviser = { advice: numberAdvice, isUs: isUsNumber };
  const engine = new Engine({
    plan,
    recorder: { record },
    kinds: gateways.facts,
    adviser,
    checkpoints: judge,
  });

  function end(): Run {
    const sums = totals.totals();
    const verdicts = judge.verdicts({
      world: engine.view,
      ledger: gateways.ledger(),
      endsAt: engine.now,
      pending: sums.pending,
    });
    return {
      plan: written,
      seed: plan.seed,
      tz: plan.project.zones ?? TZ_RELEASE,
      startsAt: plan.startsAt,
      endsAt: engine.now,
      journal,
      verdicts,
      totals: sums,
      digest: journalWriter.end(endLine(sums)),
      ok: verdicts.every(({ kept }) => kept),
    };
  }
  return { engine, end };
}

/** A fault of the scenario that only the run shows is told like those that its reading shows. */
function mendable(plan: Plan, error: unknown): unknown {
  if (!(error instanceof ScenarioFault)) return error;
  const { file, line, column } = error.place?.source ?? plan.source;
  const path = error.place?.path ?? '';
  const problem = { file, line, column, path, found: error.message, wanted: error.wanted };
  const place = `${file}:${line}:${column}${path === '' ? '' : ` ${path}`}`;
  return new ScenarioError(`${place}: ${error.message}`, [problem]);
}

interface JournalWriter {
  record(entry: Entry): void;
  /** The digest of all that was written. */
  end(line: string): string;
}

/** The journal as bytes: to the digest, and to the sink when there is one. */
function paperFor(header: RunHeader, { sink, journalLevel = 'all' }: RehearseOptions): JournalWriter {
  const hash = createHash('sha256');
  let chunk = '';
  let seq = 0;
  const write = (line: string): void => {
    chunk += line;
    if (chunk.length < HASH_CHUNK) return;
    hash.update(chunk);
    chunk = '';
  };
  const first = runLine(header);
  write(first);
  sink?.(first);
  return {
    record(entry) {
      seq += 1;
      const line = entryLine(seq, entry);
      write(line);
      if (sink && isWritten(journalLevel, entry.kind)) sink(line);
    },
    end(line) {
      sink?.(line);
      hash.update(chunk + line);
      return hash.digest('hex');
    },
  };
}
