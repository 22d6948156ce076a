import { wholeIn } from '../../asked.ts';
import type { LiveSession } from '../../live-session.ts';
import { cursorOf, queryWithCursor } from '../cursor.ts';
import { hqError } from '../hq-error.ts';
import { eventFilter } from './event-filters.ts';
import { type EventLines, eventsOf } from './event-index.ts';
import { eventJson, type MessagingEvent } from './event-json.ts';

const LIMIT_DEFAULT = 20;
/** Events in one answer. */
const EVENTS_MAX = 5000;

type Query = Readonly<Record<string, string>>;

/** The run as CommCare's Messaging Events API lists it, a page at a time; `next`: the cursor of another. */
export function listEvents(session: LiveSession, query: Query) {
  const { limit: asked, order_by: order = 'date', after, ...filters } = queryWithCursor(query);
  const limit = wholeIn(asked, LIMIT_DEFAULT, 'limit', EVENTS_MAX, 400);
  const tests = Object.entries(filters).map(([name, value]) => eventFilter(name, value));
  const objects: MessagingEvent[] = [];
  let last: EventLines | undefined;
  for (const lines of ordered(session, order, after)) {
    const event = eventJson(session, lines);
    if (!tests.every((test) => test(event))) continue;
    if (objects.length === limit) {
      // A page of nothing has no next one, which would be the same again.
      if (limit === 0) break;
      const next = { ...filters, order_by: order, limit: String(limit), after: placeOf(last, order) };
      return { objects, limit, next: cursorOf(next) };
    }
    objects.push(event);
    last = lines;
  }
  return { objects, limit, next: undefined };
}

/** The events in the order asked for, those after a place only. */
function ordered(session: LiveSession, order: string, after: string | undefined): readonly EventLines[] {
  const { liveRun } = session;
  const isByDate = order.endsWith('date');
  if (!['date', '-date', 'date_last_activity', '-date_last_activity'].includes(order))
    throw hqError(400, `'${order.slice(0, 80)}' is not an order: date or date_last_activity, - before it`);
  const direction = order.startsWith('-') ? -1 : 1;
  const timeOf = (lines: EventLines) => (isByDate ? liveRun.journal.entry(lines.first).at : lines.activeAt);
  const events = [...eventsOf(liveRun)];
  if (!isByDate) events.sort((a, b) => timeOf(a) - timeOf(b) || a.first - b.first);
  if (direction < 0) events.reverse();
  if (after === undefined) return events;
  const [at = 0, first = 0] = after.split('.').map(Number);
  return events.filter((lines) => {
    const distance = isByDate ? lines.first - first : timeOf(lines) - at || lines.first - first;
    return distance * direction > 0;
  });
}

const placeOf = (lines: EventLines | undefined, order: string): string =>
  `${order.endsWith('activity') ? (lines?.activeAt ?? 0) : 0}.${lines?.first ?? 0}`;
