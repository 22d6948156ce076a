import type { Entry } from '../core/model/entry.ts';
import type { JournalView } from '../core/model/run.ts';

/** One message, or one that never went out, as a person would tell it. */
export interface TranscriptLine {
  readonly kind: 'sms' | 'email' | 'error' | 'inbound';
  /** Local to the recipient where that is known: `2026-03-09 09:00 +05:30`. */
  readonly at: string;
  /** Key of the contact, or the number. */
  readonly who: string;
  /** Gateway; for an error its code. */
  readonly via: string;
  readonly text: string;
}

/** Enough to see what happens; the journal has the rest. */
const LINES_MAX = 20;

/** The first messages, errors and inbound texts of a journal, in order, and how many more there are. */
export function transcriptOf(journal: JournalView): { lines: TranscriptLine[]; leftOut: number } {
  const lines: TranscriptLine[] = [];
  let leftOut = 0;
  for (const entry of journal.entries()) {
    const line = lineOf(entry);
    if (line && lines.length < LINES_MAX) lines.push(line);
    else if (line) leftOut += 1;
  }
  return { lines, leftOut };
}

function lineOf(entry: Entry): TranscriptLine | undefined {
  const at = localTime(entry);
  const who = entry.to ?? entry.contact ?? entry.case ?? entry.number ?? entry.address ?? '';
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

/** `2026-03-09T09:00:00.000+05:30` → `2026-03-09 09:00 +05:30`; seconds only when there are some. */
function localTime({ local, at }: Entry): string {
  const written = local ?? new Date(at).toISOString();
  const parts = /^(\d+-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:\d\d)?/.exec(written);
  if (!parts) return written;
  const [, day, minute, second, offset] = parts;
  const zone = offset === 'Z' || offset === undefined ? 'UTC' : offset;
  return `${day} ${minute}${second === ':00' || second === undefined ? '' : second} ${zone}`;
}
