import { describe, expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 12:00';
const amy: Json = {
  type: 'patient',
  name: 'Amy',
  contact_phone_number: '999123',
  contact_phone_number_is_verified: '1',
};

/** What comes of one text from Amy, who has an open survey question. */
function afterText(text: string, more: Json = {}) {
  return play({
    project: { default_reply: 'Sorry?' },
    cases: { amy },
    surveys: {
      ask: {
        questions: [{ id: 'mood', ask: 'How are you?', type: 'text' }],
        on_submit: { update: { mood: '{mood}' } },
      },
    },
    keywords: { HELP: { reply: 'Soon.' }, ASK: { survey: 'ask' } },
    timeline: [
      { at: '2024-01-01 11:00', register: 'amy' },
      { at: AT, inbound: { from: 'amy', text, ...more } },
    ],
  });
}

describe('a text from outside, however odd, has one outcome and is kept as it came', () => {
  const odd: [string, string][] = [
    ['of a megabyte', 'word '.repeat(200_000)],
    ['of a megabyte without a blank', 'x'.repeat(1_000_000)],
    ['with NUL', 'HE\u0000LP \u0000'],
    ['with marks that turn the direction', '\u202eHELP\u202c \u2066x\u2069'],
    ['with half a character', 'HELP \ud83d'],
    ['of nothing', ''],
    ['of blanks', ' \u00a0\n\t '],
    ['of a megabyte of # commands', `#START ${'ask '.repeat(250_000)}`],
    ['with braces', '{case.name}{}{0}{{'],
  ];

  test.each(odd)('%s', (_what, text) => {
    const { of } = afterText(text);
    const [inbound, ...more] = of('inbound');
    expect(more).toEqual([]);
    expect(inbound).toMatchObject({ contact: 'amy', text });
    expect(inbound?.handled_by).toBeDefined();
    expect(of('queued').length).toBe(of('sent').length);
  });

  test('and in a survey the whole of it is the answer, though too long for a text to repeat', () => {
    const text = `<b>\u202e${'long '.repeat(200_000)}\u0000{mood}`;
    const { of } = play({
      cases: { amy },
      surveys: {
        ask: {
          questions: [{ id: 'mood', ask: 'How are you?', type: 'text' }],
          on_submit: { update: { mood: '{mood}' } },
        },
      },
      alerts: {
        start: { case_type: 'patient', to: 'case', send: 'immediately', survey: 'ask' },
        echo: {
          case_type: 'patient',
          when: { mood: { has_value: 'yes' } },
          to: 'case',
          send: 'immediately',
          sms: '{case.mood}',
        },
      },
      timeline: [
        { at: '2024-01-01 11:00', register: 'amy' },
        { at: AT, inbound: { from: 'amy', text } },
      ],
    });
    const completed = of('survey').find(({ state }) => state === 'completed');
    expect(completed?.answers).toEqual({ mood: text });
    expect(of('error').map(({ alert, code }) => [alert, code])).toEqual([['echo', 'CANNOT_RENDER_MESSAGE']]);
  });
});

describe('a number of a thousand digits', () => {
  const long = '9'.repeat(1000);

  test('in a case is sent to, as HQ would', () => {
    const { of } = play({
      cases: { amy: { ...amy, contact_phone_number: long } },
      alerts: { hello: { case_type: 'patient', to: 'case', send: 'immediately', sms: 'Hello' } },
      timeline: [{ at: AT, register: 'amy' }],
    });
    expect(of('sent').map(({ number }) => number)).toEqual([long]);
  });

  test('from outside is a stranger', () => {
    const { of } = play({ timeline: [{ at: AT, inbound: { from: long, text: 'HELP' } }] });
    expect(of('inbound')).toMatchObject([{ number: long }]);
    expect(of('sent')).toEqual([]);
  });
});

describe('a template bomb', () => {
  const sent = (sms: string, properties: Json = {}) =>
    play({
      cases: { amy: { ...amy, ...properties } },
      alerts: { bomb: { case_type: 'patient', to: 'case', send: 'immediately', sms } },
      timeline: [{ at: AT, register: 'amy' }],
    });

  test('of 100,000 places is filled in', () => {
    const { of } = sent('{case.a}'.repeat(100_000), { a: 'ab' });
    expect(of('sent')[0]?.text).toBe('ab'.repeat(100_000));
  });

  test('of values that are templates themselves is filled in once', () => {
    const { of } = sent('{case.a}{case.b}', { a: '{case.b}{case.b}', b: '{case.a}{case.a}' });
    expect(of('sent')[0]?.text).toBe('{case.b}{case.b}{case.a}{case.a}');
  });

  test.each([
    ['nested places', '{'.repeat(50_001)],
    ['places within places', '{case.a:{case.b:{case.c}}}'.repeat(100)],
    ['an open brace at the end of 100,000', `${'{case.a}'.repeat(100_000)}{`],
    ['a path of 100,000 steps', `{case${'.parent'.repeat(100_000)}.name}`],
  ])('of %s is sent or ends in CANNOT_RENDER_MESSAGE', (_what, sms) => {
    const { of } = sent(sms);
    const outcomes = [...of('sent').map(() => 'sent'), ...of('error').map(({ code }) => code)];
    expect(outcomes).toHaveLength(1);
    expect(['sent', 'CANNOT_RENDER_MESSAGE']).toContain(outcomes[0]);
  });
});

test.each(['(a+)+$', '(a|a)*$', '(a*)*b', '((a{1,50}){1,50}){1,50}$', '^(([a-z])+.)+[A-Z]([a-z])+$'])(
  'a criterion that backtracks without end, %s, has an answer',
  (pattern) => {
    const { of } = play({
      cases: { amy: { ...amy, note: `${'a'.repeat(3000)}!` } },
      alerts: {
        odd: {
          case_type: 'patient',
          when: { note: { matches: pattern } },
          to: 'case',
          send: 'immediately',
          sms: 'x',
        },
      },
      timeline: [{ at: AT, register: 'amy' }],
    });
    expect(of('sent').length + of('skipped').length).toBe(1);
  },
);

test.each([
  ['a line break', 'amy@example.org\nBcc: all@example.org'],
  ['a carriage return', 'amy@example.org\r\nSubject: x'],
  ['a break at the end', 'amy@example.org\n'],
  ['a NUL', 'amy\u0000@example.org'],
  ['a megabyte', `${'a'.repeat(1_000_000)}@@example.org`],
  ['a megabyte of dots', `a@${'b.'.repeat(500_000)}`],
])('an address with %s is never sent to', (_what, address) => {
  const { of } = play({
    gateways: { M: { type: 'smtp' } },
    cases: { amy: { type: 'patient', commcare_email_address: address } },
    alerts: {
      hello: { case_type: 'patient', to: 'case', send: 'immediately', email: { subject: 'S', body: 'B' } },
    },
    timeline: [{ at: AT, register: 'amy' }],
  });
  expect(of('sent')).toEqual([]);
  expect(of('error').map(({ code }) => code)).toEqual(['ERROR_INVALID_EMAIL_ADDRESS']);
});

test('a subject with a line break stays one header', () => {
  const { of } = play({
    gateways: { M: { type: 'smtp' } },
    cases: {
      amy: {
        type: 'patient',
        name: 'Amy\r\nBcc: all@example.org',
        commcare_email_address: 'amy@example.org',
      },
    },
    alerts: {
      hello: {
        case_type: 'patient',
        to: 'case',
        send: 'immediately',
        email: { subject: '{case.name}', body: 'B' },
      },
    },
    timeline: [{ at: AT, register: 'amy' }],
  });
  expect(of('sent').length + of('error').length).toBe(1);
});
