import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rehearsePlan } from '../src/rehearse.ts';
import { verdictText } from '../src/report/verdict/verdict-lines.ts';
import { plansFromFile } from './helpers/plans-from.ts';

const root = join(import.meta.dirname, 'conformance');
const topics = readdirSync(root).sort();

test('there are topics to show', () => {
  expect(topics.length).toBeGreaterThanOrEqual(12);
});

describe.each(topics)('%s', (topic) => {
  const files = readdirSync(join(root, topic)).sort();

  test.each(files)('%s keeps every promise', (file) => {
    const plans = plansFromFile(join(root, topic, file));
    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans) {
      const broken = rehearsePlan(plan).verdicts.filter(({ kept }) => !kept);
      expect(broken.map((verdict) => [verdict.title, ...verdictText(verdict, plan)].join('\n'))).toEqual([]);
    }
  });
});
