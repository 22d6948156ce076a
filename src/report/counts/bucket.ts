/** How many messages one bucket holds, their segments, and what these cost to the last digit. */
import { type Decimal, plus, times, ZERO } from '../../core/model/decimal.ts';
import type { Price } from '../../core/route/prices.ts';

/** An exact amount of one currency. */
export interface Money {
  readonly amount: Decimal;
  /** `USD` */
  readonly currency: string;
}

export class Bucket {
  sms = 0;
  email = 0;
  segments = 0;
  /** Segments at gateways without a price. */
  unpriced = 0;
  private readonly segmentsAt = new Map<Price, number>();

  get messages(): number {
    return this.sms + this.email;
  }

  /** `count` messages of so many segments each. */
  add(channel: 'sms' | 'email', segments: number, price: Price | undefined, count = 1): void {
    this[channel] += count;
    this.addSegments(segments * count, price);
  }

  addAll(other: Bucket): void {
    this.sms += other.sms;
    this.email += other.email;
    this.addSegments(other.unpriced, undefined);
    for (const [price, segments] of other.segmentsAt) this.addSegments(segments, price);
  }

  /** Segments without a message of their own. */
  addSegments(segments: number, price: Price | undefined): void {
    this.segments += segments;
    if (price) this.segmentsAt.set(price, (this.segmentsAt.get(price) ?? 0) + segments);
    else this.unpriced += segments;
  }

  /** One amount for each currency, in the order of their names. */
  cost(): Money[] {
    const sums = new Map<string, Decimal>();
    for (const [{ perSegment, currency }, segments] of this.segmentsAt) {
      sums.set(currency, plus(sums.get(currency) ?? ZERO, times(perSegment, segments)));
    }
    return [...sums]
      .map(([currency, amount]) => ({ currency, amount }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1));
  }
}
