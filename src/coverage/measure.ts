/** What stories exercised together: parts of files that several use count once. */
import { codes } from '../core/model/codes.ts';
import type { Hit } from './hits.ts';
import { type CoverageItem, type CoveragePart, coverageParts } from './item.ts';

export interface Coverage {
  readonly stories: number;
  /** In order of files and lines. */
  readonly items: readonly CoverageItem[];
  /** HQ's error codes, and how often each came. */
  readonly codes: Readonly<Record<string, number>>;
}

/** So many of so many. */
export interface Share {
  readonly covered: number;
  readonly total: number;
}

export class CoverageMeasure {
  readonly #items = new Map<string, CoverageItem>();
  readonly #codes = new Map<string, number>(Object.keys(codes).map((code) => [code, 0]));
  #stories = 0;

  add(items: readonly CoverageItem[], hits: readonly Hit[]): void {
    this.#stories += 1;
    for (const item of items) {
      const { file, line, column } = item.source;
      const name = JSON.stringify([item.part, item.name, file, line, column]);
      const known = this.#items.get(name);
      this.#items.set(name, known ? { ...further(known, item), hits: known.hits + item.hits } : item);
    }
    for (const [name, count] of hits) {
      const [kind, code = ''] = name.split('\n');
      const before = kind === 'code' ? this.#codes.get(code) : undefined;
      if (before !== undefined) this.#codes.set(code, before + count);
    }
  }

  coverage(): Coverage {
    const items = [...this.#items.values()].sort(
      ({ source: a }, { source: b }) =>
        (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
    );
    return { stories: this.#stories, items, codes: Object.fromEntries(this.#codes) };
  }
}

/** Of two stories the one that came further says what is missing. */
const further = (one: CoverageItem, other: CoverageItem): CoverageItem =>
  one.reached === undefined && other.reached !== undefined ? other : one;

export function shareOf(items: readonly CoverageItem[]): Share {
  return { covered: items.filter(({ hits }) => hits > 0).length, total: items.length };
}

/** Each part that there is anything of, in the order of tables. */
export function sharesByPart(items: readonly CoverageItem[]): (readonly [CoveragePart, Share])[] {
  const parts = Object.keys(coverageParts) as CoveragePart[];
  return parts.flatMap((part) => {
    const own = items.filter((item) => item.part === part);
    return own.length > 0 ? [[part, shareOf(own)] as const] : [];
  });
}
