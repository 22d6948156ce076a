/** What the tests of this room share: a declaration, files from text, and the fixtures. */
import { readFileSync } from 'node:fs';
import { importCases } from '../../src/imports/import-cases.ts';
import type { ImportDeclaration, Imported, ImportFile } from '../../src/imports/importer.ts';

export function aDeclaration(changes: Partial<ImportDeclaration> = {}): ImportDeclaration {
  return { file: 'women.csv', type: 'pregnancy', columns: new Map(), project: 'demo', ...changes };
}

export const fromText = (text: string, path = 'women.csv'): ImportFile => ({
  path,
  bytes: new TextEncoder().encode(text),
});

export const fixture = (name: string): ImportFile => ({
  path: name,
  bytes: new Uint8Array(readFileSync(new URL(`../fixtures/${name}`, import.meta.url))),
});

/** Imports a text; `bytes` stand in for it when the encoding matters. */
export const imported = (
  text: string,
  changes: Partial<ImportDeclaration> = {},
  bytes = fromText(text).bytes,
): Imported => importCases(aDeclaration(changes), { path: changes.file ?? 'women.csv', bytes });

/** `CODE row n column: found`, one line each. */
export const codesOf = ({ notices }: Imported): string[] =>
  notices.map(({ code, about }) => [code, about.row, about.column].filter((part) => part).join(' '));

export const messagesOf = ({ notices }: Imported): string[] => notices.map(({ message }) => message);
