/** Header fields of a mail's part, and their parameters. */

/** `text/plain; charset=utf-8`: the value in lower case, the parameters by name in lower case. */
export interface Field {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETERS_MAX = 100;

/** Name in lower case → value; folded lines are joined, the first of a name counts. */
export function fieldsIn(lines: readonly string[]): ReadonlyMap<string, string> {
  const folded = new Map<string, string[]>();
  let last: string[] | undefined;
  for (const line of lines) {
    if (/^[ \t]/.test(line)) {
      last?.push(line.trim());
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    last = [line.slice(colon + 1).trim()];
    if (name !== '' && !folded.has(name)) folded.set(name, last);
  }
  return new Map([...folded].map(([name, values]) => [name, values.join(' ')]));
}

const BLANK: Field = { value: '', parameters: new Map() };

/** Reads a field with parameters; at most a hundred of them. */
export function fieldOf(text: string): Field {
  if (text === '') return BLANK;
  const [value = '', ...rest] = pieces(text);
  const rawParameters = new Map<string, string>();
  for (const piece of rest) {
    const equals = piece.indexOf('=');
    const name = piece.slice(0, Math.max(0, equals)).trim().toLowerCase();
    if (name !== '' && !rawParameters.has(name))
      rawParameters.set(name, unquoted(piece.slice(equals + 1).trim()));
  }
  return { value: value.trim().toLowerCase(), parameters: joined(rawParameters) };
}

/** Between semicolons that stand in no quotes. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length && found.length < PARAMETERS_MAX; at += 1) {
    const char = text[at];
    if (char === '\\' && isQuoted) at += 1;
    else if (char === '"') isQuoted = !isQuoted;
    else if (char === ';' && !isQuoted) {
      found.push(text.slice(from, at));
      from = at + 1;
    }
  }
  if (found.length < PARAMETERS_MAX) found.push(text.slice(from));
  return found;
}

const unquoted = (text: string): string =>
  /^".*"$/s.test(text) ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text;

/** RFC 2231: `name*0=a; name*1=b` is `name=ab`; with a star at its end it is percent-encoded. */
function joined(rawParameters: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const whole = new Map<string, string>();
  for (const [name, text] of rawParameters) {
    const [base = '', first] = name.split('*');
    if (first === undefined) whole.set(name, text);
    else if (first === '' || first === '0') whole.set(base, continued(base, rawParameters));
  }
  return whole;
}

function continued(base: string, rawParameters: ReadonlyMap<string, string>): string {
  const alone = rawParameters.get(`${base}*`);
  if (alone !== undefined) return percentDecoded(alone);
  const texts: string[] = [];
  let isEncoded = false;
  for (let index = 0; index < PARAMETERS_MAX; index += 1) {
    const encoded = rawParameters.get(`${base}*${index}*`);
    const text = encoded ?? rawParameters.get(`${base}*${index}`);
    if (text === undefined) break;
    isEncoded ||= encoded !== undefined;
    texts.push(text);
  }
  return isEncoded ? percentDecoded(texts.join('')) : texts.join('');
}

/** `utf-8'en'%E2%9C%93`; of other charsets, and what cannot be decoded, the text as written. */
function percentDecoded(text: string): string {
  const [, , words = text] = /^([^']*)'[^']*'(.*)$/s.exec(text) ?? [];
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}
