/** A list of CommCare's own as a side of a comparison, its people and alerts called as the other side calls them. */
import type { ComparedMessage } from '../../core/model/message-change.ts';
import type { HqMessage, HqMessages } from '../../imports/hq-messages/hq-message.ts';
import { type People, peopleNamed } from '../people.ts';
import { nameIn, type RosterFilter } from '../roster/filter.ts';
import type { DiffSide } from './side.ts';

/**
 * `like` is what the list is compared with: by its ids, numbers and alerts the list's are known. `filter` narrows it to
 * an alert and to people.
 */
export function hqSide(
  name: string,
  list: HqMessages,
  like: DiffSide | undefined,
  filter: Pick<RosterFilter, 'alert' | 'case'> = {},
): DiffSide {
  const people = new PersonFinder(like);
  const causes = new Map(causesIn(like).map((cause) => [folded(cause), cause]));
  const messages = new Map<string, ComparedMessage[]>();
  const names = new Map<string, string>();
  for (const message of list.messages) {
    const person = people.personOf(message);
    if (message.recipientName !== '') names.set(person, message.recipientName);
    const mine = messages.get(person) ?? [];
    messages.set(person, mine);
    mine.push(comparedOf(message, { person, causes, people }));
  }
  const known = peopleNamed(new Map([...names, ...(like?.names ?? [])]));
  narrow(messages, filter, (text, person) => isCalled(text, person, known));
  return {
    name,
    kind: list.kind,
    title: '',
    names,
    zone: undefined,
    ignores: new Set(list.kind === 'message log' ? ['case'] : []),
    notes: list.notes.map((note) => `${name}: ${note}`),
    ids: new Map(),
    messages,
    whyNot: () => undefined,
  };
}

function narrow(
  messages: Map<string, ComparedMessage[]>,
  { alert, case: text }: Pick<RosterFilter, 'alert' | 'case'>,
  isMeant: (text: string, person: string) => boolean,
): void {
  for (const [person, all] of messages) {
    const kept = all.filter(
      ({ cause, case: record = '' }) =>
        (alert === undefined || nameIn(cause) === alert) &&
        (text === undefined || isMeant(text, person) || isMeant(text, record)),
    );
    if (kept.length === 0) messages.delete(person);
    else messages.set(person, kept);
  }
}

const isCalled = (text: string, key: string, { name }: People): boolean =>
  [key, name(key)].some((each) => each.toLowerCase().includes(text.toLowerCase()));

interface Found {
  readonly person: string;
  readonly causes: ReadonlyMap<string, string>;
  readonly people: PersonFinder;
}

function comparedOf(message: HqMessage, { person, causes, people }: Found): ComparedMessage {
  const { row, recipientId: _, recipientName: __, caseId, code, cause, ...rest } = message;
  return {
    ...rest,
    person,
    cause: causes.get(folded(cause)) ?? cause,
    case: caseId === undefined ? undefined : people.keyOf(caseId),
    reason: code,
    line: row,
  };
}

const causesIn = (side: DiffSide | undefined): string[] => {
  const causes = new Set<string>();
  for (const messages of side?.messages.values() ?? []) for (const { cause } of messages) causes.add(cause);
  return [...causes];
};

/** HQ's name of an alert is a person's: letter case, blanks, dashes and underscores make no difference. */
const folded = (cause: string): string => cause.toLowerCase().replaceAll(/[\s_-]+/g, ' ');

/** Finds the key of a recipient by id, else by a number or address that only one person of the other side has. */
class PersonFinder {
  private readonly like: DiffSide | undefined;
  private readonly byAddress = new Map<string, string | undefined>();

  constructor(like: DiffSide | undefined) {
    this.like = like;
    for (const [person, messages] of like?.messages ?? []) {
      for (const { number, address } of messages) {
        for (const reached of [number, address]) if (reached !== undefined) this.learn(reached, person);
      }
    }
  }

  keyOf(id: string): string {
    return this.like?.ids.get(id) ?? id;
  }

  personOf({ recipientId, number, address }: HqMessage): string {
    const key = this.keyOf(recipientId);
    if (key !== recipientId || this.like?.messages.has(key) === true) return key;
    const reached = this.byAddress.get(number ?? address ?? '');
    if (reached !== undefined) return reached;
    return recipientId || (number === undefined ? (address ?? '') : `+${number}`);
  }

  /** Two people with one number are not distinguished by it. */
  private learn(reached: string, person: string): void {
    const before = this.byAddress.get(reached);
    if (!this.byAddress.has(reached)) this.byAddress.set(reached, person);
    else if (before !== person) this.byAddress.set(reached, undefined);
  }
}
