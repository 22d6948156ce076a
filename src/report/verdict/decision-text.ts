/** The last decision about a contact, as the answer to "why did nothing come?". */

import { type Code, codes } from '../../core/model/codes.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Decision } from '../../core/model/verdict.ts';
import { codePointsNamed } from '../../core/render/visible.ts';
import { wallText } from '../../core/time/format.ts';
import type { Zone } from '../../core/time/zone.ts';
import { reasonWords } from './reason-words.ts';
import { timeText } from './row-text.ts';

/** `alert visit: armed 2026-03-02 10:00, due 2026-03-10 09:00 Asia/Kolkata`: the last time says the zone. */
export function decisionText({ contact, entry }: Decision, zone: Zone): string {
  return entry ? sentence(entry, zone) : `the journal holds no decision about ${contact}`;
}

function sentence(entry: Entry, zone: Zone): string {
  const { alert, broadcast, due, reason, detail, until } = entry;
  const subject = alert ? `alert ${alert}: ` : broadcast ? `broadcast ${broadcast}: ` : '';
  const because = reason === undefined ? '' : ` because ${reasonWords[reason]}`;
  const dueText = due === undefined ? '' : `, due ${timeText(zone, due)}`;
  const at = due === undefined && until === undefined ? timeText(zone, entry.at) : wallText(zone, entry.at);
  return subject + outcomeText() + detailText(detail);

  function outcomeText(): string {
    switch (entry.kind) {
      case 'armed':
        return `armed ${at}${dueText}${because}`;
      case 'rearmed':
        return `armed again ${at}${dueText}${because}`;
      case 'disarmed':
        return `disarmed ${timeText(zone, entry.at)}${because}`;
      case 'held':
        return `held since ${at}${because}${until === undefined ? '' : ` until ${timeText(zone, until)}`}`;
      case 'attempt':
        return `hand-over ${entry.attempt ?? ''} failed ${timeText(zone, entry.at)}: ${entry.answer ?? ''}`;
      case 'error':
        return `error ${entry.code ?? ''} ${timeText(zone, entry.at)}: ${labelOf(entry.code)}`;
      default:
        return `not sent${dueText}, told ${at},${because}`;
    }
  }
}

function labelOf(code: string | undefined): string {
  return code !== undefined && Object.hasOwn(codes, code) ? codes[code as Code].label : '';
}

function detailText(detail: Entry['detail']): string {
  if (detail === undefined) return '';
  if (typeof detail === 'string') return ` (${detail})`;
  const facts = Object.entries(detail).flatMap(([name, value]) =>
    value === undefined
      ? []
      : `${name} ${codePointsNamed(typeof value === 'string' ? value || '""' : valueText(value))}`,
  );
  return ` (${facts.join(', ')})`;
}

/** Of evidence its name: `Africa/Nairobi`. */
function valueText(value: unknown): string {
  const isNamed = typeof value === 'object' && value !== null && 'name' in value;
  return isNamed && typeof value.name === 'string' ? value.name : JSON.stringify(value);
}
