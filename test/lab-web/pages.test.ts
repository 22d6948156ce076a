import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = join(root, 'dist/lab');
const html = readFileSync(join(pages, 'index.html'), 'utf8');

test('the scripts of the first load stay under 56 KB gzipped, and no later one is over 30 KB', () => {
  const first = importsOf([...html.matchAll(/src="\.\/assets\/([^"]+\.js)"/g)].map(([, name]) => name!));
  const later = scripts().filter((name) => !first.has(name));
  expect([...first].reduce((sum, name) => sum + zipped(name), 0)).toBeLessThan(56 * 1024);
  expect(later.filter((name) => zipped(name) > 30 * 1024)).toEqual([]);
  expect(later.length).toBeGreaterThan(5);
});

test('nothing is inline and nothing comes from elsewhere', () => {
  expect(html).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/);
  expect(html).not.toMatch(/(?:src|href)="(?!\.\/)/);
});

test('the pages are typed throughout', () => {
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  );
  execFileSync(process.execPath, [compiler, '--noEmit', '-p', join(root, 'src/lab/web')], {
    encoding: 'utf8',
  });
});

const scripts = (): string[] => readdirSync(join(pages, 'assets')).filter((name) => name.endsWith('.js'));

const scriptOf = (name: string): string => readFileSync(join(pages, 'assets', name), 'utf8');

const zipped = (name: string): number => gzipSync(scriptOf(name), { level: 9 }).length;

/** These scripts, and all that they need at once. */
function importsOf(names: readonly string[], known = new Set<string>()): ReadonlySet<string> {
  for (const name of names) {
    if (known.has(name)) continue;
    known.add(name);
    importsOf(
      [...scriptOf(name).matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)].map(([, one]) => one!),
      known,
    );
  }
  return known;
}
