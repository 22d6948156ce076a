import { expect, test } from 'vitest';
import { partsOf } from '../../src/lab/session/filled-text.ts';

test.each([
  ['words alone', 'Hello', 'Hello', [{ text: 'Hello' }]],
  ['a value at the end', 'Hi {case.name}', 'Hi Asha', [{ text: 'Hi ' }, { text: 'Asha', path: 'case.name' }]],
  [
    'the last words may stand in a value too',
    '{case.name}.',
    'A. B.',
    [{ text: 'A. B', path: 'case.name' }, { text: '.' }],
  ],
  [
    'two values without words between them: the first is empty',
    '{case.a}{case.b}',
    'xy',
    [
      { text: '', path: 'case.a' },
      { text: 'xy', path: 'case.b' },
    ],
  ],
])('%s', (_story, template, text, parts) => {
  expect(partsOf(template, text)).toEqual(parts);
});

test.each([
  ['other words', 'Hi {case.name}', 'Hello Asha'],
  ['words that are missing', 'Hi {case.name}, come', 'Hi Asha'],
  ['more words than the template has', 'Hi', 'Hi there'],
  ['a template that Python would not read', 'Hi {', 'Hi {'],
])('%s: the text was not made from it', (_story, template, text) => {
  expect(partsOf(template, text)).toBeUndefined();
});
