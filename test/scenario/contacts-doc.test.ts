import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { codes } from '../../src/core/model/codes.ts';
import { defineScenario, rehearse } from '../../src/index.ts';
import { changeShape } from '../../src/scenario/case-shape.ts';

const page = readFileSync('docs/contacts.md', 'utf8');
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!);

test.each(examples)('an example of docs/contacts.md keeps its promises: %s', (text) => {
  const { verdicts } = rehearse(defineScenario(text));
  expect(verdicts.filter(({ kept }) => !kept)).toEqual([]);
});

test('docs/contacts.md names every property that makes a contact', () => {
  const properties = Object.keys(changeShape.fields).filter((name) =>
    /^contact_|^commcare_|^time_|^lang/.test(name),
  );
  expect(properties.length).toBe(6);
  expect(properties.filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
});

test('docs/contacts.md names codes that exist', () => {
  const named = [...page.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, code]) => code!);
  const ours = ['NOT_A_CONTACT_PROPERTY'];
  expect(named.filter((code) => !Object.hasOwn(codes, code) && !ours.includes(code))).toEqual([]);
});
