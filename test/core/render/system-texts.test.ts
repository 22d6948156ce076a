import { expect, test } from 'vitest';
import { systemText, systemTextIds } from '../../../src/core/render/system-texts.ts';

const spoken = (words: Record<string, string>, contactLanguage: string | undefined, args = ['STOP']) =>
  systemText('sms.opt.in', args, {
    projectTexts: new Map([['sms.opt.in', new Map(Object.entries(words))]]),
    contactLanguage,
    projectLanguages: ['en', 'es'],
  });

test.each([
  ["the project's words in the contact's language", { en: 'in {0}', es: 'alta {0}' }, 'es', 'alta STOP'],
  ['a language that is not the project’s does not count', { en: 'in {0}', fra: 'oui' }, 'fra', 'in STOP'],
  ["then in the project's default language", { en: 'in {0}' }, 'es', 'in STOP'],
  ['blank words are none', { en: 'in {0}', es: '' }, 'es', 'in STOP'],
  ['then the untranslated words', { '*': 'any {0}' }, undefined, 'any STOP'],
  ['then our own', { es: 'alta' }, 'en', 'You have opted-in to messages. To opt-out, reply STOP.'],
])('%s', (_story, words, language, text) => {
  expect(spoken(words, language)).toBe(text);
});

test('places are filled as Python does, and stay when there is nothing for them', () => {
  expect(spoken({ en: '{1} {{0}} {0} {2}' }, 'en', ['a', '{1}'])).toBe('{1} {0} a {2}');
  expect(spoken({ en: '{0} {{' }, 'en', [])).toBe('{0} {{');
});

test('every id has words', () => {
  const setting = { projectTexts: new Map(), contactLanguage: undefined, projectLanguages: ['en'] };
  for (const id of systemTextIds) expect(systemText(id, [], setting)).not.toBe('');
});
