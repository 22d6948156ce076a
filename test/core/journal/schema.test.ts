import Ajv2020 from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { entryLine } from '../../../src/core/journal/lines.ts';
import { journalSchema } from '../../../src/core/journal/schema.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { shippedPlans } from '../../helpers/shipped-plans.ts';
import { asSent } from './an-entry.ts';

const accepts = new Ajv2020.default({ allErrors: true, allowUnionTypes: true }).compile(journalSchema());

test('every line of every shipped story is as the schema says', () => {
  let lines = 0;
  for (const { plan } of shippedPlans()) {
    for (const line of rehearsePlan(plan).journal.lines()) {
      lines += 1;
      expect(accepts(JSON.parse(line)), `${line}\n${JSON.stringify(accepts.errors)}`).toBe(true);
    }
  }
  expect(lines).toBeGreaterThan(1000);
});

test.each([
  ['a field of another kind', { because: asSent.because, handled_by: 'keyword' }],
  ['evidence in words', { because: { zone: "Asia/Kolkata: the project's" } }],
  ['a rule that does not exist', { because: { gateway: { name: 'A', rule: 'luck' } } }],
  ['a missing field', { text: undefined }],
])('the schema refuses %s', (_what, parts) => {
  const line = JSON.parse(entryLine(1, asSent)) as object;
  expect(accepts(line)).toBe(true);
  expect(accepts(JSON.parse(JSON.stringify({ ...line, ...parts })))).toBe(false);
});
