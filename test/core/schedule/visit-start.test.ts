import { expect, test } from 'vitest';
import type { VisitStart } from '../../../src/core/model/alert.ts';
import { visitStart } from '../../../src/core/schedule/visit-start.ts';
import { parseDay } from '../../../src/core/time/calendar.ts';

const visit: VisitStart = {
  phase: 2,
  anchorProperty: 'edd',
  due: 10,
  starts: -3,
  expires: 5,
  at: 'due_date',
  repeats: false,
};
const inPhase = { current_schedule_phase: ' 2 ', edd: '2024-05-01' };

test.each([
  ['the due date', 'due_date', '2024-05-11'],
  ["the window's start", 'window_start', '2024-05-08'],
  ["the window's end", 'window_end', '2024-05-16'],
] as const)('starts on %s', (_story, at, day) => {
  expect(start({ ...visit, at }, inPhase)).toEqual({ day: parseDay(day) });
});

test.each([
  ['another phase', visit, { ...inPhase, current_schedule_phase: '3' }, 'current_schedule_phase', '2'],
  ['no number', visit, { ...inPhase, current_schedule_phase: '2.0' }, 'current_schedule_phase', '2'],
  ['no phase', visit, { edd: '2024-05-01' }, 'current_schedule_phase', '2'],
  ['no anchor', visit, { current_schedule_phase: '2' }, 'edd', 'a date that begins YYYY-MM-DD'],
  [
    'an open window',
    { ...visit, at: 'window_end', expires: null },
    inPhase,
    'edd',
    'a visit whose window has an end',
  ],
  ['a repeat visit', { ...visit, repeats: true }, inPhase, 'edd', 'a visit that does not repeat'],
] as const)(
  '%s gives no start date, and says what was wanted of which property',
  (_story, given, properties, property, problem) => {
    expect(start(given, properties)).toEqual({ problem, property });
  },
);

function start(given: VisitStart, properties: Readonly<Record<string, string>>) {
  return visitStart(given, (property) => properties[property]);
}
