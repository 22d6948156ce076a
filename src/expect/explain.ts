/** What a tester asks when an expectation is not met: what came instead, how it differs, and why. */
import type { PromisedFields, PromisedTime } from '../core/model/expectation.ts';
import { type Instant, MS_PER_DAY } from '../core/model/instant.ts';
import type { Explanation, NearestRow } from '../core/model/verdict.ts';
import type { Zone } from '../core/time/zone.ts';
import type { Matcher } from './checks.ts';
import { nearestRow } from './nearest.ts';
import { roughInstant } from './promised-time.ts';
import type { RowIndex } from './row-index.ts';
import type { Question } from './why.ts';

export interface Missing {
  readonly explanation: Explanation;
  /** What to ask the journal, for the reason; undefined: nobody to ask about. */
  readonly question: Question | undefined;
}

/** What there is instead of a row that did not come. */
export function explainMissing(
  matcher: Matcher,
  index: RowIndex,
  zone: Zone,
  isClaimed: (ordinal: number) => boolean,
): Missing {
  const { fields } = matcher;
  const time = timeOf(fields);
  const around = time && roughInstant(time, zone);
  const nearest = nearestRow(matcher, index, around, isClaimed);
  return {
    explanation: { absent: absence(fields, index, around), nearest },
    question: questionFor(fields, nearest, around),
  };
}

function absence(
  { to }: PromisedFields,
  index: RowIndex,
  around: Instant | undefined,
): Explanation['absent'] {
  if (to === undefined) return undefined;
  const rows = index.about(['sms', 'email', 'error', 'inbound'], to);
  if (rows.length === 0) return { contact: to, from: 'run' };
  if (around === undefined) return undefined;
  const isNear = rows.some((ordinal) => Math.abs(index.rows[ordinal]!.entry.at - around) < MS_PER_DAY);
  return isNear ? undefined : { contact: to, from: 'day' };
}

function questionFor(
  fields: PromisedFields,
  nearest: NearestRow | undefined,
  at: Instant | undefined,
): Question | undefined {
  const contact = fields.to ?? fields.case;
  if (contact === undefined) return undefined;
  const entry = nearest?.entry;
  return { contact, name: fields.alert ?? fields.broadcast ?? entry?.alert ?? entry?.broadcast, at };
}

export function timeOf({
  at,
  between,
  from,
  after,
  until,
  before,
}: PromisedFields): PromisedTime | undefined {
  return at?.[0] ?? between?.[0] ?? from ?? after ?? until ?? before;
}
