/**
 * A plugin for `vitest.config.ts`: in watch mode, tests that call `describeScenarios` run again when a file of their
 * stories changes. Vitest itself follows imports only.
 */
import { resolve } from 'node:path';

/** As much of a plugin of Vite as there is here. */
export interface ScenarioWatch {
  readonly name: string;
  config(): {
    readonly test: {
      readonly watchTriggerPatterns: {
        readonly pattern: RegExp;
        readonly testsToRun: (file: string) => string[];
      }[];
    };
  };
  configResolved(config: { readonly root: string }): void;
  configureServer(server: { readonly watcher: { add(paths: readonly string[]): unknown } }): void;
  transform(code: string, id: string): undefined;
}

/** Stories, what they use, import and compare with. */
const STORY_FILE = /\.(?:ya?ml|json|ndjson|csv|xlsx|txt|xml)$/i;
const CALL = /\bdescribeScenarios\(\s*\[?\s*(?:(['"`])([^'"`$]+)\1)?/g;

/** `plugins: [scenarioWatch()]` */
export function scenarioWatch(): ScenarioWatch {
  const foldersOf = new Map<string, readonly string[]>();
  let root = process.cwd();
  let watch: ((folders: readonly string[]) => unknown) | undefined;
  return {
    name: 'drysend-scenario-watch',
    config: () => ({
      test: {
        watchTriggerPatterns: [
          {
            pattern: STORY_FILE,
            testsToRun: (file) =>
              [...foldersOf].flatMap(([id, folders]) => (folders.some((one) => isIn(one, file)) ? [id] : [])),
          },
        ],
      },
    }),
    configResolved: (config) => {
      root = config.root;
    },
    configureServer: ({ watcher }) => {
      watch = (folders) => watcher.add(folders);
    },
    transform(code, id) {
      const folders = [...code.matchAll(CALL)].map(([, , pattern = '.']) =>
        slashed(resolve(root, baseOf(pattern))),
      );
      const [path = ''] = id.split('?');
      if (folders.length === 0 || path.includes('/node_modules/')) return;
      foldersOf.set(path, folders);
      // Vite watches its root alone.
      watch?.(folders);
    },
  };
}

/** What of a pattern comes before its first glob: a folder, or the file itself. A computed pattern means the root. */
function baseOf(pattern: string): string {
  const segments = pattern.split('/');
  const firstGlob = segments.findIndex((segment) => /[*?]/.test(segment));
  return firstGlob < 0 ? pattern : segments.slice(0, firstGlob).join('/') || '.';
}

const slashed = (path: string): string => path.replaceAll('\\', '/');

const isIn = (folder: string, file: string): boolean =>
  slashed(file) === folder || slashed(file).startsWith(`${folder}/`);
