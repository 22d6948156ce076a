import type { Instant } from '../../../../core/model/instant.ts';
import type { LiveRun } from '../../live-run.ts';

/** What is known of one messaging event: lines of the journal by index. */
export interface EventLines {
  /** Where it began: a message queued, or an error before there was one. */
  readonly first: number;
  /** Where its message was sent or ended; undefined: it waits. */
  last: number | undefined;
  /** The gateway's later word. */
  receipt: string | undefined;
  /** When something happened to it last. */
  activeAt: Instant;
}

interface Index {
  readonly events: EventLines[];
  readonly byMessage: Map<string, EventLines>;
  next: number;
}

const indexes = new WeakMap<LiveRun, Index>();

/** The messaging events of a performance so far, in the order they began. Reads on from where it was. */
export function eventsOf(liveRun: LiveRun): readonly EventLines[] {
  const index = indexes.get(liveRun) ?? { events: [], byMessage: new Map(), next: 0 };
  indexes.set(liveRun, index);
  for (; index.next < liveRun.journal.length; index.next += 1) readLine(index, liveRun, index.next);
  return index.events;
}

function readLine(index: Index, { journal }: LiveRun, line: number): void {
  const { kind, id, at, status } = journal.entry(line);
  const known = id === undefined ? undefined : index.byMessage.get(id);
  if (kind === 'sent' || kind === 'error' || kind === 'receipt') {
    if (known) {
      known.activeAt = at;
      if (kind === 'receipt') known.receipt = status;
      else known.last = line;
      return;
    }
    if (kind !== 'error') return;
  } else if (kind !== 'queued') return;
  const event: EventLines = { first: line, last: undefined, receipt: undefined, activeAt: at };
  index.events.push(event);
  if (id !== undefined) index.byMessage.set(id, event);
}
