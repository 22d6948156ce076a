import { expect, test } from 'vitest';
import type { LanguageFallback } from '../../../src/core/model/project.ts';
import { chooseText } from '../../../src/core/render/language.ts';

const all = { es: 'hola', hin: 'namaste', en: 'hello', '*': 'plain' };
const languages = { contact: 'es', schedule: 'hin', project: 'en' };

const chosen = (texts: object, given = {}, fallback: LanguageFallback = 'UNTRANSLATED') =>
  chooseText(new Map(Object.entries(texts)), { ...languages, ...given }, fallback);

test.each([
  ["the contact's own language comes first", all, {}, 'es'],
  ["then the schedule's", all, { contact: 'fra' }, 'hin'],
  ["then the project's", { ...all, hin: '' }, { contact: 'fra' }, 'en'],
  ['then the untranslated words', { '*': 'plain', kan: 'x' }, {}, '*'],
  ['a code counts letter by letter', all, { contact: 'ES' }, 'hin'],
  ['a blank text counts as missing', { ...all, es: ' \u001c ' }, {}, 'hin'],
  ['outside a schedule its step is left out', all, { contact: '', schedule: undefined }, 'en'],
])('%s', (_story, texts, given, language) => {
  expect(chosen(texts, given)?.language).toBe(language);
});

test.each([
  ['NONE', undefined],
  ['SCHEDULE', undefined],
  ['DOMAIN', 'hello'],
  ['UNTRANSLATED', 'hello'],
] as const)('%s says how far the search may go', (fallback, text) => {
  expect(chosen({ en: 'hello', '*': 'plain' }, {}, fallback)?.text).toBe(text);
});

test.each(['NONE', 'DOMAIN'] as const)('words that are only untranslated ignore %s', (fallback) => {
  expect(chosen({ '*': ' plain ' }, {}, fallback)?.text).toBe('plain');
});

test('another language is never picked, and blank untranslated words are no words', () => {
  expect(chosen({ kan: 'namaskara', tel: 'namaskaram' })).toBeUndefined();
  expect(chosen({ '*': '  ' })).toBeUndefined();
});

test('the choice tells why the language won, and which were missing before it', () => {
  expect(chosen({ en: 'hello', kan: 'x' })).toEqual({
    text: 'hello',
    language: 'en',
    because: { code: 'en', from: 'project', missing: ['es', 'hin'] },
  });
});
