/** A piece of JSON Schema as the text of a TypeScript type. */
import type { JsonSchema } from '../../src/scenario/shape.ts';

export interface Types {
  /** What stands under `$defs`. */
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  /** The type that a definition is called. */
  readonly nameOf: (definition: string) => string;
}

type Properties = Readonly<Record<string, JsonSchema>>;

/** The type of a value; patterns and limits of numbers are left to the loader. */
export function typeOf(schema: JsonSchema, types: Types): string {
  if (typeof schema.$ref === 'string') return types.nameOf(definitionIn(schema.$ref));
  if (Array.isArray(schema.anyOf)) return unionOf(schema.anyOf as readonly JsonSchema[], types);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return enumOf(schema.enum);
  if (schema.type === 'object') return printObject(schema, types);
  if (schema.type === 'array') return `readonly ${grouped(typeOf(schema.items as JsonSchema, types))}[]`;
  if (schema.pattern === DATED) return 'Time';
  return scalarsOf([schema.type].flat() as readonly string[]);
}

/** Of a time of one day. */
const DATED = '^\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d';

const definitionIn = (ref: string): string => ref.replace('#/$defs/', '');

/** With parentheses where a list of it needs them. */
const grouped = (type: string): string => (/^\{[\s\S]*\}$|^\w+$/.test(type) ? type : `(${type})`);

function enumOf(values: readonly unknown[]): string {
  if (values.length === 2 && values.includes('') && values.includes(null)) return 'Empty';
  const isBoolean = values.includes(true) && values.includes(false);
  const others = values.filter((value) => !isBoolean || typeof value !== 'boolean');
  return [...others.map((value) => JSON.stringify(value)), ...(isBoolean ? ['boolean'] : [])].join(' | ');
}

function scalarsOf(names: readonly string[]): string {
  const types = [...new Set(names.map((name) => (name === 'integer' ? 'number' : name)))];
  return types.join(' | ') === 'string | number | boolean | null' ? 'Scalar' : types.join(' | ');
}

/** Members that are records shut each other's keys out: a value has the form of one of them. */
function unionOf(members: readonly JsonSchema[], types: Types): string {
  const records = members.filter((member) => recordOf(member, types) !== undefined);
  const texts = members.map((member) => {
    const text = typeOf(member, types);
    const own = recordOf(member, types);
    const others = records.filter((other) => other !== member);
    if (own === undefined || others.length === 0 || own.additionalProperties !== false) return text;
    return withoutOthers(member, text, others, types);
  });
  return [...new Set(texts)].join(' | ');
}

function withoutOthers(
  member: JsonSchema,
  text: string,
  others: readonly JsonSchema[],
  types: Types,
): string {
  const keys = others.map((other) => keysOf(other, types)).join(' | ');
  return `(${text} & Without<Exclude<${keys}, ${keysOf(member, types)}>>)`;
}

/** The keys of a record as a type. */
function keysOf(member: JsonSchema, types: Types): string {
  if (typeof member.$ref === 'string') return `keyof ${types.nameOf(definitionIn(member.$ref))}`;
  return Object.keys(member.properties as Properties)
    .map((key) => JSON.stringify(key))
    .join(' | ');
}

/** The record with known keys that a schema is, or refers to. */
function recordOf(schema: JsonSchema, types: Types): JsonSchema | undefined {
  const meant = typeof schema.$ref === 'string' ? types.definitions[definitionIn(schema.$ref)] : schema;
  return meant?.properties === undefined ? undefined : meant;
}

/** A record, or a map whose keys are the author's own. */
export function printObject(schema: JsonSchema, types: Types): string {
  const properties = Object.entries((schema.properties ?? {}) as Properties);
  const required = new Set((schema.required ?? []) as readonly string[]);
  const lines = properties.map(([name, one]) => {
    const about =
      typeof one.description === 'string' ? `/** ${one.description.replaceAll('*/', '* /')}. */\n` : '';
    const key = /^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name);
    return `${about}readonly ${key}${required.has(name) ? '' : '?'}: ${typeOf(one, types)};`;
  });
  const rest = schema.additionalProperties;
  if (typeof rest === 'object' && rest !== null) lines.push(restLine(rest as JsonSchema, properties, types));
  return lines.length === 0 ? '{}' : `{\n${lines.map(indented).join('\n')}\n}`;
}

/** Keys of the author's own. The compiler wants the known keys to suit them, so the type of these is wider. */
function restLine(rest: JsonSchema, known: readonly [string, JsonSchema][], types: Types): string {
  const all = [rest, ...known.map(([, one]) => one)].map((one) => typeOf(one, types));
  const type = [...new Set(all)].join(' | ');
  return `readonly [key: string]: ${type}${known.length > 0 ? ' | undefined' : ''};`;
}

const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');
