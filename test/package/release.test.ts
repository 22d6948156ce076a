import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

const { version } = JSON.parse(read('package.json')) as { version: string };

test('the newest dated section of the changelog is the version of the package and of its lock', () => {
  const sections = [...read('CHANGELOG.md').matchAll(/^## \[([^\]]+)\](?: - (\S+))?$/gm)];
  const [first, newest] = sections;
  expect(first?.slice(1)).toEqual(['Unreleased', undefined]);
  expect(newest?.[1]).toBe(version);
  const lock = JSON.parse(read('package-lock.json')) as {
    version: string;
    packages: { '': { version: string } };
  };
  expect([lock.version, lock.packages[''].version]).toEqual([version, version]);
});

test('dated sections have a day of the calendar each, the newest first', () => {
  const days = [...read('CHANGELOG.md').matchAll(/^## \[\d[^\]]*\] - (.*)$/gm)].map(([, day]) => day!);
  expect(days.map((day) => new Date(day).toISOString().slice(0, 10))).toEqual(days);
  expect([...days].sort().reverse()).toEqual(days);
});

test('what the docs say to install is this version', () => {
  const pages = ['README.md', 'docs/testing.md', 'docs/examples/vitest/package.json'].map(read);
  const named = pages.flatMap((text) =>
    [...text.matchAll(/drysend(?:[@-]|": "| )(\d+\.\d+\.\d+)/g)].map(([, found]) => found),
  );
  expect(named.length).toBeGreaterThan(2);
  expect(new Set(named)).toEqual(new Set([version]));
});

test('a tag publishes what was checked, with provenance', () => {
  const workflow = read('.github/workflows/release.yml');
  const steps = [
    '"$GITHUB_REF_NAME"',
    '.ci/run',
    'npm run check-package',
    'npm run audit',
    'npm publish --provenance',
  ];
  const places = steps.map((step) => workflow.indexOf(step));
  expect(places.every((place) => place > 0)).toBe(true);
  expect([...places].sort((a, b) => a - b)).toEqual(places);
  expect(workflow).toContain('id-token: write');
  expect(JSON.parse(read('package.json'))).toMatchObject({
    publishConfig: { access: 'public', provenance: true },
  });
  expect(workflow).toContain('registry-url: https://registry.npmjs.org');
});
