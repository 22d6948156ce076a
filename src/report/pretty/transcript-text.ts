import { grouped } from '../../core/text/grouped.ts';
import { rosterText } from '../roster/text.ts';
import type { ScenarioResult } from '../scenario-result.ts';
import { counted } from '../text/span.ts';
import { cut, displayWidth, type Ink, padEnd, plainLine, wrapHanging } from '../text/terminal-text.ts';
import type { TranscriptLine } from '../transcript.ts';

const INDENT = '  ';
const GAP = '  ';
/** Indent, sign and a space. */
const SIGNED_CELLS = 4;
/** Widest that a contact's key and a gateway's name may get. */
const WHO_CELLS_MAX = 28;
const VIA_CELLS_MAX = 24;
const TEXT_CELLS_MIN = 16;

/** What happened in a story that promised nothing: time, recipient, gateway and text; and who got nothing. */
export function transcriptText(story: ScenarioResult, terminalCells: number, ink: Ink): string {
  const { title, zone, transcript, unsent, journalFile, roster } = story;
  if (roster) {
    const counts = rosterText(roster, { columns: terminalCells, ink });
    return `\n${ink.strong(plainLine(title))}\n${counts}`;
  }
  const lines = [
    ...messageLines(story, terminalCells, ink),
    ...silenceLines(story, terminalCells, ink),
    ...(journalFile === undefined ? [] : [`${INDENT}what happened is in ${plainLine(journalFile)}`]),
  ];
  if (lines.length === 0) return '';
  const times = transcript.length + unsent.length === 0 ? '' : `  ${ink.quiet(`times in ${zone}`)}`;
  return `\n${ink.strong(plainLine(title))}${times}\n${lines.join('\n')}\n`;
}

function messageLines(
  { transcript, transcriptLeftOut, journalFile }: ScenarioResult,
  terminalCells: number,
  ink: Ink,
): string[] {
  const whos = transcript.map(({ label }) => plainLine(label));
  const atCells = widest(transcript.map(({ at }) => wallOf(at)));
  const whoCells = Math.min(WHO_CELLS_MAX, widest(whos));
  const vias = transcript.map(viaText);
  const used = INDENT.length + 2 + atCells + whoCells + 3 * GAP.length;
  // Where there is no room for the longest code, it moves the text of its own line only.
  const viaCells = Math.min(widest(vias), Math.max(VIA_CELLS_MAX, terminalCells - used - TEXT_CELLS_MIN));

  const lines = transcript.map(({ kind, at, text }, index) => {
    const via = padEnd(vias[index]!, viaCells);
    const textCells = Math.max(TEXT_CELLS_MIN, terminalCells - used - displayWidth(via));
    return [
      `${INDENT}${signFor(kind, ink)} ${ink.quiet(padEnd(wallOf(at), atCells))}`,
      padEnd(cut(whos[index]!, whoCells), whoCells),
      ink.quiet(via),
      cut(plainLine(text), textCells),
    ]
      .join(GAP)
      .trimEnd();
  });
  if (transcriptLeftOut > 0) {
    const rest = journalFile === undefined ? '; --journal keeps all' : '';
    lines.push(ink.quiet(`${INDENT}  … and ${counted(transcriptLeftOut, 'line')} more${rest}`));
  }
  return lines;
}

function silenceLines({ unsent, unsentLeftOut }: ScenarioResult, terminalCells: number, ink: Ink): string[] {
  const lines = unsent.flatMap(({ who, why }) =>
    wrapHanging(`${plainLine(who)}  `, `nothing sent: ${plainLine(why)}`, terminalCells - SIGNED_CELLS).map(
      (line, index) => `${INDENT}${index === 0 ? ink.odd('·') : ' '} ${line}`,
    ),
  );
  if (unsentLeftOut > 0) {
    lines.push(
      ink.quiet(`${INDENT}  … and ${grouped(unsentLeftOut)} more that got nothing; drysend why tells`),
    );
  }
  return lines;
}

/** Without the offset: the heading names the zone. */
const wallOf = (at: string): string => at.replace(/ [+-]\d\d:\d\d(:\d\d)?$/, '');

/** People look an error's code up, so it is never cut. */
const viaText = ({ kind, via }: TranscriptLine): string =>
  kind === 'error' ? plainLine(via) : cut(plainLine(via), VIA_CELLS_MAX);

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(displayWidth));

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
