import { expect, test } from 'vitest';
import { differenceText, textDifference } from '../../src/report/verdict/difference-text.ts';
import { loadScenarios } from '../../src/scenario/load.ts';

test.each([
  ['Visit\u00a0you', '" you", not "‹U+00A0›you"'],
  ['Visit \u200byou', '"you", not "‹U+200B›you"'],
])('two texts that look the same say where they are not: %j', (wanted, told) => {
  expect(textDifference(wanted, 'Visit you')).toContain(told);
});

test('an accent of its own is named beside the letter that has it', () => {
  expect(textDifference('Ame\u0301lie', 'Am\u00e9lie')).toBe(
    'text differs at character 3: "élie", not "e‹U+0301›lie"',
  );
});

test('a field that is compared names what cannot be seen', () => {
  const difference = { rule: 'equals', field: 'in', wanted: 'en', found: 'en\u200e' } as const;
  expect(differenceText(difference)).toBe('language en‹U+200E›, not en');
});

test('a problem of a file names it in the value that it quotes', () => {
  const text = 'scenario: x\nproject: {time_zone: "Africa/Nairobi\u200b"}\nstarts: 2026-01-01 09:00\n';
  const loaded = loadScenarios({ path: 'a.yaml', text }, () => ({ text: '' }));
  expect('problems' in loaded && loaded.problems[0]?.found).toBe('"Africa/Nairobi‹U+200B›"');
});
