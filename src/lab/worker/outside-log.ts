/** What came to a session from outside, on disk: a file of lines beside the session's own, each on the disk before its program is answered. */
import { closeSync, fdatasyncSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { isRecord } from '../session/act-entry.ts';
import type { ExternalItem, ExternalKeeper, KeptTraffic } from '../session/external-traffic.ts';
import { KEPT_BYTES_MAX } from './kept-session.ts';
import { appendText, OWNER_ONLY, replaceSynced } from './synced-write.ts';

/** Bytes that are written until the file is written anew with what is still kept. */
const GROWTH_MAX = 8_000_000;

/** Beside a session's file. */
export const outsideLogOf = (file: string): string => file.replace(/\.json$/, '.outside');

export class OutsideLog implements ExternalKeeper {
  /** What was kept when it was opened, oldest first. */
  readonly restored: KeptTraffic;
  /** What people should know of it. */
  readonly notice: string | undefined;
  private readonly path: string;
  private descriptor: number | undefined;
  private bytes = 0;
  private isSynced = true;
  /** The file may end within a line, or lack one: the next write is one of the whole. */
  private isTorn: boolean;

  /** Reads what is kept. A file that is damaged is put aside; what stands before the damage is kept. */
  constructor(file: string) {
    this.path = outsideLogOf(file);
    const { damage, isTorn, ...restored } = readOutside(this.path);
    this.restored = restored;
    this.isTorn = isTorn || damage !== undefined;
    if (damage === undefined) return;
    renameSync(this.path, `${this.path}.unreadable`);
    this.notice = `${damage} of what came from outside cannot be read: what came before it is kept`;
  }

  /** Writes an item at the end; `all` is what is kept with it. @throws the system's error; then it is not kept. */
  append(item: ExternalItem, all: () => KeptTraffic): void {
    if (this.isTorn || this.bytes > GROWTH_MAX) return this.rewrite(all());
    this.isTorn = true;
    this.descriptor ??= openSync(this.path, 'a', OWNER_ONLY);
    this.bytes += appendText(this.descriptor, `${JSON.stringify(item)}\n`);
    this.isTorn = false;
    this.isSynced = false;
  }

  /** Writes all anew. @throws the system's error. */
  rewrite({ forgotten, items }: KeptTraffic): void {
    this.isTorn = true;
    this.close();
    const lines = [{ forgotten }, ...items].map((one) => `${JSON.stringify(one)}\n`);
    replaceSynced(this.path, lines.join(''));
    this.bytes = 0;
    this.isSynced = true;
    this.isTorn = false;
  }

  /** What was written is on the disk when it returns. @throws the system's error. */
  sync(): void {
    if (this.isSynced || this.descriptor === undefined) return;
    fdatasyncSync(this.descriptor);
    this.isSynced = true;
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }
}

interface ReadLog extends KeptTraffic {
  readonly isTorn: boolean;
  /** Where it cannot be read. */
  readonly damage: string | undefined;
}

function readOutside(path: string): ReadLog {
  const about = statSync(path, { throwIfNoEntry: false });
  if (about === undefined) return { forgotten: 0, items: [], isTorn: false, damage: undefined };
  if (!about.isFile() || about.size > KEPT_BYTES_MAX)
    return { forgotten: 0, items: [], isTorn: false, damage: 'the file' };
  const lines = readFileSync(path, 'utf8').split('\n');
  const isTorn = lines.pop() !== '';
  let forgotten = 0;
  let items: ExternalItem[] = [];
  for (const [index, text] of lines.entries()) {
    const line = jsonIn(text);
    if (isRecord(line) && Number.isSafeInteger(line.forgotten)) {
      forgotten = line.forgotten as number;
      items = [];
    } else if (isItem(line) && line.item.seq === forgotten + items.length + 1) items.push(line);
    else return { forgotten, items, isTorn, damage: `line ${index + 1}` };
  }
  return { forgotten, items, isTorn, damage: undefined };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const wholeNumbers = ['seq', 'at', 'clock', 'afterLine'];
const texts = ['from', 'to', 'text'];

function isItem(value: unknown): value is ExternalItem {
  if (!isRecord(value) || !isRecord(value.item)) return false;
  const { kind, item } = value;
  const isSound =
    wholeNumbers.every((name) => Number.isSafeInteger(item[name])) &&
    texts.every((name) => typeof item[name] === 'string');
  if (!isSound) return false;
  if (kind === 'exchange')
    return typeof item.verdict === 'string' && isMessage(item.request) && isMessage(item.response);
  return (
    kind === 'text' && typeof item.gateway === 'string' && Number.isSafeInteger(item.id) && hasCalls(item)
  );
}

const isMessage = (value: unknown): boolean =>
  isRecord(value) && typeof value.body === 'string' && isRecord(value.headers);

const hasCalls = ({ calls }: Readonly<Record<string, unknown>>): boolean =>
  calls === undefined ||
  (Array.isArray(calls) && calls.every((call) => isRecord(call) && typeof call.state === 'string'));
