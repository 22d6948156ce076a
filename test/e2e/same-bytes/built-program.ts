/** The command line as it is shipped, run by whatever Node in whatever surroundings, and the digests it finds. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');
const cli = join(root, 'dist/cli.js');

/** Where and by what the command runs; unless told, in this repository by the Node of the tests. */
export interface Surroundings {
  readonly node?: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export function program(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  return runNode([cli, ...args], surroundings);
}

/** Node with these arguments, without what the surrounding test runner wants of it. */
export async function runNode(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  const { node = process.execPath, cwd = root, env = {}, nodeOptions = [] } = surroundings;
  const child = spawn(node, [...nodeOptions, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = ['', ''];
  for (const [index, stream] of [child.stdout, child.stderr].entries()) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      texts[index] += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  return { code, out: texts[0]!, err: texts[1]! };
}

/** The digest of every shipped story, in the order and the form of `npm run docs`. */
export const keptDigests = readFileSync(join(root, 'test/story-digests.txt'), 'utf8');

/** Runs all stories below a folder, and lists their digests as `keptDigests` does. */
export async function digestsOfRun(
  args: readonly string[] = [],
  surroundings: Surroundings = {},
  stories = 'scenarios',
): Promise<string> {
  return digestsIn(await program(['run', stories, '--json', ...args], surroundings), stories);
}

/** The digests of a report in JSON; what went wrong, where there is none. */
export function digestsIn({ code, out, err }: Ended, stories = 'scenarios'): string {
  if (code !== 0) return `ended in ${code}: ${err}${out.slice(0, 2000)}`;
  const report = JSON.parse(out) as {
    readonly stories: readonly { readonly file: string; readonly title: string; readonly digest: string }[];
  };
  const lines = report.stories.map(
    ({ file, title, digest }) =>
      `${digest} ${file.slice(file.indexOf(`${stories}/`) + stories.length + 1)}: ${title}\n`,
  );
  return lines.join('');
}
