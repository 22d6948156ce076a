import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentOf, firstStory, yamlOf } from '../../src/lab/session/scenario-text.ts';
import { yamlInSlices } from '../../src/lab/session/yaml-slices.ts';

const files = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.yaml'),
);
const contentOf = (text: string): unknown => documentOf(text).toJS();

test('every shipped story is the same story in slices of three entries', async () => {
  for (const name of files) {
    const { text } = firstStory(readFileSync(join('scenarios', name), 'utf8'));
    expect(contentOf(await yamlInSlices(documentOf(text), 3)), name).toEqual(contentOf(text));
  }
});

test('comments stay, wherever they stand', async () => {
  const text = `# about it\n\n# the title\nscenario: x # here\ncases:\n  # the first\n  a: {type: t}\n  # the second\n  b: {type: t}\n# at the end\n`;
  const sliced = await yamlInSlices(documentOf(text), 1);
  for (const comment of text.match(/# .*/g)!) expect(sliced).toContain(comment);
});

test('a story with an alias is written at once', async () => {
  const text = 'scenario: x\nproject: &p {name: y}\nother: *p\n';
  expect(await yamlInSlices(documentOf(text), 1)).toBe(yamlOf(documentOf(text)));
});

test('others have their turn between the slices', async () => {
  const text = `scenario: x\ncases:\n${Array.from({ length: 30 }, (_, index) => `  c${index}: {type: t}`).join('\n')}\n`;
  let isDone = false;
  const saved = yamlInSlices(documentOf(text), 1).then(() => {
    isDone = true;
  });
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(isDone).toBe(false);
  await saved;
});
