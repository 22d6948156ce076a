import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = join(root, 'dist/lab');
const scripts = readdirSync(join(pages, 'assets')).filter((name) => name.endsWith('.js'));

test('all scripts together stay under 60 KB gzipped', () => {
  const bytes = scripts.map(
    (name) => gzipSync(readFileSync(join(pages, 'assets', name)), { level: 9 }).length,
  );
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60 * 1024);
});

test('nothing is inline and nothing comes from elsewhere', () => {
  const html = readFileSync(join(pages, 'index.html'), 'utf8');
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
