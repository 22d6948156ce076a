import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { noticeCodes } from '../../src/imports/notice-codes.ts';

const docs = readFileSync(new URL('../../docs/imports.md', import.meta.url), 'utf8');

test.each(Object.entries(noticeCodes))(
  'docs/imports.md has the row of %s as the code has it',
  (code, facts) => {
    expect(docs).toContain(`| \`${code}\` | ${facts.found} | ${facts.becomes} | ${facts.hint} |`);
  },
);
