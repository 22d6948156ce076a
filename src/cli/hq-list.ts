/** Lists of CommCare's own among the sides of a comparison: Messaging Events as JSON, a Message Log as CSV or XLSX. */

import { readRegular } from '../adapters/files/read-file.ts';
import { grouped } from '../core/text/grouped.ts';
import type { Zone } from '../core/time/zone.ts';
import { decodeText, isWorkbook } from '../imports/decode-text.ts';
import type { HqMessages } from '../imports/hq-messages/hq-message.ts';
import { isMessageLog, readMessageLog } from '../imports/hq-messages/message-log.ts';
import { isMessagingEvents, readMessagingEvents } from '../imports/hq-messages/messaging-events.ts';
import type { ImportProblem } from '../imports/importer.ts';
import { exitCodes } from './exit-codes.ts';
import { Stop } from './stop.ts';

/** A million events are about this much. */
const LIST_BYTES_MAX = 500_000_000;

/** A list that was found; times of a log are on the project's clock, so a zone is needed to read it. */
export interface HqList {
  readonly kind: HqMessages['kind'];
  read(zone: Zone): HqMessages;
}

/** undefined: the file is something else, such as a scenario. */
export async function hqListIn(name: string): Promise<HqList | undefined> {
  if (/\.(?:csv|tsv|xlsx)$/i.test(name)) return logIn(name);
  return /\.(?:json|ndjson|jsonl)$/i.test(name) ? eventsIn(name) : undefined;
}

async function logIn(name: string): Promise<HqList> {
  const text = decodeText(await csvBytes(name, bytesOf(name)));
  if (typeof text !== 'string') throw unreadable(name, [text]);
  if (!isMessageLog(text))
    throw new Stop(
      exitCodes.unreadable,
      `${name} is no Message Log of CommCare`,
      'its first row has Timestamp, Phone Number, Direction and Message',
    );
  return { kind: 'message log', read: (zone) => sound(name, readMessageLog(text, zone)) };
}

async function csvBytes(name: string, bytes: Uint8Array): Promise<Uint8Array> {
  if (!isWorkbook(bytes)) return bytes;
  const { prepareImport } = await import('../imports/prepare-import.ts');
  const { file, problems } = await prepareImport({ path: name, bytes });
  if (problems.length > 0) throw unreadable(name, problems);
  return file.bytes;
}

function eventsIn(name: string): HqList | undefined {
  const text = decodeText(bytesOf(name));
  if (typeof text !== 'string') return undefined;
  const whole = parsed(text);
  if (whole !== undefined && !isMessagingEvents(whole)) return undefined;
  const first = whole === undefined ? parsed(text.slice(0, Math.max(0, text.indexOf('\n')))) : whole;
  if (first === undefined || !isMessagingEvents(first)) return undefined;
  const values = whole === undefined ? linesOf(name, text) : [whole];
  return { kind: 'messaging events', read: () => sound(name, readMessagingEvents(values)) };
}

/** One document a line, without a second copy of the text. */
function* linesOf(name: string, text: string): IterableIterator<unknown> {
  let number = 0;
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, end).trim();
    number += 1;
    start = end + 1;
    if (line === '') continue;
    const value = parsed(line);
    if (value === undefined)
      throw new Stop(exitCodes.unreadable, `${name}:${number}: not JSON`, 'write one event on each line');
    yield value;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function bytesOf(name: string): Uint8Array {
  const read = readRegular(name, LIST_BYTES_MAX);
  if ('bytes' in read) return read.bytes;
  throw read.isMissing
    ? new Stop(
        exitCodes.usage,
        `no such file or folder: ${name}`,
        'Check the path; it is read from where you stand.',
      )
    : new Stop(exitCodes.unreadable, `cannot read ${name}: ${read.problem}`);
}

function sound(name: string, list: HqMessages): HqMessages {
  if (list.problems.length > 0) throw unreadable(name, list.problems);
  return list;
}

/** The first problem with its place, and how many more there are. */
function unreadable(name: string, [problem, ...more]: readonly ImportProblem[]): Stop {
  const { row, column, found = '', wanted = '', hint } = problem ?? {};
  const place = [name, row === undefined ? '' : ` row ${row}`, column === undefined ? '' : ` ${column}`].join(
    '',
  );
  const others = more.length === 0 ? '' : `; and ${grouped(more.length)} more problems`;
  return new Stop(
    exitCodes.unreadable,
    `${place}: found ${found}, wanted ${wanted}${others}`,
    hint ?? 'fetch or export it again',
  );
}
