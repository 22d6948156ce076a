import type { MessageView } from './recorder.ts';

type Holds = (message: MessageView, text: string) => boolean;

/**
 * Mailpit's search words, and `channel:` `gateway:` `segments:` beside them: words and "phrases" all must be
 * found, `-` or `!` before one means it must not.
 */
export function searchFor(query: string): { readonly holds: Holds } | { readonly problem: string } {
  const terms: Holds[] = [];
  for (const [, sign, name, quoted, plain] of query.matchAll(TERM)) {
    const value = quoted ?? plain ?? '';
    const term = name === undefined ? words(value) : named(name.toLowerCase(), value);
    if ('problem' in term) return term;
    const { holds } = term;
    terms.push(sign ? (message, text) => !holds(message, text) : holds);
  }
  return { holds: (message, text) => terms.every((holds) => holds(message, text)) };
}

const TERM = /([-!])?(?:([a-zA-Z]+):)?(?:"([^"]*)"|(\S+))/g;
const NAMES = [
  'from',
  'to',
  'subject',
  'message',
  'before',
  'after',
  'is',
  'has',
  'channel',
  'gateway',
  'segments',
  'status',
  'id',
];

type Term = { readonly holds: Holds } | { readonly problem: string };

const includes = (where: string, value: string): boolean => where.toLowerCase().includes(value.toLowerCase());

function words(value: string): Term {
  return {
    holds: (message, text) =>
      [text, message.Subject, message.From.Address, ...message.To.map(({ Address }) => Address)].some(
        (where) => includes(where, value),
      ),
  };
}

function named(name: string, value: string): Term {
  switch (name) {
    case 'from':
      return { holds: ({ From }) => includes(From.Address, value) };
    case 'to':
      return { holds: ({ To }) => To.some(({ Address }) => includes(Address, value)) };
    case 'subject':
      return { holds: ({ Subject }) => includes(Subject, value) };
    case 'message':
      return { holds: (_message, text) => includes(text, value) };
    case 'id':
      return { holds: ({ ID }) => ID === value };
    case 'channel':
      return { holds: ({ Channel }) => Channel === value };
    case 'gateway':
      return { holds: ({ Gateway }) => Gateway === value };
    case 'status':
    case 'is':
      return { holds: ({ Status }) => Status === value };
    case 'has':
      return { holds: ({ Encoding }) => value === 'unicode' && Encoding === 'UCS-2' };
    case 'segments':
      return segments(value);
    case 'before':
    case 'after':
      return dated(name, value);
    default:
      return { problem: `unknown word ${name}: there are ${NAMES.map((each) => `${each}:`).join(' ')}` };
  }
}

/** `segments:2`, `segments:>1`, `segments:<=3`. */
function segments(value: string): Term {
  const match = /^(>=|<=|>|<)?(\d+)$/.exec(value);
  if (!match) return { problem: `segments:${value} is not a number, such as segments:>1` };
  const wanted = Number(match[2]);
  const compare: Readonly<Record<string, (count: number) => boolean>> = {
    '>': (count) => count > wanted,
    '<': (count) => count < wanted,
    '>=': (count) => count >= wanted,
    '<=': (count) => count <= wanted,
    '=': (count) => count === wanted,
  };
  return { holds: ({ Segments }) => Segments !== undefined && compare[match[1] ?? '=']!(Segments) };
}

function dated(name: 'before' | 'after', value: string): Term {
  const at = Date.parse(value);
  if (Number.isNaN(at)) return { problem: `${name}:${value} is not a date` };
  return {
    holds: ({ Created }) => (name === 'before' ? Date.parse(Created) < at : Date.parse(Created) >= at),
  };
}
