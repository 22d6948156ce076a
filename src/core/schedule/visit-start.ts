import type { VisitStart } from '../model/alert.ts';
import type { DayNumber } from '../model/instant.ts';
import { wholeNumber } from '../text/python-text.ts';
import { startDateFrom } from './start-date.ts';

/** The case property that says which phase of the visit schedule a case is in. */
const PHASE_PROPERTY = 'current_schedule_phase';

/** The start date of a visit schedule, or what would have to hold for there to be one (docs/hq/scheduling.md#s5-5). */
export function visitStart(
  visit: VisitStart,
  read: (property: string) => string | undefined,
): { readonly day: DayNumber } | { readonly problem: string; readonly property: string } {
  if (wholeNumber(read(PHASE_PROPERTY) ?? '') !== visit.phase) {
    return { problem: String(visit.phase), property: PHASE_PROPERTY };
  }
  const anchor = startDateFrom(read(visit.anchorProperty) ?? '');
  const property = visit.anchorProperty;
  if (anchor === undefined) return { problem: 'a date that begins YYYY-MM-DD', property };
  if (visit.repeats) return { problem: 'a visit that does not repeat', property };

  const due = anchor + visit.due;
  switch (visit.at) {
    case 'window_start':
      return { day: due + visit.starts };
    case 'due_date':
      return { day: due };
    case 'window_end':
      return visit.expires === null
        ? { problem: 'a visit whose window has an end', property }
        : { day: due + visit.expires };
  }
}
