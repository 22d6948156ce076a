import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createJournal } from '../../../src/core/journal/columns.ts';
import { readLine } from '../../../src/core/journal/read.ts';
import { entryFrom } from '../../helpers/loose-entry.ts';
import { anyEntry, asSent, nine } from './an-entry.ts';

const header = { scenario: 's', seed: 1, tz: '2026f', starts: nine, ends: nine };

test('every entry comes back as it was recorded', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 30 }), (entries) => {
      const journal = createJournal(header);
      for (const entry of entries) journal.record(entry);
      expect(journal.length).toBe(entries.length);
      expect([...journal.entries()]).toEqual(entries);
    }),
  );
});

test('it grows past its first size', () => {
  const journal = createJournal(header);
  for (let index = 0; index < 5000; index += 1) journal.record({ ...asSent, at: nine + index, event: index });
  expect(journal.entry(4999)).toEqual({ ...asSent, at: nine + 4999, event: 4999 });
});

test('the lines begin with the run, end with the totals, and count from 1', () => {
  const journal = createJournal(header);
  journal.record(entryFrom({ ...asSent, kind: 'queued' }));
  journal.record(asSent);
  const lines = [...journal.lines()].map(readLine);
  expect(lines.map((line) => (line.kind === 'entry' ? line.seq : line.kind))).toEqual(['run', 1, 2, 'end']);
  expect(lines[3]).toMatchObject({ totals: { sms: 1, segments: 1, pending: [] } });
});

test('level sent leaves out what only explains, and nothing else changes its number', () => {
  const journal = createJournal(header);
  for (const kind of ['armed', 'queued', 'sent', 'skipped', 'receipt', 'disarmed', 'rearmed'] as const) {
    journal.record(entryFrom({ at: nine, kind, id: 'a' }));
  }
  const seqs = [...journal.lines('sent')]
    .map(readLine)
    .flatMap((line) => (line.kind === 'entry' ? line.seq : []));
  expect(seqs).toEqual([3, 5]);
});

test.each([-1, 0])('there is no entry %i in an empty journal', (index) => {
  expect(() => createJournal(header).entry(index)).toThrow(RangeError);
});

test('a count that is no whole number is refused by name', () => {
  expect(() => createJournal(header).record(entryFrom({ at: nine, kind: 'sent', segments: 1.5 }))).toThrow(
    '"segments"',
  );
});
