import type { SourceLocation } from '../core/model/expectation.ts';
import { type Instant, MS_PER_DAY } from '../core/model/instant.ts';
import type { Act, TimelineEntry } from '../core/model/timeline.ts';
import { dayNumber } from '../core/time/calendar.ts';
import { actsFrom, type EntryRecord } from './acts.ts';
import type { Node } from './node.ts';
import { type ParseContext, sourceOf } from './parse-context.ts';
import { alternatives, quoted } from './problem.ts';
import type { EditedDefinitions } from './sections.ts';
import { timelineEntryShape, verbFields } from './timeline-shape.ts';

/** First and last instant as the file gives them. */
export interface GivenBounds {
  readonly startsAt: Instant | undefined;
  readonly endsAt: Instant | undefined;
}

export interface ReadTimeline {
  readonly entries: readonly TimelineEntry[];
  readonly alertsToCome: ReadonlySet<string>;
}

/** The first instant after the year 9999. */
const yearsEnd: Instant = dayNumber(10_000, 1, 1) * MS_PER_DAY;

const verbs = Object.keys(verbFields);

/** What happens, in order of time, each edit merged into what it edits. */
export function timelineFrom(
  node: Node | undefined,
  bounds: GivenBounds,
  definitions: EditedDefinitions,
  context: ParseContext,
): ReadTimeline {
  const entries: TimelineEntry[] = [];
  const alertsToCome = new Set<string>();
  const missing = new Set<string>();
  if (node === undefined || (node.kind === 'text' && node.text === '')) return { entries, alertsToCome };
  if (node.kind !== 'list') {
    context.unwanted(node, 'a list of entries');
    return { entries, alertsToCome };
  }
  tellCreated(node.items, alertsToCome, missing);

  let before: { readonly at: Instant; readonly text: string } | undefined;
  for (const item of node.items) {
    const given = timelineEntryShape.read(item, context);
    if (given === undefined) continue;
    const at = timeOf(given, before?.at ?? bounds.startsAt, context);
    if (at !== undefined) {
      tellOrder(given, at, before, bounds, context);
      before = { at: Math.max(at, before?.at ?? at), text: timeText(given) };
    }
    const acts = tellVerbs(given, context)
      ? actsFrom(given, before?.at ?? 0, definitions, missing, context)
      : [];
    const source = sourceOf(item);
    if (at !== undefined) entries.push(...acts.map((act) => entryOf(at, source, act)));
  }
  return { entries, alertsToCome };
}

const entryOf = (at: Instant, source: SourceLocation, act: Act): TimelineEntry => ({ at, source, act });

/** Alerts whose first mention is `create` do not exist before it. */
function tellCreated(items: readonly Node[], alertsToCome: Set<string>, missing: Set<string>): void {
  const seen = new Set<string>();
  for (const item of items) {
    const alerts = item.kind === 'map' ? item.entries.get('alert')?.value : undefined;
    if (alerts?.kind !== 'map') continue;
    for (const [name, { value }] of alerts.entries) {
      if (!seen.has(name) && value.kind === 'text' && value.text === 'create') {
        alertsToCome.add(name);
        missing.add(name);
      }
      seen.add(name);
    }
  }
}

function timeOf(given: EntryRecord, before: Instant | undefined, context: ParseContext): Instant | undefined {
  const { entries } = given.node;
  if (entries.has('at') === entries.has('after')) {
    const found = entries.has('at') ? 'at and after' : 'no time';
    return context.problem(given.node, found, 'at: a time, or after: a duration');
  }
  if (given.after === undefined) return given.at;
  if (before !== undefined) return withinCalendar(before + given.after, given, context);
  return context.problem(
    entries.get('after')!.key,
    'after in the first entry',
    'at, or starts in the file',
    'nothing comes before it',
  );
}

/** Whatever adds up stays within the years that have a date. */
function withinCalendar(at: Instant, given: EntryRecord, context: ParseContext): Instant | undefined {
  if (at < yearsEnd) return at;
  const place = given.node.entries.get('after')!.value;
  return context.problem(place, `${quoted(timeText(given))}, after the year 9999`, 'a time of the calendar');
}

/** A time as it is written. */
function timeText(given: EntryRecord): string {
  const value = (given.node.entries.get('at') ?? given.node.entries.get('after'))?.value;
  const text = value?.kind === 'text' ? value.text : '';
  return given.node.entries.has('at') ? text : `${text} later`;
}

function tellOrder(
  given: EntryRecord,
  at: Instant,
  before: { readonly at: Instant; readonly text: string } | undefined,
  bounds: GivenBounds,
  context: ParseContext,
): void {
  const place = (given.node.entries.get('at') ?? given.node.entries.get('after'))?.value ?? given.node;
  const found = quoted(timeText(given));
  if (before !== undefined && at < before.at) {
    context.problem(place, `${found} after ${quoted(before.text)}`, 'entries in order of time');
  } else if (bounds.startsAt !== undefined && at < bounds.startsAt) {
    context.problem(place, `${found}, before the scenario starts`, 'a time from starts to ends');
  } else if (bounds.endsAt !== undefined && at > bounds.endsAt) {
    context.problem(place, `${found}, after the scenario ends`, 'a time from starts to ends');
  }
}

/** Exactly one verb in each entry. */
function tellVerbs(given: EntryRecord, context: ParseContext): boolean {
  const found = verbs.filter((verb) => given.node.entries.has(verb));
  if (found.length === 1) return true;
  const hasUnknown = [...given.node.entries.keys()].some(
    (name) => !Object.hasOwn(timelineEntryShape.fields, name),
  );
  if (found.length === 0 && hasUnknown) return false;
  context.problem(
    given.node,
    found.length === 0 ? 'no verb' : found.join(' and '),
    `exactly one of ${alternatives(verbs)}`,
  );
  return false;
}
