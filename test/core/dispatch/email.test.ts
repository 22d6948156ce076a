import { expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

/** One email to one case; the error's code, or what went out. */
function outcome(email: Json, project: Json = {}) {
  const { of } = play({
    project,
    gateways: { M: { type: 'smtp' } },
    cases: { amy: { type: 'c', commcare_email_address: 'amy@example.org' } },
    alerts: { a: { case_type: 'c', to: 'case', send: 'immediately', email } },
    timeline: [{ at: '2024-01-01 12:00', register: 'amy' }],
  });
  const [error] = of('error');
  const [sent] = of('sent');
  return error?.code ?? [sent?.subject, sent?.text, sent?.html];
}

const rich = { rich_text_email: 'yes' };

test.each<[string, Json, Json, unknown]>([
  ['a blank subject has words of its own', { subject: ' ', body: 'B' }, {}, ['(No Subject)', 'B', undefined]],
  [
    'HTML goes out beside the text',
    { subject: 'S', body: 'B', html: '<b>B</b>' },
    rich,
    ['S', 'B', '<b>B</b>'],
  ],
  [
    'HTML alone has a notice for its text part',
    { subject: 'S', body: '', html: '<b>B</b>' },
    rich,
    ['S', 'This email has an HTML part that your mail program cannot display.', '<b>B</b>'],
  ],
  [
    'HTML is ignored without the flag',
    { subject: 'S', body: 'B', html: '<b>B</b>' },
    {},
    ['S', 'B', undefined],
  ],
  [
    'HTML is ignored even with an empty body',
    { subject: 'S', body: '', html: '<b>B</b>' },
    {},
    ['S', '', undefined],
  ],
  ['no body at all is no message', { subject: 'S', body: '' }, rich, 'NO_MESSAGE'],
  [
    'a stray brace in ignored HTML fails all the same',
    { subject: 'S', body: 'B', html: '{' },
    {},
    'CANNOT_RENDER_MESSAGE',
  ],
])('%s', (_promise, email, project, expected) => {
  expect(outcome(email, project)).toEqual(expected);
});
