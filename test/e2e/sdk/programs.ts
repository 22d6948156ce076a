import { spawnSync } from 'node:child_process';

/**
 * Whether a test that needs a program is left out: never on CI, where a missing program is a failure.
 * Elsewhere the log says how to get it.
 */
export function isLeftOut(program: string, debianPackage: string): boolean {
  const { error } = spawnSync(program, ['--version'], { stdio: 'ignore' });
  if (error === undefined || process.env.CI) return false;
  console.warn(`left out, as there is no ${program} here: apt-get install ${debianPackage}`);
  return true;
}
