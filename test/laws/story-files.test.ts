import { readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { fc } from '@fast-check/vitest';
import { expect, test, vi } from 'vitest';
import { drysend, inEmptyFolder, put, scenario } from '../cli/a-terminal.ts';

/** Every file that is opened, made, moved or removed, by its path as it was given. */
const touched = vi.hoisted((): string[] => []);

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs')>();
  const noted =
    <Given extends unknown[], Result>(act: (...given: Given) => Result) =>
    (...given: Given): Result => {
      touched.push(String(given[0]));
      return act(...given);
    };
  return {
    ...real,
    openSync: noted(real.openSync),
    readFileSync: noted(real.readFileSync),
    writeFileSync: noted(real.writeFileSync),
    appendFileSync: noted(real.appendFileSync),
    createReadStream: noted(real.createReadStream),
    createWriteStream: noted(real.createWriteStream),
    mkdirSync: noted(real.mkdirSync),
    rmSync: noted(real.rmSync),
    renameSync(from: string, to: string) {
      touched.push(from, to);
      real.renameSync(from, to);
    },
  };
});

inEmptyFolder();

const STORIES = 2000;
const SECRET = 'CANARY-4711';
const text = scenario('A', '');

const anyStep = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('..', '..', '.', '', '...', '.. ', '. .') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('victim', 'secret.txt', 'stories', 'stories-of-others', 'new.txt'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('link.txt', 'folder', 'up', 'dangling.txt', 'round', 'alias', 'chain'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('inside.txt', 'in', 'deep.txt', 'INSIDE.TXT', 'In', '.hidden', 'part.yml'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('%2e%2e', '%2F', '..%00', '..\0', '．．', '‥', '․․', '∕', 'ｉｎ', '~'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('..\\victim\\secret.txt', 'C:', '\\\\?\\x', 'file:', '*'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }) },
);
const anyPath = fc
  .record({
    start: fc.constantFrom(
      '',
      '',
      '',
      './',
      '../',
      '/',
      '//',
      '\\',
      'HERE/',
      'HERE/stories/',
      'HERE/victim/',
    ),
    steps: fc.array(anyStep, { minLength: 1, maxLength: 5 }),
    joint: fc.constantFrom('/', '/', '/', '//', '\\'),
    end: fc.constantFrom('', '', '', '/', '//', '/.', '/..', ' ', '\0'),
  })
  .map(({ start, steps, joint, end }) => `${start}${steps.join(joint)}${end}`);
const anyKind = fc.constantFrom('use', 'import', 'transcript');

/** The story's folder, with ways out of it, among folders that are none of its business. */
function makeTree(): void {
  put('stories/inside.txt', 'case_id,name\n1,Asha\n');
  put('stories/in/deep.txt', 'x\n');
  put('stories/part.yml', 'gateways: {OTHER: {type: test}}\n');
  put('victim/secret.txt', SECRET);
  put('stories-of-others/secret.txt', SECRET);
  symlinkSync('../victim/secret.txt', 'stories/link.txt');
  symlinkSync('../victim', 'stories/folder');
  symlinkSync('..', 'stories/up');
  symlinkSync('../victim/new.txt', 'stories/dangling.txt');
  symlinkSync('round', 'stories/round');
  symlinkSync('in', 'stories/alias');
  symlinkSync('folder/secret.txt', 'stories/chain');
}

function storyNaming(kind: string, path: string): string {
  const named = JSON.stringify(path);
  if (kind === 'use') return `use: ${named}\n${text}`;
  if (kind === 'import') return `${text}import:\n  - {file: ${named}, type: mother}\n`;
  return `${text}expect:\n  - transcript: ${named}\n`;
}

/** Where a path leads; of one that is not there any more, where its folder does. */
function placeOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return join(placeOf(dirname(path)), basename(path));
  }
}

const outside = (): string[] =>
  ['victim', 'stories-of-others'].flatMap((folder) =>
    readdirSync(folder).map((name) => `${folder}/${name}: ${readFileSync(join(folder, name), 'utf8')}`),
  );

test(`over ${STORIES} stories with paths of every shape, no file outside the folder is opened or written`, async () => {
  makeTree();
  const here = realpathSync.native('.');
  const folder = join(here, 'stories');
  const before = outside();
  const seen = { refused: 0, read: 0, written: 0 };
  const property = fc.asyncProperty(anyKind, anyPath, async (kind, path) => {
    put('stories/story.yaml', storyNaming(kind, path.replace('HERE', here)));
    touched.length = 0;
    const { out, err } = await drysend(['run', 'stories/story.yaml', '--update']);
    const strays = touched
      .map(placeOf)
      .filter((place) => place !== folder && !place.startsWith(folder + sep));
    expect(strays).toEqual([]);
    expect(out + err).not.toContain(SECRET);
    expect(out + err).not.toContain('internal error');
    if (err.includes('outside of the story’s folder')) seen.refused += 1;
    if (touched.length > 1) seen.read += 1;
    if (err.includes('--update wrote')) seen.written += 1;
  });
  await fc.assert(property, { numRuns: STORIES, seed: 10 });
  expect(outside()).toEqual(before);
  expect(readdirSync(here).sort()).toEqual(['stories', 'stories-of-others', 'victim']);
  // The paths do lead everywhere: refused ones, and ones that are read and written.
  expect(Math.min(seen.refused / 5, seen.read, seen.written)).toBeGreaterThan(50);
}, 300_000);
