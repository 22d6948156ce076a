import type { ScenarioResult } from '../scenario-result.ts';
import { counted } from '../text/span.ts';
import { type Ink, plainLine } from '../text/style.ts';
import { wrapHanging } from '../text/width.ts';
import type { Warning } from '../warnings.ts';

/** Warnings told on a screen, all stories together. */
const WARNINGS_MAX = 12;
const INDENT = '  ';

/** What HQ would hide, story by story: code, message and what it is about. A roster has told its own. */
export function warningsText(all: readonly ScenarioResult[], terminalCells: number, ink: Ink): string {
  return listed(
    all.filter(({ roster }) => roster === undefined),
    terminalCells,
    ink,
  );
}

function listed(stories: readonly ScenarioResult[], terminalCells: number, ink: Ink): string {
  const all = stories.reduce((sum, { totals }) => sum + totals.warnings, 0);
  const lines: string[] = [];
  let told = 0;
  for (const { title, warnings } of stories) {
    const shown = warnings.slice(0, WARNINGS_MAX - told);
    if (shown.length === 0) continue;
    told += shown.length;
    lines.push(...wrapHanging('warnings  ', plainLine(title), terminalCells));
    for (const warning of shown) lines.push(...warningLines(warning, terminalCells));
  }
  if (all === 0) return '';
  if (all > told) {
    const more = told === 0 ? counted(all, 'warning') : `… and ${counted(all - told, 'warning')} more`;
    lines.push(`${INDENT}${more}; --reporter json and the journal have them`);
  }
  return `\n${lines.map((line) => `${ink.quiet(line)}\n`).join('')}`;
}

function warningLines({ code, message, about }: Warning, terminalCells: number): string[] {
  const whom = Object.entries(about).map(([name, key]) => `${name} ${key}`);
  const text = whom.length === 0 ? message : `${message} (${whom.join(', ')})`;
  return wrapHanging(`${code}  `, plainLine(text), terminalCells - INDENT.length).map(
    (line) => `${INDENT}${line}`,
  );
}
