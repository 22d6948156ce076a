/** In what a changed scenario's run differs from the scenario's own, and the promise that tells them apart. */
import type { PromisedState } from '../core/model/expectation.ts';
import { MS_PER_MINUTE } from '../core/model/instant.ts';
import type { Row } from '../expect/rows.ts';
import { type Outcome, rowFields } from './outcome.ts';

/** What the scenario's own run keeps and the changed one breaks. */
export type TellingPromise =
  | {
      readonly kind: 'count';
      /** Of the row it is about, in the order of a promise. */
      readonly fields: ReadonlyMap<string, string | number>;
      /** How many rows of the scenario's own run are so. */
      readonly is: number;
      /** The row of that run; undefined: there is only one in the changed run. */
      readonly row?: Row | undefined;
      /** The fields in which the changed run has it otherwise; none where it has nothing like it. */
      readonly differs: readonly string[];
    }
  | { readonly kind: 'state'; readonly state: PromisedState };

type Fields = ReadonlyMap<string, string | number>;

/** undefined: nothing that a promise can be about differs. */
export function tellingPromise(own: Outcome, changed: Outcome): TellingPromise | undefined {
  const [ours, theirs] = inBoth(described(own), described(changed));
  const [gone, added] = [without(ours, theirs), without(theirs, ours)];
  const [first] = gone;
  const counts = { own: ours.map(({ fields }) => fields), changed: theirs.map(({ fields }) => fields) };
  if (first) {
    const partner = nearest(first.fields, added);
    return countOf(first.fields, differing(first.fields, partner), counts, first.row);
  }
  if (added[0]) return countOf(added[0].fields, [], counts);
  const state = differingState(own, changed);
  return state && { kind: 'state', state };
}

/** As it stands in the scenario's own run. What is not there at all cannot be promised. */
function differingState(own: Outcome, changed: Outcome): PromisedState | undefined {
  if (!own.world || !changed.world) return undefined;
  for (const stateIn of new Map([...changed.states, ...own.states]).values()) {
    const state = stateIn(own.world);
    if (state && textOf(state) !== textOf(stateIn(changed.world))) return state;
  }
  return undefined;
}

interface Described {
  readonly row: Row;
  readonly fields: Fields;
}

const described = ({ rows }: Outcome): Described[] => rows.map((row) => ({ row, fields: rowFields(row) }));

/** A text that came in one run alone is the timeline's doing: what becomes of it cannot be compared. */
function inBoth(ours: readonly Described[], theirs: readonly Described[]): [Described[], Described[]] {
  const isIn = (rows: readonly Described[]): ((one: Described) => boolean) => {
    const arrivals = new Set(rows.map(arrivalOf));
    return (one) => one.row.kind !== 'inbound' || arrivals.has(arrivalOf(one));
  };
  return [ours.filter(isIn(theirs)), theirs.filter(isIn(ours))];
}

const arrivalOf = ({ row: { entry } }: Described): string =>
  JSON.stringify([entry.at, entry.number, entry.text]);

/** Each row takes away one that is the same. */
function without(rows: readonly Described[], others: readonly Described[]): Described[] {
  const left = new Map<string, number>();
  for (const { fields } of others) left.set(textOf(fields), (left.get(textOf(fields)) ?? 0) + 1);
  return rows.filter(({ fields }) => {
    const count = left.get(textOf(fields)) ?? 0;
    left.set(textOf(fields), count - 1);
    return count <= 0;
  });
}

/** The row that became this one: of the same channel and person, with the fewest differences. */
function nearest(fields: Fields, rows: readonly Described[]): Fields | undefined {
  const alike = rows.filter((one) => identity.every((name) => one.fields.get(name) === fields.get(name)));
  const ranked = alike.map((one) => ({ one, count: differing(fields, one.fields).length }));
  return ranked.sort((a, b) => a.count - b.count)[0]?.one.fields;
}

const identity = ['channel', 'to', 'address', 'case'] as const;

function differing(fields: Fields, other: Fields | undefined): string[] {
  const differs = other ? [...fields.keys()].filter((name) => fields.get(name) !== other.get(name)) : [];
  // How many segments a text takes, and in which encoding, follows from its words.
  return differs.includes('says') ? differs.filter((name) => !ofWords.has(name)) : differs;
}

const ofWords: ReadonlySet<string> = new Set(['segments', 'encoding']);

interface Counts {
  readonly own: readonly Fields[];
  readonly changed: readonly Fields[];
}

/** With as few fields as tell the two runs apart. */
function countOf(fields: Fields, differs: readonly string[], counts: Counts, row?: Row): TellingPromise {
  const base = [...identity, 'code', 'at'];
  const attempts = [
    [...base, ...differs],
    [...base, ...differs, 'via', 'in', 'says', 'subject'],
    [...fields.keys()],
  ];
  const chosen = attempts.map((names) => new Map([...fields].filter(([name]) => names.includes(name))));
  const telling =
    chosen.find((one) => countIn(counts.own, one) !== countIn(counts.changed, one)) ?? chosen.at(-1)!;
  return { kind: 'count', fields: telling, is: countIn(counts.own, telling), row, differs };
}

const countIn = (rows: readonly Fields[], wanted: Fields): number =>
  rows.filter((fields) => [...wanted].every(([name, value]) => isSame(name, value, fields.get(name)))).length;

/** A time is promised to the minute where that tells the rows apart, and exactly where it does not. */
function isSame(name: string, wanted: string | number, found: string | number | undefined): boolean {
  if (name !== 'at' || typeof wanted !== 'number' || wanted % MS_PER_MINUTE !== 0) return wanted === found;
  return typeof found === 'number' && Math.floor(found / MS_PER_MINUTE) === wanted / MS_PER_MINUTE;
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) => (one instanceof Map ? [...one] : one)) ?? '';
