/** Counts and sums of several stories put together. */
import { type Decimal, decimalText, parseDecimal, plus, ZERO } from '../../../../core/model/decimal.ts';
import { moneyText } from '../../../text/money.ts';
import type { BucketLists, BucketSummary } from '../../data/story-record.ts';
import type { ChosenStory } from './summary.ts';

type ListName = Exclude<keyof BucketLists, 'all'>;

/** Buckets of one kind over all these stories, those of one key together: by key for times, by fullness for names. */
export function bucketsOf(stories: readonly ChosenStory[], list: ListName): BucketSummary[] {
  const byKey = new Map<string, BucketSummary>();
  for (const { story } of stories) {
    for (const bucket of story.counts?.sent[list] ?? []) {
      byKey.set(bucket.key, joined(byKey.get(bucket.key), bucket));
    }
  }
  const buckets = [...byKey.values()];
  const isTime = list === 'days' || list === 'hours' || list === 'months';
  return buckets.sort(
    isTime
      ? (a, b) => (a.key < b.key ? -1 : 1)
      : (a, b) => messagesIn(b) - messagesIn(a) || (a.key < b.key ? -1 : 1),
  );
}

export function allSent(stories: readonly ChosenStory[]): BucketSummary {
  return stories.reduce<BucketSummary>(
    (sum, { story }) => (story.counts ? joined(sum, story.counts.sent.all) : sum),
    {
      key: '',
      ...{ sms: 0, email: 0, segments: 0, unpriced: 0, cost: [] },
    },
  );
}

export const messagesIn = ({ sms, email }: BucketSummary): number => sms + email;

/** `13.52 USD`, a line for each currency; '' where nothing is known of prices. */
export const costText = ({ cost }: BucketSummary): string =>
  cost.map(([currency, amount]) => moneyText(parseDecimal(amount) ?? ZERO, currency)).join('\n');

export function joined(one: BucketSummary | undefined, other: BucketSummary): BucketSummary {
  if (!one) return other;
  const sums = new Map<string, Decimal>();
  for (const [currency, amount] of [...one.cost, ...other.cost]) {
    sums.set(currency, plus(sums.get(currency) ?? ZERO, parseDecimal(amount) ?? ZERO));
  }
  return {
    key: one.key,
    sms: one.sms + other.sms,
    email: one.email + other.email,
    segments: one.segments + other.segments,
    unpriced: one.unpriced + other.unpriced,
    cost: [...sums].map(([currency, amount]) => [currency, decimalText(amount)] as const),
  };
}
