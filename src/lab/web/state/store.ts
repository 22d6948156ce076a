/**
 * The journal, folded as it arrives into what the pages show: a thread per number, mailboxes, traffic per
 * gateway. Bounded: of more than `LINES_MAX` lines the oldest tenth is forgotten.
 */
import { type Line, msOf, type Outside, type OutsideText } from './answers.ts';

/** Lines kept in the browser; the server keeps them all. */
const LINES_MAX = 200_000;

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
  /** It is no message of the rehearsal, but between the phone and a program on the gateways' addresses. */
  readonly outside?: FromOutside;
}

/** What a program sent to a phone, or a phone wrote to it. */
export type FromOutside =
  | { readonly kind: 'exchange'; readonly exchange: Outside }
  | { readonly kind: 'text'; readonly text: OutsideText };

export interface Mail {
  readonly key: string;
  readonly seq: number;
  readonly at: number;
  readonly address: string;
  readonly line: Line;
}

export interface Store {
  readonly lines: Line[];
  /** Digits of a number → its messages, in order; and `threadOfContact` of those who got an error without one. */
  readonly threads: Map<string, Bubble[]>;
  readonly mails: Mail[];
  /** Gateway → lines that passed through it. */
  readonly traffic: Map<string, Line[]>;
  readonly messages: Map<string, Bubble>;
  /** Thread → alerts that have written to it, or tried. */
  readonly alerts: Map<string, Set<string>>;
  /** Messages that a gateway took more than once: their answer was lost. */
  readonly doubles: Set<string>;
  lastSeq: number;
  /** Lines that were forgotten. */
  forgotten: number;
}

export function emptyStore(): Store {
  return {
    lines: [],
    threads: new Map(),
    mails: [],
    traffic: new Map(),
    messages: new Map(),
    alerts: new Map(),
    doubles: new Set(),
    lastSeq: 0,
    forgotten: 0,
  };
}

/** Adds lines; those already known are passed over. Returns the fold to use from now on. */
export function addLines(store: Store, lines: readonly Line[], linesMax = LINES_MAX): Store {
  for (const line of lines) {
    if (typeof line.seq !== 'number' || line.seq <= store.lastSeq) continue;
    store.lastSeq = line.seq;
    store.lines.push(line);
    place(store, line);
  }
  return store.lines.length > linesMax ? withoutOldest(store, linesMax) : store;
}

/** The thread of what never had a number to go to: it hangs on the contact. */
export const threadOfContact = (key: string): string => `contact ${key}`;

export const isThreadOfContact = (id: string): boolean => id.startsWith(threadOfContact(''));

/** Which phone a line belongs to: digits only. */
export const digitsOf = (number: string | undefined): string => (number ?? '').replace(/\D/g, '');

function withoutOldest(store: Store, linesMax: number): Store {
  const dropped = store.lines.length - Math.floor(linesMax * 0.9);
  const kept = emptyStore();
  kept.forgotten = store.forgotten + dropped;
  return addLines(kept, store.lines.slice(dropped), linesMax);
}

function place(store: Store, line: Line): void {
  if (line.via) listIn(store.traffic, line.via).push(line);
  switch (line.kind) {
    case 'inbound':
      addBubble(
        store,
        line,
        true,
        'arrived',
        [line.handled_by?.replaceAll('_', ' ') ?? 'nobody takes it', line.words].filter(Boolean).join(': '),
      );
      return;
    case 'queued':
      if (line.channel !== 'email') addBubble(store, line, false, 'waiting', '');
      return;
    case 'sent':
      if (line.channel === 'email') addMail(store, line);
      else settle(store, line, 'arrived', store.doubles.has(line.id ?? '') ? 'arrived twice' : '');
      return;
    case 'error':
      if (line.channel === 'email' || !line.number) addError(store, line);
      else settle(store, line, 'lost', inWords(line.code, line));
      return;
    case 'attempt':
      mark(store, line, 'retrying', `attempt ${line.attempt ?? ''} failed`);
      return;
    case 'held':
      mark(store, line, 'held', inWords(line.reason, line));
      return;
    case 'warning':
      if (line.code === 'DUPLICATE_ON_PHONE') store.doubles.add(String(line.about?.id));
      return;
    case 'receipt':
      mark(store, line, undefined, line.status ?? '');
      return;
  }
}

/** A code with its sentence: `GATEWAY_NOT_FOUND (Gateway could not be found)`. */
const inWords = (code = '', { words }: Line): string => (words ? `${code} (${words})` : code);

function addBubble(store: Store, line: Line, isReply: boolean, state: BubbleState, note: string): void {
  const bubble = bubbleOf(line, isReply, state, note);
  const thread = digitsOf(line.number);
  listIn(store.threads, thread).push(bubble);
  noteAlert(store, thread, line);
  if (line.id && !isReply) store.messages.set(line.id, bubble);
}

const bubbleOf = (line: Line, isReply: boolean, state: BubbleState, note: string): Bubble => ({
  key: `${line.id ?? 'line'}-${line.seq}`,
  seq: line.seq,
  at: msOf(line.at),
  isReply,
  line,
  state,
  note,
});

/** An error without a phone it could stand on: of a contact without a number, or of a mail. */
function addError(store: Store, line: Line): void {
  const key = line.to ?? line.contact ?? line.recipient ?? line.case;
  if (key === undefined) return;
  const bubble = bubbleOf(line, false, 'lost', inWords(line.code, line));
  listIn(store.threads, threadOfContact(key)).push(bubble);
  noteAlert(store, threadOfContact(key), line);
}

function noteAlert({ alerts }: Store, thread: string, { alert }: Line): void {
  if (alert === undefined) return;
  const known = alerts.get(thread);
  if (known) known.add(alert);
  else alerts.set(thread, new Set([alert]));
}

/** A message reached its end: its bubble moves to the moment it did. */
function settle(store: Store, line: Line, state: BubbleState, note: string): void {
  const waiting = line.id === undefined ? undefined : store.messages.get(line.id);
  if (waiting) {
    const thread = listIn(store.threads, digitsOf(waiting.line.number));
    const index = thread.lastIndexOf(waiting);
    if (index >= 0) thread.splice(index, 1);
  }
  addBubble(store, line, false, state, note);
}

function mark(store: Store, line: Line, state: BubbleState | undefined, note: string): void {
  const bubble = line.id === undefined ? undefined : store.messages.get(line.id);
  if (!bubble) return;
  if (state && bubble.state !== 'arrived') bubble.state = state;
  bubble.note = note;
}

function addMail(store: Store, line: Line): void {
  store.mails.push({
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
