/** Promises about every message of many: `each`, `no_doubles`, `no_nights`. */
import { readerClock } from '../core/contact/contact-zones.ts';
import type {
  Channel,
  EachExpectation,
  NoDoublesExpectation,
  NoNightsExpectation,
  PromisedFields,
} from '../core/model/expectation.ts';
import { type Instant, MS_PER_MINUTE, MS_PER_SECOND } from '../core/model/instant.ts';
import type { Difference, Explanation, ManyEvidence, NearestRow } from '../core/model/verdict.ts';
import { wallText } from '../core/time/format.ts';
import { type Zone, zoneNamed } from '../core/time/zone.ts';
import { matcherFor } from './checks.ts';
import { explainMissing } from './explain.ts';
import { broken, type Evidence, type Judgement, kept, type Running, type Surroundings } from './judgement.ts';
import { msOfDay, wallIn } from './promised-time.ts';
import type { Row } from './rows.ts';
import { IndexList } from './running.ts';
import type { Question } from './why.ts';

/** Rows that fail and are shown beside the first; the others are counted. */
const OTHERS_MAX = 4;

/** What is about messages, when no channel is named: those that were sent. */
const messages: readonly Channel[] = ['sms', 'email'];

/** Claims every row that it selects, as it says of each what it must be. */
export function runningEach({ of, fields }: EachExpectation, { zone, effort }: Surroundings): Running {
  const wanted = matcherFor(of.channel ?? messages, fields, zone);
  const many = new ManyFound();
  const selected = new IndexList();
  return {
    matcher: matcherFor(of.channel ?? messages, of, zone),
    take(row) {
      selected.push(row.index);
      const failing = wanted.checks.filter((check) => !check.holds(row, effort));
      many.count(row, () => failing.map((check) => check.difference(row)), failing.length > 0);
    },
    judgement(evidence) {
      if (selected.length === 0) return nothingSelected({ ...of, ...fields }, evidence);
      return many.judgement(selected.view(), evidence);
    },
  };
}

/** A promise about nothing is not kept: what it is about may be misspelled, or never come. */
function nothingSelected(fields: PromisedFields, { index, zone }: Evidence): Judgement {
  const matcher = matcherFor(fields.channel ?? messages, fields, zone);
  const { explanation, question } = explainMissing(matcher, index, zone, () => false);
  return broken([], { many: { count: 0, failed: 0, fields: [], others: [] }, ...explanation }, question);
}

export function runningDoubles({ of, withinMs }: NoDoublesExpectation, { zone }: Surroundings): Running {
  const recent = new RecentlySent(withinMs);
  const many = new ManyFound();
  return {
    matcher: matcherFor(of.channel ?? messages, of, zone),
    take(row) {
      const { at } = row.entry;
      const before = recent.swap(wordsOf(row), at);
      const apartMs = before === undefined ? Number.POSITIVE_INFINITY : at - before;
      const double: Difference = { rule: 'double', field: 'within', first: before ?? 0, apartMs };
      many.count(row, () => [double], apartMs <= withinMs);
    },
    judgement: (evidence) => many.judgement([], evidence),
  };
}

/** When the same words last went to the same number; what is older than the time asked about is forgotten. */
class RecentlySent {
  private readonly withinMs: number;
  private since = Number.NEGATIVE_INFINITY;
  private now = new Map<string, Instant>();
  private before = new Map<string, Instant>();

  constructor(withinMs: number) {
    this.withinMs = withinMs;
  }

  /** Notes an instant and gives the one before it. */
  swap(words: string, at: Instant): Instant | undefined {
    if (at - this.since > this.withinMs) {
      this.before = this.now;
      this.now = new Map();
      this.since = at;
    }
    const last = this.now.get(words) ?? this.before.get(words);
    this.now.set(words, at);
    return last;
  }
}

const wordsOf = ({ kind, entry: { number, address, subject, text } }: Row): string =>
  JSON.stringify([kind, number ?? address, subject, text]);

export function runningNights(
  { of, from, until, clock }: NoNightsExpectation,
  { plan, zone }: Surroundings,
): Running {
  const ownClock = readerClock(plan);
  const first = from.daily!.second * MS_PER_SECOND;
  const last =
    until.daily!.second * MS_PER_SECOND + (until.precision === 'minute' ? MS_PER_MINUTE : MS_PER_SECOND) - 1;
  const clockOf = (row: Row): Zone => {
    if (clock === 'reader') return ownClock(row.entry);
    return clock === 'project' ? zone : (zoneNamed(clock.zone) ?? zone);
  };
  const many = new ManyFound();
  return {
    matcher: matcherFor(of.channel ?? messages, of, zone),
    take(row) {
      const read = clockOf(row);
      const moment = msOfDay(wallIn(read, row.entry.at));
      const isNight = first <= last ? moment >= first && moment <= last : moment >= first || moment <= last;
      many.count(row, () => [nightDifference(read, row.entry.at, clock === 'reader')], isNight);
    },
    judgement: (evidence) => many.judgement([], evidence),
  };
}

const nightDifference = (zone: Zone, at: Instant, isReaders: boolean): Difference => ({
  rule: 'night',
  field: 'no_nights',
  found: wallText(zone, at),
  zone: zone.name,
  isReaders,
});

/** Counts rows, and keeps the first that are not as promised. */
class ManyFound {
  private readonly first: NearestRow[] = [];
  private readonly fields = new Map<string, number>();
  private total = 0;
  private failed = 0;

  count(row: Row, differences: () => readonly Difference[], isBroken: boolean): void {
    this.total += 1;
    if (!isBroken) return;
    this.failed += 1;
    const all = differences();
    for (const { field } of all) this.fields.set(field, (this.fields.get(field) ?? 0) + 1);
    const { index, kind, entry, to } = row;
    if (this.first.length <= OTHERS_MAX) this.first.push({ index, kind, entry, to, differences: all });
  }

  /** `claimed`: the entries that the promise claims. */
  judgement(claimed: Iterable<number>, { hasReasons }: Evidence): Judgement {
    const [nearest, ...others] = this.first;
    if (nearest === undefined) return kept(claimed);
    const many: ManyEvidence = { count: this.total, failed: this.failed, fields: this.byCount(), others };
    const explanation: Explanation = { many, nearest };
    return broken(claimed, explanation, hasReasons ? questionAbout(nearest) : undefined);
  }

  private byCount(): ManyEvidence['fields'] {
    const counts = [...this.fields].map(([field, count]) => ({ field, count }));
    return counts.toSorted((a, b) => b.count - a.count);
  }
}

function questionAbout({ to, entry }: NearestRow): Question | undefined {
  const contact = to ?? entry.case;
  if (contact === undefined) return undefined;
  return { contact, name: entry.alert ?? entry.broadcast, at: entry.at };
}
