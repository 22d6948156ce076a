/** The kinds of journal entry for docs/journal.md: the fields of each, and one line of a shipped story. */

import { columnsOf, entryKinds } from '../../src/core/journal/shapes.ts';
import type { EntryKind } from '../../src/core/model/entry.ts';
import { entryTable } from '../../src/core/model/entry.ts';
import { fieldTable } from '../../src/core/model/entry-fields.ts';

/** `examples` holds the first line of each kind among the shipped stories. */
export function kindsBlock(examples: ReadonlyMap<string, string>): string {
  return entryKinds.map((kind) => kindSection(kind, examples.get(kind))).join('\n\n');
}

function kindSection(kind: EntryKind, example: string | undefined): string {
  const { doc, fields } = entryTable[kind];
  const names = fields.map((name) => (name.endsWith('?') ? `\`${name.slice(0, -1)}\`?` : `\`${name}\``));
  const line = example === undefined ? [] : ['', '```json', example.trim(), '```'];
  return [`### ${kind}`, '', `${doc} Fields: ${names.join(', ')}.`, ...line].join('\n');
}

/** Every field once, with its meaning. */
export function fieldsBlock(): string {
  const used = new Set(entryKinds.flatMap((kind) => columnsOf[kind].map(({ field }) => field)));
  const rows = [...used]
    .sort()
    .map((field) => `| \`${field}\` | ${typeOf(fieldTable[field].schema)} | ${fieldTable[field].doc} |`);
  return ['| field | type | meaning |', '|---|---|---|', ...rows].join('\n');
}

function typeOf(schema: Readonly<Record<string, unknown>>): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `\`${String(value)}\``).join(' ');
  if (typeof schema.pattern === 'string') return 'instant';
  return Array.isArray(schema.type) ? schema.type.join(' or ') : String(schema.type);
}
