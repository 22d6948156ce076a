/** The findings for people: what matters most first, by code, with the first places of each. */
import { countOf, type Finding } from '../../check/finding.ts';
import { severityOf, type WarningCode, warningCodes } from '../../core/model/warning-codes.ts';
import { grouped } from '../../core/text/grouped.ts';
import { counted } from '../text/span.ts';
import { type Ink, inkFor, plainLine, wrapHanging } from '../text/terminal-text.ts';
import { byWeight } from '../warning-kinds.ts';
import type { CheckFormat, CheckSummary } from './format.ts';

/** Places listed for one code. */
const PLACES_MAX = 3;

interface Kind {
  readonly code: WarningCode;
  count: number;
  readonly first: Finding[];
}

export function prettyFormat(columns: number, colour: boolean): CheckFormat {
  const kinds = new Map<WarningCode, Kind>();
  const ink = inkFor(colour);
  return {
    begin: () => '',
    finding(finding, named) {
      const { code, count } = countOf(finding);
      const known = kinds.get(code) ?? { code, count: 0, first: [] };
      kinds.set(code, known);
      known.count += count;
      if (known.first.length < PLACES_MAX && code === finding.code)
        known.first.push({ ...finding, message: named(finding.message) });
      return '';
    },
    end(summary) {
      const sorted = [...kinds.values()].sort(byWeight);
      return [...sorted.map((kind) => kindText(kind, columns, ink)), summaryText(summary, ink)].join('\n');
    },
  };
}

function kindText({ code, count, first }: Kind, columns: number, ink: Ink): string {
  const severity = severityOf(code);
  const paint = severity === 'error' ? ink.bad : severity === 'warning' ? ink.odd : ink.quiet;
  const lines = [`${paint(severity)} ${ink.strong(code)}  ${counted(count, 'place')}`];
  lines.push(...wrapHanging('  ', plainLine(warningCodes[code].means), columns));
  for (const { source, message, hint } of first) {
    const { file, line, column } = source;
    lines.push(`  ${plainLine(`${file}:${line}:${column}`)}`);
    lines.push(...wrapHanging('    ', plainLine(message), columns));
    if (hint !== undefined) lines.push(...wrapHanging('    cure  ', plainLine(hint), columns));
  }
  const more = count - first.length;
  if (more > 0) lines.push(ink.quiet(`  … and ${grouped(more)} more; --format json has all`));
  return `${lines.join('\n')}\n`;
}

function summaryText({ stories, counts }: CheckSummary, ink: Ink): string {
  const found = [
    counted(counts.error, 'error'),
    counted(counts.warning, 'warning'),
    counted(counts.note, 'note'),
  ];
  const whole = stories === 1 ? '1 story' : `${grouped(stories)} stories`;
  return `${ink.strong(`${whole} checked, nothing was sent: ${found.join(', ')}`)}\n`;
}
