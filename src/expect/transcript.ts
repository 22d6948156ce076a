/** The transcript of a run: every message, error and inbound text, a line each, in the project's zone. */

import type { TranscriptDifference } from '../core/model/verdict.ts';
import { wallText } from '../core/time/format.ts';
import type { Zone } from '../core/time/zone.ts';
import type { Row } from './rows.ts';
import { transcriptChanges } from './transcript-changes.ts';

/** `2026-03-09 09:00 sms asha via TWILIO_IN "Asha, your visit is on…"`, a newline after each. */
export function printTranscript(rows: readonly Row[], projectZone: Zone): string {
  return rows.map((row) => `${lineOf(row, projectZone)}\n`).join('');
}

/** The first line in which the printed transcript differs from the file, and all messages that do; undefined: none. */
export function transcriptDifference(
  printed: string,
  wanted: string,
  zone: Zone,
): Omit<TranscriptDifference, 'file'> | undefined {
  const found = linesOf(printed);
  const promised = linesOf(wanted);
  const length = Math.max(found.length, promised.length);
  for (let index = 0; index < length; index += 1) {
    if (found[index] === promised[index]) continue;
    const changes = transcriptChanges(promised, found, zone);
    return { line: index + 1, wanted: promised[index], found: found[index], changes };
  }
  return undefined;
}

function lineOf({ kind, entry, to }: Row, zone: Zone): string {
  const { at, via, code, subject, text, case: record, number, address } = entry;
  const parts = [
    wallText(zone, at),
    kind,
    code,
    to ?? record ?? number ?? address,
    via === undefined ? undefined : `via ${via}`,
    subject === undefined ? undefined : JSON.stringify(subject),
    text === undefined ? undefined : JSON.stringify(text),
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}

const linesOf = (text: string): string[] =>
  text
    .replaceAll('\r\n', '\n')
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd());
