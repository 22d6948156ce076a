import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { type Exchange, inProcessGateways } from '../../adapters/in-process.ts';
import { Budget, LimitReached } from '../../adapters/interruptible.ts';
import type { Engine } from '../../core/engine/engine.ts';
import { createJournal, type Journal } from '../../core/journal/columns.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Instant } from '../../core/model/instant.ts';
import type { Plan } from '../../core/model/plan.ts';
import { grouped } from '../../core/text/grouped.ts';
import { headerOf, openRun } from '../../open-run.ts';
import { ContactIndex } from './contact-index.ts';
import { PropertyHistory } from './property-history.ts';

/** Messages whose wire exchanges are kept; the oldest are forgotten. */
const EXCHANGES_MAX = 20_000;
/** Numbers that wrote in and are remembered; the oldest are forgotten. */
const WRITERS_MAX = 10_000;
/** Lines of the journal, where the clock has no chance to stand still before: all of one instant. */
const LINES_MAX = 2_000_000;
/** How many lines lie between two looks at the memory. */
const LOOK_EVERY = 4096;

/** Lines after which a contact may look different. */
const aboutContacts: ReadonlySet<string> = new Set([
  ...['registered', 'updated', 'closed', 'reopened', 'deleted'],
  ...['setting', 'ownership', 'opt', 'inbound'],
]);

/** Lines after which a case may have other values. */
const saves: ReadonlySet<string> = new Set(['registered', 'updated', 'closed']);

/** Lines that tell of something the clock did by itself at an instant. */
const happening: ReadonlySet<string> = new Set(['queued', 'sent', 'attempt', 'error', 'held']);

interface Traffic {
  sent: number;
  refused: number;
  attempts: number;
}

/** One performance of a plan that can grow: engine, fakes, journal and counts. */
export interface LiveRun {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly counts: { sms: number; email: number; errors: number; held: number };
  readonly traffic: ReadonlyMap<string, Traffic>;
  readonly exchanges: ReadonlyMap<string, readonly Exchange[]>;
  /** Which lines of the journal are about whom. */
  readonly contacts: ContactIndex;
  /** What each save has changed of a case. */
  readonly history: PropertyHistory;
  /** Rises with every line that may change what is shown of a contact. */
  readonly contactChanges: number;
  /** When the clock did something by itself last; undefined: not yet. */
  readonly happenedAt: Instant | undefined;
  /** Case key → when it was closed last. */
  readonly closedAt: ReadonlyMap<string, Instant>;
  /** Digits that somebody has owned. */
  readonly owned: ReadonlySet<string>;
  /** Digits that wrote in. */
  readonly writers: ReadonlySet<string>;
  adopt(plan: Plan): void;
  /**
   * Runs to an instant, at most until `isEnough`, asked often, also within an instant, or `isFull`, which is not asked before
   * what an instant begins with is done; false: there is more to do.
   * @throws LimitReached in the middle of an instant, when it takes too much: the run is of no more use.
   */
  runTo(limit: Instant, isEnough?: () => boolean, isFull?: () => boolean): boolean;
}

/** What a live run keeps at most. */
interface LiveRunLimits {
  readonly exchanges: number;
  readonly writers: number;
  readonly lines: number;
  /** Bytes of the process; undefined: those of the command line. */
  readonly maxMemory?: number | undefined;
}

const usualLimits: LiveRunLimits = {
  exchanges: EXCHANGES_MAX,
  writers: WRITERS_MAX,
  lines: LINES_MAX,
};

/** Opens a run of the plan. Its end is not the plan's: a clock moved by hand may go on. */
export function openLiveRun(plan: Plan, otherLimits: Partial<LiveRunLimits> = {}): LiveRun {
  const limits = { ...usualLimits, ...otherLimits };
  // A clock that is held in hand takes the time that people take.
  const budget = new Budget({ maxSeconds: Number.POSITIVE_INFINITY, maxMemory: limits.maxMemory });
  const counts = { sms: 0, email: 0, errors: 0, held: 0 };
  const traffic = new Map<string, Traffic>();
  const exchanges = new Map<string, Exchange[]>();
  const writers = new Set<string>();
  const owned = new Set<string>();
  const closedAt = new Map<string, Instant>();
  const contacts = new ContactIndex();
  const history = new PropertyHistory();
  let contactChanges = 0;
  let happenedAt: Instant | undefined;
  const { endsAt: _, ...withoutEnd } = plan;
  const journal = createJournal(headerOf(withoutEnd));
  const { engine, gateways, adopt } = openRun(plan, {
    gateways: (options) => inProcessGateways(gatewayCatalogue, options),
    observe,
    journal,
    onExchange,
    isOpenEnded: true,
  });

  function onExchange(exchange: Exchange): void {
    const known = exchanges.get(exchange.id);
    if (known) known.push(exchange);
    else exchanges.set(exchange.id, [exchange]);
    if (exchanges.size > limits.exchanges) exchanges.delete(exchanges.keys().next().value!);
  }

  function remember(number: string): void {
    writers.delete(number);
    writers.add(number);
    if (writers.size > limits.writers) writers.delete(writers.values().next().value!);
  }

  function rememberCase({ case: key = '' }: Entry): void {
    const record = engine.state.world.cases.get(key);
    if (record) history.record(journal.length, record);
  }

  function trafficOf(name: string): Traffic {
    const known = traffic.get(name) ?? { sent: 0, refused: 0, attempts: 0 };
    traffic.set(name, known);
    return known;
  }

  function observe(entry: Entry): void {
    budget.count(entry);
    if ((journal.length + 1) % LOOK_EVERY === 0) budget.look();
    if (journal.length > limits.lines)
      throw new LimitReached(`over ${grouped(limits.lines)} entries in one instant`, 'fewer people');
    contacts.record(entry, journal.length);
    if (saves.has(entry.kind)) rememberCase(entry);
    if (aboutContacts.has(entry.kind)) contactChanges += 1;
    if (happening.has(entry.kind)) happenedAt = entry.at;
    if (entry.kind === 'sent') {
      counts[entry.channel === 'email' ? 'email' : 'sms'] += 1;
      if (entry.via) trafficOf(entry.via).sent += 1;
    } else if (entry.kind === 'error') {
      counts.errors += 1;
      if (entry.via) trafficOf(entry.via).refused += 1;
    } else if (entry.kind === 'held') counts.held += 1;
    else if (entry.kind === 'closed') closedAt.set(entry.case ?? '', entry.at);
    else if (entry.kind === 'ownership' && entry.number) owned.add(entry.number);
    else if (entry.kind === 'inbound' && entry.number) remember(entry.number);
  }

  return {
    engine,
    journal,
    counts,
    traffic,
    exchanges,
    closedAt,
    writers,
    owned,
    contacts,
    history,
    get contactChanges() {
      return contactChanges;
    },
    get happenedAt() {
      return happenedAt;
    },
    adopt,
    runTo(limit, isEnough = () => false, isFull = () => false) {
      for (;;) {
        const at = Math.min(limit, engine.nextAt() ?? limit);
        for (let handover = engine.next(at, isEnough); handover; handover = engine.next(at, isEnough)) {
          trafficOf(handover.gateway.name).attempts += 1;
          engine.settle(handover, gateways.deliver(handover));
          if (isEnough() || isFull()) return false;
        }
        if (engine.isPaused) return false;
        if (at >= limit) return true;
        if (isEnough() || isFull()) return false;
      }
    },
  };
}
