import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FileAccess, storyReader } from '../src/adapters/files/file-access.ts';
import { importCases } from '../src/imports/import-cases.ts';
import { MutationTrials, type TriedMutation } from '../src/mutation/trials.ts';
import { openDocument, type TriedDocument } from '../src/mutation/try-mutation.ts';
import { scenarioTrees } from '../src/scenario/load.ts';

/** Written by `node scripts/story-mutants.mjs`, from every change of every story. */
interface Kept {
  readonly stories: number;
  readonly total: { readonly killed: number; readonly survived: number; readonly score: number };
  readonly survivors: readonly Survivor[];
}

interface Survivor {
  readonly file: string;
  readonly path: string;
  readonly change: string;
  readonly reason: string;
}

const kept: Kept = JSON.parse(readFileSync(join(import.meta.dirname, 'story-mutants.json'), 'utf8'));

/** So many of several thousand are tried here, and the same each time. */
const DRAWN = 300;

describe('the promises of the shipped stories notice changes of the stories', () => {
  test('all but a few, each of which has a reason', () => {
    expect(kept.total.score).toBeGreaterThanOrEqual(98);
    expect(kept.survivors.length).toBe(kept.total.survived);
    expect(kept.survivors.filter(({ reason }) => reason.length < 10)).toEqual([]);
  });

  test('a change that is drawn is noticed, or stands in the record', () => {
    const trials = new MutationTrials(shippedDocuments(), { seed: 15, max: DRAWN, isWanted: () => true });
    while (trials.next());
    const known = new Set(kept.survivors.map(nameOf));
    const { mutations } = trials.finish();
    const survived = mutations
      .filter(({ tried }) => tried.status === 'survived')
      .map(survivorOf)
      .map(nameOf);
    expect(mutations.length).toBeGreaterThan(DRAWN / 2);
    expect(survived.filter((name) => !known.has(name))).toEqual([]);
  });
});

const nameOf = ({ file, path, change }: Pick<Survivor, 'file' | 'path' | 'change'>): string =>
  `${file} ${path}: ${change}`;

const survivorOf = ({ mutation }: TriedMutation): Omit<Survivor, 'reason'> => {
  const { source, path, before, after } = mutation;
  return { file: source.file, path, change: `${before} → ${after ?? 'left out'}` };
};

function shippedDocuments(): TriedDocument[] {
  const folder = join(import.meta.dirname, '../scenarios');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yaml'),
  );
  return files.sort().flatMap((file) => {
    const path = `scenarios/${file.replaceAll('\\', '/')}`;
    const read = storyReader(new FileAccess(dirname(path), {}));
    const text = readFileSync(join(folder, file), 'utf8');
    return scenarioTrees({ path, text }, read).flatMap(
      (root) => openDocument(root, read, { importCases }) ?? [],
    );
  });
}
