/** What went to each phone lately: enough to see the same words twice, and no more. */
import type { Instant } from '../model/instant.ts';

interface RecentText {
  readonly key: string;
  readonly at: Instant;
  /** Who it was for, and what made it. */
  readonly whose: string;
}

/** Rows that have gone by are cut off when there are so many of them. */
const CUT_FROM = 1024;

export class RecentTexts {
  private readonly spanMs: number;
  private readonly byKey = new Map<string, RecentText>();
  private rows: RecentText[] = [];
  private first = 0;

  /** Words are forgotten after `spanMs`. */
  constructor(spanMs: number) {
    this.spanMs = spanMs;
  }

  /** Takes note of a text; gives whose the same one was that went there within the span. */
  seen(number: string, text: string, whose: string, at: Instant): string | undefined {
    this.forget(at - this.spanMs);
    const key = `${number} ${text}`;
    const before = this.byKey.get(key)?.whose;
    const row = { key, at, whose };
    this.byKey.set(key, row);
    this.rows.push(row);
    return before;
  }

  private forget(until: Instant): void {
    while (this.first < this.rows.length && this.rows[this.first]!.at < until) {
      const row = this.rows[this.first]!;
      if (this.byKey.get(row.key) === row) this.byKey.delete(row.key);
      this.first += 1;
    }
    if (this.first < CUT_FROM) return;
    this.rows = this.rows.slice(this.first);
    this.first = 0;
  }
}
