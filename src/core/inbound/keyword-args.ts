import type { SystemTextId } from '../render/system-texts.ts';
import { upper } from '../text/letter-case.ts';
import { split, strip } from '../text/python-text.ts';

/** The opt words of one gateway: its kind's and its own, in capitals. */
export interface OptWords {
  readonly optIn: readonly string[];
  readonly passThrough: readonly string[];
  readonly optOut: readonly string[];
}

/** The whole text, strip and in capitals, must equal a word (docs/hq/contacts-and-messages.md#s4-3). */
export function optWord(text: string, words: OptWords): 'opt_out' | 'opt_in' | 'pass_through' | undefined {
  const word = upper(strip(text));
  if (words.optOut.includes(word)) return 'opt_out';
  if (words.optIn.includes(word)) return 'opt_in';
  return words.passThrough.includes(word) ? 'pass_through' : undefined;
}

/** Splits a text by a keyword's delimiter, else by white space; each part strip. */
export function splitArgs(text: string, delimiter: string | undefined): string[] {
  return delimiter ? strip(text).split(delimiter).map(strip) : split(text);
}

/** Question id → given text, or what was wrong. */
export type Given =
  | ReadonlyMap<string, string>
  | { readonly errorId: SystemTextId; readonly args: readonly string[] };

/** `name=joe`: unknown names are ignored; an error names the separator or the name, as in HQ. */
export function namedAnswers(
  args: readonly string[],
  separator: string,
  names: ReadonlyMap<string, string>,
): Given {
  const given = new Map<string, string>();
  for (const arg of args.map(strip)) {
    const place = arg.indexOf(separator);
    if (place < 0) return { errorId: 'sms.structured.missingseparator', args: [separator] };

    const name = strip(upper(arg.slice(0, place)));
    const id = idOf(name, names);
    if (id === undefined) continue;
    if (given.has(id)) return { errorId: 'sms.structured.multipleanswers', args: [name] };
    given.set(id, strip(arg.slice(place + separator.length)));
  }
  return given;
}

/** `a100`: the name stands right before its value; a text that two names fit is an error. */
export function prefixAnswers(args: readonly string[], names: ReadonlyMap<string, string>): Given {
  const given = new Map<string, string>();
  for (const arg of args.map(strip)) {
    const capitals = upper(arg);
    let isMatched = false;
    for (const [name, id] of names) {
      const stored = upper(name);
      if (!capitals.startsWith(stored)) continue;
      if (isMatched) return { errorId: 'sms.structured.ambiguousanswer', args: [arg] };
      if (given.has(id)) return { errorId: 'sms.structured.multipleanswers', args: [stored] };
      given.set(id, strip(arg.slice(stored.length)));
      isMatched = true;
    }
  }
  return given;
}

function idOf(name: string, names: ReadonlyMap<string, string>): string | undefined {
  for (const [known, id] of names) if (upper(known) === name) return id;
  return undefined;
}
