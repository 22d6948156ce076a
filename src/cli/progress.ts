import { type Instant, MS_PER_SECOND } from '../core/model/instant.ts';
import { grouped } from '../core/text/grouped.ts';
import { isoUtc } from '../core/time/format.ts';
import { cut, ERASE_LINE, plainLine } from '../report/text/terminal-text.ts';
import type { Terminal } from './terminal.ts';

/**
 * For those who wait, on stderr: a bar after the first second; where nobody watches, a line every ten
 * seconds, so that a log distinguishes long work from work that hangs.
 */
export interface Progress {
  /** The next of so many stories begins. */
  story(title: string, index: number, count: number): void;
  /** How far the present story is, from 0 to 1, what its virtual clock shows, and how many entries it has. */
  at(share: number, virtualNow: Instant, entries?: number): void;
  /** Takes the bar away, so that something else can be written. */
  clear(): void;
}

/** A file of so many bytes is named before it is read. */
const LARGE_BYTES = 2_000_000;

/** Says that a large file is read, where that takes a while; a bar or a report takes its place. */
export function tellReading(terminal: Terminal, path: string, bytes: number): void {
  if (bytes < LARGE_BYTES) return;
  const text = plainLine(`reading ${path}, ${Math.round(bytes / 1_000_000)} MB`);
  terminal.err(terminal.showsProgress ? ERASE_LINE + cut(text, terminal.columns - 1) : `drysend: ${text}\n`);
}

/** Takes that line away. */
export function tellRead(terminal: Terminal, bytes: number): void {
  if (bytes >= LARGE_BYTES && terminal.showsProgress) terminal.err(ERASE_LINE);
}

const PATIENCE_MS = 1000;
const REDRAW_MS = 100;
const BAR_CELLS = 24;
/** Between two lines where nobody watches, and before the first. */
const LINE_MS = 10_000;

/** `now` is the real clock. */
export function progressOn(terminal: Terminal, now: () => number = () => performance.now()): Progress {
  return terminal.showsProgress ? barOn(terminal, now) : linesOn(terminal, now);
}

interface Current {
  readonly title: string;
  readonly index: number;
  readonly count: number;
}

const noStory: Current = { title: '', index: 0, count: 1 };

function barOn(terminal: Terminal, now: () => number): Progress {
  const startedAt = now();
  let current = noStory;
  let storyAt = startedAt;
  let drawnAt = 0;
  let isDrawn = false;
  return {
    story(title, index, count) {
      current = { title, index, count };
      storyAt = now();
    },
    at(share, _virtualNow, entries) {
      const time = now();
      if (time - startedAt < PATIENCE_MS || time - drawnAt < REDRAW_MS) return;
      drawnAt = time;
      isDrawn = true;
      const speed = speedText(shareOfAll(current, share), entries, {
        ms: time - startedAt,
        storyMs: time - storyAt,
      });
      terminal.err(ERASE_LINE + barText(current, share, speed, terminal.columns));
    },
    clear() {
      if (isDrawn) terminal.err(ERASE_LINE);
      isDrawn = false;
    },
  };
}

function linesOn(terminal: Terminal, now: () => number): Progress {
  const startedAt = now();
  let current = noStory;
  let lastLineAt = startedAt;
  return {
    story(title, index, count) {
      current = { title, index, count };
    },
    at(_share, virtualNow) {
      const time = now();
      if (time - lastLineAt < LINE_MS) return;
      lastLineAt = time;
      terminal.err(`${lineText(current, virtualNow, time - startedAt)}\n`);
    },
    clear() {},
  };
}

/** `drysend: 20 s, story 3 of 25, virtual time 2026-05-04 09:00 UTC: Visit reminders` */
function lineText({ title, index, count }: Current, virtualNow: Instant, realMs: number): string {
  const seconds = Math.round(realMs / MS_PER_SECOND);
  const reached = `${isoUtc(virtualNow).slice(0, 16).replace('T', ' ')} UTC`;
  return `drysend: ${seconds} s, story ${index + 1} of ${count}, virtual time ${reached}: ${plainLine(title)}`;
}

/** Before so much is done nobody knows how long the rest takes. */
const KNOWN_SHARE = 0.02;

/** `12,400 a second, 1 min 20 s left` */
function speedText(
  done: number,
  entries: number | undefined,
  { ms, storyMs }: { readonly ms: number; readonly storyMs: number },
): string {
  const rate =
    entries === undefined || storyMs < PATIENCE_MS
      ? []
      : [`${grouped(Math.round((entries * MS_PER_SECOND) / storyMs))} a second`];
  const left = done < KNOWN_SHARE || done >= 1 ? [] : [`${leftText((ms * (1 - done)) / done)} left`];
  return [...rate, ...left].join(', ');
}

function leftText(ms: number): string {
  const seconds = Math.ceil(ms / MS_PER_SECOND);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const shareOfAll = ({ index, count }: Current, share: number): number =>
  (index + Math.min(1, Math.max(0, share))) / count;

/** `━━━━━━────── 52 %  12,400 a second, 1 min 20 s left  Visit reminders` */
function barText(current: Current, share: number, speed: string, columns: number): string {
  const done = shareOfAll(current, share);
  const filled = Math.round(done * BAR_CELLS);
  const bar = '━'.repeat(filled) + '─'.repeat(BAR_CELLS - filled);
  const parts = [`${bar} ${String(Math.round(done * 100)).padStart(3)} %`, speed, plainLine(current.title)];
  return cut(parts.filter((part) => part !== '').join('  '), columns - 1);
}
