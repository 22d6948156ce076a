import { readFileSync } from 'node:fs';

/** What a row holds; each kind has fields of its own. */
export type Row = { readonly [key: string]: unknown };

/** A recorded behaviour of HQ's: what was given, and what came of it. */
interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly given: Row;
  readonly expect: Row;
}

const file = new URL('../vectors/contacts.json', import.meta.url);

/** Every row of contacts.json, in its order. */
export const contactVectors: readonly Vector[] = JSON.parse(readFileSync(file, 'utf8')).vectors;
