/** What HQ would hide, all stories together: a line for each code, with how many, how serious and one of them. */

import { grouped } from '../../core/text/grouped.ts';
import type { ScenarioResult } from '../scenario-result.ts';
import { counted } from '../text/span.ts';
import { cut, type Ink, padEnd, padStart, plainLine, wrapHanging } from '../text/terminal-text.ts';
import { harmlessText, type WarningKind, WarningTally } from '../warning-kinds.ts';

/** Codes shown on a screen. */
const CODES_MAX = 12;
const INDENT = '  ';
const WHOLE = '--reporter json or --journal FILE; docs/errors.md has every code';

/** A warning's code, and the stories that have it. */
interface KindInStories {
  readonly kind: WarningKind;
  readonly titles: readonly string[];
}

/** '' where no story has any, apart from those that its roster has and those that it promises. */
export function warningsText(stories: readonly ScenarioResult[], terminalCells: number, ink: Ink): string {
  const warned = stories.filter(({ roster, warningKinds }) => !roster && warningKinds.length > 0);
  if (warned.length === 0) return '';
  const kinds = merged(warned);
  const count = kinds.reduce((sum, { kind }) => sum + kind.count, 0);
  const promised = stories.reduce((sum, { warningsPromised }) => sum + warningsPromised, 0);
  const besides = promised > 0 ? ` besides ${grouped(promised)} that are promised` : '';
  const serious = kinds.filter(({ kind }) => kind.severity !== 'note');
  const firstKinds = serious.slice(0, CODES_MAX);
  const lines = [
    `warnings  ${counted(count, 'warning')}${warned.length > 1 ? ` in ${warned.length} stories` : ''}${besides}`,
    ...(stories.length === 1
      ? firstKinds.flatMap((one) => wholeLines(one.kind, terminalCells))
      : shortLines(firstKinds, terminalCells)),
    ...moreLines(serious.slice(CODES_MAX), terminalCells),
    ...harmlessLines(
      kinds.map(({ kind }) => kind),
      terminalCells,
    ),
    ...wrapHanging(`${INDENT}all of them  `, WHOLE, terminalCells),
  ];
  return `\n${lines.map((line) => `${ink.quiet(line)}\n`).join('')}`;
}

function merged(stories: readonly ScenarioResult[]): KindInStories[] {
  const tally = new WarningTally();
  const titles = new Map<string, string[]>();
  for (const { title, warningKinds } of stories) {
    for (const kind of warningKinds) {
      tally.add(kind);
      const known = titles.get(kind.code);
      if (known) known.push(title);
      else titles.set(kind.code, [title]);
    }
  }
  return tally.all().map((kind) => ({ kind, titles: titles.get(kind.code) ?? [] }));
}

/** Of many stories: a line for each code, which ends where the terminal does. */
function shortLines(kinds: readonly KindInStories[], terminalCells: number): string[] {
  const rows = kinds.map(({ kind, titles }) => [
    grouped(kind.count),
    kind.code,
    kind.severity,
    `${kind.example} · ${titles[0] ?? ''}`,
  ]);
  const [counts = 0, codes = 0, severities = 0] = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => row[column]!.length), 0),
  );
  return rows.map(([count = '', code = '', severity = '', example = '']) => {
    const facts = [padStart(count, counts), padEnd(code, codes), padEnd(severity, severities)];
    return cut(`${INDENT}${facts.join('  ')}  ${plainLine(example)}`, terminalCells);
  });
}

/** Of one story: with what it is about and what would mend it. */
function wholeLines(
  { code, count, severity, example, about, hint }: WarningKind,
  terminalCells: number,
): string[] {
  const whom = Object.entries(about)
    .filter(([, value]) => !example.includes(value))
    .map(([name, value]) => `${name} ${value}`);
  const such = `${count > 1 ? 'such as ' : ''}${example}${whom.length > 0 ? ` (${whom.join(', ')})` : ''}`;
  const below = [such, ...(hint === undefined ? [] : [`cure: ${hint}`])];
  const hanging = INDENT.repeat(2);
  return [
    `${INDENT}${code}  ${count === 1 ? severity : `${severity}, ${grouped(count)} times`}`,
    ...below.flatMap((text) => wrapHanging(hanging, plainLine(text), terminalCells)),
  ];
}

function moreLines(left: readonly KindInStories[], terminalCells: number): string[] {
  if (left.length === 0) return [];
  const words = left.map(({ kind }) => `${kind.code} ${grouped(kind.count)}`).join(', ');
  return wrapHanging(`${INDENT}… and `, words, terminalCells);
}

function harmlessLines(kinds: readonly WarningKind[], terminalCells: number): string[] {
  const words = harmlessText(kinds);
  return words === '' ? [] : wrapHanging(`${INDENT}harmless  `, words, terminalCells);
}
