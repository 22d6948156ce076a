import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rehearsePlan } from '../../src/rehearse.ts';
import { plansFromFile } from '../helpers/plans-from.ts';
import { pictureOf } from '../helpers/timeline-picture.ts';

const docs = join(import.meta.dirname, '../../docs');
const page = join(docs, 'schedules.md');
const text = readFileSync(page, 'utf8');

/** `<!-- picture: ../scenarios/schedules/daily.yaml -->`, and the block that follows it. */
const MARKER = /(<!-- picture: (\S+) -->\n)```text\n[\s\S]*?```/g;

test('every picture of docs/schedules.md is drawn from a run: `npx vitest run test/docs -u` draws them anew', async () => {
  const fresh = text.replace(MARKER, (_all, marker: string, file: string) => {
    return `${marker}\`\`\`text\n${pictureFor(file)}\n\`\`\``;
  });
  await expect(fresh).toMatchFileSnapshot(page);
});

test('the page has a picture for each schedule and each surprise', () => {
  expect([...text.matchAll(MARKER)].length).toBeGreaterThanOrEqual(16);
});

function pictureFor(file: string): string {
  return pictureOf(rehearsePlan(plansFromFile(join(docs, file))[0]!));
}
