import { messageOf, type Recorded } from '../adapters/recorder/recorder.ts';
import { searchFor } from '../adapters/recorder/search.ts';

/** Fields that must all fit: text whole, or a pattern. */
export interface MessageFields {
  readonly gateway?: string;
  readonly to?: string | RegExp;
  readonly from?: string | RegExp;
  readonly text?: string | RegExp;
  readonly verdict?: Recorded['verdict'];
}

/** Fields; or a search in Mailpit's words (`to:27 gateway:TWILIO "visit"`); or a test of one's own. */
export type MessageFilter = string | MessageFields | ((message: Recorded) => boolean);

/**
 * The test that a filter stands for.
 * @throws Error when a search cannot be read.
 */
export function wantedBy(filter: MessageFilter | undefined): (message: Recorded) => boolean {
  if (filter === undefined) return () => true;
  if (typeof filter === 'function') return filter;
  return typeof filter === 'string' ? searched(filter) : (message) => fits(message, filter);
}

/** Whether an exchange handed in a message. */
export const isMessage = (recorded: Recorded): boolean => messageOf(recorded) !== undefined;

function searched(query: string): (message: Recorded) => boolean {
  const search = searchFor(query);
  if ('problem' in search) throw new Error(search.problem);
  return (recorded) => {
    const view = messageOf(recorded);
    return view !== undefined && search.holds(view, recorded.text);
  };
}

function fits(message: Recorded, { gateway, to, from, text, verdict }: MessageFields): boolean {
  return (
    (gateway === undefined || message.gateway === gateway) &&
    (verdict === undefined || message.verdict === verdict) &&
    says(message.to, to) &&
    says(message.from, from) &&
    says(message.text, text)
  );
}

function says(value: string, wanted: string | RegExp | undefined): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? value === wanted : value.search(wanted) >= 0;
}
