import type { CaseSeed } from '../core/model/case.ts';
import type { Instant } from '../core/model/instant.ts';
import type { ManyCases } from '../core/model/many-cases.ts';
import { type ReadFile, unreadWords } from './files-beside.ts';
import type { Imported, Importer } from './importer.ts';
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
  readonly path: string;
  readonly cases: readonly CaseSeed[];
  /** They stand here instead. */
  readonly onDisk?: ManyCases;
  readonly registerAt?: Instant;
  /** What is wrong with it, which may be found when it is asked for. */
  readonly inspected: Pick<Imported, 'notices' | 'problems'>;
}

/** Reads what `import` declares, through the room that knows the formats. The caller tells what is wrong with the rows. */
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
    const inspected = importCases(declaration, { ...file, path, bytes }, { mayBeOnDisk });
    const { cases, onDisk } = inspected;
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
    return [
      {
        ...{ node: place, path, cases, inspected },
        ...(onDisk && { onDisk }),
        ...(registerAt === undefined ? {} : { registerAt }),
      },
    ];
  });
}

/** Tells what is wrong with an import. */
export function tellImport(
  { node, path, inspected }: Pick<ImportedCases, 'node' | 'path' | 'inspected'>,
  context: ParseContext,
): void {
  for (const { row, column, found, wanted, hint } of inspected.problems) {
    const where = [
      row === undefined ? '' : ` row ${row}`,
      column === undefined ? '' : ` column ${column}`,
    ].join('');
    context.problem(node, `${path}${where}: ${found}`, wanted, hint);
  }
  context.notices.push(...inspected.notices);
}
