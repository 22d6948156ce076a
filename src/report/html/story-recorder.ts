/** Follows one rehearsal for the HTML report: counts while it runs, and everything packed when it is over. */
import { readerClock } from '../../core/contact/contact-zones.ts';
import { decimalText } from '../../core/model/decimal.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Run } from '../../core/model/run.ts';
import { segmentPrices } from '../../core/route/prices.ts';
import { zoneOfProject } from '../../core/time/zone.ts';
import { type Counted, type Counts, MessageCounts } from '../counts/message-counts.ts';
import { namedExample, withNamedKeys } from '../named-keys.ts';
import type { NothingGroup } from '../roster/nothing.ts';
import type { Roster } from '../roster/roster.ts';
import type { RosterRow } from '../roster/row.ts';
import type { ScenarioResult } from '../scenario-result.ts';
import { encodeStory, type StoryFacts } from './data/story-data.ts';
import type { BucketLists, BucketSummary, NothingSummary, StoryRecord } from './data/story-record.ts';
import type { ExchangeKeeper, KeptExchange, StoryExchanges } from './exchange-keeper.ts';
import { leanPlan } from './lean-plan.ts';
import { packed, packedJson } from './pack.ts';

/** Lines of a journal that a page can hold: some 500,000 messages. */
const LINES_MAX = 2_000_000;
/** People named for each reason to get nothing. */
const NAMES_MAX = 3;

export class StoryRecorder {
  private readonly plan: Plan;
  private readonly sent: MessageCounts;
  private readonly exchanges: StoryExchanges;
  private readonly waiting: (readonly [seq: number, reason: string | null])[] = [];
  private readonly linesMax: number;

  constructor(plan: Plan, keeper: ExchangeKeeper, linesMax = LINES_MAX) {
    this.plan = plan;
    this.linesMax = linesMax;
    this.exchanges = keeper.story();
    this.sent = new MessageCounts({
      zone: zoneOfProject(plan.project),
      readerZone: readerClock(plan),
      priceOf: segmentPrices(plan),
    });
  }

  entry(entry: Entry): void {
    this.sent.record(entry);
  }

  exchange(exchange: KeptExchange): void {
    this.exchanges.record(exchange);
  }

  /** A row of the roster, which at the end names what still waits. */
  row({ outcome, seq, reason }: RosterRow): void {
    if (outcome === 'waiting' && seq !== undefined) this.waiting.push([seq, reason ?? null]);
  }

  /** The run has kept its entries. */
  end({ journal }: Run, roster: Roster): StoryRecord {
    const { kept, total } = this.exchanges;
    const isIn = journal.length <= this.linesMax;
    const facts: StoryFacts = {
      plan: leanPlan(this.plan),
      gotNothing: roster.gotNothing,
      waiting: this.waiting,
    };
    return {
      counts: {
        people: roster.peopleCount,
        funnels: roster.funnels,
        gotNothing: roster.gotNothing.map((group) => groupSummary(group, roster)),
        warnings: roster.warnings.map((kind) => ({
          ...kind,
          example: namedExample(kind.example, kind.about.case, roster.people),
          ...(kind.hint !== undefined && { hint: withNamedKeys(kind.hint, roster.people) }),
        })),
        sent: listsOf(this.sent.counts()),
        exchanges: { kept: kept.length, total },
        lines: { total: journal.length, isIn },
      },
      data: isIn ? packed(encodeStory(facts, journal.entries())) : '',
      wire: '',
      exchanges: kept,
    };
  }
}

/** A story with those of its exchanges that the report has room for, packed. */
export function withExchanges(story: ScenarioResult, keeper: ExchangeKeeper): ScenarioResult {
  if (!story.record) return story;
  const { exchanges = [], counts, data } = story.record;
  const { kept, recordKept } = keeper.story();
  for (const exchange of exchanges) recordKept(exchange);
  const wire = kept.length === 0 ? '' : packedJson(kept);
  const { total } = counts.exchanges;
  return {
    ...story,
    record: { counts: { ...counts, exchanges: { kept: kept.length, total } }, data, wire },
  };
}

const groupSummary = ({ reason, detail, people }: NothingGroup, roster: Roster): NothingSummary => ({
  reason,
  detail,
  count: people.length,
  names: people.slice(0, NAMES_MAX).map((key) => roster.people.label(key)),
});

function listsOf({ all, months, days, hours, gateways, languages, causes }: Counts): BucketLists {
  return {
    all: bucketOf({ key: '', bucket: all }),
    months: months.map(bucketOf),
    days: days.map(bucketOf),
    hours: hours.map(bucketOf),
    gateways: gateways.map(bucketOf),
    languages: languages.map(bucketOf),
    causes: causes.map(bucketOf),
  };
}

function bucketOf({ key, bucket }: Counted): BucketSummary {
  const { sms, email, segments, unpriced } = bucket;
  const cost = bucket.cost().map(({ currency, amount }) => [currency, decimalText(amount)] as const);
  return { key, sms, email, segments, unpriced, cost };
}
