/** What differs between two transcripts in messages: which came, which did not, which moved or say something else. */
import type { ComparedMessage, MessageChange } from '../core/model/message-change.ts';
import { parseTime } from '../core/time/parse-time.ts';
import type { Zone } from '../core/time/zone.ts';
import { matchPerson } from './diff/match.ts';

/** By person, in the order in which the two first name them. Texts that came in and warnings are not compared. */
export function transcriptChanges(
  wanted: readonly string[],
  found: readonly string[],
  zone: Zone,
): MessageChange[] {
  const [before, after] = [byPerson(wanted, zone), byPerson(found, zone)];
  const people = new Set([...before.keys(), ...after.keys()]);
  return [...people].flatMap(
    (person) => matchPerson(before.get(person) ?? [], after.get(person) ?? []).changes,
  );
}

function byPerson(lines: readonly string[], zone: Zone): Map<string, ComparedMessage[]> {
  const people = new Map<string, ComparedMessage[]>();
  for (const [index, line] of lines.entries()) {
    const message = messageIn(line, index + 1, zone);
    if (!message) continue;
    const messages = people.get(message.person) ?? [];
    people.set(message.person, messages);
    messages.push(message);
  }
  return people;
}

const lineShape =
  /^(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?) (sms|email|error) ([^"]*?)((?: "(?:[^"\\]|\\.)*")*)$/;

/** `2026-03-09 09:00 sms asha via TWILIO_IN "Asha, your visit…"`; undefined for a line of another shape. */
function messageIn(line: string, number: number, zone: Zone): ComparedMessage | undefined {
  const [, timeText = '', kind = '', head = '', texts = ''] = lineShape.exec(line) ?? [];
  const time = parseTime(timeText, zone);
  if ('problem' in time || time.kind === 'local') return undefined;
  const [subject = '', gateway] = head.split(/ via (?=[^ ]*$)/);
  const place = kind === 'error' ? subject.lastIndexOf(' ') : -1;
  return {
    at: time.at,
    outcome: kind === 'error' ? 'error' : 'sent',
    person: subject.slice(place + 1),
    cause: '',
    channel: kind === 'error' ? undefined : (kind as 'sms' | 'email'),
    gateway,
    reason: kind === 'error' ? subject.slice(0, Math.max(0, place)) : undefined,
    text: texts === '' ? undefined : textOf(texts),
    line: number,
  };
}

/** Subject and text of an email in one. */
function textOf(texts: string): string {
  const found = texts.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  return found.map(unquoted).join(' / ');
}

/** Somebody may have written into the file what JSON does not know. */
function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
