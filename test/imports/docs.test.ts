import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importCodes } from '../../src/core/model/import-codes.ts';

const docs = readFileSync(new URL('../../docs/imports.md', import.meta.url), 'utf8');

test.each(Object.entries(importCodes))(
  'docs/imports.md has the row of %s as the code has it',
  (code, facts) => {
    expect(docs).toContain(`| \`${code}\` | ${facts.found} | ${facts.becomes} | ${facts.hint} |`);
  },
);
