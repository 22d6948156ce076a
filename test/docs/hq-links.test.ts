import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');

const anchors = new Map(
  readdirSync(`${root}/docs/hq`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => [
      `docs/hq/${name}`,
      new Set([...read(`docs/hq/${name}`).matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id!)),
    ]),
);

const code = execFileSync('git', ['ls-files', 'src', 'mock-gateways', 'test', 'scripts', 'bench'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\.(tsx?|mjs)$/.test(path) && !path.endsWith('hq-links.test.ts'));

/** `docs/hq/scheduling.md#s5-2`, and the sections named after it: `docs/hq/….md#s3-1, #s3-5`. */
const citation = /(docs\/hq\/[a-z-]+\.md)(#[a-z0-9-]+(?:,\s(?:\*\s)?#[a-z0-9-]+)*)?/g;

test('every comment that cites the specification links to a section that exists', () => {
  const citations = code.flatMap((path) =>
    [...read(path).matchAll(citation)].map(([, page, sections]) => ({ path, page: page!, sections })),
  );
  const broken = citations.flatMap(({ path, page, sections }) => {
    const known = anchors.get(page);
    if (known === undefined) return [`${path}: ${page} does not exist`];
    if (sections === undefined) return [`${path}: ${page} without a section`];
    return [...sections.matchAll(/#([a-z0-9-]+)/g)]
      .filter(([, id]) => !known.has(id!))
      .map(([, id]) => `${path}: ${page} has no #${id}`);
  });
  expect(citations.length).toBeGreaterThan(50);
  expect(broken).toEqual([]);
});

test('no comment cites the specification by a number alone', () => {
  const found = code.filter((path) => /\bspec\/(contacts|scheduling|gateways|users)\b/.test(read(path)));
  expect(found).toEqual([]);
});

test('every anchor of the specification is unique in its page', () => {
  for (const path of anchors.keys()) {
    const ids = [...read(path).matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id);
    expect(new Set(ids).size, path).toBe(ids.length);
  }
});
