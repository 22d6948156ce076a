import { didYouMean } from './near.ts';
import { type ListNode, type MapNode, type Node, nounOf, type TextNode } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { alternatives, quoted } from './problem.ts';

/** A piece of JSON Schema (draft 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Named pieces of a schema, under `$defs`. */
export type Definitions = Map<string, JsonSchema>;

/** What may stand at a place: how it is read, and the schema that editors use. One source for both. */
export interface Shape<T> {
  /** The value, or undefined after telling the problem. */
  read(node: Node, context: ParseContext): T | undefined;
  schema(definitions: Definitions): JsonSchema;
}

export interface Field<T> {
  readonly shape: Shape<T>;
  /** One line for people: shown by editors. */
  readonly about: string;
  readonly required?: boolean;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

/** What a record of these fields is read as: what was given and sound, and the node itself. */
export type RecordOf<F extends Fields> = {
  readonly [K in keyof F]?: F[K] extends Field<infer T> ? T : never;
} & { readonly node: MapNode };

export interface RecordShape<F extends Fields> extends Shape<RecordOf<F>> {
  readonly fields: F;
}

export const field = <T>(shape: Shape<T>, about: string): Field<T> => ({ shape, about });
export const required = <T>(shape: Shape<T>, about: string): Field<T> => ({ shape, about, required: true });

/** A map with known keys. With `rest`, other keys are welcome and read by it. */
export function record<const F extends Fields>(fields: F, rest?: Shape<unknown>): RecordShape<F> {
  return {
    fields,
    read: (node, context) => readRecord(fields, rest, node, context),
    schema: (definitions) => recordSchema(fields, rest, definitions),
  };
}

function readRecord<F extends Fields>(
  fields: F,
  rest: Shape<unknown> | undefined,
  node: Node,
  context: ParseContext,
): RecordOf<F> | undefined {
  if (node.kind !== 'map') return context.unwanted(node, `a map with ${someOf(Object.keys(fields), 6)}`);
  const values: Record<string, unknown> = { node };
  for (const [name, { key, value }] of node.entries) {
    const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (known) values[name] = known.shape.read(value, context);
    else if (rest) rest.read(value, context);
    else unknownKey(key, Object.keys(fields), context);
  }
  for (const name in fields) {
    if (fields[name]!.required && !node.entries.has(name))
      context.problem(node, `no "${name}"`, `the key "${name}"`);
  }
  return values as RecordOf<F>;
}

function unknownKey(key: TextNode, known: readonly string[], context: ParseContext): void {
  const hint = context.isFull ? undefined : didYouMean(key.text, known);
  const wanted = `one of ${someOf(known, hint === undefined ? known.length : 8)}`;
  context.problem(key, `unknown key ${quoted(key.text)}`, wanted, hint);
}

/** The first few of many words. */
function someOf(words: readonly string[], most: number): string {
  return words.length > most ? `${words.slice(0, most).join(', ')}, …` : alternatives(words);
}

function recordSchema(
  fields: Fields,
  rest: Shape<unknown> | undefined,
  definitions: Definitions,
): JsonSchema {
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, { shape, about }]) => [
      name,
      { description: about, ...shape.schema(definitions) },
    ]),
  );
  const needed = Object.entries(fields).flatMap(([name, one]) => (one.required ? [name] : []));
  return {
    type: 'object',
    properties,
    ...(needed.length > 0 ? { required: needed } : {}),
    additionalProperties: rest ? rest.schema(definitions) : false,
  };
}

/** An edit of a record: any of its keys, `none` takes one away. Read later, together with what it edits. */
export function partialShape<F extends Fields>(shape: RecordShape<F>, more: Fields = {}): Shape<MapNode> {
  return {
    read: (node, context) =>
      node.kind === 'map' ? node : context.unwanted(node, 'a map of the keys to change'),
    schema: (definitions) => {
      const optional = Object.entries({ ...shape.fields, ...more }).map(([name, one]) => [
        name,
        { description: one.about, anyOf: [{ const: 'none' }, one.shape.schema(definitions)] },
      ]);
      return { type: 'object', properties: Object.fromEntries(optional), additionalProperties: false };
    },
  };
}

/** A map whose keys are the author's own. */
export function mapOf<T>(shape: Shape<T>): Shape<ReadonlyMap<string, T>> {
  return {
    read: (node, context) => {
      if (node.kind === 'text' && node.text === '') return new Map();
      if (node.kind !== 'map') return context.unwanted(node, 'a map');
      const values = new Map<string, T>();
      for (const [name, { value }] of node.entries) {
        const read = shape.read(value, context);
        if (read !== undefined) values.set(name, read);
      }
      return values;
    },
    schema: (definitions) => ({
      anyOf: [{ type: 'object', additionalProperties: shape.schema(definitions) }, emptyValue],
    }),
  };
}

/** An empty value, as failsafe YAML and plain YAML read it. */
const emptyValue: JsonSchema = { enum: ['', null] };

export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return {
    read: (node, context) => {
      if (node.kind === 'text' && node.text === '') return [];
      if (node.kind !== 'list') return context.unwanted(node, 'a list');
      return readItems(shape, node, context);
    },
    schema: (definitions) => ({
      anyOf: [{ type: 'array', items: shape.schema(definitions) }, emptyValue],
    }),
  };
}

function readItems<T>(shape: Shape<T>, node: ListNode, context: ParseContext): T[] {
  return node.items.flatMap((item) => {
    const read = shape.read(item, context);
    return read === undefined ? [] : [read];
  });
}

/** One, or a list of them. */
export function oneOrMore<T>(shape: Shape<T>): Shape<readonly T[]> {
  return {
    read: (node, context) => {
      if (node.kind === 'list') return readItems(shape, node, context);
      const read = shape.read(node, context);
      return read === undefined ? undefined : [read];
    },
    schema: (definitions) => {
      const one = shape.schema(definitions);
      return { anyOf: [one, { type: 'array', items: one }] };
    },
  };
}

/** Different shapes for a text, a list and a map. */
export function byKind<T>(
  wanted: string,
  shapes: { readonly text?: Shape<T>; readonly list?: Shape<T>; readonly map?: Shape<T> },
): Shape<T> {
  return {
    read: (node, context) =>
      shapes[node.kind]?.read(node, context) ?? wrongKind(shapes[node.kind], node, context),
    schema: (definitions) => ({ anyOf: Object.values(shapes).map((one) => one.schema(definitions)) }),
  };

  function wrongKind(shape: Shape<T> | undefined, node: Node, context: ParseContext): undefined {
    if (shape === undefined) context.unwanted(node, wanted);
    return undefined;
  }
}

/** The same shape, made into something else; `undefined` means that a problem was reported. */
export function convert<T, U>(
  shape: Shape<T>,
  make: (value: T, node: Node, context: ParseContext) => U | undefined,
): Shape<U> {
  return {
    read: (node, context) => {
      const value = shape.read(node, context);
      return value === undefined ? undefined : make(value, node, context);
    },
    schema: (definitions) => shape.schema(definitions),
  };
}

/** Gives a shape a name under `$defs`, so that the schema says it once. */
export function named<S extends Shape<unknown>>(name: string, shape: S): S {
  return {
    ...shape,
    schema: (definitions: Definitions) => {
      if (!definitions.has(name)) {
        definitions.set(name, {});
        definitions.set(name, shape.schema(definitions));
      }
      return { $ref: `#/$defs/${name}` };
    },
  };
}

/** The node as it stands, to be read in a later step; the schema is that of `shape`. */
export function deferredShape(shape: Shape<unknown>): Shape<Node> {
  return { read: (node) => node, schema: (definitions) => shape.schema(definitions) };
}

/** Wants a text and says what else was there. */
export function textIn(node: Node, wanted: string, context: ParseContext): string | undefined {
  if (node.kind === 'text') return node.text;
  return context.problem(node, nounOf(node), wanted);
}
