/** The journal of a report is the journal: what is decoded is what was encoded. */

import { deflateRawSync } from 'node:zlib';
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { columnsOf, entryKinds } from '../../../src/core/journal/shapes.ts';
import { type Entry, entryTable } from '../../../src/core/model/entry.ts';
import { fieldTable, type Shape } from '../../../src/core/model/entry-fields.ts';
import { encodeJournal } from '../../../src/report/html/data/journal-encoder.ts';
import { PackedJournal } from '../../../src/report/html/data/packed-journal.ts';

/** Any text, halves of characters and byte order marks with it. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('\ufeff', '\ud800', 'a\udc00b', '', '</script>', '\u2028'),
);
const hexId = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 });

const values: Readonly<Record<Shape, fc.Arbitrary<unknown>>> = {
  text: anyText,
  id: fc.oneof(hexId, anyText),
  count: fc.integer(),
  instant: fc.integer({ min: -(2 ** 51), max: 2 ** 51 }),
  because: fc.dictionary(anyText, anyText),
  json: fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value))),
};

const anyEntry = fc.constantFrom(...entryKinds).chain((kind) => {
  const fields = Object.fromEntries(
    entryTable[kind].fields.map((name) => {
      const field = name.replace('?', '') as keyof typeof fieldTable;
      return [field, values[fieldTable[field].shape]];
    }),
  );
  const required = entryTable[kind].fields.filter((name) => !name.endsWith('?'));
  return fc
    .record(fields, { requiredKeys: required, noNullPrototype: true })
    .chain((entry) => values.instant.map((at) => ({ at, kind, ...entry }) as unknown as Entry));
});

law.prop([fc.array(anyEntry, { maxLength: 40 })], { seed: 14, numRuns: 400 })(
  'decode equals encode, whatever the entries hold',
  (entries) => {
    const journal = new PackedJournal(encodeJournal(entries));
    expect(journal.length).toBe(entries.length);
    expect([...journal.entries()]).toEqual(entries);
    for (const [index, entry] of entries.entries()) {
      expect(journal.entry(index)).toEqual(entry);
      for (const { field, shape } of columnsOf[entry.kind])
        if (shape === 'text' || shape === 'id') expect(journal.text(index, field)).toBe(entry[field]);
    }
  },
);

describe('a journal', () => {
  test('of 20,000 messages takes few bytes for each, once it is deflated', () => {
    const bytes = encodeJournal(manyMessages(20_000));
    expect(deflateRawSync(bytes).length / 20_000).toBeLessThan(25);
  });

  test('that is cut off, or of another format, is refused', () => {
    const bytes = encodeJournal(manyMessages(3));
    expect(() => new PackedJournal(bytes.subarray(0, bytes.length - 1))).toThrow('end too soon');
    expect(() => new PackedJournal(Uint8Array.from([9, ...bytes.subarray(1)]))).toThrow('format 9');
  });
});

function* manyMessages(count: number): IterableIterator<Entry> {
  for (let ordinal = 0; ordinal < count; ordinal += 1) {
    const at = 1_770_000_000_000 + Math.floor(ordinal / 500) * 86_400_000;
    const message = {
      id: (BigInt(ordinal) * 0x9e3779b97f4a7c15n).toString(16).slice(-16).padStart(16, '0'),
      channel: 'sms',
      to: `c${ordinal % 500}`,
      number: String(919_800_000_000 + (ordinal % 500)),
      via: 'TWILIO_IN',
      language: 'hin',
      text: `नमस्ते Asha ${ordinal % 500}, दिन ${Math.floor(ordinal / 500)}`,
      cause: 'alert',
      name: 'visit',
      alert: 'visit',
      because: { zone: { name: 'Asia/Kolkata', from: 'project' } },
    };
    yield { at, kind: 'queued', ...message } as unknown as Entry;
    yield {
      at: at + 1000,
      kind: 'sent',
      ...message,
      attempts: 1,
      local: new Date(at).toISOString(),
    } as unknown as Entry;
  }
}
