/** Who gets what and when, person by person, for a terminal: the first few people, and how to have the others. */
import { grouped } from '../../core/text/grouped.ts';
import { shortLabel } from '../people.ts';
import { counted } from '../text/span.ts';
import { cut, displayWidth, padEnd, plainLine } from '../text/terminal-text.ts';
import { momentName, type PlanLook, type PlannedStory } from './look.ts';
import type { PlannedMessage, SendingPlan } from './sending-plan.ts';

/** How much of a calendar is kept to be shown. */
interface ExcerptSize {
  readonly people: number;
  readonly messagesEach: number;
}

/** Of everybody a few; of people asked for by name as much as a person may want to read. */
export const sizeFor = (isByName: boolean): ExcerptSize =>
  isByName ? { people: 20, messagesEach: 100 } : { people: 3, messagesEach: 6 };

/** The first people to get something, with their first messages. */
export class CalendarExcerpt {
  readonly people = new Map<string, PlannedMessage[]>();
  private readonly size: ExcerptSize;

  constructor(size: ExcerptSize) {
    this.size = size;
  }

  /** How many messages somebody of a part that is over gets; undefined: the plan says it. */
  messagesOf(_person: string): number | undefined {
    return undefined;
  }

  /** Whether there is room for more messages of a person, or of anybody. */
  hasRoom(person?: string): boolean {
    const isFull = (messages: readonly PlannedMessage[]): boolean =>
      messages.length >= this.size.messagesEach;
    const known = person === undefined ? undefined : this.people.get(person);
    if (known) return !isFull(known);
    return (
      this.people.size < this.size.people ||
      (person === undefined && ![...this.people.values()].every(isFull))
    );
  }

  add(message: PlannedMessage): void {
    const known = this.people.get(message.person);
    if (known && known.length < this.size.messagesEach) known.push(message);
    if (!known && this.people.size < this.size.people) this.people.set(message.person, [message]);
  }
}

/** Put together from those of the parts of a story: its people are the first of all parts. */
export class MergedExcerpt extends CalendarExcerpt {
  private readonly most: number;
  private readonly all: {
    person: string;
    messages: PlannedMessage[];
    count: number;
    order: readonly number[];
  }[] = [];

  constructor(size: ExcerptSize) {
    super(size);
    this.most = size.people;
  }

  /** `orderOf` says where in the run somebody's first message stands. */
  addPart(part: CalendarExcerpt, plan: SendingPlan, orderOf: (person: string) => readonly number[]): void {
    for (const [person, messages] of part.people)
      this.all.push({ person, messages, count: plan.people.get(person)!.messages, order: orderOf(person) });
    this.all.sort((a, b) => compared(a.order, b.order)).splice(this.most);
    this.people.clear();
    for (const { person, messages } of this.all) this.people.set(person, messages);
  }

  override messagesOf(person: string): number | undefined {
    return this.all.find((each) => each.person === person)?.count;
  }
}

function compared(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((number, at) => number !== other[at]);
  return index < 0 ? 0 : one[index]! - (other[index] ?? 0);
}

const TEXT_CELLS_MIN = 12;
const CAUSE_CELLS_MAX = 20;

export function calendarLines(
  excerpt: CalendarExcerpt,
  plan: SendingPlan,
  story: PlannedStory,
  look: PlanLook,
): string[] {
  if (excerpt.people.size === 0) return [];
  const more = plan.served - excerpt.people.size;
  const causes = [...excerpt.people.values()].flat().map((message) => displayWidth(causeName(message)));
  const causeCells = Math.min(CAUSE_CELLS_MAX, Math.max(...causes));
  const people = [...excerpt.people].flatMap(([key, messages]) => [
    `  ${shortLabel(story.people, key)}`,
    ...messages.map((message) => messageLine(message, causeCells, story, look)),
    ...moreMessages((excerpt.messagesOf(key) ?? plan.people.get(key)!.messages) - messages.length, look),
  ]);
  return [look.ink.strong('calendar'), ...people, ...moreLines(more, look)];
}

const moreLines = (more: number, { ink }: PlanLook): string[] =>
  more > 0
    ? [
        ink.quiet(
          `  … and ${grouped(more)} more ${more === 1 ? 'person' : 'people'}: --case NAME shows one;`,
        ),
        ink.quiet('    --csv, --xlsx, --ics or --json FILE has all'),
      ]
    : [];

const moreMessages = (more: number, { ink }: PlanLook): string[] =>
  more > 0 ? [ink.quiet(`    … and ${counted(more, 'message')} more`)] : [];

const causeName = ({ row }: PlannedMessage): string => plainLine(row.cause.replace(/^alert /, ''));

/** On the reader's own clock; where that is not the project's, the project's stands behind it. */
function messageLine(
  message: PlannedMessage,
  causeCells: number,
  { zone: projectZone }: PlannedStory,
  { columns, ink }: PlanLook,
): string {
  const { row, at, zone } = message;
  const own = momentName(zone, at);
  const project = momentName(projectZone, at);
  const when = own === project ? own : `${own} (${project} in ${projectZone.name})`;
  const cause = padEnd(cut(causeName(message), causeCells), causeCells);
  const head = `    ${when}  ${row.channel === 'email' ? 'email' : 'sms  '}  ${cause}  `;
  const room = columns - displayWidth(head);
  const text = plainLine(row.text ?? '');
  return room < TEXT_CELLS_MIN ? head.trimEnd() : `${head}${ink.quiet(cut(text, room))}`;
}
