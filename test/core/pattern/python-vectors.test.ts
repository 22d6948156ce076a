import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { matchPattern } from '../../../src/core/pattern/python-match.ts';

type Row = readonly [pattern: string, bits: string | null];

/** Made with Python 3.13 by scripts/python-patterns.py. */
const file = new URL('../../vectors/python-patterns.json', import.meta.url);
const { texts, patterns } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly texts: readonly string[];
  readonly patterns: Readonly<Record<string, readonly Row[]>>;
};

/** What drysend refuses, by why; Python's answer to these is not asked for. */
const refused =
  /^drysend does not follow patterns with (?:back references|conditions|atomic groups|possessive quantifiers|named characters)$/;

function bitsOf(pattern: string): string | null | undefined {
  const bits: string[] = [];
  for (const text of texts) {
    const answer = matchPattern(pattern, text);
    if (answer.kind === 'invalid') return null;
    if (answer.kind === 'refused') return refused.test(answer.why) ? undefined : answer.why;
    bits.push(answer.kind === 'matches' ? '1' : '0');
  }
  return bits.join('');
}

test.each(Object.entries(patterns))(
  '%s: valid where Python says so, and taking the same texts',
  (_about, rows) => {
    const answered = rows.flatMap(([pattern, bits]) => {
      const own = bitsOf(pattern);
      return own === undefined ? [] : [{ row: [pattern, bits], own: [pattern, own] }];
    });
    expect(answered.length).toBeGreaterThan(rows.length * 0.8);
    expect(answered.map(({ own }) => own)).toEqual(answered.map(({ row }) => row));
  },
);
