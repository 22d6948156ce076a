import { numberText } from '../core/contact/number-text.ts';
import { entryIn, type RepeatedBlock } from '../core/journal/repeated-block.ts';
import type { Entry } from '../core/model/entry.ts';
import { offsetText, wallText } from '../core/time/format.ts';
import { offsetSeconds, type Zone } from '../core/time/zone.ts';
import type { People } from './people.ts';

/** One message, or one that never went out, in plain words. */
export interface TranscriptLine {
  readonly kind: 'sms' | 'email' | 'error' | 'inbound';
  /** In the project's zone, whatever the recipient's: `2026-03-09 09:00 +05:30`. */
  readonly at: string;
  /** Key of the contact, or the number, with a plus. */
  readonly who: string;
  /** The same for people: `Amina Lema (3bc36664)`. */
  readonly label: string;
  /** Gateway; for an error its code. */
  readonly via: string;
  readonly text: string;
}

/** Enough to see what happens; the journal has the rest. */
const LINES_MAX = 20;

/** The first messages, errors and inbound texts of a journal, in order, and how many more there are. */
export class TranscriptCollector {
  private readonly lines: TranscriptLine[] = [];
  private leftOut = 0;
  private readonly zone: Zone;
  private readonly people: People;

  constructor(zone: Zone, people: People) {
    this.zone = zone;
    this.people = people;
  }

  record(entry: Entry): void {
    if (!listedKinds.has(entry.kind)) return;
    if (this.lines.length < LINES_MAX) this.lines.push(lineOf(entry, this.zone, this.people));
    else this.leftOut += 1;
  }

  /** The same for entries that are as entries before. */
  repeat(block: RepeatedBlock): void {
    if (block.kind !== 'sent') return;
    let index = block.from;
    for (; index < block.to && this.lines.length < LINES_MAX; index += 1) this.record(entryIn(block, index));
    this.leftOut += block.to - index;
  }

  end(): { readonly lines: readonly TranscriptLine[]; readonly leftOut: number } {
    return { lines: this.lines, leftOut: this.leftOut };
  }
}

const listedKinds: ReadonlySet<Entry['kind']> = new Set(['sent', 'error', 'inbound']);

function lineOf(entry: Entry, zone: Zone, people: People): TranscriptLine {
  const at = `${wallText(zone, entry.at)} ${offsetText(offsetSeconds(zone, entry.at))}`;
  const who = whoOf(entry);
  const text = entry.channel === 'email' ? (entry.subject ?? entry.text ?? '') : (entry.text ?? '');
  const kind =
    entry.kind === 'sent' ? (entry.channel ?? 'sms') : entry.kind === 'error' ? 'error' : 'inbound';
  const via = (entry.kind === 'error' ? entry.code : entry.via) ?? '';
  return { kind, at, who, label: people.label(who), via, text };
}

function whoOf({ to, contact, case: record, number, address }: Entry): string {
  const key = to ?? contact ?? record;
  if (key !== undefined && key !== number) return key;
  return number === undefined ? (address ?? '') : numberText(number);
}
