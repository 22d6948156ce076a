/** CommCare's Message Log, exported: a line for each SMS, times on the project's clock (docs/hq/users-and-formats.md#s2-8). */
import { CsvError, parse } from 'csv-parse/sync';
import { parseTime } from '../../core/time/parse-time.ts';
import type { Zone } from '../../core/time/zone.ts';
import { delimiterOf } from '../csv-sheet.ts';
import type { ImportProblem } from '../importer.ts';
import { ROW_CHARACTERS_MAX } from '../limits.ts';
import { codeOf } from './codes-by-label.ts';
import { digitsOf, HQ_MESSAGES_MAX, type HqMessage, type HqMessages, known } from './hq-message.ts';
import { tooMany } from './messaging-events.ts';

const PROBLEMS_MAX = 20;
const needed = ['timestamp', 'direction', 'message', 'phone number'] as const;

/** Whether the first line is that of a Message Log. */
export function isMessageLog(text: string): boolean {
  const [head = ''] = text.replace(/^\ufeff/, '').split(/\r?\n/, 1);
  const names = head.toLowerCase();
  return needed.every((name) => names.includes(name));
}

export function readMessageLog(text: string, zone: Zone): HqMessages {
  const read = recordsOf(text);
  if ('found' in read) return { kind: 'message log', messages: [], problems: [read], notes: [] };
  const [head = [], ...rows] = read.records;
  const column = new Map(head.map((name, index) => [name.trim().toLowerCase(), index]));
  const messages: HqMessage[] = [];
  const problems: ImportProblem[] = rows.length > HQ_MESSAGES_MAX ? [tooMany] : [];
  for (const [index, cells] of rows.entries()) {
    if (problems.length >= PROBLEMS_MAX) break;
    const cell = (name: string): string | undefined => known(cells[column.get(name) ?? -1]);
    if (cell('direction')?.toLowerCase() === 'incoming' || cells.every((each) => each.trim() === ''))
      continue;
    const message = messageOf(cell, index + 2, zone);
    if ('found' in message) problems.push(message);
    else messages.push(message);
  }
  return { kind: 'message log', messages, problems, notes: column.has('status') ? [] : [noStatus] };
}

const noStatus = 'it has no column Status: each line counts as sent';

function recordsOf(text: string): { records: string[][] } | ImportProblem {
  try {
    const records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      max_record_size: ROW_CHARACTERS_MAX,
      relax_column_count: true,
      to: HQ_MESSAGES_MAX + 2,
    });
    return { records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return {
      row: Number(error.records ?? 0) + 1,
      found: 'a quotation mark that is not closed, or that stands in the middle of a cell',
      wanted: 'CSV as CommCare exports it',
      hint: 'export it again, and do not save it from a text editor',
    };
  }
}

function messageOf(
  cell: (name: string) => string | undefined,
  row: number,
  zone: Zone,
): HqMessage | ImportProblem {
  const timestamp = cell('timestamp') ?? '';
  const time = parseTime(timestamp, zone);
  if ('problem' in time || time.kind === 'local') return noTime(row, timestamp);
  const { outcome, code } = statusOf(cell('status'));
  return {
    row,
    at: time.at,
    outcome,
    recipientId: cell('contact id') ?? '',
    recipientName: cell('user name') ?? '',
    number: digitsOf(cell('phone number')),
    channel: 'sms',
    text: cell('message') ?? '',
    code,
    cause: causeOf(cell('type') ?? ''),
  };
}

/** `Error - Contact has no phone number.`, `Sent`, `Queued`; nothing where the column is missing. */
function statusOf(status: string | undefined): Pick<HqMessage, 'outcome' | 'code'> {
  if (status === undefined) return { outcome: 'sent' };
  if (/^queued\b/i.test(status)) return { outcome: 'waiting' };
  const [, words] = /^error\s*(?:-\s*(.*))?$/is.exec(status) ?? [];
  return /^error\b/i.test(status)
    ? { outcome: 'error', code: codeOf(words ?? 'Error') }
    : { outcome: 'sent' };
}

/** The words of Type are joined by commas; what made the message stands beside what it was. */
function causeOf(type: string): string {
  const words = new Set(type.toLowerCase().split(/\s*,\s*/));
  const found = causes.find(([word]) => words.has(word));
  return found?.[1] ?? '';
}

const causes: readonly (readonly [word: string, cause: string])[] = [
  ['reminder', 'alert'],
  ['broadcast', 'broadcast'],
  ['keyword', 'keyword'],
  ['forward', 'forward'],
  ['default', 'default reply'],
];

const noTime = (row: number, timestamp: string): ImportProblem => ({
  row,
  column: 'Timestamp',
  found: JSON.stringify(timestamp.slice(0, 60)),
  wanted: "a time on the project's clock, such as 2026-03-09 09:00:01",
  hint: 'open the export as it is: Excel writes dates in its own form',
});
