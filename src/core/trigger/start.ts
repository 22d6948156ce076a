import { valuesOf } from '../contact/lookup.ts';
import type { Alert, StartRule } from '../model/alert.ts';
import type { DayNumber } from '../model/instant.ts';
import type { TimedSchedule } from '../model/schedule.ts';
import { startDateFrom } from '../schedule/start-date.ts';
import { visitStart } from '../schedule/visit-start.ts';
import type { CaseRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { dayNumber, formatDay } from '../time/calendar.ts';

const FIRST_DAY = dayNumber(1, 1, 2);
const LAST_DAY = dayNumber(9999, 12, 31);
/** A month, a week day and a zone may move an event on by as much. */
const DAYS_TO_SPARE = 40;

/** The start date a rule action chooses (docs/hq/scheduling.md#s5-3). */
export type ChosenStart =
  | { readonly kind: 'automatic' }
  | {
      readonly kind: 'day';
      readonly day: DayNumber;
      readonly from: string;
      readonly value?: string | undefined;
    }
  | {
      readonly kind: 'bad';
      readonly detail: { readonly property: string; readonly found: string | null; readonly wanted: string };
    };

export function chooseStart(
  state: SimulationState,
  { start, schedule }: Pick<Alert, 'start' | 'schedule'>,
  record: CaseRecord,
): ChosenStart {
  const chosen = chosenBy(state, start, record);
  if (chosen.kind !== 'day' || schedule.kind !== 'timed' || isInCalendar(chosen.day, schedule)) return chosen;
  const wanted = 'a date from which the whole course lies before the year 9999';
  return { kind: 'bad', detail: { property: chosen.from, found: formatDay(chosen.day), wanted } };
}

/** Python's dates, and so HQ's, end with the years 1 and 9999. */
function isInCalendar(day: DayNumber, { startOffset, events }: TimedSchedule): boolean {
  const last = Math.max(...events.map((event) => event.day), 0) + DAYS_TO_SPARE;
  return day + startOffset >= FIRST_DAY && day + startOffset + last <= LAST_DAY;
}

function chosenBy(state: SimulationState, start: StartRule, record: CaseRecord): ChosenStart {
  const read = (property: string): string | undefined => {
    const values = valuesOf(state.world, record, property);
    return values === 'missing parent' ? undefined : values[0];
  };
  switch (start.kind) {
    case 'automatic':
      return start;
    case 'date':
      return { kind: 'day', day: start.day, from: 'date' };
    case 'property':
      return fromProperty(start.property, read(start.property));
    case 'visit': {
      const visit = visitStart(start.visit, read);
      if ('day' in visit) return { kind: 'day', day: visit.day, from: 'visit schedule' };
      const { property, problem: wanted } = visit;
      return { kind: 'bad', detail: { property, found: read(property) ?? null, wanted } };
    }
  }
}

function fromProperty(property: string, text: string | undefined): ChosenStart {
  const day = text === undefined ? undefined : startDateFrom(text);
  if (day !== undefined) return { kind: 'day', day, from: `property ${property}`, value: text };
  return { kind: 'bad', detail: { property, found: text ?? null, wanted: 'a date that begins YYYY-MM-DD' } };
}
