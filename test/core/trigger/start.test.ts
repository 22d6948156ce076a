import { describe, expect, test } from 'vitest';
import type { StartRule } from '../../../src/core/model/alert.ts';
import type { TimedSchedule } from '../../../src/core/model/schedule.ts';
import { formatDay } from '../../../src/core/time/calendar.ts';
import { chooseStart } from '../../../src/core/trigger/start.ts';
import { stageAfter } from '../../fidelity/helpers/play.ts';

/** The start of an alert whose property `d` has this text, with a course of these days. */
function start(
  text: string,
  days: readonly number[] = [0],
  startOffset = 0,
  rule: StartRule = { kind: 'property', property: 'd' },
) {
  const { stage } = stageAfter({
    cases: { ana: { type: 'c', ...(text === '' ? {} : { d: text }) } },
    timeline: [{ at: '2024-01-01 08:00', register: 'ana' }],
  });
  const schedule = {
    kind: 'timed',
    startOffset,
    events: days.map((day) => ({ day })),
  } as unknown as TimedSchedule;
  const chosen = chooseStart(stage, { start: rule, schedule }, stage.world.cases.get('ana')!);
  return chosen.kind === 'day' ? `${formatDay(chosen.day)} by ${chosen.from}` : chosen;
}

const bad = (property: string, found: string | null, wanted: string) => ({
  kind: 'bad',
  detail: { property, found, wanted },
});
const READABLE = 'a date that begins YYYY-MM-DD';
const COURSE = 'a date from which the whole course lies before the year 9999';

describe('the start of an alert', () => {
  test('is read from its property, is a date, or is left to the schedule', () => {
    expect(start('2024-03-05')).toBe('2024-03-05 by property d');
    expect(start('2024-03-05T10:00', [0])).toBe('2024-03-05 by property d');
    expect(start('', [0], 0, { kind: 'date', day: 0 })).toBe('1970-01-01 by date');
    expect(start('', [0], 0, { kind: 'automatic' })).toEqual({ kind: 'automatic' });
  });

  test('that cannot be read is told with what was found', () => {
    expect(start('soon')).toEqual(bad('d', 'soon', READABLE));
    expect(start('')).toEqual(bad('d', null, READABLE));
    const ofParent = { kind: 'property', property: 'parent/d' } as const;
    expect(start('2024-03-05', [0], 0, ofParent)).toEqual(bad('parent/d', null, READABLE));
  });

  test.each<[string, readonly number[], number, boolean]>([
    ['9999-11-21', [0], 0, true],
    ['9999-11-22', [0], 0, false],
    ['9999-11-16', [1, 5, 2], 0, true],
    ['9999-11-17', [1, 5, 2], 0, false],
    ['9999-11-22', [0], -1, true],
    ['9999-11-21', [0], 1, false],
    ['9999-11-21', [-1], 0, true],
    ['9999-11-22', [-1], 0, false],
    ['0001-01-02', [0], 0, true],
    ['0001-01-01', [0], 0, false],
    ['0001-01-01', [0], 1, true],
    ['0001-01-02', [0], -1, false],
  ])('%s with the course %j and %i days added lies in the calendar: %s', (text, days, offset, fits) => {
    expect(start(text, days, offset)).toEqual(
      fits ? `${text} by property d` : bad('property d', text, COURSE),
    );
  });
});
