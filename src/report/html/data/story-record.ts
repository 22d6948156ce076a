/** What the report has of one story: its counts, and everything else packed. */

import type { Funnel } from '../../roster/funnel.ts';
import type { WarningKind } from '../../warning-kinds.ts';
import type { KeptExchange } from '../exchange-keeper.ts';

export interface StoryCounts {
  readonly people: number;
  readonly funnels: readonly Funnel[];
  readonly gotNothing: readonly NothingSummary[];
  readonly warnings: readonly WarningKind[];
  /** Sent messages. */
  readonly sent: BucketLists;
  readonly exchanges: { readonly kept: number; readonly total: number };
  /** Lines of the journal, and whether the page has them. */
  readonly lines: { readonly total: number; readonly isIn: boolean };
}

export interface NothingSummary {
  readonly reason: string;
  readonly detail: string;
  readonly count: number;
  /** The first of them: `Amina Lema (3bc36664)`. */
  readonly names: readonly string[];
}

export interface BucketLists {
  readonly all: BucketSummary;
  readonly months: readonly BucketSummary[];
  readonly days: readonly BucketSummary[];
  /** On the reader's own clock. */
  readonly hours: readonly BucketSummary[];
  readonly gateways: readonly BucketSummary[];
  readonly languages: readonly BucketSummary[];
  readonly causes: readonly BucketSummary[];
}

export interface BucketSummary {
  /** `2026-03`, `2026-03-09`, `09`, `TWILIO_IN`, `hin`, `alert visit` */
  readonly key: string;
  readonly sms: number;
  readonly email: number;
  readonly segments: number;
  /** Segments at gateways without a price. */
  readonly unpriced: number;
  /** An exact amount for each currency. */
  readonly cost: readonly (readonly [currency: string, amount: string])[];
}

/** What the report has of one story: its counts, and its packed parts in base64. */
export interface StoryRecord {
  readonly counts: StoryCounts;
  /** People and journal; '' when the journal is too long for a page. */
  readonly data: string;
  /** Exchanges; '' when there are none. */
  readonly wire: string;
  /** The same as they are, until it is known how many of them the report has room for. */
  readonly exchanges?: readonly KeptExchange[];
}
