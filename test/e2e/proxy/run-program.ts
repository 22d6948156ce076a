import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** How a program ended. */
export interface Ended {
  /** 0 when all went well. */
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

const ROOT = join(import.meta.dirname, '../../..');
const TIMEOUT_MS = 30_000;
const PROXY_NAMES = /^(?:https?|all|no)_proxy$/i;

/** Runs a program beside this one, with nothing of our own proxies in its environment but what is given. */
export function runProgram(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  const inherited = Object.entries(process.env).filter(([name]) => !PROXY_NAMES.test(name));
  const env = { ...Object.fromEntries(inherited), ...environment };
  return new Promise((resolve) => {
    execFile(program, [...args], { cwd: ROOT, env, timeout: TIMEOUT_MS }, (error, out, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, errors });
    });
  });
}

/** A machine may have a Python of its own beside the system's, and a package stands in one of them only. */
const PYTHONS = ['python3', '/usr/bin/python3'];

/** A Python that has a module; plain `python3` when none has. */
export function pythonWith(module: string): string {
  const has = (python: string): boolean =>
    spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;
  return PYTHONS.find(has) ?? 'python3';
}

/** Whether a test that needs a module of Python is left out: never on CI. Elsewhere the log says how to get it. */
export function isPythonLeftOut(module: string, debianPackage: string): boolean {
  const { status } = spawnSync(pythonWith(module), ['-c', `import ${module}`], { stdio: 'ignore' });
  if (status === 0 || process.env.CI) return false;
  console.warn(`left out, as there is no ${module} for python3 here: apt-get install ${debianPackage}`);
  return true;
}
