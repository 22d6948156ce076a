/**
 * Secrets in JSON, sound or broken, at any depth: one pass over the characters without recursion. Everything
 * else stays as it was written.
 */
import { type Hiding, NAMED, NAMING, REDACTED } from './hiding.ts';
import { pastBlanks, stringEnd, unquoted, valueEnd } from './json-tokens.ts';

/** What is to be put in the place of `start` … `end`. */
interface Cut {
  readonly start: number;
  readonly end: number;
  readonly put: string;
}

/** An object or list that is being read. */
interface Level {
  /** The name that the next value belongs to, in small letters. */
  name: string | undefined;
  /** A pair whose other member has a secret's name. */
  isNamedSecret: boolean;
  valueStart: number | undefined;
  valueEnd: number | undefined;
}

const REDACTED_JSON = `"${REDACTED}"`;

export function hideInJson(text: string, hiding: Hiding): string {
  return withCuts(text, new JsonReading(text, hiding).cuts());
}

class JsonReading {
  private readonly text: string;
  private readonly hiding: Hiding;
  private readonly found: Cut[] = [];
  private readonly levels: Level[] = [];

  constructor(text: string, hiding: Hiding) {
    this.text = text;
    this.hiding = hiding;
  }

  cuts(): readonly Cut[] {
    let at = 0;
    while (at < this.text.length) at = this.token(at);
    while (this.levels.length > 0) this.close(this.text.length);
    return this.found;
  }

  /** Reads what stands at `at`; gives where to read on. */
  private token(at: number): number {
    const sign = this.text[at]!;
    if (sign === '"') return this.string(at);
    if (sign === '{' || sign === '[')
      this.levels.push({ name: undefined, isNamedSecret: false, valueStart: undefined, valueEnd: undefined });
    else if (sign === ',') this.endValue(at);
    else if (sign === '}' || sign === ']') this.close(at);
    return at + 1;
  }

  private close(at: number): void {
    this.endValue(at);
    const level = this.levels.pop();
    if (level?.isNamedSecret && level.valueStart !== undefined) {
      this.found.push({ start: level.valueStart, end: level.valueEnd ?? at, put: REDACTED_JSON });
    }
  }

  private endValue(at: number): void {
    const level = this.levels.at(-1);
    if (level === undefined) return;
    if (level.valueStart !== undefined) level.valueEnd ??= at;
    level.name = undefined;
  }

  private string(start: number): number {
    const end = stringEnd(this.text, start);
    const colon = pastBlanks(this.text, end);
    const word = unquoted(this.text.slice(start, end));
    if (this.text[colon] === ':') return this.named(word, pastBlanks(this.text, colon + 1));
    this.value(word, start, end);
    return end;
  }

  private named(name: string, valueStart: number): number {
    const level = this.levels.at(-1);
    if (level) level.name = name.toLowerCase();
    if (level && NAMED.has(name.toLowerCase())) level.valueStart ??= valueStart;
    if (!this.hiding.isSecret(name)) return valueStart;
    const end = valueEnd(this.text, valueStart);
    if (level && NAMING.has(name.toLowerCase()) && this.text[valueStart] === '"') {
      level.isNamedSecret ||= this.hiding.isSecret(unquoted(this.text.slice(valueStart, end)));
    }
    if (end > valueStart) this.found.push({ start: valueStart, end, put: REDACTED_JSON });
    return end;
  }

  private value(word: string, start: number, end: number): void {
    const level = this.levels.at(-1);
    if (level?.name !== undefined && NAMING.has(level.name))
      level.isNamedSecret ||= this.hiding.isSecret(word);
    const hidden = this.hiding.within(word);
    if (hidden !== word) this.found.push({ start, end, put: JSON.stringify(hidden) });
  }
}

/** Cuts may lie within each other; then the outer one is made. */
function withCuts(text: string, cuts: readonly Cut[]): string {
  if (cuts.length === 0) return text;
  const inOrder = [...cuts].sort((a, b) => a.start - b.start || b.end - a.end);
  let out = '';
  let from = 0;
  for (const { start, end, put } of inOrder) {
    if (start < from) continue;
    out += text.slice(from, start) + put;
    from = end;
  }
  return out + text.slice(from);
}
