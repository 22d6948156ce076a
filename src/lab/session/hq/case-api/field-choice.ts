/** Which fields of a case an answer has: `fields` or `exclude`, with dots into `properties` and `indices`. */
import { hqError } from '../hq-error.ts';

type Query = Readonly<Record<string, string>>;
/** {} is all of a field; names within it are parts. */
type FieldTree = Map<string, FieldTree>;
type Json = Readonly<Record<string, unknown>>;

/** Fields that one request names. */
const FIELDS_MAX = 1000;

export interface FieldChoice {
  /** The query without it. */
  readonly rest: Query;
  /** The query of it, to go on with. */
  readonly own: Query;
  choose<T extends Json>(found: T): T;
}

/** `fields=case_id&fields.properties=edd,age` is the same as `fields=case_id,properties.edd,properties.age`. */
export function fieldChoiceIn(query: Query): FieldChoice {
  const isOwn = ([name]: [string, string]): boolean => /^(?:fields|exclude)(?:\.|$)/.test(name);
  const pairs = Object.entries(query);
  const own = pairs.filter(isOwn);
  const rest = Object.fromEntries(pairs.filter((pair) => !isOwn(pair)));
  const wanted = treeOf('fields', own);
  const unwanted = treeOf('exclude', own);
  if (wanted && unwanted) throw hqError(400, "'fields' and 'exclude' do not go together: give one of them");
  const choose = (found: Json): Json => {
    if (wanted) return only(found, wanted);
    return unwanted ? without(found, unwanted) : found;
  };
  return { rest, own: Object.fromEntries(own), choose: choose as FieldChoice['choose'] };
}

function treeOf(word: string, pairs: readonly (readonly [string, string])[]): FieldTree | undefined {
  const paths = pairs.flatMap(([name, value]) => {
    if (name !== word && !name.startsWith(`${word}.`)) return [];
    const before = name.split('.').slice(1);
    return value.split(',').map((field) => [...before, ...field.trim().split('.')]);
  });
  if (paths.length === 0) return undefined;
  if (paths.length > FIELDS_MAX) throw hqError(400, `'${word}' names more than ${FIELDS_MAX} fields`);
  const tree: FieldTree = new Map();
  // Shorter ones first: what is named whole is not narrowed by its parts.
  for (const path of paths.sort((a, b) => a.length - b.length)) grow(tree, path);
  return tree;
}

function grow(tree: FieldTree, path: readonly string[]): void {
  let node = tree;
  for (const [index, part] of path.entries()) {
    const known = node.get(part);
    if (known?.size === 0) return;
    const next = known ?? new Map();
    node.set(part, next);
    if (index < path.length - 1) node = next;
  }
}

const isMap = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const only = (found: Json, tree: FieldTree): Json =>
  Object.fromEntries(
    Object.entries(found).flatMap(([name, value]) => {
      const parts = tree.get(name);
      if (parts === undefined) return [];
      return [[name, parts.size > 0 && isMap(value) ? only(value, parts) : value]];
    }),
  );

const without = (found: Json, tree: FieldTree): Json =>
  Object.fromEntries(
    Object.entries(found).flatMap(([name, value]) => {
      const parts = tree.get(name);
      if (parts === undefined) return [[name, value]];
      return parts.size > 0 && isMap(value) ? [[name, without(value, parts)]] : [];
    }),
  );
