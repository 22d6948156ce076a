import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endLine, entryLine, runLine, writeEntry } from '../../../src/core/journal/lines.ts';
import { readLine } from '../../../src/core/journal/read.ts';
import type { Entry } from '../../../src/core/model/entry.ts';
import { anyEntry, asSent, nine } from './an-entry.ts';

const golden: readonly (readonly [string, Entry, string])[] = [
  [
    'a message keeps the order of the specification, whatever the order of its object',
    asSent,
    String.raw`{"seq":7,"at":"2026-03-09T03:30:00.000Z","kind":"sent","id":"0123456789abcdef","channel":"sms","to":"asha","number":"919812345671","via":"TWILIO_IN","language":"hin","text":"Asha, \"आज\" \\ 12\n","case":"asha","cause":"alert","name":"visit","alert":"visit","event":0,"iteration":1,"due":"2026-03-09T03:30:00.000Z","because":{"zone":{"name":"Asia/Kolkata","from":"project"},"gateway":{"name":"TWILIO_IN","rule":"catch_all","scope":"global"}},"segments":1,"attempts":1,"local":"2026-03-09T09:00:00.000+05:30"}`,
  ],
  [
    'nobody is null, and no value is no key',
    { at: nine, kind: 'ownership', number: '91', owner: null, refused: undefined },
    '{"seq":7,"at":"2026-03-09T03:30:00.000Z","kind":"ownership","number":"91","owner":null}',
  ],
  [
    'a detail may be data',
    {
      at: nine,
      kind: 'skipped',
      alert: 'visit',
      reason: 'rule_not_true',
      detail: { criterion: 'a', found: '' },
    },
    '{"seq":7,"at":"2026-03-09T03:30:00.000Z","kind":"skipped","alert":"visit","reason":"rule_not_true","detail":{"criterion":"a","found":""}}',
  ],
  [
    'instants are ISO 8601 with milliseconds',
    { at: nine, kind: 'held', id: 'x', reason: 'rate', until: nine + 1 },
    '{"seq":7,"at":"2026-03-09T03:30:00.000Z","kind":"held","id":"x","reason":"rate","until":"2026-03-09T03:30:00.001Z"}',
  ],
  [
    'emoji stand as they are and lone surrogates are escaped',
    { at: nine, kind: 'setting', what: 'note', name: '😀\ud800' },
    String.raw`{"seq":7,"at":"2026-03-09T03:30:00.000Z","kind":"setting","what":"note","name":"😀\ud800"}`,
  ],
];

test.each(golden)('%s', (_promise, entry, line) => {
  expect(entryLine(7, entry)).toBe(`${line}\n`);
});

test('a line made as bytes is the line made as text, in any script', () => {
  fc.assert(
    fc.property(anyEntry, fc.nat(), (entry, seq) => {
      const parts: Buffer[] = [];
      writeEntry(
        {
          ascii: (text) => void parts.push(Buffer.from(text, 'latin1')),
          text: (text) => void parts.push(Buffer.from(text, 'utf8')),
        },
        seq,
        entry,
      );
      expect(Buffer.concat(parts).toString('utf8')).toBe(entryLine(seq, entry));
    }),
  );
});

test('the first line tells the run', () => {
  const header = { scenario: 'Two "mothers"', seed: 1, tz: '2026f', starts: nine, ends: nine + 1000 };
  expect(runLine(header)).toBe(
    '{"kind":"run","version":2,"scenario":"Two \\"mothers\\"","seed":1,"tz":"2026f","hq":{"as_of":"2026-07-23","zones":"2026a","django":"5.2.17"},"starts":"2026-03-09T03:30:00.000Z","ends":"2026-03-09T03:30:01.000Z"}\n',
  );
  expect(runLine({ ...header, ends: undefined })).not.toContain('ends');
});

test('the last line tells the totals and what is pending', () => {
  const totals = { sms: 1, email: 0, errors: 1, errors_by_code: { NO_MESSAGE: 1 }, inbound: 0, attempts: 2 };
  const line = endLine({ ...totals, held: 0, skipped: 3, warnings: 0, segments: 1, pending: ['a'] });
  expect(line).toBe(
    '{"kind":"end","sms":1,"email":0,"errors":1,"errors_by_code":{"NO_MESSAGE":1},"inbound":0,"attempts":2,"held":0,"skipped":3,"warnings":0,"segments":1,"pending":["a"]}\n',
  );
});

test('a line is always one line of JSON, and reads back as its entry', () => {
  fc.assert(
    fc.property(anyEntry, (entry) => {
      const line = entryLine(3, entry);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(readLine(line)).toEqual({ kind: 'entry', seq: 3, entry });
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['no JSON', 'seq', 'not a JSON object'],
  ['an unknown kind', '{"seq":1,"at":"2026-03-09T03:30:00.000Z","kind":"toString"}', 'no kind of entry'],
  ['no instant', '{"seq":1,"at":"yesterday","kind":"sent"}', '"at" is missing'],
  ['a number for a text', '{"seq":1,"at":"2026-03-09T03:30:00.000Z","kind":"sent","to":1}', '"to" is not'],
  ['a later version', '{"kind":"run","version":3}', 'version 3'],
])('%s is told as a problem', (_what, line, problem) => {
  const read = readLine(line);
  expect(read.kind === 'bad' && read.problem).toContain(problem);
});
