import { isMessage } from '../adapters/recorder/message.ts';
import type { Recorded, Recorder } from '../adapters/recorder/recorder.ts';
import { visible } from '../core/render/visible.ts';
import { type MessageFilter, type MessageTest, testFor } from './message-filter.ts';

/** What a test sees of the messages that came to its fakes. */
export interface Inbox {
  /**
   * What was handed in, oldest first: taken or refused; secrets blacked out.
   * @throws Error when the filter cannot be read.
   */
  messages(filter?: MessageFilter): Recorded[];
  /** Everything that came, also what no gateway was meant by; secrets blacked out. */
  exchanges(): Recorded[];
  /**
   * Waits for n messages, or for one that fits, or for n that fit (`{ count: 2, filter: 'to:27' }`);
   * gives all that fit, oldest first.
   * @param timeoutMs real time; default 5,000
   * @throws Error that says what came instead, the nearest first, when the time is over.
   */
  waitFor(wanted: number | MessageFilter | Wanted, timeoutMs?: number): Promise<Recorded[]>;
}

/** So many messages that fit. */
export interface Wanted {
  readonly count: number;
  readonly filter?: MessageFilter;
}

const TIMEOUT_MS = 5000;
const SHOWN_MAX = 10;
const STRAYS_MAX = 3;

/** The view of a recorder. */
export function inboxOf(recorder: Recorder): Inbox {
  const passing = ({ holds }: MessageTest): Recorded[] => [...recorder.all()].filter(holds);
  return {
    messages: (filter) => passing(testFor(filter)),
    exchanges: () => [...recorder.all()],
    async waitFor(wanted, timeoutMs = TIMEOUT_MS) {
      const { count, filter } = wantedFrom(wanted);
      const test = testFor(filter);
      const found = await recorder.wait(test.holds, count, timeoutMs);
      if (found < count) throw new Error(visible(tooFew(found, count, timeoutMs, test, [...recorder.all()])));
      return passing(test);
    },
  };
}

function wantedFrom(wanted: number | MessageFilter | Wanted): Wanted {
  if (typeof wanted === 'number') return { count: wanted };
  if (typeof wanted === 'object' && 'count' in wanted) return wanted;
  return { count: 1, filter: wanted };
}

function tooFew(
  found: number,
  count: number,
  timeoutMs: number,
  test: MessageTest,
  all: readonly Recorded[],
): string {
  const begin = `${found} of ${count} messages came within ${timeoutMs} ms; `;
  if (all.length === 0) return `${begin}nothing came`;
  const near = nearest(test, all);
  if (near.length > 0) return `${begin}what came nearest:\n${[...near, ...strays(all)].join('\n')}`;
  return `${begin}what came last:\n${all.slice(-SHOWN_MAX).map(shownAs).join('\n')}`;
}

/** Messages that differ in the fewest things, with what they differ in; of equals, the newest first. */
function nearest({ differences }: MessageTest, all: readonly Recorded[]): string[] {
  return all
    .filter(isMessage)
    .reverse()
    .map((recorded) => ({ recorded, lines: differences(recorded) }))
    .filter(({ lines }) => lines.length > 0)
    .sort((a, b) => a.lines.length - b.lines.length)
    .slice(0, SHOWN_MAX)
    .map(({ recorded, lines }) => [shownAs(recorded), ...lines.map((line) => `    ${line}`)].join('\n'));
}

/** A wrong address is why many a message does not come. */
function strays(all: readonly Recorded[]): string[] {
  return all
    .filter(({ verdict }) => verdict === 'unmatched')
    .slice(-STRAYS_MAX)
    .map(shownAs);
}

function shownAs(recorded: Recorded): string {
  const { verdict, gateway, to, text, request } = recorded;
  return isMessage(recorded)
    ? `  ${verdict} by ${gateway}: to ${to}, ${JSON.stringify(text)}`
    : `  ${verdict}: ${request.method} ${gateway === undefined ? '' : `/${gateway}`}${request.path}`;
}
