import type { Story } from '../story.ts';
import { plainLine } from '../text/plain-line.ts';
import { counted } from '../text/span.ts';
import { cut, displayWidth, padEnd } from '../text/width.ts';
import type { TranscriptLine } from '../transcript.ts';
import type { Ink } from './ink.ts';

const INDENT = '  ';
const GAP = '  ';
/** Widest that a contact's key and a gateway's name may get. */
const WHO_CELLS_MAX = 18;
const VIA_CELLS_MAX = 24;
const TEXT_CELLS_MIN = 16;

/** What happened in a story that promised nothing: local time, recipient, gateway and text. */
export function transcriptText(story: Story, terminalCells: number, ink: Ink): string {
  const { transcript, transcriptLeftOut, journalFile } = story;
  if (story.outcome !== 'shown') return '';
  if (transcript.length === 0 && journalFile === undefined) return '';
  const heading = `\n${ink.strong(plainLine(story.title))}\n`;
  if (transcript.length === 0) return `${heading}${INDENT}what happened is in ${journalFile}\n`;

  const atCells = widest(transcript.map(({ at }) => at));
  const whoCells = Math.min(WHO_CELLS_MAX, widest(transcript.map(({ who }) => plainLine(who))));
  const viaCells = Math.min(VIA_CELLS_MAX, widest(transcript.map(({ via }) => plainLine(via))));
  const used = INDENT.length + 2 + atCells + whoCells + viaCells + 3 * GAP.length;
  const textCells = Math.max(TEXT_CELLS_MIN, terminalCells - used);
  const lines = transcript.map((line) =>
    [
      `${INDENT}${signFor(line.kind, ink)} ${ink.quiet(padEnd(line.at, atCells))}`,
      padEnd(cut(plainLine(line.who), whoCells), whoCells),
      ink.quiet(padEnd(cut(plainLine(line.via), viaCells), viaCells)),
      cut(plainLine(line.text), textCells),
    ]
      .join(GAP)
      .trimEnd(),
  );
  if (transcriptLeftOut > 0) {
    lines.push(ink.quiet(`${INDENT}  … and ${counted(transcriptLeftOut, 'line')} more; --journal keeps all`));
  }
  return `${heading}${lines.join('\n')}\n`;
}

const widest = (texts: readonly string[]): number => Math.max(...texts.map(displayWidth));

function signFor(kind: TranscriptLine['kind'], ink: Ink): string {
  switch (kind) {
    case 'sms':
    case 'email':
      return ink.good('→');
    case 'inbound':
      return ink.odd('←');
    case 'error':
      return ink.bad('✗');
  }
}
