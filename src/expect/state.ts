/** Whether the world is as a `state` expectation says, and each way in which it is not. */
import type { PromisedSession, PromisedState, PromisedTime } from '../core/model/expectation.ts';
import type { Instant } from '../core/model/instant.ts';
import type { StateDifference } from '../core/model/verdict.ts';
import type { WorldView } from '../core/ports.ts';
import { digits } from './checks.ts';
import { promisedSpanOf } from './promised-time.ts';

/** One for each thing that is not as promised. */
export function stateDifferences(state: PromisedState, world: WorldView): StateDifference[] {
  return [
    ...owners(state, world),
    ...optedOut(state, world),
    ...properties(state, world),
    ...queued(state, world),
    ...nextDue(state, world),
    ...sessions(state, world),
  ];
}

function owners({ twoWay }: PromisedState, world: WorldView): StateDifference[] {
  return [...(twoWay ?? [])].flatMap(([number, wanted]): StateDifference[] => {
    const found = world.twoWayOwner(digits(number)) ?? null;
    return found === wanted ? [] : [{ field: 'two_way', number, wanted, found }];
  });
}

function optedOut({ optedOut }: PromisedState, world: WorldView): StateDifference[] {
  if (!optedOut) return [];
  const wanted = sorted(optedOut.map(digits));
  const found = sorted(world.optedOut());
  const isSame = wanted.length === found.length && wanted.every((number, place) => number === found[place]);
  return isSame ? [] : [{ field: 'opted_out', wanted, found }];
}

const sorted = (numbers: readonly string[]): readonly string[] => [...new Set(numbers)].sort();

function properties({ property }: PromisedState, world: WorldView): StateDifference[] {
  if (!property) return [];
  return [...property.values].flatMap(([name, wanted]): StateDifference[] => {
    const found = world.property(property.case, name);
    return found === wanted ? [] : [{ field: 'property', case: property.case, name, wanted, found }];
  });
}

function queued({ queued }: PromisedState, world: WorldView): StateDifference[] {
  const found = world.queued();
  return queued === undefined || queued === found ? [] : [{ field: 'queued', wanted: queued, found }];
}

function nextDue({ nextDue }: PromisedState, world: WorldView): StateDifference[] {
  if (!nextDue) return [];
  const { alert, case: record, recipient, at } = nextDue;
  const found = world.nextDue(alert, record, recipient);
  return isDue(at, found) ? [] : [{ field: 'next_due', alert, wanted: at, found }];
}

/** A wall time names no instant, so none is due at it. */
function isDue(wanted: PromisedTime | null, found: Instant | undefined): boolean {
  if (wanted === null || found === undefined) return wanted === null && found === undefined;
  const { clock, from, upTo } = promisedSpanOf(wanted);
  return clock === 'utc' && found >= from && found < upTo;
}

function sessions({ session }: PromisedState, world: WorldView): StateDifference[] {
  return [...(session ?? [])].flatMap(([contact, wanted]): StateDifference[] => {
    const found = sessionNow(contact, wanted, world);
    return found === wanted ? [] : [{ field: 'session', contact, wanted, found }];
  });
}

/** In the words that were asked for: whether one is open, or how the newest stands. */
function sessionNow(contact: string, wanted: PromisedSession, world: WorldView): string {
  if (wanted !== 'open' && wanted !== 'closed') return world.surveyStatus(contact) ?? 'none';
  return world.hasOpenSession(contact) ? 'open' : 'closed';
}
