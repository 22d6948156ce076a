import type { Entry } from '../../../../core/model/entry.ts';
import type { Instant } from '../../../../core/model/instant.ts';
import type { LiveRun } from '../../live-run.ts';

/** What is known of one messaging event: lines of the journal by index. */
export interface EventLines {
  /** Where it began: a message queued, an error before there was one, or a text that came in. */
  readonly first: number;
  /** Where its message was sent or ended; undefined: it waits. */
  last: number | undefined;
  /** The gateway's later word. */
  receipt: string | undefined;
  /** When something happened to it last. */
  activeAt: Instant;
  /** The survey that it asks for, or answers. */
  readonly survey?: string | undefined;
  /** Of an answer to a survey: where that survey asked first. */
  readonly asked?: number | undefined;
}

interface Index {
  readonly events: EventLines[];
  readonly byMessage: Map<string, EventLines>;
  /** Contact → the survey that was opened last for it, and the line after, where it asks first. */
  readonly surveys: Map<string, { readonly survey: string; readonly asked: number }>;
  next: number;
}

/** What took a text that HQ has an event for: opt words, joins and texts of strangers have none. */
const withEvent: ReadonlySet<string> = new Set(['keyword', 'survey', 'verification', 'default_reply']);

const indexes = new WeakMap<LiveRun, Index>();

/** The messaging events of a performance so far, in the order they began. Reads on from where it was. */
export function eventsOf(liveRun: LiveRun): readonly EventLines[] {
  const index = indexes.get(liveRun) ?? { events: [], byMessage: new Map(), surveys: new Map(), next: 0 };
  indexes.set(liveRun, index);
  for (; index.next < liveRun.journal.length; index.next += 1) readLine(index, liveRun, index.next);
  return index.events;
}

function readLine(index: Index, { journal }: LiveRun, line: number): void {
  const entry = journal.entry(line);
  const { kind, id, at, status, to = '' } = entry;
  if (kind === 'survey') noteSurvey(index, entry, line);
  if (kind === 'inbound') readIncoming(index, entry, line);
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
  const opened = index.surveys.get(to);
  const survey = entry.survey ?? (opened?.asked === line ? opened.survey : undefined);
  const event: EventLines = { first: line, last: undefined, receipt: undefined, activeAt: at, survey };
  index.events.push(event);
  if (id !== undefined) index.byMessage.set(id, event);
}

function noteSurvey(index: Index, { survey, contact, state }: Entry, line: number): void {
  if (state !== 'opened' || survey === undefined || contact === undefined) return;
  index.surveys.set(contact, { survey, asked: line + 1 });
}

function readIncoming(index: Index, { at, contact, handled_by: handledBy = '' }: Entry, line: number): void {
  if (contact === undefined || !withEvent.has(handledBy)) return;
  const survey = handledBy === 'survey' ? index.surveys.get(contact) : undefined;
  index.events.push({ first: line, last: line, receipt: undefined, activeAt: at, ...survey });
}
