/** What programs on this machine handed to the lab's gateways, and what phones wrote to them: no messages of the rehearsal. */
import { computed, signal } from '@preact/signals';
import type { AnswerOf } from '../../contract/answers.ts';
import type { Outside, OutsideText } from './answers.ts';
import { read } from './api.ts';
import { threadsOfOutside } from './external-threads.ts';

/** Kept on the page; the server keeps more. */
const KEPT_MAX = 200;
const PAGE = 200;

/** Oldest first. */
export const outside = signal<readonly Outside[]>([]);
/** Oldest first, each as far as its calls have come. */
export const outsideTexts = signal<readonly OutsideText[]>([]);

/** By number, as bubbles. */
export const outsideThreads = computed(() => threadsOfOutside(outside.value, outsideTexts.value));

let readTo = 0;
let isReading = false;

export function forgetOutside(): void {
  readTo = 0;
  outside.value = [];
  outsideTexts.value = [];
}

/** Reads what is newer than what is known, when the lab says that there is something. */
export async function readOutside(path: string, lastSeq: number | undefined): Promise<void> {
  if (isReading || (lastSeq ?? 0) <= readTo) return;
  isReading = true;
  try {
    const from = Math.max(readTo, (lastSeq ?? 0) - KEPT_MAX);
    const answer = await read<AnswerOf<'Outside'>>(`${path}?after=${from}&limit=${PAGE}`);
    const { exchanges, texts } = answer;
    const isAll = exchanges.length + texts.length < PAGE;
    readTo = isAll ? answer.lastSeq : Math.max(exchanges.at(-1)?.seq ?? 0, texts.at(-1)?.seq ?? 0);
    if (exchanges.length > 0) outside.value = [...outside.value, ...exchanges].slice(-KEPT_MAX);
    if (texts.length > 0) outsideTexts.value = newestOf([...outsideTexts.value, ...texts]).slice(-KEPT_MAX);
  } finally {
    isReading = false;
  }
}

/** Each text once, as it was heard of last, where it was heard of first. */
function newestOf(texts: readonly OutsideText[]): OutsideText[] {
  const byId = new Map<number, OutsideText>();
  for (const one of texts) byId.set(one.id, one);
  return [...byId.values()];
}
