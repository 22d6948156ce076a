/** The messages of the record, and the one that a request means. */
import type { Request } from 'express';
import type { Marks } from '../recorder/marks.ts';
import { isMessage, Message } from '../recorder/message.ts';
import type { Recorder } from '../recorder/recorder.ts';
import { type Search, searchFor } from '../recorder/search.ts';
import { inSlices } from '../time-slices.ts';
import { queryText, Refusal, soundOr422 } from './api-route.ts';

/** Oldest first. A mail to several people is one message, as far as its gateway treated them the same. */
export async function messagesOf(recorder: Recorder, marks: Marks): Promise<Message[]> {
  const found: Message[] = [];
  const mails = new Map<string, Message>();
  await inSlices(recorder.all(), (recorded) => {
    if (!isMessage(recorded)) return;
    const key = `${recorded.sameMailAs ?? recorded.id} ${recorded.verdict}`;
    const same = recorded.sameMailAs === undefined ? undefined : mails.get(key);
    if (same) {
      same.others.push(recorded);
      return;
    }
    const message = new Message(recorded, marks);
    if (message.isMail) mails.set(key, message);
    found.push(message);
  });
  return found;
}

/** The message of an ID; `latest` is the newest, or the newest that fits `query`. */
export const wantedFrom =
  (messages: () => Promise<Message[]>) =>
  async (id: string, request: Request): Promise<Message> => {
    const query = queryText(request, 'query');
    if (query !== undefined && id !== 'latest')
      throw new Refusal(422, 'query is for the ID latest', '/api/v1/message/latest?query=to:2783');
    const { holds } = query === undefined ? { holds: () => true } : searchOf(request, query);
    const isMeant = ({ recorded, others }: Message): boolean =>
      [recorded, ...others].some((each) => each.id === id);
    const found = (await messages()).findLast(id === 'latest' ? holds : isMeant);
    if (found) return found;
    if (query !== undefined) throw new Refusal(404, 'no message fits this search');
    throw new Refusal(404, 'no message has this ID', '/api/v1/messages lists those that are kept');
  };

/**
 * The search of a request, with dates in its `tz`.
 * @throws Refusal
 */
export function searchOf(request: Request, query: string | undefined): Search {
  if (query === undefined || query.trim() === '')
    throw new Refusal(422, 'query is wanted', '?query=to:27831234567');
  const zone = queryText(request, 'tz') ?? 'utc';
  if (!isZone(zone)) throw new Refusal(422, `tz: there is no zone ${JSON.stringify(zone.slice(0, 100))}`);
  return soundOr422<Search>(searchFor(query, zone));
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
