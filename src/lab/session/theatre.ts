import { gatewayBooks } from '../../../mock-gateways/index.ts';
import { withInboundFaults } from '../../adapters/faults/inbound.ts';
import { type Exchange, inProcessGateways } from '../../adapters/in-process.ts';
import { Engine } from '../../core/engine/engine.ts';
import { createJournal, type Journal } from '../../core/journal/columns.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Instant } from '../../core/model/instant.ts';
import type { Plan } from '../../core/model/plan.ts';
import { TZ_RELEASE } from '../../core/time/generated/zone-table.ts';
import { zoneNamed } from '../../core/time/zone.ts';
import { isUsNumber, numberAdvice } from '../../imports/advice.ts';

/** Messages whose wire exchanges are kept; the oldest are forgotten. */
const EXCHANGES_MAX = 20_000;

export interface Traffic {
  sent: number;
  refused: number;
  attempts: number;
}

/** One performance of a plan that can grow: engine, fakes, journal and counts. */
export interface Theatre {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly counts: { sms: number; email: number; errors: number; held: number };
  readonly traffic: ReadonlyMap<string, Traffic>;
  readonly exchanges: ReadonlyMap<string, readonly Exchange[]>;
  /** Digits that wrote in. */
  readonly writers: ReadonlySet<string>;
  adopt(plan: Plan): void;
  /** Runs to an instant, at most until `isEnough`; false: there is more to do. */
  runTo(limit: Instant, isEnough?: () => boolean): boolean;
}

/** Opens a stage for the plan. Its end is not the plan's: a clock moved by hand may go on. */
export function openTheatre(plan: Plan): Theatre {
  const live = endless(plan);
  const counts = { sms: 0, email: 0, errors: 0, held: 0 };
  const traffic = new Map<string, Traffic>();
  const exchanges = new Map<string, Exchange[]>();
  const writers = new Set<string>();
  const journal = createJournal({
    scenario: plan.title,
    seed: plan.seed,
    tz: TZ_RELEASE,
    starts: plan.startsAt,
  });
  const gateways = inProcessGateways(gatewayBooks, {
    seed: plan.seed,
    clock: { zone: zoneNamed(plan.project.timeZone)!, startsAt: plan.startsAt },
    onExchange(exchange) {
      const known = exchanges.get(exchange.id);
      if (known) known.push(exchange);
      else exchanges.set(exchange.id, [exchange]);
      if (exchanges.size > EXCHANGES_MAX) exchanges.delete(exchanges.keys().next().value!);
    },
  });
  const engine = new Engine({
    plan: live,
    recorder: { record },
    kinds: gateways.facts,
    adviser: { advice: numberAdvice, isUs: isUsNumber },
  });

  function trafficOf(name: string): Traffic {
    const known = traffic.get(name) ?? { sent: 0, refused: 0, attempts: 0 };
    traffic.set(name, known);
    return known;
  }

  function record(entry: Entry): void {
    journal.record(entry);
    if (entry.kind === 'sent') {
      counts[entry.channel === 'email' ? 'email' : 'sms'] += 1;
      if (entry.via) trafficOf(entry.via).sent += 1;
    } else if (entry.kind === 'error') {
      counts.errors += 1;
      if (entry.via) trafficOf(entry.via).refused += 1;
    } else if (entry.kind === 'held') counts.held += 1;
    else if (entry.kind === 'inbound') {
      if (entry.number) writers.add(entry.number);
      const gateway = engine.stage.world.gateways.find(({ name }) => name === entry.via);
      if (gateway) gateways.passes({ gateway, number: entry.number ?? '', text: entry.text ?? '' });
    }
  }

  return {
    engine,
    journal,
    counts,
    traffic,
    exchanges,
    writers,
    adopt: (grown) => engine.adopt(endless(grown)),
    runTo(limit, isEnough = () => false) {
      for (let handover = engine.next(limit); handover; handover = engine.next(limit)) {
        trafficOf(handover.gateway.name).attempts += 1;
        engine.settle(handover, gateways.deliver(handover));
        if (isEnough()) return false;
      }
      return true;
    },
  };
}

function endless(plan: Plan): Plan {
  const { endsAt: _, ...rest } = plan;
  return { ...rest, timeline: withInboundFaults(plan) };
}
