import { describe, expect, test } from 'vitest';
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

describe('the gateway of an email', () => {
  const two = { FIRST: { type: 'smtp' }, SECOND: { type: 'smtp' }, TEXTS: { type: 'test' } };
  const mailed = (gateways: Json, project: Json = {}, timeline: readonly Json[] = []) => {
    const { of } = play({
      project,
      gateways,
      routing: {},
      cases: {
        amy: { type: 'c', commcare_email_address: 'amy@example.org' },
        bob: { type: 'c', commcare_email_address: 'bob@example.org' },
      },
      alerts: { a: { case_type: 'c', to: 'case', send: 'immediately', email: { subject: 'S', body: 'B' } } },
      timeline: [...timeline, { at: '2024-01-01 12:00', register: ['amy', 'bob'] }],
    });
    const because = of('sent').map((entry) => [entry.via, entry.because?.gateway?.rule]);
    const warned = of('warning').filter(({ code }) => code === 'SEVERAL_SMTP_GATEWAYS');
    return { because, warned };
  };

  test('is the project’s own, wherever it stands', () => {
    const { because, warned } = mailed(two, { email_gateway: 'SECOND' });
    expect(because).toEqual([
      ['SECOND', 'email_gateway'],
      ['SECOND', 'email_gateway'],
    ]);
    expect(warned).toEqual([]);
  });

  test('is the only one of its kind', () => {
    const { because, warned } = mailed({ ONE: { type: 'smtp' }, TEXTS: { type: 'test' } });
    expect(because[0]).toEqual(['ONE', 'only_email_gateway']);
    expect(warned).toEqual([]);
  });

  test('is the first of several, which is told once', () => {
    const { because, warned } = mailed(two);
    expect(because.map(([via]) => via)).toEqual(['FIRST', 'FIRST']);
    expect(because[0]).toEqual(['FIRST', 'first_email_gateway']);
    expect(warned).toMatchObject([
      {
        message: 'there are several smtp gateways: FIRST, the first, takes all email',
        hint: 'name one in project.email_gateway',
        about: { gateway: 'FIRST' },
      },
    ]);
  });

  test('is HQ’s own sender where there is none', () => {
    expect(mailed({ TEXTS: { type: 'test' } }).because[0]).toEqual(['HQ_EMAIL', 'hq_email']);
  });
});
