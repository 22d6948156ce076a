/** The inputs of a target by their number: the same for the same seed, whoever asks and in whatever order. */
import { hash32 } from '../../src/core/chance.ts';
import { createRandom } from '../lab/random.ts';
import { corpusOf } from './corpus.ts';
import { mutated, pick } from './mutate.ts';
import type { Target } from './target.ts';

/** One in so many is a seed as it is. */
const SOUND_EVERY = 50;
/** Of targets that can make inputs, so many of a hundred are made. */
const MADE_PERCENT = 50;

export type InputAt = (index: number) => string;

export function inputsOf(target: Target, seed: number): InputAt {
  const seeds = [...target.seeds(), ...corpusOf(target).map(({ input }) => input)];
  const sources = { words: target.words, others: seeds, isBytes: target.isBytes === true };
  return (index) => {
    const number = hash32(`${target.name} ${index}`, seed);
    const random = createRandom(number);
    const isMade = target.made !== undefined && (seeds.length === 0 || number % 100 < MADE_PERCENT);
    if (isMade) return asKept(target.made!(number), target);
    const start = pick(seeds, random);
    return index % SOUND_EVERY === 0 ? start : asKept(mutated(start, random, sources), target);
  };
}

/** As it comes back from a file: no half of a surrogate pair. */
const asKept = (input: string, { isBytes }: Target): string =>
  isBytes ? input : Buffer.from(input, 'utf8').toString('utf8');
