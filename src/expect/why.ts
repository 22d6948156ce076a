/** Why something did not come: the last decision that the journal holds about a contact and an alert. */
import { type Code, codes } from '../core/model/codes.ts';
import type { Entry } from '../core/model/entry.ts';
import { type Instant, MS_PER_DAY } from '../core/model/instant.ts';
import type { JournalView } from '../core/model/run.ts';
import { wallText } from '../core/time/format.ts';
import type { Zone } from '../core/time/zone.ts';
import { reasonWords } from './reason-words.ts';

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

/** For each question a sentence, or undefined when no journal was kept. */
export function answerWhy(
  questions: readonly Question[],
  journal: JournalView,
  zone: Zone,
): (string | undefined)[] {
  const found: (Entry | undefined)[] = questions.map(() => undefined);
  const byContact = indexesByContact(questions);
  const messages = new Map<string, Entry>();
  for (const entry of questions.length > 0 ? journal.entries() : []) {
    const message = entry.id === undefined ? undefined : messages.get(entry.id);
    for (const contact of contactsOf(message ?? entry)) {
      const asked = byContact.get(contact);
      if (!asked) continue;
      if (entry.kind === 'queued' && entry.id !== undefined) messages.set(entry.id, entry);
      for (const index of decisions.has(entry.kind) ? asked : []) {
        if (answers(questions[index]!, entry, message, found[index])) found[index] = entry;
      }
    }
    if (message && (entry.kind === 'sent' || entry.kind === 'error')) messages.delete(message.id!);
  }
  return found.map((entry, index) => {
    if (entry) return sentence(entry, zone);
    return journal.length === 0
      ? undefined
      : `the journal holds no decision about ${questions[index]!.contact}`;
  });
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
  known: Entry | undefined,
): boolean {
  const about = entry.alert ?? entry.broadcast ?? message?.alert ?? message?.broadcast;
  if (name !== undefined && about !== name) return false;
  if (known !== undefined && saysLittle(entry)) return false;
  return at === undefined || entry.at <= at + MS_PER_DAY || known === undefined;
}

/** That a schedule came to its end does not tell why something is missing. */
const saysLittle = ({ reason }: Entry): boolean =>
  reason === 'schedule_finished' || reason === 'copied_finished';

function contactsOf({ case: record, recipient, to, contact }: Entry): ReadonlySet<string> {
  return new Set([record, recipient, to, contact].filter((key) => key !== undefined));
}

function sentence(entry: Entry, zone: Zone): string {
  const { alert, broadcast, due, reason, detail, until } = entry;
  const subject = alert ? `alert ${alert}: ` : broadcast ? `broadcast ${broadcast}: ` : '';
  const because = reason === undefined ? '' : ` because ${reasonWords[reason]}`;
  const dueText = due === undefined ? '' : `, due ${wallText(zone, due)}`;
  const at = wallText(zone, entry.at);
  return subject + told() + detailText(detail);

  function told(): string {
    switch (entry.kind) {
      case 'armed':
        return `armed ${at}${dueText}${because}`;
      case 'rearmed':
        return `armed again ${at}${dueText}${because}`;
      case 'disarmed':
        return `disarmed ${at}${because}`;
      case 'held':
        return `held since ${at}${because}${until === undefined ? '' : ` until ${wallText(zone, until)}`}`;
      case 'attempt':
        return `hand-over ${entry.attempt ?? ''} failed ${at}: ${entry.answer ?? ''}`;
      case 'error':
        return `error ${entry.code ?? ''} ${at}: ${labelOf(entry.code)}`;
      default:
        return `not sent${dueText}, told ${at},${because}`;
    }
  }
}

function labelOf(code: string | undefined): string {
  return code !== undefined && Object.hasOwn(codes, code) ? codes[code as Code].label : '';
}

function detailText(detail: Entry['detail']): string {
  if (detail === undefined) return '';
  if (typeof detail === 'string') return ` (${detail})`;
  const facts = Object.entries(detail).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value || '""' : JSON.stringify(value)}`,
  );
  return ` (${facts.join(', ')})`;
}
