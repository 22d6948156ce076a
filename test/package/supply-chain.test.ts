/** What comes with drysend when somebody installs it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };
import { aProject, type Project } from './a-project.ts';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const locked = new Map(Object.entries(lock.packages as Readonly<Record<string, Locked>>));

/** npm runs these when a package is installed from the registry. */
const INSTALLING = ['preinstall', 'install', 'postinstall'];

/** The place in the lock of what a package asks for: beside it, or above. */
function placeOf(name: string, from: string): string {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (locked.has(place)) return place;
    if (folder === '') throw new Error(`the lock has no ${name} for ${from}`);
  }
}

/** All that a user's install brings, the optional packages too. */
function installed(): ReadonlyMap<string, Locked> {
  const found = new Map<string, Locked>();
  const add = (from: string, { dependencies, optionalDependencies }: Locked): void => {
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const place = placeOf(name, from);
      if (found.has(place)) continue;
      found.set(place, locked.get(place)!);
      add(place, locked.get(place)!);
    }
  };
  add('', locked.get('')!);
  return found;
}

describe('nothing that a user installs has a script for installing', () => {
  let project: Project;
  beforeAll(() => {
    project = aProject([], []);
  });
  afterAll(() => project.remove());

  test('by the lock, optional packages too', () => {
    const packages = [...installed()];
    expect(packages.map(([place]) => place)).toContain('node_modules/xpath');
    expect(packages.map(([place]) => place)).toContain('node_modules/read-excel-file');
    expect(packages.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });

  test('in what is packed and installed, which works without any', () => {
    const folders = packagesIn(join(project.folder, 'node_modules'));
    expect(folders.length).toBeGreaterThan(1);
    for (const folder of folders) {
      const { scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        readonly scripts?: Readonly<Record<string, string>>;
      };
      expect([folder, INSTALLING.filter((name) => name in scripts)]).toEqual([folder, []]);
      // npm builds such a package though it names no script.
      expect([folder, existsSync(join(folder, 'binding.gyp'))]).toEqual([folder, false]);
    }
    const { status, stdout } = project.run('drysend:drysend', [
      'run',
      join(project.folder, 'node_modules/drysend/scenarios/content'),
    ]);
    expect([status, stdout.includes('kept every promise')]).toEqual([0, true]);
  });
});

test('every package of the lock has a checksum', () => {
  const without = [...locked].filter(
    ([place, { link, integrity }]) => place !== '' && !link && !integrity?.startsWith('sha512-'),
  );
  expect(without.map(([place]) => place)).toEqual([]);
});

test('what a user installs is asked for by its exact version', () => {
  const wanted = Object.values({ ...manifest.dependencies, ...manifest.optionalDependencies });
  expect(wanted.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

function packagesIn(modules: string): string[] {
  return readdirSync(modules, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(`node_modules/${path}`))
    .map((path) => join(modules, path, '..'));
}
