/** Why something did not come: the last decision that the journal holds about a contact and an alert. */
import type { Entry } from '../core/model/entry.ts';
import { type Instant, MS_PER_DAY } from '../core/model/instant.ts';
import type { JournalView } from '../core/model/run.ts';
import type { Decision } from '../core/model/verdict.ts';

/** What is asked: about whom, which alert or broadcast (any when left out), and when it was expected. */
export interface Question {
  readonly contact: string;
  readonly name: string | undefined;
  readonly at: Instant | undefined;
}

const decisions: ReadonlySet<Entry['kind']> = new Set([
  'armed',
  'rearmed',
  'disarmed',
  'skipped',
  'error',
  'held',
  'attempt',
]);

/** For each question the decision, or undefined when no journal was kept. */
export function answerWhy(questions: readonly Question[], journal: JournalView): (Decision | undefined)[] {
  const found: ({ readonly entry: Entry; readonly index: number } | undefined)[] = questions.map(
    () => undefined,
  );
  const byContact = indexesByContact(questions);
  const messages = new Map<string, Entry>();
  let place = -1;
  for (const entry of journal.entries()) {
    place += 1;
    const message = entry.id === undefined ? undefined : messages.get(entry.id);
    for (const contact of contactsOf(message ?? entry)) {
      const asked = byContact.get(contact);
      if (!asked) continue;
      if (entry.kind === 'queued' && entry.id !== undefined) messages.set(entry.id, entry);
      for (const index of decisions.has(entry.kind) ? asked : []) {
        if (answers(questions[index]!, entry, message, found[index] !== undefined))
          found[index] = { entry, index: place };
      }
    }
    if (message && (entry.kind === 'sent' || entry.kind === 'error')) messages.delete(message.id!);
  }
  return questions.map(({ contact }, index) =>
    journal.length === 0 ? undefined : { contact, ...found[index] },
  );
}

function indexesByContact(questions: readonly Question[]): ReadonlyMap<string, readonly number[]> {
  const byContact = new Map<string, number[]>();
  for (const [index, { contact }] of questions.entries()) {
    const indexes = byContact.get(contact);
    if (indexes) indexes.push(index);
    else byContact.set(contact, [index]);
  }
  return byContact;
}

/** The latest decision before the expected time (or a day after it) counts; failing that the first one later. */
function answers(
  { name, at }: Question,
  entry: Entry,
  message: Entry | undefined,
  isAnswered: boolean,
): boolean {
  const about = entry.alert ?? entry.broadcast ?? message?.alert ?? message?.broadcast;
  if (name !== undefined && about !== name) return false;
  if (isAnswered && saysLittle(entry)) return false;
  return at === undefined || entry.at <= at + MS_PER_DAY || !isAnswered;
}

/** That a schedule came to its end does not tell why something is missing. */
const saysLittle = ({ reason }: Entry): boolean =>
  reason === 'schedule_finished' || reason === 'copied_finished';

function contactsOf({ case: record, recipient, to, contact }: Entry): ReadonlySet<string> {
  return new Set([record, recipient, to, contact].filter((key) => key !== undefined));
}
