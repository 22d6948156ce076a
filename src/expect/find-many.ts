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
import { type Matcher, matcherFor } from './checks.ts';
import { explainMissing } from './explain.ts';
import { broken, type Evidence, type Judgement, kept } from './judgement.ts';
import { msOfDay, wallIn } from './promised-time.ts';
import type { Row } from './rows.ts';
import type { Question } from './why.ts';

/** Rows that fail and are shown beside the first; the others are counted. */
const OTHERS_MAX = 4;

/** What is about messages, when no channel is named: those that were sent. */
const messages: readonly Channel[] = ['sms', 'email'];

/** Claims every row that it selects, as it says of each what it must be. */
export function findEach({ of, fields }: EachExpectation, evidence: Evidence): Judgement {
  const { index, zone } = evidence;
  const wanted = matcherFor(of.channel ?? messages, fields, zone);
  const selected = selectedRows(of, evidence);
  const many = new ManyFound(evidence);
  for (const ordinal of selected) {
    const row = index.rows[ordinal]!;
    const failing = wanted.checks.filter((check) => !check.holds(row, index.effort));
    many.count(row, () => failing.map((check) => check.difference(row)), failing.length > 0);
  }
  if (selected.length === 0) return nothingSelected({ ...of, ...fields }, evidence);
  return many.judgement(selected);
}

/** A promise about nothing is not kept: what it is about may be misspelled, or never come. */
function nothingSelected(fields: PromisedFields, { index, zone }: Evidence): Judgement {
  const matcher = matcherFor(fields.channel ?? messages, fields, zone);
  const { explanation, question } = explainMissing(matcher, index, zone, () => false);
  return broken([], { many: { count: 0, failed: 0, fields: [], others: [] }, ...explanation }, question);
}

export function findDoubles({ of, withinMs }: NoDoublesExpectation, evidence: Evidence): Judgement {
  const { rows } = evidence;
  const latest = new Map<string, Row>();
  const many = new ManyFound(evidence);
  for (const ordinal of selectedRows(of, evidence)) {
    const row = rows[ordinal]!;
    const words = JSON.stringify(wordsOf(row));
    const before = latest.get(words);
    latest.set(words, row);
    const apartMs = before === undefined ? Number.POSITIVE_INFINITY : row.entry.at - before.entry.at;
    const double: Difference = { rule: 'double', field: 'within', first: before?.entry.at ?? 0, apartMs };
    many.count(row, () => [double], apartMs <= withinMs);
  }
  return many.judgement([]);
}

const wordsOf = ({ kind, entry: { number, address, subject, text } }: Row) => [
  kind,
  number ?? address,
  subject,
  text,
];

export function findNights({ of, from, until, clock }: NoNightsExpectation, evidence: Evidence): Judgement {
  const { rows, zone, plan } = evidence;
  const ownClock = readerClock(plan);
  const first = from.daily!.second * MS_PER_SECOND;
  const last =
    until.daily!.second * MS_PER_SECOND + (until.precision === 'minute' ? MS_PER_MINUTE : MS_PER_SECOND) - 1;
  const clockOf = (row: Row): Zone => {
    if (clock === 'reader') return ownClock(row.entry);
    return clock === 'project' ? zone : (zoneNamed(clock.zone) ?? zone);
  };
  const many = new ManyFound(evidence);
  for (const ordinal of selectedRows(of, evidence)) {
    const row = rows[ordinal]!;
    const read = clockOf(row);
    const moment = msOfDay(wallIn(read, row.entry.at));
    const isNight = first <= last ? moment >= first && moment <= last : moment >= first || moment <= last;
    many.count(row, () => [nightDifference(read, row.entry.at, clock === 'reader')], isNight);
  }
  return many.judgement([]);
}

const nightDifference = (zone: Zone, at: Instant, isReaders: boolean): Difference => ({
  rule: 'night',
  field: 'no_nights',
  found: wallText(zone, at),
  zone: zone.name,
  isReaders,
});

/** Ordinals of the rows, those that another promise claims among them. */
function selectedRows(of: PromisedFields, { index, zone }: Evidence): readonly number[] {
  const matcher: Matcher = matcherFor(of.channel ?? messages, of, zone);
  return [...index.matching(matcher)];
}

/** Counts rows, and keeps the first that are not as promised. */
class ManyFound {
  private readonly evidence: Evidence;
  private readonly first: NearestRow[] = [];
  private readonly fields = new Map<string, number>();
  private total = 0;
  private failed = 0;

  constructor(evidence: Evidence) {
    this.evidence = evidence;
  }

  count(row: Row, differences: () => readonly Difference[], isBroken: boolean): void {
    this.total += 1;
    if (!isBroken) return;
    this.failed += 1;
    const all = differences();
    for (const { field } of all) this.fields.set(field, (this.fields.get(field) ?? 0) + 1);
    const { index, kind, entry, to } = row;
    if (this.first.length <= OTHERS_MAX) this.first.push({ index, kind, entry, to, differences: all });
  }

  /** `claimed`: the ordinals that the promise claims. */
  judgement(claimed: readonly number[]): Judgement {
    const [nearest, ...others] = this.first;
    if (nearest === undefined) return kept(claimed);
    const many: ManyEvidence = { count: this.total, failed: this.failed, fields: this.byCount(), others };
    const explanation: Explanation = { many, nearest };
    return broken(claimed, explanation, this.questionAbout(nearest));
  }

  private byCount(): ManyEvidence['fields'] {
    const counts = [...this.fields].map(([field, count]) => ({ field, count }));
    return counts.toSorted((a, b) => b.count - a.count);
  }

  private questionAbout({ to, entry }: NearestRow): Question | undefined {
    const contact = to ?? entry.case;
    if (contact === undefined || this.evidence.journal.length === 0) return undefined;
    return { contact, name: entry.alert ?? entry.broadcast, at: entry.at };
  }
}
