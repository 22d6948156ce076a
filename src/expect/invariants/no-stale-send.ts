import { MS_PER_DAY, MS_PER_HOUR } from '../../core/model/instant.ts';
import type { Invariant } from './invariant.ts';

const EVENT_STALE_MS = 48 * MS_PER_HOUR;
const SMS_STALE_MS = 7 * MS_PER_DAY;

/** No event is handled more than 48 hours after its due; no SMS goes out more than 7 days after it was queued. */
export const noStaleSend: Invariant = {
  name: 'no-stale-send',
  kinds: ['queued', 'sent'],
  begin: (_plan, report) => ({
    observe({ entry, index, scene }) {
      const { kind, at, due, cause, id = '', channel } = entry;
      if (kind === 'queued') {
        const isScheduled = cause === 'alert' || cause === 'broadcast';
        if (isScheduled && due !== undefined && at - due > EVENT_STALE_MS) {
          report('handled more than 48 hours after its due', index);
        }
        return;
      }
      const message = scene.open.get(id);
      if (channel === 'sms' && message && scene.handedOverAt(entry) - message.queuedAt > SMS_STALE_MS) {
        report('sent more than 7 days after it was queued', message.index, index);
      }
    },
  }),
};
