/** Whether the world is as a `state` expectation says, and each way in which it is not. */
import type { PromisedSession, PromisedState } from '../core/model/expectation.ts';
import type { WorldView } from '../core/ports.ts';
import { wallText } from '../core/time/format.ts';
import type { Zone } from '../core/time/zone.ts';
import { digits } from './checks.ts';
import { promisedSpanOf } from './promised-time.ts';

/** One line for each thing that is not as promised. */
export function stateDifferences(state: PromisedState, world: WorldView, projectZone: Zone): string[] {
  return [
    ...owners(state, world),
    ...optedOut(state, world),
    ...properties(state, world),
    ...queued(state, world),
    ...nextDue(state, world, projectZone),
    ...sessions(state, world),
  ];
}

function owners({ twoWay }: PromisedState, world: WorldView): string[] {
  return [...(twoWay ?? [])].flatMap(([number, wanted]) => {
    const found = world.twoWayOwner(digits(number)) ?? null;
    return differs(`two_way ${number}`, wanted ?? 'nobody', found ?? 'nobody');
  });
}

function optedOut({ optedOut }: PromisedState, world: WorldView): string[] {
  if (!optedOut) return [];
  const listed = (numbers: readonly string[]): string => `[${[...new Set(numbers)].sort().join(', ')}]`;
  return differs('opted_out', listed(optedOut.map(digits)), listed(world.optedOut()));
}

function properties({ property }: PromisedState, world: WorldView): string[] {
  if (!property) return [];
  return [...property.values].flatMap(([name, wanted]) => {
    const found = world.property(property.case, name);
    if (found === wanted) return [];
    return differs(
      `${name} of ${property.case}`,
      JSON.stringify(wanted),
      found === undefined ? 'no such property' : JSON.stringify(found),
    );
  });
}

function queued({ queued }: PromisedState, world: WorldView): string[] {
  return queued === undefined ? [] : differs('queued', queued, world.queued());
}

function nextDue({ nextDue }: PromisedState, world: WorldView, zone: Zone): string[] {
  if (!nextDue) return [];
  const { alert, case: record, recipient, at } = nextDue;
  const found = world.nextDue(alert, record, recipient);
  const name = `next_due of ${alert}`;
  const foundText = found === undefined ? 'none' : wallText(zone, found);
  if (at === null) return differs(name, 'none', foundText);
  const { isLocal, from, upTo } = promisedSpanOf(at);
  const isThen = found !== undefined && !isLocal && found >= from && found < upTo;
  if (isThen) return [];
  if (isLocal) return [`${name}: ${at.text} needs a zone, not "local"`];
  return [`${name}: expected ${at.text}, found ${foundText}`];
}

function sessions({ session }: PromisedState, world: WorldView): string[] {
  return [...(session ?? [])].flatMap(([contact, wanted]) =>
    differs(`session of ${contact}`, wanted, sessionNow(contact, wanted, world)),
  );
}

/** In the words that were asked for: whether one is open, or how the newest stands. */
function sessionNow(contact: string, wanted: PromisedSession, world: WorldView): string {
  if (wanted !== 'open' && wanted !== 'closed') return world.surveyStatus(contact) ?? 'none';
  return world.hasOpenSession(contact) ? 'open' : 'closed';
}

function differs<T>(name: string, wanted: T, found: T): string[] {
  return wanted === found ? [] : [`${name}: expected ${wanted}, found ${found}`];
}
