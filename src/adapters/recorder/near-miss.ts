/** How near an exchange came to what was asked for, and in which field it differs. */
import type { Recorded } from './recorder.ts';
import { type FieldPattern, fits, type RequestPattern } from './request-pattern.ts';
import { quoted } from './value-pattern.ts';

export interface Difference {
  readonly field: string;
  readonly wanted: string;
  readonly found: string;
}

export interface NearMiss {
  readonly recorded: Recorded;
  /** 0 is the same, 1 has nothing in common. */
  readonly distance: number;
  readonly differences: readonly Difference[];
}

/** How many are listed, as in WireMock. */
export const NEAR_MISSES_MAX = 3;
/** How many of the newest exchanges are looked at. */
const LOOKED_AT_MAX = 1000;
/** Texts are compared to here. */
const COMPARED_MAX = 100;

/** The exchanges that came nearest without fitting, nearest first; of equals, the newest first. */
export function nearMissesTo({ fields }: RequestPattern, all: readonly Recorded[]): NearMiss[] {
  return all
    .slice(-LOOKED_AT_MAX)
    .reverse()
    .map((recorded) => missOf(fields, recorded))
    .filter(({ differences }) => differences.length > 0)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, NEAR_MISSES_MAX);
}

function missOf(fields: readonly FieldPattern[], recorded: Recorded): NearMiss {
  const differing = fields.filter((field) => !fits(field, recorded));
  const weights = fields.reduce((sum, { weight }) => sum + weight, 0);
  const apart = differing.reduce((sum, field) => sum + field.weight * fieldDistance(field, recorded), 0);
  return {
    recorded,
    distance: weights === 0 ? 0 : Number((apart / weights).toFixed(4)),
    differences: differing.map((field) => ({
      field: field.field,
      wanted: field.text,
      found: field.read(recorded).map(quotedValue).join(', '),
    })),
  };
}

const quotedValue = (value: string | undefined): string => (value === undefined ? 'nothing' : quoted(value));

/** `headers.x: wanted equalTo "a", found "b"`, a line each. */
export const diffText = (differences: readonly Difference[]): string =>
  differences.map(({ field, wanted, found }) => `${field}: wanted ${wanted}, found ${found}`).join('\n');

function fieldDistance({ wanted, read }: FieldPattern, recorded: Recorded): number {
  if (wanted === undefined) return 1;
  return Math.min(
    1,
    ...read(recorded).map((value) => (value === undefined ? 1 : textDistance(wanted, value))),
  );
}

/** Edits from one text to the other, as a share of the longer; 0 to 1. */
export function textDistance(one: string, other: string): number {
  const [a, b] = [one.slice(0, COMPARED_MAX), other.slice(0, COMPARED_MAX)];
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 0 : edits(a, b) / longer;
}

/** Levenshtein's distance, row by row. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
