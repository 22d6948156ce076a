import { expect, test } from 'vitest';
import type { Entry } from '../../../src/core/model/entry.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

/** `sms "…"`, `email "subject" "body"`, `error CODE`, `skipped reason`: how the one message ended. */
function endOf(property: string, alert: string, project = ''): string[] {
  const [plan] = plansFrom(`
scenario: white space
project: {languages: [en]${project}}
gateways: {GW: {type: test}, MAIL: {type: smtp}}
routing: {global: {"*": GW}}
cases: {a: {type: c, name: A, contact_phone_number: "254700000001", commcare_email_address: a@example.org, p: ${JSON.stringify(property)}}}
alerts: {al: {case_type: c, to: case, send: immediately, ${alert}}}
timeline: [{at: 2026-03-02 10:00, register: a}]
ends: 2026-03-02 20:00
others: allowed
`);
  return [...rehearsePlan(plan!).journal.entries()].flatMap(endText);
}

function endText({ kind, channel, subject, text, code, reason }: Entry): string[] {
  if (kind === 'sent')
    return [
      channel === 'sms'
        ? `sms ${JSON.stringify(text)}`
        : `email ${JSON.stringify(subject)} ${JSON.stringify(text)}`,
    ];
  if (kind === 'error') return [`error ${code}`];
  return kind === 'skipped' ? [`skipped ${reason}`] : [];
}

const text = 'sms: "{case.p}"';
const mail = 'email: {subject: "{case.p}", body: "{case.p}"}';

test.each([
  ['an SMS of one blank is sent', ' ', text, ['sms " "']],
  ['an SMS of a no-break space is sent', '\u00a0', text, ['sms "\u00a0"']],
  ['an SMS of a line break is sent', '\n', text, ['sms "\\n"']],
  ['an SMS of nothing is not sent, without an error', '', text, ['skipped empty_text']],
  ['a text is trimmed before it is filled in, and not after', ' x ', 'sms: "  {case.p}  "', ['sms " x "']],
  ['a subject and a body of one blank are kept', ' ', mail, ['email " " " "']],
  ['an empty body is NO_MESSAGE', '', mail, ['error NO_MESSAGE']],
  [
    'an empty subject is (No Subject)',
    '',
    'email: {subject: "{case.p}", body: x}',
    ['email "(No Subject)" "x"'],
  ],
  [
    'a line break in a body is none in the way',
    'a\nb',
    'email: {subject: s, body: "{case.p}"}',
    ['email "s" "a\\nb"'],
  ],
  [
    'a line break in a subject ends in EMAIL_GATEWAY_ERROR',
    'a\r',
    'email: {subject: "{case.p}", body: b}',
    ['error EMAIL_GATEWAY_ERROR'],
  ],
  [
    'custom content is neither trimmed nor filled in',
    'x',
    'custom: [" {case.p} ", "", "two"]',
    ['skipped empty_text', 'sms " {case.p} "', 'sms "two"'],
  ],
] as const)('%s', (_promise, property, alert, ends) => {
  expect(endOf(property, alert).sort()).toEqual([...ends].sort());
});
