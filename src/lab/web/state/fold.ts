/**
 * The journal, folded as it arrives into what the pages show: a thread per number, mailboxes, traffic per
 * gateway. Bounded: of more than `LINES_MAX` lines the oldest tenth is forgotten.
 */
import { type Line, msOf } from './answers.ts';

/** Lines kept in the browser; the server keeps them all. */
export const LINES_MAX = 200_000;

export type BubbleState = 'arrived' | 'waiting' | 'retrying' | 'held' | 'lost';

/** One SMS on a phone, as far as it came. */
export interface Bubble {
  readonly key: string;
  seq: number;
  at: number;
  /** Written by the person who holds the phone. */
  readonly isReply: boolean;
  readonly line: Line;
  state: BubbleState;
  /** Code, reason or receipt that goes with the state. */
  note: string;
}

export interface Mail {
  readonly key: string;
  readonly seq: number;
  readonly at: number;
  readonly address: string;
  readonly line: Line;
}

export interface Fold {
  readonly lines: Line[];
  /** Digits of a number → its messages, in order. */
  readonly threads: Map<string, Bubble[]>;
  readonly mails: Mail[];
  /** Gateway → lines that passed through it. */
  readonly traffic: Map<string, Line[]>;
  readonly messages: Map<string, Bubble>;
  /** Messages that a gateway took more than once: their answer was lost. */
  readonly doubles: Set<string>;
  lastSeq: number;
  /** Lines that were forgotten. */
  forgotten: number;
}

export function emptyFold(): Fold {
  return {
    lines: [],
    threads: new Map(),
    mails: [],
    traffic: new Map(),
    messages: new Map(),
    doubles: new Set(),
    lastSeq: 0,
    forgotten: 0,
  };
}

/** Adds lines; those already known are passed over. Returns the fold to use from now on. */
export function addLines(fold: Fold, lines: readonly Line[], linesMax = LINES_MAX): Fold {
  for (const line of lines) {
    if (typeof line.seq !== 'number' || line.seq <= fold.lastSeq) continue;
    fold.lastSeq = line.seq;
    fold.lines.push(line);
    place(fold, line);
  }
  return fold.lines.length > linesMax ? withoutOldest(fold, linesMax) : fold;
}

/** Which phone a line belongs to: digits only. */
export const digitsOf = (number: string | undefined): string => (number ?? '').replace(/\D/g, '');

function withoutOldest(fold: Fold, linesMax: number): Fold {
  const dropped = fold.lines.length - Math.floor(linesMax * 0.9);
  const kept = emptyFold();
  kept.forgotten = fold.forgotten + dropped;
  return addLines(kept, fold.lines.slice(dropped), linesMax);
}

function place(fold: Fold, line: Line): void {
  if (line.via) listIn(fold.traffic, line.via).push(line);
  switch (line.kind) {
    case 'inbound':
      addBubble(fold, line, true, 'arrived', line.handled_by ?? '');
      return;
    case 'queued':
      if (line.channel !== 'email') addBubble(fold, line, false, 'waiting', '');
      return;
    case 'sent':
      if (line.channel === 'email') addMail(fold, line);
      else settle(fold, line, 'arrived', fold.doubles.has(line.id ?? '') ? 'arrived twice' : '');
      return;
    case 'error':
      if (line.channel !== 'email' && line.number) settle(fold, line, 'lost', line.code ?? '');
      return;
    case 'attempt':
      mark(fold, line, 'retrying', `attempt ${line.attempt ?? ''} failed`);
      return;
    case 'held':
      mark(fold, line, 'held', line.reason ?? '');
      return;
    case 'warning':
      if (line.code === 'DUPLICATE_ON_PHONE') fold.doubles.add(String(line.about?.id));
      return;
    case 'receipt':
      mark(fold, line, undefined, line.status ?? '');
      return;
  }
}

function addBubble(fold: Fold, line: Line, isReply: boolean, state: BubbleState, note: string): void {
  const bubble: Bubble = {
    key: `${line.id ?? 'line'}-${line.seq}`,
    seq: line.seq,
    at: msOf(line.at),
    isReply,
    line,
    state,
    note,
  };
  listIn(fold.threads, digitsOf(line.number)).push(bubble);
  if (line.id && !isReply) fold.messages.set(line.id, bubble);
}

/** A message reached its end: its bubble moves to the moment it did. */
function settle(fold: Fold, line: Line, state: BubbleState, note: string): void {
  const waiting = line.id === undefined ? undefined : fold.messages.get(line.id);
  if (waiting) {
    const thread = listIn(fold.threads, digitsOf(waiting.line.number));
    const index = thread.lastIndexOf(waiting);
    if (index >= 0) thread.splice(index, 1);
  }
  addBubble(fold, line, false, state, note);
}

function mark(fold: Fold, line: Line, state: BubbleState | undefined, note: string): void {
  const bubble = line.id === undefined ? undefined : fold.messages.get(line.id);
  if (!bubble) return;
  if (state && bubble.state !== 'arrived') bubble.state = state;
  bubble.note = note;
}

function addMail(fold: Fold, line: Line): void {
  fold.mails.push({
    key: `${line.id ?? 'mail'}-${line.seq}`,
    seq: line.seq,
    at: msOf(line.at),
    address: line.address ?? '',
    line,
  });
}

function listIn<T>(map: Map<string, T[]>, key: string): T[] {
  let list = map.get(key);
  if (!list) {
    list = [];
    map.set(key, list);
  }
  return list;
}
