/**
 * How people appear in every text: `Amina Lema (3bc36664)`, name and the shortest id that is unique. One label is
 * made for one key, so a label copied from a report finds the same person again.
 */
import type { CaseSeed } from '../core/model/case.ts';
import type { User } from '../core/model/people.ts';
import type { Plan } from '../core/model/plan.ts';
import { cut, plainLine } from './text/terminal-text.ts';

/** The people of a story, by key. */
export interface People {
  /** `Amina Lema (3bc36664)`; a key that nobody has is itself. */
  label(key: string): string;
  /** The shortest beginning of the key that no other key has, at least 8 characters; keys that people wrote are whole. */
  id(key: string): string;
  /** '' when it has none. */
  name(key: string): string;
  /** All of them by key. */
  readonly names: ReadonlyMap<string, string>;
}

/** People of a journal whose scenario is not at hand: keys are all that is known. */
export const nobodyKnown: People = {
  label: (key) => key,
  id: (key) => key,
  name: () => '',
  names: new Map(),
};

/** As long as the ids in reports and mails of CommCare HQ mostly are, and never shorter. */
export const ID_CHARACTERS_MIN = 8;
/** Ids that machines made: a UUID, or the same 32 digits without dashes. */
const machineMade = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** Of a story's timeline only whom it brings. */
type Names = Pick<Plan, 'cases' | 'users' | 'groups' | 'locations'> & Partial<Pick<Plan, 'timeline'>>;

/** The people of a plan: cases, users, groups and locations, those that the timeline brings too. */
export function peopleOf(plan: Names): People {
  const others = namesOf({ ...plan, cases: new Map() });
  let all: People | undefined;
  const everybody = (): People => {
    all ??= peopleNamed(namesOf(plan));
    return all;
  };
  return peopleBy({
    get names() {
      return everybody().names;
    },
    name(key) {
      const seed = plan.cases.get(key);
      return seed === undefined ? (others.get(key) ?? '') : nameOf(seed);
    },
    shortId: (key) => everybody().id(key),
  });
}

/** People with these names by key. */
export function peopleNamed(names: ReadonlyMap<string, string>): People {
  let ids: ReadonlyMap<string, string> | undefined;
  return peopleBy({
    names,
    name: (key) => names.get(key) ?? '',
    shortId(key) {
      ids ??= shortIds([...names.keys()]);
      return ids.get(key) ?? key;
    },
  });
}

/** The same as `label` with at most so many cells of the name; the id stays whole. */
export function shortLabel(people: People, key: string, cells = NAME_CELLS_MAX): string {
  const label = plainLine(people.label(key));
  const name = plainLine(people.name(key));
  return name !== '' && label.startsWith(name)
    ? `${cut(name, cells)}${label.slice(name.length)}`
    : cut(label, cells);
}

/** Longer ones are no names. */
const NAME_CELLS_MAX = 60;

/** First and last name of a user, as HQ shows them. */
const userName = ({ firstName, lastName }: User): string => `${firstName} ${lastName}`.trim();

/** The names of all cases, users, groups and locations, by key; '' for those without. */
export function namesOf(plan: Names): Map<string, string> {
  const names = new Map<string, string>();
  for (const { act } of plan.timeline ?? []) {
    if (act.verb === 'group') for (const { key, name } of act.groups) names.set(key, name);
    if (act.verb === 'location') for (const { key, name } of act.locations) names.set(key, name);
    if (act.verb === 'user') for (const user of act.users) names.set(user.key, userName(user));
  }
  for (const { key, name } of [...plan.groups.values(), ...plan.locations.values()]) names.set(key, name);
  for (const user of plan.users.values()) names.set(user.key, userName(user));
  for (const seed of plan.cases.values()) names.set(seed.key, nameOf(seed));
  return names;
}

const nameOf = ({ name }: CaseSeed): string => name.trim();

/** Neighbours in order share the longest beginnings, so each key is compared with two others only. */
function shortIds(keys: readonly string[]): ReadonlyMap<string, string> {
  const sorted = [...keys].sort();
  return new Map(
    sorted.map((key, index) => {
      const shared = Math.max(sharedStart(key, sorted[index - 1]), sharedStart(key, sorted[index + 1]));
      return [key, key.slice(0, Math.max(ID_CHARACTERS_MIN, shared + 1)).replace(/-$/, '')];
    }),
  );
}

/** After these words stands a person's key. */
const before: ReadonlySet<string> = new Set(['to', 'from', 'for', 'case', 'of', 'about', 'contact']);

/** Texts in quotes stay as they are. */
export function namedText(text: string, people: People): string {
  const pieces = text.split(/("(?:[^"\\]|\\.)*")/);
  return pieces.map((piece, index) => (index % 2 === 1 ? piece : namedWords(piece, people))).join('');
}

function namedWords(text: string, people: People): string {
  const words = text.split(' ');
  return words
    .map((word, index) => (before.has(words[index - 1] ?? '') ? named(word, people) : word))
    .join(' ');
}

function named(word: string, people: People): string {
  const [, key = '', rest = ''] = /^(.*?)([,:;)]*)$/.exec(word) ?? [];
  return people.label(key) + rest;
}

/** What is asked of people; `shortId` is that of a key that a machine made. */
export function peopleBy(
  given: Pick<People, 'names' | 'name'> & { readonly shortId: (key: string) => string },
): People {
  const { name, shortId } = given;
  const id = (key: string): string => (machineMade.test(key) ? shortId(key) : key);
  return {
    id,
    get names() {
      return given.names;
    },
    name,
    label(key) {
      const own = name(key);
      return own === '' || sameWords(own, key) ? id(key) : `${own} (${id(key)})`;
    },
  };
}

/** A key that says the name once more, such as `asha` of Asha, is not repeated. */
const sameWords = (name: string, key: string): boolean => lettersOf(name) === lettersOf(key);

const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-');

export function sharedStart(text: string, other: string | undefined): number {
  let length = 0;
  while (other !== undefined && length < text.length && text[length] === other[length]) length += 1;
  return length;
}
