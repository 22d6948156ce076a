/** What programs on this machine handed to the lab's gateways: no messages of the rehearsal, but worth seeing. */
import { signal } from '@preact/signals';
import type { AnswerOf } from '../../contract/answers.ts';
import type { Outside } from './answers.ts';
import { read } from './api.ts';

/** Kept on the page; the server keeps more. */
const KEPT_MAX = 200;
const PAGE = 200;

/** Oldest first. */
export const outside = signal<readonly Outside[]>([]);

let readTo = 0;
let isReading = false;

export function forgetOutside(): void {
  readTo = 0;
  outside.value = [];
}

/** Reads what is newer than what is known, when the lab says that there is something. */
export async function readOutside(path: string, lastSeq: number | undefined): Promise<void> {
  if (isReading || (lastSeq ?? 0) <= readTo) return;
  isReading = true;
  try {
    const from = Math.max(readTo, (lastSeq ?? 0) - KEPT_MAX);
    const { exchanges } = await read<AnswerOf<'Outside'>>(`${path}?after=${from}&limit=${PAGE}`);
    readTo = Math.max(from, exchanges.at(-1)?.seq ?? lastSeq ?? 0);
    outside.value = [...outside.value, ...exchanges].slice(-KEPT_MAX);
  } finally {
    isReading = false;
  }
}
