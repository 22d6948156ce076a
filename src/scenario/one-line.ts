import { zoneNamed } from '../core/time/zone.ts';
import { didYouMean } from './near.ts';
import type { MapEntry, MapNode, TextNode } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { alternatives, quoted } from './problem.ts';

/** What a one-line form may begin with. */
const kinds = ['sms', 'email', 'inbound', 'error', 'warning', 'nothing'] as const;

/** Its words, and the fields they stand for. */
const words: ReadonlyMap<string, string> = new Map([
  ['to', 'to'],
  ['via', 'via'],
  ['at', 'at'],
  ['after', 'after'],
  ['before', 'before'],
  ['in', 'in'],
  ['saying', 'says'],
  ['containing', 'contains'],
]);

interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
}

export interface OneLine {
  readonly kind: (typeof kinds)[number];
  /** The fields, as if they had been written as a map. */
  readonly fields: MapNode;
}

const form =
  'KIND [CODE] to KEY [via G] [at|after|before T] [in L] [saying|containing "…"], or warning CODE [containing "…"]';

/** `sms to asha via TWILIO_IN at 2026-03-09 09:00 in hin containing "12"`, as the map it stands for. */
export function readOneLine(node: TextNode, context: ParseContext): OneLine | undefined {
  const tokens = tokensOf(node.text);
  const kind = kinds.find((one) => one === tokens[0]?.text);
  if (kind === undefined) {
    return context.unwanted(node, `${alternatives(kinds)}: ${form}`, () =>
      didYouMean(tokens[0]?.text ?? '', kinds),
    );
  }
  const entries = new Map<string, MapEntry>();
  const set = (name: string, text: string) => {
    const path = { step: name, ...(node.path ? { above: node.path } : {}) };
    const value: TextNode = { kind: 'text', text, place: node.place, path };
    if (entries.has(name)) context.problem(node, `${quoted(name)} twice`, 'each part once');
    entries.set(name, { key: value, value });
  };

  let index = 1;
  const coded = tokens[1];
  if ((kind === 'error' || kind === 'warning') && coded && !coded.isQuoted && !words.has(coded.text)) {
    set('code', coded.text);
    index = 2;
  }
  while (index < tokens.length) {
    const token = tokens[index]!;
    const name = token.isQuoted ? undefined : words.get(token.text);
    if (name === undefined) {
      return context.problem(node, quoted(token.text), alternatives([...words.keys()]), () =>
        didYouMean(token.text, words.keys()),
      );
    }
    const parts = partsFrom(tokens, index + 1, name);
    if (parts.length === 0) return context.problem(node, `nothing after ${quoted(token.text)}`, form);
    set(name, parts.map(({ text }) => text).join(' '));
    index += 1 + parts.length;
  }
  if (kind !== 'warning' && !entries.has('to')) return context.problem(node, 'no "to"', form);
  return { kind, fields: { kind: 'map', entries, place: node.place, path: node.path } };
}

/** A time has several words; anything else has one. */
function partsFrom(tokens: readonly Token[], from: number, name: string): readonly Token[] {
  if (name !== 'at' && name !== 'after' && name !== 'before') return tokens.slice(from, from + 1);
  let to = from;
  while (to < tokens.length && isOfTime(tokens[to]!, to - from)) to += 1;
  return tokens.slice(from, to);
}

/** A date, a time of day, and then a zone, an offset or `local`. */
function isOfTime({ text, isQuoted }: Token, position: number): boolean {
  if (isQuoted || words.has(text)) return false;
  if (position === 0) return true;
  if (position === 1 && /^\d\d?:/.test(text)) return true;
  return position <= 2 && (/^[+-]\d|^local$|^Z$|\//.test(text) || zoneNamed(text) !== undefined);
}

function tokensOf(line: string): Token[] {
  const found = line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g);
  return [...found].map(([, double, single, bare]) => {
    const inQuotes = double?.replaceAll(/\\(.)/g, '$1') ?? single;
    return { text: inQuotes ?? bare ?? '', isQuoted: inQuotes !== undefined };
  });
}
