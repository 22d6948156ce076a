import type { Entry } from '../../core/model/entry.ts';
import { type Instant, MS_PER_DAY, MS_PER_HOUR } from '../../core/model/instant.ts';
import type { Invariant } from './invariant.ts';

const EVENT_STALE_MS = 48 * MS_PER_HOUR;
const SMS_STALE_MS = 7 * MS_PER_DAY;

/**
 * No event is handled more than 48 hours after its due; no SMS goes out more than 7 days after it was queued. A
 * survey is handled when it is opened: its first prompt may wait long for its number.
 */
export const noStaleSend: Invariant = {
  name: 'no-stale-send',
  kinds: ['queued', 'sent', 'survey'],
  begin(_plan, report) {
    const openings = new Map<string, Instant[]>();
    return {
      observe({ entry, index, scene }) {
        const { kind, id = '', channel } = entry;
        if (kind === 'survey') return noteOpening(openings, entry);
        if (kind === 'queued') {
          if (isLate(entry, openings)) report('handled more than 48 hours after its due', index);
          return;
        }
        const message = scene.open.get(id);
        if (channel === 'sms' && message && scene.handedOverAt(entry) - message.queuedAt > SMS_STALE_MS) {
          report('sent more than 7 days after it was queued', message.index, index);
        }
      },
    };
  },
};

function noteOpening(openings: Map<string, Instant[]>, { contact = '', state, at }: Entry): void {
  if (state !== 'opened') return;
  const known = openings.get(contact);
  if (known) known.push(at);
  else openings.set(contact, [at]);
}

function isLate(
  { at, due, cause, to = '' }: Entry,
  openings: ReadonlyMap<string, readonly Instant[]>,
): boolean {
  const isScheduled = cause === 'alert' || cause === 'broadcast';
  if (!isScheduled || due === undefined || at - due <= EVENT_STALE_MS) return false;
  const isOpening = (opened: Instant): boolean => opened >= due && opened - due <= EVENT_STALE_MS;
  return !openings.get(to)?.some(isOpening);
}
