/** The lines of a journal file that a trail may be made of, kept in memory with their seq. */
import type { Entry } from '../core/model/entry.ts';
import { placesOf } from '../report/membership.ts';
import { courseOf, startKinds } from '../report/why/belongs.ts';
import { type Trail, trailOf, type WhyQuestion } from '../report/why/trail.ts';
import { type EntryText, entryTexts, readEntryText } from './journal-texts.ts';
import { inJson, type JournalStory } from './why-journal.ts';

/** Lines that name a message and nobody: they belong to the message. */
const ofMessages: ReadonlySet<string> = new Set(['attempt', 'held', 'receipt', 'sent', 'error']);

/** The trail of a question, read from the file. */
export function trailIn(story: JournalStory, question: WhyQuestion): Trail {
  const lines = new KeptLines(story);
  const keys = [question.case, question.to].filter((key) => key !== undefined);
  const words = keys.flatMap((key) => [key.replace(/^\+(?=\d+$)/, ''), ...placesOf(story.plan, key)]);
  lines.keepHolding(words);
  const { case: record, to } = question;
  if (record === undefined && to !== undefined) lines.keepCourses(lines.coursesOf(to));
  return lines.numbered(trailOf(story.plan, lines, question));
}

class KeptLines {
  private readonly story: JournalStory;
  private readonly bySeq = new Map<number, Entry>();
  private readonly ids = new Set<string>();

  constructor(story: JournalStory) {
    this.story = story;
  }

  *entries(): IterableIterator<Entry> {
    for (const seq of this.seqs()) yield this.bySeq.get(seq)!;
  }

  /** Keeps the lines with one of the words in them, the later lines of their messages, and what only a number says. */
  keepHolding(words: readonly string[]): void {
    const marks = [...new Set(words.filter((word) => word !== '').map(inJson))];
    this.keep(({ line, id, kind }) => {
      if (marks.some((mark) => line.includes(mark))) return true;
      if (kind === 'opt' || (kind === 'inbound' && !line.includes('","contact":"'))) return true;
      return id !== undefined && ofMessages.has(kind) && this.ids.has(id);
    });
  }

  /** Alerts and broadcasts, each with its case, from which the contact or place got something. */
  coursesOf(to: string): ReadonlySet<string> {
    const own = [...this.bySeq.values()].filter((entry) => entry.to === to || entry.recipient === to);
    return new Set(own.map(courseOf));
  }

  /** Keeps how courses began and ended; a group's own lines do not name its members. */
  keepCourses(courses: ReadonlySet<string>): void {
    if (courses.size === 0) return;
    const kinds: ReadonlySet<string> = new Set([...startKinds, 'error']);
    this.keep((text) => kinds.has(text.kind) && courses.has(courseOf(readEntryText(text))));
  }

  /** The trail with the seq of the file. */
  numbered(trail: Trail): Trail {
    const seqs = this.seqs();
    const sections = trail.sections.map((section) => ({
      ...section,
      steps: section.steps.map((step) => ({ ...step, seq: seqs[step.seq - 1]! })),
    }));
    return { ...trail, sections };
  }

  private keep(isWanted: (text: EntryText) => boolean): void {
    const { file, ordinal } = this.story;
    for (const text of entryTexts(file, ordinal)) {
      if (this.bySeq.has(text.seq) || !isWanted(text)) continue;
      const entry = readEntryText(text);
      this.bySeq.set(text.seq, entry);
      if (entry.id !== undefined) this.ids.add(entry.id);
    }
  }

  private seqs(): number[] {
    return [...this.bySeq.keys()].sort((a, b) => a - b);
  }
}
