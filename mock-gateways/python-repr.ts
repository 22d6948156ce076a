/**
 * Python's `repr` of JSON text, which HQ stores of a response that it does not understand. JSON.parse
 * would lose what Python keeps (the order of keys, 1.0 beside 1), so the text is read here.
 */

/** Python's own words for the value; undefined: the text is not JSON. */
export function pythonRepr(json: string): string | undefined {
  try {
    JSON.parse(json);
  } catch {
    return undefined;
  }
  return new Reader(json).value();
}

/** Reads JSON that is known to be well formed, and writes it as Python would. */
class Reader {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(json: string) {
    this.tokens = json.match(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g) ?? [];
  }

  value(): string {
    const token = this.next();
    if (token === '{') return this.object();
    if (token === '[') return `[${this.list().join(', ')}]`;
    if (token.startsWith('"')) return quoted(String(JSON.parse(token)));
    return WORDS.get(token) ?? numberRepr(token);
  }

  private next(): string {
    const token = this.tokens[this.at] ?? '';
    this.at += 1;
    return token;
  }

  private list(): string[] {
    const items: string[] = [];
    while (this.tokens[this.at] !== ']') {
      items.push(this.value());
      if (this.tokens[this.at] === ',') this.at += 1;
    }
    this.at += 1;
    return items;
  }

  /** A key that stands twice keeps its first place and its last value. */
  private object(): string {
    const pairs = new Map<string, string>();
    while (this.tokens[this.at] !== '}') {
      const key = this.value();
      this.at += 1;
      pairs.set(key, this.value());
      if (this.tokens[this.at] === ',') this.at += 1;
    }
    this.at += 1;
    return `{${Array.from(pairs, ([key, value]) => `${key}: ${value}`).join(', ')}}`;
  }
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ['true', 'True'],
  ['false', 'False'],
  ['null', 'None'],
]);

/** Whole numbers stay as written, however long; others are floats. */
function numberRepr(token: string): string {
  if (/^-?\d+$/.test(token)) return token === '-0' ? '0' : token;
  const value = Number(token);
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  if (exponent < -4 || exponent >= 16) return withPythonExponent(value);
  const plain = String(value);
  return plain.includes('e') ? fromExponent(value) : /[.]/.test(plain) ? plain : `${plain}.0`;
}

/** 1e+16, 1.5e-07: at least two digits behind the sign. */
function withPythonExponent(value: number): string {
  const [digits = '', power = ''] = value.toExponential().split('e');
  return `${digits}e${power[0]}${power.slice(1).padStart(2, '0')}`;
}

/** JavaScript writes small numbers with an exponent sooner than Python does. */
function fromExponent(value: number): string {
  const [digits = '', power = ''] = value.toExponential().split('e');
  return value.toFixed(Math.max(1, (digits.split('.')[1] ?? '').length - Number(power)));
}

/** Single quotes, unless the text has some and no double ones. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + Array.from(text, (char) => escaped(char, quote)).join('') + quote;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Python writes what it holds for unprintable as an escape: controls, formats, separators, surrogates, unassigned. */
function escaped(char: string, quote: string): string {
  const known = ESCAPES.get(char);
  if (known !== undefined) return known;
  if (char === quote) return `\\${char}`;
  if (char === ' ' || !/[\p{C}\p{Z}]/u.test(char)) return char;
  const point = char.codePointAt(0)!;
  if (point <= 0xff) return `\\x${point.toString(16).padStart(2, '0')}`;
  if (point <= 0xffff) return `\\u${point.toString(16).padStart(4, '0')}`;
  return `\\U${point.toString(16).padStart(8, '0')}`;
}
