import { describe, expect, test } from 'vitest';
import type { Line } from '../../src/lab/web/state/answers.ts';
import { LaneBook } from '../../src/lab/web/timeline/lane-book.ts';
import { laneSources, marksFrom } from '../../src/lab/web/timeline/marks-from.ts';
import { lanesFrom } from '../../src/web/timeline/timeline-model.ts';
import { contacts, endsAt, journal, stateOf } from './stub-session.ts';

const lines = journal();
const { upcoming } = stateOf(lines);
const whole = lanesFrom(laneSources(contacts), marksFrom(lines, upcoming));

describe('a lane book', () => {
  test('read bit by bit, holds what is found when all is read at once', () => {
    const book = new LaneBook();
    const growing: Line[] = [];
    for (const line of lines) {
      growing.push(line);
      book.read(growing);
      book.lanes(contacts, []);
    }
    expect(book.lanes(contacts, upcoming)).toEqual(whole);
    expect(book.markedLines).toHaveLength(
      whole.flatMap(({ sources }) => sources).filter(({ seq }) => seq > 0).length,
    );
  });

  test('keeps the lanes that nothing was added to', () => {
    const book = new LaneBook();
    const growing = [...lines];
    book.read(growing);
    const before = book.lanes(contacts, upcoming);
    growing.push({
      seq: 999,
      at: new Date(endsAt).toISOString(),
      kind: 'inbound',
      contact: 'asha',
      text: 'hello',
    });
    book.read(growing);
    const after = book.lanes(contacts, upcoming);
    expect(after.map((lane, index) => lane === before[index])).toEqual(
      contacts.map(({ key }) => key !== 'asha'),
    );
  });

  test('begins anew with another journal', () => {
    const book = new LaneBook();
    book.read(lines);
    book.read([]);
    expect(book.markedLines).toEqual([]);
    expect(book.lanes(contacts, []).flatMap(({ sources }) => sources)).toEqual([]);
  });
});
