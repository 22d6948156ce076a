/** The scenario language as TypeScript types, printed from the JSON Schema: both come from the loader's tables. */
import type { JsonSchema } from '../../src/scenario/shape.ts';
import { printObject, type Types, typeOf } from './type-text.ts';

/** Definitions that programs may name; the others are parts of them. */
const PUBLIC = new Set(
  [
    ...['alert', 'broadcast', 'case', 'expectation', 'gateway', 'project', 'survey', 'timeline_entry'],
    ...['sms_fields', 'email_fields', 'error_fields', 'fields', 'each_fields'],
  ].map(nameOf),
);

/** The file of types: the scenario itself, then everything under `$defs` in order of name. */
export function scenarioTypes(schema: JsonSchema): string {
  const types: Types = { definitions: schema.$defs as Types['definitions'], nameOf };
  const parts = [...Object.entries(types.definitions)].map(([name, one]) => declaration(name, one, types));
  return [
    '/** Written by `npm run docs` from the tables of the scenario language: not to be edited. */',
    '/** An empty value: nothing is listed. */\ntype Empty = "" | null;',
    '/** A text, or what YAML would read as one. */\ntype Scalar = string | number | boolean | null;',
    '/** `2026-03-09 09:00`, in the project’s zone or with one; a Date writes itself so. */\ntype Time = string | Date;',
    '/** Keys that cannot stand beside those of another form. */\ntype Without<K extends PropertyKey> = { readonly [P in K]?: undefined };',
    `/** ${schema.description} The language: docs/scenarios.md. */\nexport interface ScenarioDefinition ${printObject(schema, types)}`,
    ...parts,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** `sms_fields` → `SmsFieldsDefinition` */
function nameOf(name: string): string {
  return `${pascal(name)}Definition`;
}

function pascal(name: string): string {
  const parts = name.split(/[_-]/);
  return parts.map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join('');
}

function declaration(name: string, schema: JsonSchema, types: Types): string {
  const typeName = nameOf(name);
  const exported = PUBLIC.has(typeName) ? 'export ' : '';
  if (schema.allOf !== undefined) return kindsDeclaration(name, schema, types);
  return isPlainObject(schema)
    ? `${exported}interface ${typeName} ${printObject(schema, types)}`
    : `${exported}type ${typeName} = ${typeOf(schema, types)};`;
}

const isPlainObject = (schema: JsonSchema): boolean => schema.properties !== undefined;

/** One condition of a schema: with this word at this key, these are the keys. */
interface Kind {
  readonly if: { readonly properties: Readonly<Record<string, { readonly const: string }>> };
  readonly then: { readonly propertyNames: { readonly enum: readonly string[] } };
}

/** A record whose keys depend on a word in it: an interface for each word, and the union of them. */
function kindsDeclaration(name: string, schema: JsonSchema, types: Types): string {
  const kinds = (schema.allOf as readonly Kind[]).map((kind) => {
    const [[key, { const: word }] = ['', { const: '' }]] = Object.entries(kind.if.properties);
    return { key, word, keys: kind.then.propertyNames.enum };
  });
  const properties = schema.properties as Readonly<Record<string, JsonSchema>>;
  const required = (schema.required ?? []) as readonly string[];
  const isCommon = (each: string): boolean =>
    kinds.every(({ key, keys }) => each !== key && keys.includes(each));
  const partOf = (keys: readonly string[], changed: object = {}): JsonSchema => ({
    ...{
      type: 'object',
      additionalProperties: false,
      required: required.filter((each) => keys.includes(each)),
    },
    properties: { ...Object.fromEntries(keys.map((each) => [each, properties[each]])), ...changed },
  });
  const common = `${pascal(name)}Common`;
  const interfaces = kinds.map(({ key, word, keys }) => {
    const own = keys.filter((each) => !isCommon(each));
    const part = partOf(own, { [key]: { ...properties[key], const: word, enum: undefined } });
    return `interface ${kindName(name, word)} extends ${common} ${printObject(part, types)}`;
  });
  const union = kinds.map(({ word }) => `\n  | ${kindName(name, word)}`).join('');
  return [
    `interface ${common} ${printObject(partOf(Object.keys(properties).filter(isCommon)), types)}`,
    ...interfaces,
    `export type ${nameOf(name)} =${union};`,
  ].join('\n\n');
}

const kindName = (name: string, word: string): string => `${pascal(word)}${pascal(name)}`;
