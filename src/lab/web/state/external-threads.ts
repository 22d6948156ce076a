/** What came from outside, as bubbles between those of the rehearsal. */
import type { Line, Outside, OutsideText } from './answers.ts';
import { type Bubble, digitsOf } from './store.ts';

type Threads = ReadonlyMap<string, readonly Bubble[]>;

/** Digits of a number → what programs sent to it, and what its phone wrote to them. */
export function threadsOfOutside(exchanges: readonly Outside[], texts: readonly OutsideText[]): Threads {
  const threads = new Map<string, Bubble[]>();
  const add = (number: string, bubble: Bubble): void => {
    threads.set(digitsOf(number), [...(threads.get(digitsOf(number)) ?? []), bubble]);
  };
  for (const one of exchanges) if (isOnPhone(one)) add(one.to, messageBubble(one));
  for (const one of texts) add(one.from, textBubble(one));
  return threads;
}

/** Threads with those of outside put between, as far as the clock has come. */
export function withOutside(
  threads: Map<string, Bubble[]>,
  others: Threads,
  now: number,
): Map<string, Bubble[]> {
  const all = new Map(threads);
  for (const [number, bubbles] of others) {
    const arrived = bubbles.filter(({ at }) => at <= now);
    if (arrived.length === 0) continue;
    all.set(
      number,
      [...(threads.get(number) ?? []), ...arrived].sort((a, b) => a.at - b.at || a.seq - b.seq),
    );
  }
  return all;
}

/** A gateway took it, so the phone has it. */
const isOnPhone = ({ verdict, channel, to }: Outside): boolean =>
  verdict === 'taken' && channel === 'sms' && digitsOf(to) !== '';

/** After the line of the journal that was the last then, in the order of coming. */
const lineOf = (
  { afterLine, clock, text }: Outside | OutsideText,
  order: number,
  more: Partial<Line>,
): Line => ({
  seq: afterLine + order / 1e9,
  at: new Date(clock).toISOString(),
  kind: 'inbound',
  text,
  ...more,
});

function messageBubble(one: Outside): Bubble {
  const line = lineOf(one, one.seq, {
    kind: 'sent',
    number: one.to,
    ...(one.gateway !== null && { via: one.gateway }),
  });
  const place = { key: `outside ${one.seq}`, seq: line.seq, at: one.clock, line };
  return {
    ...place,
    isReply: false,
    state: 'arrived',
    note: '',
    outside: { kind: 'exchange', exchange: one },
  };
}

function textBubble(text: OutsideText): Bubble {
  const line = lineOf(text, text.id, { number: text.from, via: text.gateway });
  const place = { key: `outside text ${text.id}`, seq: line.seq, at: text.clock, line };
  return { ...place, isReply: true, ...callStateOf(text), outside: { kind: 'text', text } };
}

/** What became of the calls for a text, for its bubble. */
function callStateOf({ calls }: OutsideText): Pick<Bubble, 'state' | 'note'> {
  if (calls === undefined) return { state: 'waiting', note: 'calling the application' };
  if (calls.length === 0) return { state: 'arrived', note: 'kept by the carrier' };
  const lost = calls.find(({ state }) => state === 'given up' || state === 'refused');
  if (lost) return { state: 'lost', note: lost.why ?? lost.state };
  const open = calls.find(({ state }) => state === 'pending');
  if (open) return { state: 'retrying', note: open.why ?? '' };
  return {
    state: 'arrived',
    note: calls.find(({ problem }) => problem !== undefined)?.problem ?? 'answered',
  };
}
