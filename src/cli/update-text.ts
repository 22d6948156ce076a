/** What `--update` changes in a transcript, told before it is written. */
import type { TranscriptUpdate } from '../adapters/transcript-files.ts';
import { grouped } from '../core/text/grouped.ts';
import { lineDiff } from '../report/text/line-diff.ts';
import { type Ink, inkFor, plainLine } from '../report/text/terminal-text.ts';

/** Lines of one file that are shown. */
const LINES_MAX = 40;

/** A file that is new has nothing to differ from. */
export function updateText({ file, before, after }: TranscriptUpdate, colour: boolean): string {
  const wrote = `drysend: --update wrote ${plainLine(file)}\n`;
  if (before === undefined) return wrote;
  const { added, removed, lines } = lineDiff(before, after);
  const ink = inkFor(colour);
  const left = lines.length - LINES_MAX;
  return [
    `drysend: ${plainLine(file)}: ${grouped(removed)} lines go, ${grouped(added)} come\n`,
    ...lines.slice(0, LINES_MAX).map((line) => `  ${inked(line, ink)}\n`),
    ...(left > 0 ? [`  … and ${grouped(left)} more lines; git diff shows them\n`] : []),
    wrote,
  ].join('');
}

function inked(line: string, ink: Ink): string {
  const text = plainLine(line.slice(2));
  if (line.startsWith('-')) return ink.bad(`- ${text}`);
  return line.startsWith('+') ? ink.good(`+ ${text}`) : ink.quiet(line.startsWith('…') ? '…' : `  ${text}`);
}
