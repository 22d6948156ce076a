/** The words that a search knows: Mailpit's, and our own for what a mail server has not. */
import { DateTime } from 'luxon';
import type { Mailbox, Message } from './message.ts';

type Holds = (message: Message) => boolean;
type Term = { readonly holds: Holds } | { readonly problem: string };

const includes = (where: string, value: string): boolean => where.toLowerCase().includes(value.toLowerCase());
const names = (boxes: readonly Mailbox[], value: string): boolean =>
  boxes.some(({ Name, Address }) => includes(Address, value) || includes(Name, value));

const TERMS: Readonly<Record<string, (value: string, zone: string) => Term>> = {
  from: (value) => ({ holds: ({ from }) => names([from], value) }),
  to: (value) => ({ holds: ({ recipients }) => names(recipients, value) }),
  cc: (value) => ({ holds: ({ cc }) => names(cc, value) }),
  bcc: (value) => ({ holds: ({ bcc }) => names(bcc, value) }),
  'reply-to': (value) => ({ holds: ({ replyTo }) => names(replyTo, value) }),
  addressed: (value) => ({ holds: (message) => names(everybody(message), value) }),
  subject: (value) => ({ holds: ({ subject }) => includes(subject, value) }),
  message: (value) => ({ holds: ({ text }) => includes(text, value) }),
  'message-id': (value) => ({ holds: ({ messageId }) => includes(messageId, value) }),
  tag: (value) => ({ holds: ({ tags }) => tags.some((tag) => isSame(tag, value)) }),
  before: (value, zone) => dated('before', value, zone, (receivedAt, at) => receivedAt < at),
  after: (value, zone) => dated('after', value, zone, (receivedAt, at) => receivedAt >= at),
  larger: (value) => sized('larger', value, (size, than) => size > than),
  smaller: (value) => sized('smaller', value, (size, than) => size < than),
  is: (value) =>
    oneOf('is', value, {
      read: ({ isRead }) => isRead,
      unread: ({ isRead }) => !isRead,
      tagged: ({ tags }) => tags.length > 0,
      ...statuses,
    }),
  has: (value) =>
    oneOf('has', value, {
      attachment: (message) => message.countOf('attachment') > 0,
      attachments: (message) => message.countOf('attachment') > 0,
      inline: (message) => message.countOf('inline') > 0,
      inlines: (message) => message.countOf('inline') > 0,
      unicode: ({ sms }) => sms?.encoding === 'UCS-2',
    }),
  status: (value) => oneOf('status', value, statuses),
  channel: (value) =>
    oneOf('channel', value, {
      sms: ({ recorded }) => recorded.channel === 'sms',
      email: ({ recorded }) => recorded.channel === 'email',
    }),
  gateway: (value) => ({ holds: ({ recorded }) => isSame(recorded.gateway ?? '', value) }),
  segments,
  id: (value) => ({ holds: ({ recorded, others }) => [recorded, ...others].some(({ id }) => id === value) }),
};

const statuses: Readonly<Record<string, Holds>> = {
  taken: ({ recorded }) => recorded.verdict === 'taken',
  refused: ({ recorded }) => recorded.verdict === 'refused',
  failing: ({ recorded }) => recorded.verdict === 'failing',
};

/** `name:value`. */
export function termFor(name: string, value: string, zone: string): Term {
  if (Object.hasOwn(TERMS, name)) return TERMS[name]!(value, zone);
  const there = Object.keys(TERMS).map((each) => `${each}:`);
  return {
    problem: `unknown word ${name}: there are ${there.join(' ')}; to find it as text, quote it: "${name}:${value}"`,
  };
}

/** A word that stands alone. */
export const wordsTerm = (value: string): { readonly holds: Holds } => ({
  holds: (message) =>
    includes(message.text, value) || includes(message.subject, value) || names(everybody(message), value),
});

const everybody = ({ from, recipients, to, cc, bcc, replyTo }: Message): readonly Mailbox[] => [
  from,
  ...recipients,
  ...to,
  ...cc,
  ...bcc,
  ...replyTo,
];

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function oneOf(name: string, value: string, choices: Readonly<Record<string, Holds>>): Term {
  const key = value.toLowerCase();
  if (Object.hasOwn(choices, key)) return { holds: choices[key]! };
  return { problem: `${name}:${value}: there are ${Object.keys(choices).join(', ')}` };
}

/** `segments:2`, `segments:>1`, `segments:<=3`. */
function segments(value: string): Term {
  const match = /^(>=|<=|>|<)?(\d{1,6})$/.exec(value);
  if (!match) return { problem: `segments:${value} is not a number, such as segments:>1` };
  const wanted = Number(match[2]);
  const compare: Readonly<Record<string, (count: number) => boolean>> = {
    '>': (count) => count > wanted,
    '<': (count) => count < wanted,
    '>=': (count) => count >= wanted,
    '<=': (count) => count <= wanted,
    '=': (count) => count === wanted,
  };
  const holds = compare[match[1] ?? '=']!;
  return { holds: ({ sms }) => sms !== undefined && holds(sms.segments) };
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1024,
  kb: 1024,
  m: 1024 ** 2,
  mb: 1024 ** 2,
};

/** `larger:2kb`, `smaller:1.5m`. */
function sized(name: string, value: string, compare: (size: number, than: number) => boolean): Term {
  const [, number, unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)\s?([a-z]{0,2})$/.exec(value.toLowerCase()) ?? [];
  const factor = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  if (number === undefined || factor === undefined)
    return { problem: `${name}:${value} is not a size, such as ${name}:10kb` };
  const than = Number(number) * factor;
  return { holds: ({ size }) => compare(size, than) };
}

function dated(
  name: string,
  value: string,
  zone: string,
  compare: (receivedAt: number, at: number) => boolean,
): Term {
  const iso = value.trim().replaceAll('/', '-').replace(' ', 'T');
  const at = DateTime.fromISO(iso, { zone }).toMillis();
  if (Number.isNaN(at))
    return {
      problem: `${name}:${value} is not a date, such as ${name}:2026-03-01 or ${name}:2026-03-01T09:30Z`,
    };
  return { holds: ({ recorded }) => compare(recorded.receivedAt, at) };
}
