/** Who has saved a value, in words. */
import type { Author } from '../state/answers.ts';

const words: Readonly<Record<Author['kind'], string>> = {
  story: 'the story',
  import: 'import',
  hand: 'by hand',
  survey: 'survey',
  keyword: 'keyword',
  rule: 'rule',
};

export const authorText = ({ kind, name }: Author): string =>
  name === undefined ? words[kind] : `${words[kind]}${kind === 'hand' ? ': ' : ' '}${name}`;
