/** The journal and what is still due, as marks on lanes. */

import type { LaneSource, MarkKind, MarkSource } from '../../../web/timeline/timeline-model.ts';
import { type Contact, type Line, msOf, type Upcoming } from '../state/answers.ts';

const kindsOfLines: Readonly<Record<string, MarkKind>> = {
  sent: 'sent',
  inbound: 'inbound',
  attempt: 'attempt',
  held: 'held',
  error: 'error',
};

/** One lane per contact who was registered or is named by a mark. */
export function laneSources(contacts: readonly Contact[]): LaneSource[] {
  return contacts.map(({ key, label, zone }) => ({ key, name: label, zone: zone.name }));
}

/**
 * Later lines of a message (attempts, holds) know only its id; `queued` says whose it is, which is kept in
 * `laneOfMessage` for the lines that are yet to come.
 */
export function marksFrom(
  lines: readonly Line[],
  upcoming: readonly Upcoming[],
  laneOfMessage = new Map<string, string>(),
): MarkSource[] {
  const marks: MarkSource[] = [];
  for (const line of lines) {
    const lane = line.to ?? line.contact ?? laneOfMessage.get(line.id ?? '') ?? line.case;
    if (line.id && lane) laneOfMessage.set(line.id, lane);
    const kind = kindsOfLines[line.kind];
    if (!kind || !lane) continue;
    const until = msOf(line.until ?? line.retry_at);
    marks.push({ lane, at: msOf(line.at), kind, seq: line.seq, ...(until > 0 && { until }) });
  }
  const due = upcoming.map((one) => ({
    lane: one.recipient ?? one.case ?? '',
    at: msOf(one.at),
    kind: 'upcoming' as const,
    seq: 0,
    text: one.alert,
  }));
  return [...marks, ...due];
}
