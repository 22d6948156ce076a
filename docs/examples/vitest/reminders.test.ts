/** A test for each story, and questions about one of them. */

import { rehearse, type ScenarioDefinition } from 'drysend';
import { describeScenarios } from 'drysend/testing/vitest';
import { expect, test } from 'vitest';

describeScenarios('scenarios/**');

const run = rehearse('scenarios/visit.yaml');

test('Asha reads Swahili, in the morning of the day before', () => {
  expect(run).toReceiveSms('asha', { at: '2026-03-09 09:00 local', in: 'sw' });
  expect(run).toHaveBeenRoutedVia('TWILIO', 'asha');
});

test('Ben has no number: nothing goes out, and the error says so', () => {
  expect(run).toReceiveNothing('ben');
  expect(run).toFailWith('NO_PHONE_NUMBER', 'ben');
});

test('which rule routed it, and all that was decided', () => {
  const [message] = run.sent({ to: 'asha' });
  expect(message?.because.gateway).toMatchObject({ name: 'TWILIO', rule: 'catch_all' });
  expect(run.why('asha', { alert: 'reminder' }).text).toContain('miadi yako ni kesho');
});

test('the whole transcript', () => {
  expect(run).toMatchInlineSnapshot(`
    2026-03-09 09:00 error NO_PHONE_NUMBER ben
    2026-03-09 09:00 sms asha via TWILIO "Asha, miadi yako ni kesho."
  `);
});

test('a story written here', () => {
  const story: ScenarioDefinition = {
    scenario: 'A broadcast',
    project: { time_zone: 'Africa/Nairobi', languages: ['en'] },
    gateways: { KENYA: { type: 'test' } },
    routing: { global: { '*': 'KENYA' } },
    cases: { asha: { type: 'client', name: 'Asha', contact_phone_number: '254711000001' } },
    alerts: { hello: { case_type: 'client', to: 'case', send: 'immediately', sms: 'Hello {case.name}' } },
    timeline: [{ at: '2026-03-09 10:00', register: 'asha' }],
  };
  expect(rehearse(story)).toReceiveSms('asha', 'Hello Asha');
});
