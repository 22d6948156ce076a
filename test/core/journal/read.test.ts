import { describe, expect, test } from 'vitest';
import { JOURNAL_VERSION } from '../../../src/core/journal/lines.ts';
import { readLine } from '../../../src/core/journal/read.ts';

const AT = '2026-03-09T03:30:15.250Z';
const header = {
  kind: 'run',
  version: JOURNAL_VERSION,
  scenario: 'a',
  seed: 1,
  tz: 'UTC',
  starts: AT,
  ends: null,
};
const end = { kind: 'end', errors_by_code: { A: 2 }, pending: ['m1', 2] };
const sent = { seq: 3, at: AT, kind: 'sent', id: 'm1', text: 'Hi' };
const read = (line: object) => readLine(JSON.stringify(line));

test('a run line gives its header, with or without an end', () => {
  const instant = Date.parse(AT);
  const common = { scenario: 'a', seed: 1, tz: 'UTC', starts: instant };
  expect(read(header)).toEqual({ kind: 'run', header: { ...common, ends: undefined } });
  expect(read({ ...header, ends: AT })).toEqual({ kind: 'run', header: { ...common, ends: instant } });
});

test('an entry line gives its number and entry; keys it does not know are passed over', () => {
  expect(read({ ...sent, mood: 'good' })).toEqual({
    kind: 'entry',
    seq: 3,
    entry: { at: Date.parse(AT), kind: 'sent', id: 'm1', text: 'Hi' },
  });
});

test('an end line gives the totals; counts that are missing are none', () => {
  const line = read({ ...end, sms: 4, held: 'many' });
  expect(line).toEqual({
    kind: 'end',
    totals: {
      ...{ sms: 4, email: 0, errors: 0, errors_by_code: { A: 2 }, inbound: 0, attempts: 0, held: 0 },
      ...{ skipped: 0, warnings: 0, segments: 0, pending: ['m1', '2'] },
    },
  });
});

describe('a line that is none says why', () => {
  const lacks = 'the run line lacks scenario, seed or tz';
  const lacksTotals = 'the end line lacks errors_by_code or pending';
  test.each<[object, string]>([
    [{ ...header, version: 1 }, `version 1, this reads ${JOURNAL_VERSION}`],
    [{ ...header, scenario: 5 }, lacks],
    [{ ...header, seed: '1' }, lacks],
    [{ ...header, tz: null }, lacks],
    [{ ...header, starts: 'soon' }, '"starts" is not an instant'],
    [{ ...end, pending: 'none' }, lacksTotals],
    [{ ...end, errors_by_code: null }, lacksTotals],
    [{ ...end, errors_by_code: 'A' }, lacksTotals],
    [{ ...sent, kind: 'toString' }, 'no kind of entry: toString'],
    [{ ...sent, kind: 7 }, 'no kind of entry: 7'],
    [{ ...sent, seq: '3' }, '"seq" or "at" is missing'],
    [{ ...sent, at: 17 }, '"seq" or "at" is missing'],
    [{ ...sent, at: '2026-02-30T03:30:15.250Z' }, '"seq" or "at" is missing'],
    [{ ...sent, at: `x${AT}` }, '"seq" or "at" is missing'],
    [{ ...sent, at: `${AT}x` }, '"seq" or "at" is missing'],
    [{ ...sent, text: 5 }, '"text" is not what a sent entry holds'],
    [{ ...sent, segments: '1' }, '"segments" is not what a sent entry holds'],
    [{ ...sent, because: 'so' }, '"because" is not what a sent entry holds'],
    [{ ...sent, because: null }, '"because" is not what a sent entry holds'],
    [{ ...sent, due: 'now' }, '"due" is not what a sent entry holds'],
  ])('%j', (line, problem) => {
    expect(read(line)).toEqual({ kind: 'bad', problem });
  });

  test.each(['', '{', 'null', '5', '"text"'])('%j is not a JSON object', (line) => {
    expect(readLine(line)).toEqual({ kind: 'bad', problem: 'not a JSON object' });
  });
});
