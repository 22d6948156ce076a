/**
 * A journal file as `drysend why` asks it: what of a plan it shows, and the lines about a contact. It is read through for each
 * of these, so that memory grows with the contacts and with what is asked, not with the file.
 */
import type { CaseSeed } from '../core/model/case.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Plan } from '../core/model/plan.ts';
import { nameIn } from '../report/roster/filter.ts';
import { causeOf } from '../report/roster/row.ts';
import type { EntrySource } from '../report/why/trail-plan.ts';
import { planFrom } from '../scenario/load.ts';
import { exitCodes } from './exit-codes.ts';
import { type EntryText, entryTexts, readEntryText, runTexts } from './journal-texts.ts';
import { Stop } from './stop.ts';

export interface JournalStory {
  readonly plan: Plan;
  /** Every entry, read afresh each time. */
  readonly journal: EntrySource;
  /** Alerts, broadcasts, keywords and surveys that it speaks of. */
  readonly causes: readonly string[];
  /** The file, and which run of it this is, from 0. */
  readonly file: string;
  readonly ordinal: number;
}

/** The runs of the file; `known` are plans that may know their people. */
export function storiesIn(file: string, known: readonly Plan[]): JournalStory[] {
  const runs: { readonly title: string; readonly seen: Seen; length: number }[] = [];
  for (const text of runTexts(file)) {
    if (text.kind === 'run') {
      runs.push({ title: text.header.scenario, seen: new Seen(), length: 0 });
      continue;
    }
    const run = runs.at(-1);
    if (!run) continue;
    run.length += 1;
    if (text.seq !== run.length) throw partial(file);
    run.seen.record(text);
  }
  return runs.map(({ title, seen }, ordinal) => {
    const plan = known.find((one) => one.title === title) ?? seen.plan(title);
    return { plan, journal: sourceOf(file, ordinal), causes: [...seen.causes], file, ordinal };
  });
}

const sourceOf = (file: string, ordinal: number): EntrySource => ({
  *entries() {
    for (const text of entryTexts(file, ordinal)) yield readEntryText(text);
  },
  *holding(words) {
    const marks = words.map(inJson);
    for (const text of entryTexts(file, ordinal))
      if (marks.some((mark) => text.line.includes(mark))) yield readEntryText(text);
  },
});

/** A text as it stands inside a line. */
export const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** A trail is made of what `--journal-level sent` leaves out. */
const partial = (file: string): Stop =>
  new Stop(
    exitCodes.unreadable,
    `${file} was written with --journal-level sent: it holds no decisions`,
    'write it again without, or give the scenario',
  );

/** Who and what the entries of a run name. */
class Seen {
  readonly causes = new Set<string>();
  private readonly contacts = new Set<string>();
  /** What lines of messages have said between the text and `because`, but for the case: they repeat it. */
  private readonly courses = new Set<string>();

  record(text: EntryText): void {
    if (!this.isRepeated(text)) this.take(readEntryText(text));
  }

  private take(entry: Entry): void {
    const cause = nameIn(causeOf(entry));
    if (cause !== undefined) this.causes.add(cause);
    for (const key of [entry.case, entry.to, entry.contact]) if (key !== undefined) this.contacts.add(key);
  }

  /** Whether a message names nobody and no cause that was not named before; most do not, and need not be parsed. */
  private isRepeated({ kind, line }: EntryText): boolean {
    if (kind !== 'queued' && kind !== 'sent') return false;
    const text = line.indexOf(',"text":"');
    const end = text < 0 ? -1 : line.indexOf(',"because":', text);
    const start = end < 0 ? -1 : line.indexOf(',"cause":"', text);
    const due = start < 0 ? -1 : line.indexOf('"due":', start);
    if (due < 0 || due > end) return false;
    const course = line.slice(start, due);
    const isKnown = this.courses.has(course);
    if (!isKnown) this.courses.add(copied(course));
    return isKnown && this.knows(line, ',"to":"', 0, text) && this.knows(line, ',"case":"', text, end);
  }

  /** Whether the contact in a field is known, or there is none. */
  private knows(line: string, field: string, from: number, to: number): boolean {
    const start = line.indexOf(field, from);
    if (start < 0 || start > to) return true;
    const first = start + field.length;
    return this.contacts.has(line.slice(first, line.indexOf('"', first)));
  }

  /** What a journal alone has of a scenario: its contacts by key, without names; times are UTC. */
  plan(title: string): Plan {
    const loaded = planFrom({ scenario: title === '' ? 'a journal' : title, starts: '1970-01-01 00:00' });
    if ('problems' in loaded) throw new Error('a scenario without sections does not load');
    const [plan] = loaded.plans;
    return { ...plan!, cases: new Map([...this.contacts].map((key) => [key, contactOf(key)])) };
  }
}

/** A piece of a text holds the whole text in memory; a copy does not. */
const copied = (text: string): string => Buffer.from(text).toString();

const contactOf = (key: string): CaseSeed => ({
  ...{ key, caseId: key, project: '', type: '', name: '' },
  ...{ properties: new Map(), parents: [], closed: false },
});
