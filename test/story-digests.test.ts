import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rehearsePlan } from '../src/rehearse.ts';
import { shippedPlans } from './helpers/shipped-plans.ts';

/** Written by `npm run docs`. A change here is a change of what users see: CHANGELOG.md tells it. */
const kept = readFileSync(join(import.meta.dirname, 'story-digests.txt'), 'utf8');
const digests = new Map(kept.split('\n').map((line) => [line.slice(65), line.slice(0, 64)]));

test.each(shippedPlans())('the journal is the same, byte for byte: $name', ({ name, plan }) => {
  const run = rehearsePlan(plan);
  expect(run.digest).toBe(digests.get(name));
  expect(run.ok).toBe(true);
});
