import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '../..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

const entries = Object.values(manifest.exports).flatMap((entry) =>
  typeof entry === 'string' ? [] : [entry.import.types.replace('./dist/', '')],
);

test('five entries have types', () => {
  expect(entries).toEqual([
    ...['index.d.ts', 'testing.d.ts', 'testing-msw.d.ts'],
    ...['testing-vitest.d.ts', 'testing-vitest-plugin.d.ts'],
  ]);
});

describe.each(entries)('%s', (entry) => {
  test('is as test/public-types keeps it: `npm run build && npm run docs` accepts a change', () => {
    expect(textOf(`dist/${entry}`)).toBe(textOf(`test/public-types/${entry}`));
  });

  test('imports no file of ours but the scenario language', () => {
    const imported = [...textOf(`dist/${entry}`).matchAll(/\bfrom ['"]([^'"]+)['"]/g)].map(
      ([, name]) => name,
    );
    const others = new Set(['msw', 'vitest', './scenario-definition.js']);
    expect(imported.filter((name) => !others.has(name!))).toEqual([]);
  });

  test('exports only names that the docs tell', () => {
    const told = textOf('docs/library.md') + textOf('docs/testing.md');
    const names = [...textOf(`dist/${entry}`).matchAll(/^export (?:type )?\{([^}]*)\}/gm)]
      .flatMap(([, list]) => list!.split(','))
      .map((name) => name.trim());
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !told.includes(`\`${name}`) && !told.includes(`${name}\``))).toEqual([]);
  });
});

test('what is bundled is named with its licence, and nothing else is installed', () => {
  const notices = textOf('dist/THIRD-PARTY-NOTICES.txt');
  expect(notices).toMatch(/^express \d[\d.]* \(MIT\)$/m);
  expect(notices).toMatch(/^preact \d[\d.]* \(MIT\)$/m);
  expect(Object.keys(manifest.dependencies)).toEqual(['xpath']);
});
