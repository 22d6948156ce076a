import type { TimedEvent } from '../core/model/schedule.ts';

const EVENTS_APART_SECONDS = 300;

/** Two events nearer than HQ's screens allow, windows that overlap, or events out of order. */
export function closeTogether(events: readonly TimedEvent[]): boolean {
  return events.some((event, index) => {
    const before = events[index - 1];
    if (before?.time.kind === 'fixed' && event.time.kind === 'fixed')
      return secondOf(event, event.time) - secondOf(before, before.time) < EVENTS_APART_SECONDS;
    if (before?.time.kind !== 'random' || event.time.kind !== 'random') return false;
    return secondOf(event, event.time) - secondOf(before, before.time) < before.time.windowMinutes * 60;
  });
}

const secondOf = ({ day }: TimedEvent, { second }: { readonly second: number }): number =>
  day * 86_400 + second;
