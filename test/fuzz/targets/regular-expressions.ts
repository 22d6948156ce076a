/** Patterns from anybody against texts from anybody: matched, invalid or refused, with work in proportion to both. */
import { patternOf } from '../../../src/core/pattern/pattern.ts';
import { createRandom } from '../../lab/random.ts';
import { pick } from '../mutate.ts';
import { must, type Target } from '../target.ts';

/** Work for each step of the pattern and each place of the text, as test/laws/patterns.test.ts has it. */
const WORK_FOR_EACH = 4;
const MOST_WORK = 5_000_000;
const PIECES_MAX = 12;

const pieces = [
  ...[
    'a',
    'b',
    '.',
    '\\d',
    '\\w+',
    '[^a-z]',
    '(',
    ')',
    '(?:',
    '(?=',
    '(?!',
    '(?<=',
    '(?<!',
    '|',
    '*',
    '+',
    '?',
    '*?',
  ],
  ...[
    '{2}',
    '{0,5}',
    '{2,}',
    '{9999}',
    '{1,99999}',
    '^',
    '$',
    '\\b',
    '\\1',
    '(?P<n>',
    '(?P=n)',
    '[',
    ']',
    '[[:alpha:]]',
  ],
  ...[
    '\\u{1f469}',
    '\\p{L}',
    '\\x00',
    '(?i)',
    '\\Z',
    '\\A',
    '(a|a)*',
    '(a*)*',
    '(a|aa)+',
    '(?>',
    'é',
    '\u{1f469}',
  ],
];

export const regularExpressions: Target = {
  name: 'regular-expressions',
  seeds: () => [
    'a+b\n\naaab',
    '(a|aa)+$\ni\naaaaaaaaaaaac',
    '^\\+?\\d{9,15}$\n\n919800000001',
    '(?<=a)b|c\\b\nms\nab c',
  ],
  words: pieces,
  made(seed) {
    const random = createRandom(seed);
    const count = 1 + Math.floor(random() * PIECES_MAX);
    const pattern = Array.from({ length: count }, () => pick(pieces, random)).join('');
    const text = pick(['a', 'ab', 'aé', '1 '], random).repeat(Math.floor(random() * 400));
    return `${pattern}\n${pick(['', 'i', 'ms'], random)}\n${text}c`;
  },
  open: async () => ({
    run(input) {
      const [source = '', flags = '', ...lines] = input.split('\n');
      const text = lines.join('\n');
      const wanted = ['i', 'm', 's'].filter((letter) => flags.includes(letter)).join('');
      for (const dialect of ['python', 'ecmascript'] as const) {
        for (const extent of ['whole', 'anywhere'] as const) {
          const pattern = patternOf(source, { dialect, extent, flags: wanted });
          if (pattern.kind !== 'pattern') {
            must(pattern.why !== '', 'a pattern that is not followed has a reason');
            continue;
          }
          const { matches, steps, work } = pattern.counts(text);
          must(pattern.tries(text) === matches, 'a pattern answers the same twice');
          const most = Math.min(WORK_FOR_EACH * steps * (text.length + 2), 2 * MOST_WORK);
          must(work <= most, 'the work is in proportion to pattern and text');
        }
      }
    },
  }),
};
