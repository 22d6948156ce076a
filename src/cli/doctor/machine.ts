/** What `drysend doctor` asks of the machine; tests bring their own. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { packageRoot } from '../../adapters/files/package-root.ts';

export interface Machine {
  /** Of Node: `22.11.0`. */
  readonly node: string;
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** Nobody listens there on this machine. */
  isFree(port: number): Promise<boolean>;
  /** A file of the package. */
  hasFile(path: string): boolean;
  /** A module that is optional. */
  hasModule(name: string): boolean;
  /** A program, when it answers `--version`. */
  hasProgram(name: string): boolean;
}

export function thisMachine(): Machine {
  const { env, platform, versions } = process;
  return {
    ...{ env, platform, node: versions.node, isFree },
    hasFile: (path) => existsSync(join(packageRoot(), path)),
    hasModule(name) {
      try {
        createRequire(import.meta.url).resolve(name);
        return true;
      } catch {
        return false;
      }
    },
    hasProgram(name) {
      try {
        execFileSync(name, ['--version'], { stdio: 'ignore', timeout: 5000 });
        return true;
      } catch {
        return false;
      }
    },
  };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
