/** Coverage for people: a table of parts, then what was not exercised, with its place and what would exercise it. */
import { grouped } from '../../core/text/grouped.ts';
import type { CoverageItem } from '../../coverage/item.ts';
import { type Coverage, type Share, shareOf, sharesByPart } from '../../coverage/measure.ts';
import { percentText, stories } from '../text/span.ts';
import { type Ink, inkFor, padEnd, padStart, plainLine, wrapHanging } from '../text/terminal-text.ts';

/** Items that are listed on the screen. */
const ITEMS_MAX = 30;

export interface CoverageLook {
  readonly columns: number;
  readonly colour: boolean;
}

export function coverageText(coverage: Coverage, { columns, colour }: CoverageLook): string {
  const ink = inkFor(colour);
  const { items } = coverage;
  const missed = items.filter(({ hits }) => hits === 0);
  const rows = sharesByPart(items).map(([part, share]) => rowText(part, share, ink));
  const lines = [
    ink.strong(`Coverage of ${stories(coverage.stories)}`),
    ...rows,
    rowText('together', shareOf(items), ink),
    ...codesLines(coverage, columns),
    ...(missed.length > 0 ? ['', ink.strong('Not exercised')] : []),
    ...missed.slice(0, ITEMS_MAX).flatMap((item) => itemLines(item, columns, ink)),
  ];
  const more = missed.length - ITEMS_MAX;
  if (more > 0) lines.push(ink.quiet(`  … and ${grouped(more)} more; --coverage-report json=FILE has all`));
  return `${lines.join('\n')}\n`;
}

function rowText(name: string, { covered, total }: Share, ink: Ink): string {
  const paint = covered === total ? ink.good : ink.odd;
  const count = `${padStart(grouped(covered), 6)} of ${padEnd(grouped(total), 6)}`;
  return `  ${padEnd(name, 11)}${count}${paint(padStart(percentText(covered, total), 8))}`;
}

/** HQ has codes that no story of a project needs: they are told, and not in the percentage. */
function codesLines({ codes }: Coverage, columns: number): string[] {
  const all = Object.entries(codes);
  const seen = all.flatMap(([code, count]) => (count > 0 ? [code] : []));
  const missing = all.flatMap(([code, count]) => (count > 0 ? [] : [code]));
  const fewer = seen.length <= missing.length ? seen : ['never', ...missing];
  const which = fewer.length > 0 ? `: ${fewer.join(', ').replace('never, ', 'never ')}` : '';
  return wrapHanging('  error codes  ', `${seen.length} of ${all.length} came${which}`, columns);
}

function itemLines(
  { source, part, name, reached, cover }: CoverageItem,
  columns: number,
  ink: Ink,
): string[] {
  const { file, line, column } = source;
  return [
    `  ${plainLine(`${file}:${line}:${column}`)}  ${singular(part)} ${ink.strong(plainLine(name))}`,
    ...(reached === undefined ? [] : wrapHanging('      so far  ', plainLine(reached), columns)),
    ...wrapHanging('      cover   ', plainLine(cover), columns),
  ];
}

const singular = (part: string): string => part.replace(/s$/, '');
