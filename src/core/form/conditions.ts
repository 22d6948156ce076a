/** Whether conditions hold, and values pass tests. */
import type { Condition, FormFacts, Subject, Tests } from '../model/survey.ts';
import { matchPattern } from '../pattern/python-match.ts';
import { parseDay } from '../time/calendar.ts';

export const holdAll = (conditions: readonly Condition[], facts: FormFacts): boolean =>
  conditions.every((condition) => holds(condition, facts));

function holds(condition: Condition, facts: FormFacts): boolean {
  switch (condition.kind) {
    case 'all':
      return holdAll(condition.of, facts);
    case 'any':
      return condition.of.some((each) => holds(each, facts));
    case 'tests':
      return passes(condition.tests, subjectValue(condition.subject, facts));
  }
}

/** An answer, or a property of the case; '' when there is none. */
export function subjectValue(subject: Subject, facts: FormFacts): string {
  return subject.kind === 'answer' ? facts.answer(subject.path) : facts.caseValue(subject.property);
}

/** All tests must hold. An unanswered value equals '', and is neither more nor less than anything. */
export function passes(tests: Tests, value: string): boolean {
  return (
    (tests.value === undefined || value === tests.value) &&
    (tests.not === undefined || value !== tests.not) &&
    (tests.in === undefined || tests.in.includes(value)) &&
    (tests.matches === undefined || matchesWhole(tests.matches, value)) &&
    (tests.selected === undefined || value.split(' ').includes(tests.selected)) &&
    (tests.answered === undefined || (value !== '') === tests.answered) &&
    isWithin(tests, value)
  );
}

function isWithin({ atLeast, atMost, moreThan, lessThan }: Tests, value: string): boolean {
  return (
    (atLeast === undefined || difference(value, atLeast) >= 0) &&
    (atMost === undefined || difference(value, atMost) <= 0) &&
    (moreThan === undefined || difference(value, moreThan) > 0) &&
    (lessThan === undefined || difference(value, lessThan) < 0)
  );
}

const matchesWhole = (pattern: string, value: string): boolean =>
  matchPattern(wholePattern(pattern), value).kind === 'matches';

/** A pattern that must take the whole value, not only its beginning. */
export const wholePattern = (pattern: string): string => `(?:${pattern})\\Z`;

/** How far a value lies above another of the same kind; NaN: they cannot be compared. */
function difference(value: string, other: string): number {
  const [a, b] = [measureOf(value), measureOf(other)];
  return a !== undefined && a.kind === b?.kind ? compared(a.size, b.size) : Number.NaN;
}

/** Infinity is as large as itself. */
const compared = (a: number, b: number): number => (a === b ? 0 : a - b);

interface Measure {
  readonly kind: 'number' | 'date' | 'time';
  readonly size: number;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$|^-?Infinity$/;
const TIME = /^(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?$/;

/** A number, a date as its day, or a time of day in milliseconds; undefined: none of these. */
export function measureOf(text: string): Measure | undefined {
  if (NUMBER.test(text)) return { kind: 'number', size: Number(text) };
  const day = parseDay(text);
  if (day !== undefined) return { kind: 'date', size: day };
  const time = TIME.exec(text);
  if (!time) return undefined;
  const [, hours, minutes, seconds = '0', fraction = '0'] = time;
  const ms = Number(fraction.padEnd(3, '0'));
  return { kind: 'time', size: ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + ms };
}
