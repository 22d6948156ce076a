import { FormFault } from '../model/survey.ts';
import { patternOf } from '../pattern/pattern.ts';
import { lower, upper } from '../text/letter-case.ts';
import { type FormFunction, MANY } from './form-function.ts';
import type { Args } from './function-args.ts';
import { shortened, toText } from './values.ts';

const UUID_LENGTH_MAX = 1_000;

/** Texts. Lengths and positions count UTF-16 units, as Java does. */
export const textFunctions: Readonly<Record<string, FormFunction>> = {
  string: { args: [1, 1], apply: (args) => args.text(0) },
  'string-length': { args: [1, 1], apply: (args) => args.text(0).length },
  concat: { args: [0, MANY], apply: (args) => joined(args, '', 0) },
  join: { args: [1, MANY], apply: (args) => joined(args, args.text(0), 1) },
  substr: { args: [2, 3], apply: substr },
  'substring-before': { args: [2, 2], apply: (args) => before(args.text(0), args.text(1)) },
  'substring-after': { args: [2, 2], apply: (args) => after(args.text(0), args.text(1)) },
  'upper-case': { args: [1, 1], apply: (args) => upper(args.text(0)) },
  'lower-case': { args: [1, 1], apply: (args) => lower(args.text(0)) },
  contains: { args: [2, 2], apply: (args) => args.text(0).includes(args.text(1)) },
  'starts-with': { args: [2, 2], apply: (args) => args.text(0).startsWith(args.text(1)) },
  'ends-with': { args: [2, 2], apply: (args) => args.text(0).endsWith(args.text(1)) },
  translate: { args: [3, 3], apply: (args) => translated(args.text(0), args.text(1), args.text(2)) },
  regex: { args: [2, 2], apply: (args) => isFound(args.text(1), args.text(0)) },
  uuid: { args: [0, 1], apply: uuid },
};

/** Stops early: thousands of long texts are not put together only to be refused. */
function joined(args: Args, separator: string, from: number): string {
  const texts = args.values(from).map(toText);
  args.scope.work.step(texts.reduce((total, text) => total + Math.ceil(text.length / 10), 0));
  return texts.join(separator);
}

/** From a position up to another, both from 0; negative ones count from the end. */
function substr(args: Args): string {
  const text = args.text(0);
  const length = text.length;
  const fromEnd = (at: number): number => (at < 0 ? length + at : at);
  const end = fromEnd(args.count > 2 ? args.int(2) : length);
  const start = Math.min(Math.max(0, fromEnd(args.int(1))), end);
  return start <= end && end <= length ? text.slice(Math.max(0, start), Math.max(0, end)) : '';
}

function before(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? '' : text.slice(0, at);
}

function after(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? '' : text.slice(at + mark.length);
}

/** Each character of `from` becomes the one at its place in `to`; those without a place are left out. */
function translated(text: string, from: string, to: string): string {
  const shared = Math.min(from.length, to.length);
  const map = new Map<string, string>();
  for (let at = 0; at < shared; at += 1) if (!map.has(from[at]!)) map.set(from[at]!, to[at]!);
  const dropped = new Set(from.slice(shared));
  return Array.from({ length: text.length }, (_, at) => text[at]!)
    .filter((char) => !dropped.has(char))
    .map((char) => map.get(char) ?? char)
    .join('');
}

/** Whether the pattern is found anywhere; Java's classes of letters and digits are those of ASCII. */
function isFound(pattern: string, text: string): boolean {
  const read = patternOf(`(?a)${pattern}`, { dialect: 'python', extent: 'anywhere' });
  if (read.kind !== 'pattern') {
    throw new FormFault(`the regular expression "${shortened(pattern)}" is ${read.kind}: ${read.why}`);
  }
  const matches = read.tries(text);
  if (matches === undefined) {
    throw new FormFault(`the regular expression "${shortened(pattern)}" takes too much work`);
  }
  return matches;
}

const HEX = '0123456789abcdef';
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Without a length an id of version 4; drawn by the run's keyed chance. */
function uuid(args: Args): string {
  const { random } = args.scope.sources.context;
  const drawn = (letters: string): string => letters[Math.floor(random() * letters.length)]!;
  if (args.count === 0) {
    return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replaceAll(/[xy]/g, (place) =>
      drawn(place === 'x' ? HEX : '89ab'),
    );
  }
  const length = Math.min(Math.max(0, args.int(0) || 0), UUID_LENGTH_MAX);
  return Array.from({ length }, () => drawn(LETTERS)).join('');
}
