/** A project of somebody else's, in a temporary folder, with the package as `npm publish` would send it. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

interface ProjectRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Project {
  readonly folder: string;
  /** The packed package. */
  readonly tarball: string;
  write(path: string, text: string): void;
  /** Runs a program of an installed package, or a file by this Node, in a folder of the project. */
  run(program: string, args?: readonly string[], inside?: string): ProjectRun;
  /** Starts one that goes on, in a folder of the project. */
  start(program: string, args: readonly string[], inside: string): RunningProgram;
  remove(): void;
}

interface RunningProgram {
  output(): string;
  /** Resolves when its output holds the words; with the whole output as an error when it ends without. */
  says(words: string): Promise<void>;
  end(): Promise<void>;
}

/**
 * Packs, and installs the tarball by npm. `others` come from the registry, `borrowed` are linked from our own
 * node_modules.
 */
export function aProject(others: readonly string[], borrowed: readonly string[]): Project {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-project-'));
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--omit=optional'];
  const packed = npm(root, ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]);
  const [{ filename }] = JSON.parse(packed) as [{ readonly filename: string }];
  writeFileSync(join(folder, 'package.json'), '{ "name": "somebody", "private": true, "type": "module" }');
  npm(folder, ['install', ...options, `./${filename}`, ...others]);
  for (const name of borrowed) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
  return {
    folder,
    tarball: join(folder, filename),
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    run(program, args = [], inside = '.') {
      const cwd = join(folder, inside);
      const { status, stdout, stderr } = spawnSync(process.execPath, [fileOf(program, cwd), ...args], {
        cwd,
        encoding: 'utf8',
        env: ENVIRONMENT,
      });
      return { status, stdout, stderr };
    },
    start: (program, args, inside) => started([fileOf(program, folder), ...args], join(folder, inside)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const ENVIRONMENT = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', VITEST: '', NODE_OPTIONS: '', CI: '' };

function started(args: readonly string[], cwd: string): RunningProgram {
  const child = spawn(process.execPath, args, { cwd, env: ENVIRONMENT, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += String(data);
    });
  }
  return {
    output: () => output,
    async says(words) {
      while (!output.includes(words)) {
        if (child.exitCode !== null) throw new Error(`it ended without saying ${words}:\n${output}`);
        await Promise.race([once(child.stdout, 'data'), ended]);
      }
    },
    async end() {
      child.kill();
      await ended;
    },
  };
}

/** `typescript:tsc` is the program `tsc` of that package. */
function fileOf(program: string, folder: string): string {
  const [name = '', bin] = program.split(':');
  if (bin === undefined) return join(folder, program);
  const manifest = createRequire(join(folder, 'package.json')).resolve(`${name}/package.json`);
  const { bin: bins } = createRequire(manifest)(manifest) as {
    readonly bin: Readonly<Record<string, string>> | string;
  };
  return join(dirname(manifest), typeof bins === 'string' ? bins : bins[bin]!);
}

const npm = (cwd: string, args: readonly string[]): string =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
