import type { Entry } from '../core/model/entry.ts';
import type { JournalView } from '../core/model/run.ts';
import { offsetText, wallText } from '../core/time/format.ts';
import { offsetSeconds, type Zone } from '../core/time/zone.ts';

/** One message, or one that never went out, as a person would tell it. */
export interface TranscriptLine {
  readonly kind: 'sms' | 'email' | 'error' | 'inbound';
  /** In the project's zone, whatever the recipient's: `2026-03-09 09:00 +05:30`. */
  readonly at: string;
  /** Key of the contact, or the number, with a plus. */
  readonly who: string;
  /** Gateway; for an error its code. */
  readonly via: string;
  readonly text: string;
}

/** Enough to see what happens; the journal has the rest. */
const LINES_MAX = 20;

/** The first messages, errors and inbound texts of a journal, in order, and how many more there are. */
export function transcriptOf(journal: JournalView, zone: Zone): { lines: TranscriptLine[]; leftOut: number } {
  const lines: TranscriptLine[] = [];
  let leftOut = 0;
  for (const entry of journal.entries()) {
    const line = lineOf(entry, zone);
    if (line && lines.length < LINES_MAX) lines.push(line);
    else if (line) leftOut += 1;
  }
  return { lines, leftOut };
}

function lineOf(entry: Entry, zone: Zone): TranscriptLine | undefined {
  const at = `${wallText(zone, entry.at)} ${offsetText(offsetSeconds(zone, entry.at))}`;
  const who = whoOf(entry);
  const text = entry.channel === 'email' ? (entry.subject ?? entry.text ?? '') : (entry.text ?? '');
  switch (entry.kind) {
    case 'sent':
      return { kind: entry.channel ?? 'sms', at, who, via: entry.via ?? '', text };
    case 'error':
      return { kind: 'error', at, who, via: entry.code ?? '', text };
    case 'inbound':
      return { kind: 'inbound', at, who, via: entry.via ?? '', text };
    default:
      return undefined;
  }
}

function whoOf({ to, contact, case: record, number, address }: Entry): string {
  const key = to ?? contact ?? record;
  if (key !== undefined && key !== number) return key;
  return number === undefined ? (address ?? '') : number.replace(/^(?=\d)/, '+');
}
