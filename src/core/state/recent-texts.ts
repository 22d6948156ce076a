/** What went to each phone lately: enough to see the same words twice, and no more. */
import type { Instant } from '../model/instant.ts';

export class RecentTexts {
  private readonly spanMs: number;
  private readonly byNumber = new Map<string, TextsOfNumber>();

  /** Words are forgotten after `spanMs`. */
  constructor(spanMs: number) {
    this.spanMs = spanMs;
  }

  /** Takes note of a text; gives whose the same one was that went there within the span. */
  seen(number: string, text: string, whose: string, at: Instant): string | undefined {
    const texts = this.of(number);
    const before = texts.whoseWas(text, at);
    texts.note(text, whose, at);
    return before;
  }

  of(number: string): TextsOfNumber {
    const known = this.byNumber.get(number);
    if (known !== undefined) return known;
    const texts = new TextsOfNumber(this.spanMs);
    this.byNumber.set(number, texts);
    return texts;
  }
}

interface RecentText {
  readonly text: string;
  readonly at: Instant;
  /** Who it was for, and what made it. */
  readonly whose: string;
}

const none: readonly RecentText[] = [];

/** The last text to one number, and those before it within the span. */
export class TextsOfNumber {
  private readonly spanMs: number;
  private text = '';
  private whose = '';
  private at: Instant = Number.NEGATIVE_INFINITY;
  private before = none;

  constructor(spanMs: number) {
    this.spanMs = spanMs;
  }

  /** Whose the same words were that went there within the span. */
  whoseWas(text: string, at: Instant): string | undefined {
    if (this.at < at - this.spanMs) return undefined;
    if (this.text === text) return this.whose;
    return this.before.findLast((one) => one.text === text && one.at >= at - this.spanMs)?.whose;
  }

  note(text: string, whose: string, at: Instant): void {
    const since = at - this.spanMs;
    if (this.at < since) this.before = none;
    else {
      const { text: last, whose: lastWhose, at: lastAt } = this;
      this.before = [
        ...this.before.filter((one) => one.at >= since),
        { text: last, whose: lastWhose, at: lastAt },
      ];
    }
    this.text = text;
    this.whose = whose;
    this.at = at;
  }
}
