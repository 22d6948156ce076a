import { isMessage, Message } from '../adapters/recorder/message.ts';
import type { Recorded } from '../adapters/recorder/recorder.ts';
import { searchFor } from '../adapters/recorder/search.ts';

/** Fields that must all fit: text whole, or a pattern. */
export interface MessageFields {
  readonly gateway?: string | RegExp;
  readonly kind?: string | RegExp;
  readonly channel?: 'sms' | 'email';
  readonly to?: string | RegExp;
  readonly from?: string | RegExp;
  /** Of a mail. */
  readonly subject?: string | RegExp;
  readonly text?: string | RegExp;
  readonly verdict?: Recorded['verdict'];
}

/** Fields; or a search in Mailpit's words (`to:27 gateway:TWILIO "visit"`); or a test of one's own. */
export type MessageFilter = string | MessageFields | ((message: Recorded) => boolean);

/** A filter that was read. */
export interface MessageTest {
  readonly holds: (message: Recorded) => boolean;
  /** What a message differs in, a line each; none where the filter is a function. */
  readonly differences: (message: Recorded) => readonly string[];
}

const READERS: Readonly<Record<keyof MessageFields, (message: Recorded) => string | undefined>> = {
  gateway: ({ gateway }) => gateway,
  kind: ({ kind }) => kind,
  channel: ({ channel }) => channel,
  to: ({ to }) => to,
  from: ({ from }) => from,
  subject: (message) => new Message(message).subject,
  text: ({ text }) => text,
  verdict: ({ verdict }) => verdict,
};

/**
 * The test that a filter stands for; only messages pass it.
 * @throws Error when a search cannot be read, or a field is unknown.
 */
export function testFor(filter: MessageFilter | undefined): MessageTest {
  const { holds, differences } = anyExchange(filter);
  return { holds: (recorded) => isMessage(recorded) && holds(recorded), differences };
}

function anyExchange(filter: MessageFilter | undefined): MessageTest {
  if (filter === undefined) return { holds: () => true, differences: () => [] };
  if (typeof filter === 'function') return { holds: filter, differences: () => [] };
  return typeof filter === 'string' ? searched(filter) : fielded(filter);
}

function searched(query: string): MessageTest {
  const search = searchFor(query);
  if ('problem' in search) throw new Error(search.problem);
  return {
    holds: (recorded) => search.holds(new Message(recorded)),
    differences: (recorded) =>
      search.terms
        .filter(({ holds }) => !holds(new Message(recorded)))
        .map(({ text }) => `${text} does not hold`),
  };
}

function fielded(fields: MessageFields): MessageTest {
  const wanted = Object.entries(fields).filter(([, value]) => value !== undefined);
  for (const [name] of wanted) if (!Object.hasOwn(READERS, name)) throw unknownField(name);
  const differing = (recorded: Recorded): readonly string[] =>
    wanted.flatMap(([name, value]) => {
      const found = READERS[name as keyof MessageFields](recorded);
      return matches(found, value)
        ? []
        : [`${name} is ${JSON.stringify(found)}, wanted ${wantedText(value)}`];
    });
  return { holds: (recorded) => differing(recorded).length === 0, differences: differing };
}

const unknownField = (name: string): Error =>
  new Error(`there is no field ${name}: there are ${Object.keys(READERS).join(', ')}`);

function matches(value: string | undefined, wanted: string | RegExp): boolean {
  if (value === undefined) return false;
  return typeof wanted === 'string' ? value === wanted : wanted[Symbol.search](value) >= 0;
}

const wantedText = (wanted: string | RegExp): string =>
  typeof wanted === 'string' ? JSON.stringify(wanted) : String(wanted);
