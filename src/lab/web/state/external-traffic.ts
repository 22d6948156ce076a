/** What programs on this machine handed to the lab's gateways: no messages of the rehearsal, but worth seeing. */
import { signal } from '@preact/signals';
import { read } from './api.ts';

/** Kept on the page; the server keeps more. */
const KEPT_MAX = 200;
const PAGE = 200;

export interface Outside {
  readonly seq: number;
  /** Real time, ISO 8601 or milliseconds. */
  readonly at: string | number;
  readonly gateway: string;
  readonly verdict?: string;
  readonly to?: string;
  readonly from?: string;
  readonly text?: string;
  readonly request?: unknown;
  readonly response?: unknown;
  /** Keys of those whose number or address it was sent to. */
  readonly contacts?: readonly string[];
}

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
    const { exchanges } = await read<{ exchanges: readonly Outside[] }>(
      `${path}?after=${from}&limit=${PAGE}`,
    );
    readTo = Math.max(from, exchanges.at(-1)?.seq ?? lastSeq ?? 0);
    outside.value = [...outside.value, ...exchanges].slice(-KEPT_MAX);
  } finally {
    isReading = false;
  }
}
