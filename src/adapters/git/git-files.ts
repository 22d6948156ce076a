/**
 * Files as git has them at a commit. They are read from its objects by `git cat-file`, which runs no filter, hook,
 * pager or file monitor of the repository and follows no link; remotes are never asked.
 */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { BytesRead } from '../files/read-file.ts';

/** Bytes of all files that one story reads. */
const STORY_BYTES_MAX = 256_000_000;
/** Bytes of what git says about a file or a commit. */
const ANSWER_BYTES_MAX = 1_000_000;
const WAIT_MS_MAX = 60_000;

/** What a commit, tag or branch may be called: no option, no range, no path, no search for words. */
const refName = /^(?!-)(?!.*(?:\.\.|\/\/))[\p{L}\p{N}_./~^@{}+-]{1,200}$/u;

const lfsMark = 'version https://git-lfs.github.com/spec/';

/** Why git has no such file, and what would put it right. */
export class GitRefusal extends Error {
  readonly cure: string;

  constructor(message: string, cure: string) {
    super(message);
    this.cure = cure;
  }
}

export class GitFiles {
  /** The whole name of the commit. */
  readonly commit: string;
  /** A folder that is there now, and the same folder from the top of the repository: `stories/`, or ''. */
  readonly #folder: string;
  readonly #prefix: string;
  #bytes = 0;

  /**
   * `path` is a file or folder of the repository, whether it is still there or not.
   * @throws GitRefusal when there is no such repository or commit, or no git.
   */
  constructor(path: string, ref: string) {
    if (!refName.test(ref))
      throw new GitRefusal(
        `${JSON.stringify(ref)} is no commit, tag or branch`,
        'name one, such as HEAD~1, v1.2 or main',
      );
    this.#folder = folderThatIsThere(path);
    this.#prefix = answered(this.#folder, ['rev-parse', '--show-prefix'], () =>
      notInRepository(path),
    ).trimEnd();
    this.commit = answered(this.#folder, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], () =>
      noSuchCommit(ref),
    ).trim();
  }

  /** The bytes of a regular file, as far as git has it at the commit. */
  read(path: string, bytesMax: number): BytesRead {
    const place = this.#placeOf(path);
    if (place === undefined) return { problem: 'it is outside of the git repository' };
    const listed = git(this.#folder, ['ls-tree', '-z', '--full-tree', this.commit, '--', place]);
    const [, mode, object] = /^(\d{6}) \w+ ([0-9a-f]{40,64})\t/.exec(listed.text) ?? [];
    if (mode === undefined)
      return { problem: `git has no such file at ${this.commit.slice(0, 8)}`, isMissing: true };
    if (!mode.startsWith('100')) return { problem: kinds[mode] ?? 'it is not a regular file' };
    return this.#bytesOf(object!, bytesMax);
  }

  #bytesOf(object: string, bytesMax: number): BytesRead {
    const size = Number(git(this.#folder, ['cat-file', '-s', object]).text);
    if (!(size <= bytesMax))
      return {
        problem: `it is ${(size / 1_000_000).toFixed(1)} MB, and the limit is ${bytesMax / 1_000_000} MB`,
      };
    this.#bytes += size;
    if (this.#bytes > STORY_BYTES_MAX)
      return { problem: 'the files of this story have more than 256 MB together' };
    const { bytes, isDone } = git(this.#folder, ['cat-file', 'blob', object], size + 1);
    if (!isDone || bytes.length !== size) return { problem: 'git does not give its content' };
    return bytes.subarray(0, lfsMark.length).toString() === lfsMark
      ? { problem: 'git has only a pointer to it: it is kept by Git LFS' }
      : { bytes };
  }

  /** From the top of the repository, with forward slashes. */
  #placeOf(path: string): string | undefined {
    const steps = stepsOf(this.#prefix);
    for (const step of stepsOf(relative(this.#folder, resolve(path)).split(sep).join('/'))) {
      if (step !== '..') steps.push(step);
      else if (steps.pop() === undefined) return undefined;
    }
    return steps.join('/');
  }
}

const stepsOf = (path: string): string[] => path.split('/').filter((step) => step !== '');

const kinds: Readonly<Record<string, string>> = {
  '040000': 'it is a folder',
  '120000': 'it is a symbolic link',
  '160000': 'it is another repository',
};

/** The nearest folder above a path that is there now. */
function folderThatIsThere(path: string): string {
  let folder = resolve(path);
  while (!isFolder(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** What git says; `refusal` is thrown when it says no. */
function answered(folder: string, args: readonly string[], refusal: () => GitRefusal): string {
  const { text, isDone } = git(folder, args);
  if (!isDone) throw refusal();
  return text;
}

interface Answered {
  readonly bytes: Buffer;
  readonly text: string;
  readonly isDone: boolean;
}

function git(folder: string, args: readonly string[], bytesMax = ANSWER_BYTES_MAX): Answered {
  const { status, stdout, error } = spawnSync('git', ['--no-pager', ...args], {
    cwd: folder,
    env: environment(),
    maxBuffer: Math.max(bytesMax, ANSWER_BYTES_MAX),
    timeout: WAIT_MS_MAX,
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
  if (error && 'code' in error && error.code === 'ENOENT') throw noGit();
  return { bytes: stdout, text: stdout.toString('utf8'), isDone: status === 0 && error === undefined };
}

/** Whatever a hook or a shell has set for git does not count: the repository is the one in which the file stands. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(own),
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LITERAL_PATHSPECS: '1',
  };
}

const noGit = (): GitRefusal =>
  new GitRefusal('there is no git command here', 'install git, or give the earlier file itself');

const notInRepository = (path: string): GitRefusal =>
  new GitRefusal(
    `${path} is in no git repository, or in one of somebody else`,
    'git rev-parse --show-toplevel says why; or give the earlier file itself',
  );

const noSuchCommit = (ref: string): GitRefusal =>
  new GitRefusal(`git has no commit ${ref}`, 'git log --oneline lists those that there are');
