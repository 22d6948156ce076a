/** A bound on what a command has in memory, looked at while it reads: it ends with a message where V8 would end it without one. */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { visibleLine } from '../core/render/visible.ts';
import { grouped } from '../core/text/grouped.ts';
import type { ImportFile } from '../imports/importer.ts';
import { exitCodes } from './exit-codes.ts';
import { Stop } from './stop.ts';

/** Of what V8 may keep: beyond it there is no room to go on until the next look. */
const HEAP_SHARE_MAX = 0.9;
/** Part of the limit that V8 names, but only for what is new. */
const NEW_SPACE_BYTES = 48 * 1024 * 1024;

class MemoryGuard {
  private readonly bytesMax: number;
  private readonly measure: () => MemoryUse;

  /** `bytesMax` is for the whole process; without it only the heap's own limit holds. */
  constructor(bytesMax = Number.POSITIVE_INFINITY, measure = memoryUse) {
    this.bytesMax = bytesMax;
    this.measure = measure;
  }

  /** `during` says what is under way: `reading women.csv`; `share` of the heap may be in use then. Throws `Stop`. */
  check(during: () => string, share = HEAP_SHARE_MAX): void {
    if (this.excess(this.measure(), share) === undefined) return;
    collectGarbage();
    const excess = this.excess(this.measure(), share);
    if (excess)
      throw new Stop(exitCodes.couldNotRun, `out of memory while ${during()}: ${excess.found}`, excess.cure);
  }

  /** Ends at once what would end after minutes: so many cases have no room even if each has next to nothing in it. */
  hasRoom(cases: number, file: string): void {
    const { heapBytesMax } = this.measure();
    const needed = cases * CASE_BYTES_MIN;
    const allowed = Math.min(this.bytesMax, heapBytesMax * CASES_SHARE_MAX);
    if (needed <= allowed) return;
    const isNode = allowed < this.bytesMax;
    throw new Stop(
      exitCodes.couldNotRun,
      `${file} has ${grouped(cases)} rows, which take ${sizeText(needed)} at least: ${
        isNode
          ? `Node gives ${sizeText(heapBytesMax)}, and cases may have ${sizeText(allowed)} of it`
          : `--max-memory allows ${sizeText(allowed)}`
      }`,
      `So much has room for ${grouped(Math.floor(allowed / CASE_BYTES_MIN / ROUNDED) * ROUNDED)} rows at most: split the file, and rehearse the parts. ${
        isNode
          ? `Or give Node more: NODE_OPTIONS=--max-old-space-size=${Math.ceil(needed / CASES_SHARE_MAX / MEGABYTE)}.`
          : 'Or give a larger --max-memory.'
      }`,
    );
  }

  private excess({ processBytes, heapBytes, heapBytesMax }: MemoryUse, share: number): Excess | undefined {
    if (processBytes > this.bytesMax)
      return {
        found: `${sizeText(processBytes)} are in use, and --max-memory allows ${sizeText(this.bytesMax)}`,
        cure: `${LESS} Or give a larger --max-memory.`,
      };
    if (heapBytes < heapBytesMax * share) return undefined;
    return {
      found: `${sizeText(heapBytes)} of the ${sizeText(heapBytesMax)} that Node gives are in use`,
      cure: `${LESS} Or give Node more: NODE_OPTIONS=--max-old-space-size=${Math.ceil((heapBytesMax * 2) / MEGABYTE)}.`,
    };
  }
}

interface MemoryUse {
  readonly processBytes: number;
  readonly heapBytes: number;
  readonly heapBytesMax: number;
}

interface Excess {
  readonly found: string;
  readonly cure: string;
}

const MEGABYTE = 1_000_000;

/** What a case takes of which the file has a name and a number alone: measured at 300,000. */
const CASE_BYTES_MIN = 500;
const ROUNDED = 10_000;

const LESS = 'Fewer cases take less.';

function memoryUse(): MemoryUse {
  const { used_heap_size: heapBytes, heap_size_limit: heapBytesMax } = getHeapStatistics();
  return { processBytes: process.memoryUsage.rss(), heapBytes, heapBytesMax: heapBytesMax - NEW_SPACE_BYTES };
}

/** Garbage is in use, too, until it is collected. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

function sizeText(bytes: number): string {
  return bytes >= 1000 * MEGABYTE
    ? `${(bytes / (1000 * MEGABYTE)).toFixed(1)} GB`
    : `${Math.round(bytes / MEGABYTE)} MB`;
}

/** Cases take as much again when they are registered, and nobody looks until then. */
const CASES_SHARE_MAX = 0.6;

/** A large file of cases that looks at the memory at each piece. */
export function guardedPart<P extends Pick<ImportFile, 'parts'>>(
  part: P,
  path: string,
  maxMemory?: number,
): P {
  if (part.parts === undefined) return part;
  const guard = new MemoryGuard(maxMemory);
  const { length, read } = part.parts;
  const reach = (bytes: number): string =>
    `reading ${visibleLine(path)}, ${Math.round((bytes / length) * 100)} % of it`;
  return {
    ...part,
    onRows: (rows: number) => guard.hasRoom(rows, visibleLine(path)),
    onStep: () => guard.check(() => `making cases of ${visibleLine(path)}`, CASES_SHARE_MAX),
    parts: {
      length,
      read(from: number, to: number) {
        guard.check(() => reach(to));
        return read(from, to);
      },
    },
  };
}
