/** "Did you mean …?": the name that was probably meant, sought through an index of the names there are. */

import { distance } from '../core/text/edit-distance.ts';

/** How many letters may differ before two words are no longer near. */
const nearness = (word: string): number => (word.length < 4 ? 1 : word.length < 8 ? 2 : 3);

/** Words longer than this are never compared. */
const longest = 100;

/** Names that one index compares letter by letter in all; questions after that get no answer. */
const comparedMax = 500_000;

interface Candidate {
  readonly name: string;
  readonly lower: string;
  readonly letters: number;
  /** In the order of the names. */
  readonly ordinal: number;
}

/** Names by their length and letters, so that few of them need comparing with a word. */
export class NearIndex {
  /** Names compared letter by letter so far. */
  compared = 0;
  readonly #byLength = new Map<number, Candidate[]>();

  constructor(names: Iterable<string>) {
    let ordinal = 0;
    for (const name of names) {
      ordinal += 1;
      if (name.length > longest + 3) continue;
      const lower = name.toLowerCase();
      const candidate = { name, lower, letters: lettersOf(lower), ordinal };
      const alike = this.#byLength.get(name.length);
      if (alike) alike.push(candidate);
      else this.#byLength.set(name.length, [candidate]);
    }
  }

  /** `did you mean "asha"?`, when something is near; of equally near names the first. */
  didYouMean(word: string): string | undefined {
    const near = this.#nearest(word);
    return near === undefined ? undefined : `did you mean "${near}"?`;
  }

  #nearest(word: string): string | undefined {
    const wanted = word.trim().toLowerCase();
    if (wanted === '' || wanted.length > longest) return undefined;
    const letters = lettersOf(wanted);
    let best: Candidate | undefined;
    let least = nearness(wanted);
    for (const length of lengthsAround(wanted.length, least)) {
      if (Math.abs(length - wanted.length) > least) continue;
      for (const candidate of this.#byLength.get(length) ?? []) {
        if (lettersApart(letters, candidate.letters) > least) continue;
        if (this.compared >= comparedMax) return undefined;
        this.compared += 1;
        const far = distance(wanted, candidate.lower, least);
        if (far > least || far >= length) continue;
        if (best !== undefined && far === least && best.ordinal < candidate.ordinal) continue;
        best = candidate;
        least = far;
      }
    }
    return best?.name;
  }
}

/** `did you mean "asha"?`, when something is near: for one question to a short list. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  return new NearIndex(candidates).didYouMean(word);
}

/** The lengths that a near name may have, likely ones first. */
function lengthsAround(length: number, edits: number): number[] {
  const lengths = [length];
  for (let apart = 1; apart <= edits; apart += 1) lengths.push(length - apart, length + apart);
  return lengths;
}

/** A bit for each letter that occurs; letters beyond a to z share bits. */
function lettersOf(lower: string): number {
  let letters = 0;
  for (let index = 0; index < lower.length; index += 1) letters |= 1 << (lower.charCodeAt(index) & 31);
  return letters;
}

/** No fewer letters than this have to change: each change brings one letter in and takes one out. */
function lettersApart(a: number, b: number): number {
  return Math.max(bits(a & ~b), bits(b & ~a));
}

function bits(letters: number): number {
  let left = letters;
  let count = 0;
  // At most 32 rounds: each takes the lowest bit away.
  while (left !== 0) {
    left &= left - 1;
    count += 1;
  }
  return count;
}
