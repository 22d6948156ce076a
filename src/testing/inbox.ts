import type { Recorded, Recorder } from '../adapters/recorder/recorder.ts';
import { isMessage, type MessageFilter, wantedBy } from './message-filter.ts';

/** What a test sees of the messages that came to its fakes. */
export interface Inbox {
  /** What was handed in, oldest first: taken or refused. */
  messages(filter?: MessageFilter): Recorded[];
  /** Everything that came, also what no gateway was meant by; secrets blacked out. */
  exchanges(): Recorded[];
  /**
   * Waits for n messages, or for one that fits.
   * @param timeoutMs real time; default 5,000
   * @throws Error that lists what did come, when the time is over.
   */
  waitFor(wanted: number | MessageFilter, timeoutMs?: number): Promise<Recorded[]>;
}

const TIMEOUT_MS = 5000;
const SHOWN_MAX = 10;

/** The view of a recorder. */
export function inboxOf(recorder: Recorder): Inbox {
  const messages = (filter?: MessageFilter): Recorded[] => {
    const isWanted = wantedBy(filter);
    return [...recorder.all()].filter((each) => isMessage(each) && isWanted(each));
  };
  return {
    messages,
    exchanges: () => [...recorder.all()],
    async waitFor(wanted, timeoutMs = TIMEOUT_MS) {
      const [count, filter] = typeof wanted === 'number' ? [wanted, undefined] : [1, wanted];
      const isWanted = wantedBy(filter);
      const found = await recorder.wait((each) => isMessage(each) && isWanted(each), count, timeoutMs);
      if (found < count) throw new Error(tooFew(found, count, timeoutMs, [...recorder.all()]));
      return messages(filter);
    },
  };
}

function tooFew(found: number, count: number, timeoutMs: number, all: readonly Recorded[]): string {
  const shown = all.slice(-SHOWN_MAX).map(shownAs);
  const came = shown.length === 0 ? 'nothing came' : `what came last:\n${shown.join('\n')}`;
  return `${found} of ${count} messages came within ${timeoutMs} ms; ${came}`;
}

function shownAs({ gateway, verdict, to, text, request }: Recorded): string {
  return verdict === 'unmatched' || verdict === 'other'
    ? `  ${verdict}: ${request.method} ${gateway === undefined ? '' : `/${gateway}`}${request.path}`
    : `  ${verdict} by ${gateway}: to ${to}, ${JSON.stringify(text)}`;
}
