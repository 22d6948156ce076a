/**
 * Finds the few lines of a journal that a trail may be about, so that it need not read all of them: lines by every key,
 * number and address that they name, and the starts of groups by their course.
 */
import type { Entry } from '../../../../core/model/entry.ts';
import { placesOf } from '../../../membership.ts';
import { numbersOf, type Subject } from '../../../why/belongs.ts';
import type { EntrySource, TrailPlan } from '../../../why/trail-plan.ts';

interface Journal {
  entry(index: number): Entry;
}

const starts: ReadonlySet<Entry['kind']> = new Set(['armed', 'rearmed', 'disarmed', 'skipped', 'error']);

export class TrailIndex {
  private readonly plan: TrailPlan;
  private readonly journal: Journal;
  private readonly lines = new Map<string, number[]>();

  constructor(plan: TrailPlan, journal: Journal) {
    this.plan = plan;
    this.journal = journal;
  }

  /** `queued` is the line that made the message of `entry`. Lines come in order. */
  record(index: number, entry: Entry, queued: Entry | undefined): void {
    for (const name of new Set([...namesIn(entry), ...(queued ? namesIn(queued) : [])])) {
      const known = this.lines.get(name);
      if (known) known.push(index);
      else this.lines.set(name, [index]);
    }
  }

  /** Every line that may be about the subject, in order, by its place in the journal. */
  linesAbout({ case: record, to }: Subject): number[] {
    const keys = [record, to].filter((key) => key !== undefined);
    const found = new Set(keys);
    const key = record ?? to;
    if (key !== undefined) for (const place of placesOf(this.plan, key)) found.add(place);
    const first = this.sourceOf(this.named(found));
    if (key !== undefined) {
      for (const number of numbersOf(this.plan, first, key)) found.add(number);
    }
    if (to !== undefined) {
      for (const entry of first.entries())
        if (entry.to === to || entry.recipient === to) found.add(courseOf(entry));
    }
    return this.named(found);
  }

  sourceOf(lines: readonly number[]): EntrySource {
    const { journal } = this;
    return {
      *entries() {
        for (const index of lines) yield journal.entry(index);
      },
    };
  }

  private named(names: ReadonlySet<string>): number[] {
    const lines = new Set([...names].flatMap((name) => this.lines.get(name) ?? []));
    return [...lines].sort((a, b) => a - b);
  }
}

function namesIn(entry: Entry): string[] {
  const { case: record, to, recipient, contact, owner, refused, number, address, about, kind, name } = entry;
  const names = [record, to, recipient, contact, owner, refused, number, address, about?.case];
  if (kind === 'setting') names.push(name);
  if (number !== undefined && to === undefined) names.push(`+${number}`);
  if (starts.has(kind) && to === undefined) names.push(courseOf(entry));
  return names.filter((one) => typeof one === 'string');
}

/** Not a key of anybody: it has line breaks. */
const courseOf = ({ alert, broadcast, case: record }: Entry): string =>
  `\n${alert ?? ''}\n${broadcast ?? ''}\n${record ?? ''}`;
