import type { Entry } from '../../core/model/entry.ts';
import type { JournalView } from '../../core/model/run.ts';

/** Which lines of a journal are about whom, noted as they are recorded: a trail need not look through them all. */
export class ContactIndex {
  /** Key of a case, user or other recipient → lines that name it. */
  private readonly named = new Map<string, number[]>();
  /** Digits → lines that know no more of a contact than its number. */
  private readonly numbered = new Map<string, number[]>();
  /** Message id → lines that know no more of a message than its id. */
  private readonly later = new Map<string, number[]>();

  record(entry: Entry, line: number): void {
    const names = namesIn(entry);
    for (const name of names) append(this.named, name, line);
    if (entry.kind === 'opt' || (entry.kind === 'inbound' && entry.contact === undefined)) {
      append(this.numbered, entry.number ?? '', line);
    } else if (names.size === 0 && entry.id !== undefined) append(this.later, entry.id, line);
  }

  /** Lines that may be about one of these, or know no more than one of the numbers, in order: no others are. */
  about(names: readonly string[], journal: JournalView, numbers: readonly string[] = []): readonly number[] {
    const lines = new Set<number>();
    const add = (more: readonly number[] = []): void => {
      for (const line of more) lines.add(line);
    };
    for (const number of numbers) add(this.numbered.get(number));
    for (const line of names.flatMap((name) => this.named.get(name) ?? [])) {
      const { id, number } = journal.entry(line);
      lines.add(line);
      if (id !== undefined) add(this.later.get(id));
      if (number !== undefined) add(this.numbered.get(number));
    }
    return [...lines].sort((a, b) => a - b);
  }
}

function namesIn({
  kind,
  name,
  case: record,
  to,
  contact,
  recipient,
  owner,
  refused,
  about,
}: Entry): ReadonlySet<string> {
  const names = new Set<string>();
  const setting = kind === 'setting' ? name : undefined;
  for (const key of [record, to, contact, recipient, owner, refused, about?.case, setting]) {
    if (key) names.add(key);
  }
  return names;
}

function append(lists: Map<string, number[]>, key: string, line: number): void {
  const list = lists.get(key);
  if (list) list.push(line);
  else lists.set(key, [line]);
}

/** Some lines of a journal, as if they were all of it. */
export const someOf = (journal: JournalView, lines: readonly number[]): JournalView => ({
  length: lines.length,
  entry: (index) => journal.entry(lines[index]!),
  *entries() {
    for (const line of lines) yield journal.entry(line);
  },
  lines: () => journal.lines(),
});
