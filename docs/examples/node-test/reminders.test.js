/** A test for each story, and questions about one of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rehearse } from 'drysend';
import { assertKeepsItsPromises, scenarioTests } from 'drysend/testing';

for (const { file, title, check } of scenarioTests('scenarios/**'))
  test(`${file}: ${title}`, () => void check());

test('Asha reads Swahili, and Ben gets nothing', () => {
  const run = rehearse('scenarios/visit.yaml');
  assertKeepsItsPromises(run);
  const [message] = run.sent({ to: 'asha' });
  assert.equal(message.language, 'sw');
  assert.equal(message.because.gateway.rule, 'catch_all');
  assert.deepEqual(
    run.errors({ to: 'ben' }).map(({ code }) => code),
    ['NO_PHONE_NUMBER'],
  );
});
