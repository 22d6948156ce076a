/**
 * Coverage as lcov's tracefile (geninfo(1)): editors and code hosts colour lines by it. A line stands for the parts
 * that begin on it, each of them a branch; alerts, broadcasts, keywords and surveys are functions too.
 */
import type { CoverageItem } from '../../coverage/item.ts';
import type { Coverage } from '../../coverage/measure.ts';

export function coverageLcov({ items }: Coverage): string {
  const files = [...new Set(items.map(({ source }) => source.file))];
  return files
    .map((file) =>
      recordOf(
        file,
        items.filter(({ source }) => source.file === file),
      ),
    )
    .join('');
}

const functions: ReadonlySet<string> = new Set(['alerts', 'broadcasts', 'rules', 'keywords', 'surveys']);

function recordOf(file: string, items: readonly CoverageItem[]): string {
  const named = items.filter(({ part }) => functions.has(part));
  const lines = byLine(items);
  const branches = lines.flatMap(([line, own]) =>
    own.map(({ hits }, index) => `BRDA:${line},0,${index},${isReached(own) ? hits : '-'}`),
  );
  const records = [
    'TN:',
    `SF:${file.replaceAll('\\', '/')}`,
    ...named.map(({ source, name, part }) => `FN:${source.line},${functionName(part, name)}`),
    ...named.map(({ hits, name, part }) => `FNDA:${hits},${functionName(part, name)}`),
    `FNF:${named.length}`,
    `FNH:${named.filter(({ hits }) => hits > 0).length}`,
    ...branches,
    `BRF:${items.length}`,
    `BRH:${items.filter(({ hits }) => hits > 0).length}`,
    ...lines.map(([line, own]) => `DA:${line},${Math.max(...own.map(({ hits }) => hits))}`),
    `LF:${lines.length}`,
    `LH:${lines.filter(([, own]) => isReached(own)).length}`,
    'end_of_record',
  ];
  return `${records.join('\n')}\n`;
}

/** In order of lines, as the items are. */
function byLine(items: readonly CoverageItem[]): [line: number, items: CoverageItem[]][] {
  const lines = new Map<number, CoverageItem[]>();
  for (const item of items) lines.set(item.source.line, [...(lines.get(item.source.line) ?? []), item]);
  return [...lines];
}

const isReached = (items: readonly CoverageItem[]): boolean => items.some(({ hits }) => hits > 0);

/** Commas and line breaks part the fields. */
const functionName = (part: string, name: string): string => `${part}: ${name.replaceAll(/[,\r\n]/g, ' ')}`;
