/** `between`, `from`, `until`, `after` and `before`: on which side of a time a row must lie. */
import type { PromisedFields, PromisedTime } from '../core/model/expectation.ts';
import type { Zone } from '../core/time/zone.ts';
import { momentOn, type PromisedSpan, promisedSpanOf } from './promised-time.ts';
import type { Row } from './rows.ts';

type BoundField = 'from' | 'until' | 'after' | 'before';

export interface Bound {
  readonly field: BoundField;
  readonly time: PromisedTime;
}

/** The first two are inclusive, the others strict. */
const isInside: Readonly<Record<BoundField, (moment: number, span: PromisedSpan) => boolean>> = {
  from: (moment, { from }) => moment >= from,
  until: (moment, { upTo }) => moment < upTo,
  after: (moment, { upTo }) => moment >= upTo,
  before: (moment, { from }) => moment < from,
};

const isLower = (field: BoundField): boolean => field === 'from' || field === 'after';

/**
 * Whether a row lies on the inner side of a bound. Two times of day of which the lower is the later, such as from
 * 21:00 until 07:00, mean the stretch over midnight: one of them is enough.
 */
export function insideBound(
  bound: Bound,
  opposite: Bound | undefined,
  projectZone: Zone,
): (row: Row) => boolean {
  const holds = one(bound, projectZone);
  if (!opposite || !isOverMidnight(bound, opposite)) return holds;
  const holdsOther = one(opposite, projectZone);
  return (row) => holds(row) || holdsOther(row);
}

function one({ field, time }: Bound, projectZone: Zone): (row: Row) => boolean {
  const span = promisedSpanOf(time);
  return (row) => isInside[field](momentOn(span, row, projectZone), span);
}

function isOverMidnight(bound: Bound, opposite: Bound): boolean {
  const [lower, upper] = isLower(bound.field) ? [bound, opposite] : [opposite, bound];
  const { daily: from } = lower.time;
  const { daily: until } = upper.time;
  return from !== undefined && until !== undefined && from.second > until.second;
}

/** The bound on the other side of a field, when there is one. */
export function oppositeOf(
  field: BoundField,
  { from, until, after, before }: PromisedFields,
): Bound | undefined {
  const bound = (name: BoundField, time: PromisedTime | undefined): Bound | undefined =>
    time && { field: name, time };
  return isLower(field)
    ? (bound('until', until) ?? bound('before', before))
    : (bound('from', from) ?? bound('after', after));
}
