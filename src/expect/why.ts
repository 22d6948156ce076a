/** Why something did not come: the last decision that the journal holds about a contact and an alert. */
import type { Entry } from '../core/model/entry.ts';
import { type Instant, MS_PER_DAY } from '../core/model/instant.ts';
import type { Decision, Verdict } from '../core/model/verdict.ts';

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

/** A broken promise, and what is to be asked of the first so many entries. */
export interface Asked {
  readonly verdict: Verdict;
  readonly question: Question;
  readonly upTo: number;
}

/** Gives the broken promises their reasons; `replay` hands over the journal from its first entry. */
export function giveReasons(asked: readonly Asked[], replay: (record: (entry: Entry) => void) => void): void {
  const listener = new WhyListener(asked);
  replay((entry) => listener.record(entry));
  for (const [place, why] of listener.answers().entries())
    if (why) Object.assign(asked[place]!.verdict, { why });
}

/** Listens to a journal from its first entry, and answers questions about it. */
class WhyListener {
  private readonly asked: readonly Asked[];
  private readonly found: ({ readonly entry: Entry; readonly index: number } | undefined)[];
  private readonly byContact: ReadonlyMap<string, readonly number[]>;
  private readonly messages = new Map<string, Entry>();
  private place = -1;

  constructor(asked: readonly Asked[]) {
    this.asked = asked;
    this.found = asked.map(() => undefined);
    this.byContact = indexesByContact(asked.map(({ question }) => question));
  }

  record(entry: Entry): void {
    this.place += 1;
    const { messages } = this;
    const message = entry.id === undefined ? undefined : messages.get(entry.id);
    for (const contact of contactsOf(message ?? entry)) {
      const indexes = this.byContact.get(contact);
      if (!indexes) continue;
      if (entry.kind === 'queued' && entry.id !== undefined) messages.set(entry.id, entry);
      for (const index of decisions.has(entry.kind) ? indexes : []) {
        const { question, upTo } = this.asked[index]!;
        if (this.place < upTo && answers(question, entry, message, this.found[index] !== undefined))
          this.found[index] = { entry, index: this.place };
      }
    }
    if (message && (entry.kind === 'sent' || entry.kind === 'error')) messages.delete(message.id!);
  }

  /** For each question the decision, or undefined when there was no entry. */
  answers(): (Decision | undefined)[] {
    return this.asked.map(({ question: { contact }, upTo }, index) =>
      this.place < 0 || upTo === 0 ? undefined : { contact, ...this.found[index] },
    );
  }
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
