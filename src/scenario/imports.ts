import type { CaseSeed } from '../core/model/case.ts';
import type { Instant } from '../core/model/instant.ts';
import type { ManyCases } from '../core/model/many-cases.ts';
import { type ReadFile, unreadWords } from './files-beside.ts';
import type { Importer } from './importer.ts';
import type { Node } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { importShape } from './scenario-shape.ts';

/** Cases that all imports of one file bring in, its documents and example rows together. */
export const casesMax = 10_000_000;

/** How many of them there are so far. */
export interface ImportCount {
  cases: number;
}

/** The cases of one import, and when they are registered. */
export interface ImportedCases {
  readonly node: Node;
  readonly cases: readonly CaseSeed[];
  /** They stand here instead. */
  readonly onDisk?: ManyCases;
  readonly registerAt?: Instant;
}

/** Reads what `import` declares, through the room that knows the formats. */
export function importsFrom(
  node: Node,
  project: string,
  read: ReadFile,
  importCases: Importer | undefined,
  count: ImportCount,
  context: ParseContext,
): readonly ImportedCases[] {
  const declared = importShape.read(node, context);
  let mayBeOnDisk = true;
  return (declared ?? []).flatMap((given): ImportedCases[] => {
    if (given.file === undefined) return [];
    const { type, key, columns = new Map(), register_at: registerAt } = given;
    const place = given.node.entries.get('file')!.value;
    const path = context.beside(given.file, place);
    const file = read(path, 'import');
    if ('problem' in file) {
      context.problem(place, ...unreadWords(path, file));
      return [];
    }
    if (count.cases > casesMax) return [];
    if (importCases === undefined) {
      context.problem(place, 'an import', 'a scenario without import', 'imports are not read here');
      return [];
    }
    const bytes = file.bytes ?? new TextEncoder().encode(file.text);
    const declaration = {
      file: given.file,
      ...(type === undefined ? {} : { type }),
      ...(key === undefined ? {} : { key }),
      columns,
      project,
    };
    const { cases, onDisk, notices, problems } = importCases(
      declaration,
      { ...file, path, bytes },
      { mayBeOnDisk },
    );
    if (onDisk) mayBeOnDisk = false;
    count.cases += onDisk?.size ?? cases.length;
    if (count.cases > casesMax) {
      context.problem(
        place,
        `more than ${casesMax} imported cases`,
        `at most ${casesMax} in all scenarios of a file`,
        'fewer imports, or fewer rows of examples',
      );
      return [];
    }
    for (const { row, column, found, wanted, hint } of problems) {
      const where = [
        row === undefined ? '' : ` row ${row}`,
        column === undefined ? '' : ` column ${column}`,
      ].join('');
      context.problem(place, `${path}${where}: ${found}`, wanted, hint);
    }
    context.notices.push(...notices);
    return [
      {
        node: place,
        cases,
        ...(onDisk && { onDisk }),
        ...(registerAt === undefined ? {} : { registerAt }),
      },
    ];
  });
}
