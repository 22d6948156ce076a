/** Changes of scenarios in the mutation testing report schema, version 2, which Stryker's viewers and dashboards read. */
import { visibleJson } from '../../core/render/visible.ts';
import type { Mutant, MutationResult } from './result.ts';

/** `sourceOf` is the text of a file. */
export function strykerJson({ mutants }: MutationResult, sourceOf: (file: string) => string): string {
  const files = [...new Set(mutants.map(({ file }) => file))];
  const document = {
    schemaVersion: '2',
    thresholds: { high: 90, low: 70 },
    files: Object.fromEntries(
      files.map((file) => [
        file.replaceAll('\\', '/'),
        {
          language: 'yaml',
          source: sourceOf(file),
          mutants: mutants.flatMap((mutant, index) =>
            mutant.file === file ? [mutantOf(mutant, index)] : [],
          ),
        },
      ]),
    ),
  };
  return `${visibleJson(JSON.stringify(document))}\n`;
}

const statuses = { killed: 'Killed', survived: 'Survived', equal: 'Ignored' } as const;

function mutantOf({ status, kind, path, before, after, killedBy, promise, ...place }: Mutant, index: number) {
  const { line, column, endLine, endColumn } = place;
  return {
    id: String(index + 1),
    mutatorName: kind,
    description: `${path}: ${before} ${after === undefined ? 'left out' : `→ ${after}`}`,
    replacement: after ?? '',
    location: { start: { line, column }, end: { line: endLine, column: endColumn } },
    status: statuses[status],
    statusReason: killedBy ?? promise ?? 'the run is the same in all that a promise can be about',
  };
}
