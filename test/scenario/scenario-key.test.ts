import { expect, test } from 'vitest';
import { hasScenarioKey } from '../../src/scenario/scenario-key.ts';

test.each([
  ['at the beginning', 'scenario: A\n'],
  ['below other keys and comments', '# x\n---\ntags: [a]\nscenario: A\n'],
  ['in quotes', '"scenario": A\n'],
  ['with a byte order mark', '\ufeffscenario: A\n'],
  ['in JSON', '{"about": "x",\n "scenario": "A"}'],
  ['in braces that are no JSON', '{tags: [a], scenario: A}'],
  ['in the second document', 'a: b\n---\nscenario: A\n'],
  ['behind the dashes', '--- \nscenario: A\n'],
  ['in lines that all begin with blanks', '  tags: [a]\n  scenario: A\n'],
  ['with its title in the next line', 'scenario:\n  A\n'],
  ['in a file that does not parse', 'scenario: [\n'],
])('a text has the key %s', (_where, text) => {
  expect(hasScenarioKey(text)).toBe(true);
});

test.each([
  ['it is inside another key', 'a:\n  scenario: A\n'],
  ['JSON has it deeper', '{"a": {"scenario": "A"}}'],
  ['it is part of a longer one', 'scenarios: A\nmy-scenario: B\n'],
  ['it is a value', 'a: scenario\n'],
  ['it is in a comment', '# scenario: A\na: b\n'],
  ['it is a text in a list', '["scenario"]'],
  ['the text is a journal', '{"kind":"run","version":1,"scenario":"A"}\n{"kind":"end"}\n'],
  ['the text is empty', ''],
  ['the text is null', 'null'],
])('a text has no such key when %s', (_why, text) => {
  expect(hasScenarioKey(text)).toBe(false);
});
