import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { generatedPages } from '../../scripts/docs/pages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test.each([...generatedPages(root)])('%s is as `npm run docs` writes it', (path, text) => {
  expect(readFileSync(`${root}/${path}`, 'utf8')).toBe(text);
});
