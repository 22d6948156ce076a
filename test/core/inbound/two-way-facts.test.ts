/** The facts of docs/hq/contacts-and-messages.md#s4-2, #s4-3, #s4-4, #s4-5, #s4-6, #s4-7, #s4-8, one conversation each. */
import { describe, expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 12:00';
const twoWay = {
  type: 'c',
  name: 'Amy',
  contact_phone_number: '999123',
  contact_phone_number_is_verified: '1',
};
const survey = (...questions: Json[]): Json => ({ questions });
const q = (id: string, more: Json = { type: 'text' }): Json => ({ id, ask: `${id}?`, ...more });

/** What the system says to Amy, who is registered and then writes one text a minute. */
function talk(parts: Json, ...texts: string[]) {
  const cases = { amy: { ...twoWay, ...((parts.amy as Json) ?? {}) }, ...((parts.cases as Json) ?? {}) };
  const { amy: _amy, before = [], after = [], ...rest } = parts as Json & { before?: Json[]; after?: Json[] };
  const said = texts.map((text) => ({ after: '1m', inbound: { from: 'amy', via: 'G', text } }));
  const timeline = [{ at: AT, register: Object.keys(cases) }, ...before, ...said, ...after];
  const { of, entries } = play({ ...rest, cases, timeline });
  return {
    of,
    entries,
    replies: of('sent').map(({ text }) => text),
    codes: of('error').map(({ code }) => code),
    handlers: of('inbound').map(({ handled_by: by }) => by),
    invalid: of('inbound').map(({ invalid_answer: mark }) => mark ?? false),
    stored: of('survey').findLast(({ state }) => state === 'completed')?.answers,
  };
}

describe('a survey’s answers', () => {
  const asked = (question: Json, ...texts: string[]) =>
    talk({ surveys: { s: survey(question) }, keywords: { GO: { survey: 's' } } }, 'go', ...texts);

  test.each<[string, Json, string, string]>([
    ['a whole number loses its zeros', { type: 'int' }, '08', '8'],
    ['a whole number loses its sign', { type: 'int' }, '+5', '5'],
    ['minus zero is zero', { type: 'int' }, '-0', '0'],
    ['digits of any script are digits', { type: 'int' }, '१२', '12'],
    ['a long whole number may exceed 32 bits', { type: 'longint' }, '0254700000001', '254700000001'],
    [
      'a long whole number beyond 2^53 loses precision',
      { type: 'longint' },
      '9007199254740993',
      '9007199254740992',
    ],
    ['a whole decimal loses its fraction', { type: 'float' }, '3.0', '3'],
    ['a decimal loses zeros behind', { type: 'float' }, '2.50', '2.5'],
    ['a large decimal has an exponent', { type: 'float' }, '12345678.5', '1.23456785E7'],
    ['a small decimal has an exponent', { type: 'float' }, '0.0001', '1.0E-4'],
    ['a time has seconds and milliseconds', { type: 'time' }, '9 30', '09:30:00.000'],
    ['a time may have a sign', { type: 'time' }, '+930', '09:30:00.000'],
    ['a date is stored by the calendar', { type: 'date' }, '20240229', '2024-02-29'],
    ['a year may be of another script', { type: 'date' }, '２０２４0229', '2024-02-29'],
    ['a choice is stored as its key', { choices: { y: 'Yes', n: 'No' } }, ' YES ', 'y'],
    ['a label wins over an index', { choices: { three: '3', two: '2', one: '1' } }, '1', 'one'],
    ['of equal labels the last counts', { choices: { a: 'Same', b: 'SAME' } }, 'same', 'b'],
    [
      'choices are kept in the order given',
      { type: 'multiselect', choices: { a: 'A', b: 'B' } },
      'b 1 2',
      'b a',
    ],
    ['several choices may be skipped', { type: 'multiselect', choices: { a: 'A', b: 'B' } }, ' ', ''],
    ['a text is stripped as Python strips', { type: 'text' }, '\u0085 hi\u3000', 'hi'],
    ['a byte order mark is no blank', { type: 'text' }, '\uFEFFhi', '\uFEFFhi'],
  ])('%s', (_fact, question, text, stored) => {
    expect(asked(q('x', question), text).stored).toEqual({ x: stored });
  });

  test.each<[string, Json, string, RegExp]>([
    ['a blank is no whole number', { type: 'int' }, '', /^Invalid integer entered\. x\?$/],
    ['a blank is no long number', { type: 'longint' }, ' ', /^Invalid whole number entered\. x\?$/],
    ['a blank is no decimal', { type: 'float' }, '', /^Invalid number entered\. x\?$/],
    ['a blank is no choice', { choices: { y: 'Yes' } }, '', /^Invalid choice\. x\? 1:Yes\.$/],
    ['a blank is no date', { type: 'date' }, '', /^Invalid date: expected YYYYMMDD\. x\?$/],
    ['a blank is no time', { type: 'time' }, '', /^Invalid time/],
    [
      'a blank is told to be required first',
      { type: 'int', required: 'yes' },
      ' ',
      /^This field is required\. x\?$/,
    ],
    ['a number outside 32 bits has words of its own', { type: 'int' }, '2147483648', /between/],
    ['a number that is no index is out of range', { choices: { y: 'Yes' } }, '2', /^Answer is out of range/],
    [
      'of several choices it is an invalid choice',
      { type: 'multiselect', choices: { y: 'Yes' } },
      '2',
      /^Invalid choice/,
    ],
    [
      'a comma does not separate choices',
      { type: 'multiselect', choices: { a: 'A', b: 'B' } },
      'a,b',
      /^Invalid choice/,
    ],
    ['other digits do not count in a month', { type: 'date' }, '2024０229', /^Invalid date/],
    ['a time has exactly four characters', { type: 'time' }, '930', /^Invalid time/],
  ])('%s: the error, the question again, and HQ’s mark', (_fact, question, text, reply) => {
    const { replies, invalid, stored } = asked(q('x', question), text);
    expect(replies.at(-1)).toMatch(reply);
    expect([invalid.at(-1), stored]).toEqual([true, undefined]);
  });

  test.each<[string, Json, string]>([
    ['an underscore', { type: 'int' }, '1_0'],
    ['digits beyond U+FFFF', { type: 'int' }, '\u{11137}'],
    ['a long beyond 64 bits', { type: 'longint' }, '9223372036854775808'],
    ['nan', { type: 'float' }, 'nan'],
    ['inf', { type: 'float' }, 'inf'],
    ['digits of other scripts in a decimal', { type: 'float' }, '५.५'],
  ])('what only Python reads (%s) is met with "try later", without a mark', (_fact, question, text) => {
    const { replies, invalid, stored } = asked(q('x', question), text);
    expect(replies.at(-1)).toBe('Our system is down for a moment. Please try again later.');
    expect([invalid.at(-1), stored]).toEqual([false, undefined]);
  });

  test('a broken constraint is met with its message alone, and the mark', () => {
    const { replies, invalid } = asked(
      q('x', { type: 'int', constraint: { at_most: '9', message: 'Too much.' } }),
      '10',
    );
    expect([replies.at(-1), invalid.at(-1)]).toEqual(['Too much.', true]);
  });

  test('a constraint without a message is met with silence', () => {
    const { replies, invalid } = asked(q('x', { type: 'int', constraint: { at_most: '9' } }), '10');
    expect([replies, invalid.at(-1)]).toEqual([['x?'], true]);
  });

  test('a skipped text is not held to its constraint', () => {
    expect(asked(q('x', { type: 'text', constraint: { matches: 'a' } }), ' ').stored).toEqual({ x: '' });
  });
});

describe('keywords', () => {
  const keywords = { HELP: { reply: 'ok' }, REG: { survey: 's' } };
  const surveys = { s: survey(q('x', { type: 'int' })) };

  test.each<[string, string, string | undefined]>([
    ['in any letter case', 'help me', 'ok'],
    ['with a hidden character it is another word', 'he\u200Blp', undefined],
    ['with a full stop it is another word', 'help.', undefined],
    ['#START runs it', '#start HELP', 'ok'],
    ['#START alone tells its use', '#Start', 'Use it like this: #START <keyword>'],
    ['#START of an unknown word names it in capitals', '#start nope', "Keyword not found: 'NOPE'"],
    ['other commands are unknown', '#update x', "Unknown command: '#UPDATE'"],
    ['#STOP says nothing', '#stop', undefined],
    ['#CURRENT says nothing without a survey', '#current', undefined],
  ])('%s', (_fact, text, reply) => {
    expect(talk({ keywords, surveys }, text).replies).toEqual(reply === undefined ? [] : [reply]);
  });

  test('#CURRENT asks again without the labels', () => {
    const form = { s: survey({ id: 'hi', ask: 'Hello.' }, q('x')) };
    expect(talk({ keywords, surveys: form }, 'reg', '#current').replies).toEqual(['Hello. x?', 'x?']);
  });

  test('the first in alphabetical order that fits decides, even for a sender it does not allow', () => {
    const two = { HELP: { reply: 'one', only_for: 'workers' }, help: { reply: 'two' } };
    expect(talk({ keywords: two, project: { default_reply: 'Sorry?' } }, 'help').replies).toEqual(['Sorry?']);
  });

  test('a keyword with a delimiter does not fit a text without it', () => {
    const cut = { REG: { delimiter: ',', structured: { survey: 's' } } };
    expect(talk({ keywords: cut, surveys, project: { default_reply: 'Sorry?' } }, 'reg 5').replies).toEqual([
      'Sorry?',
    ]);
  });

  test('a survey that cannot start goes to the next handler', () => {
    const empty = { s: { questions: [] } };
    const { codes, replies } = talk(
      { keywords, surveys: empty, project: { default_reply: 'Sorry?' } },
      'reg',
    );
    expect([codes, replies]).toEqual([['TOUCHFORMS_ERROR'], ['Sorry?']]);
  });

  test('a survey whose form is gone is CANNOT_FIND_FORM, and the keyword has handled the text', () => {
    const { codes, handlers } = talk({ keywords }, 'reg');
    expect([codes, handlers]).toEqual([['CANNOT_FIND_FORM'], ['keyword']]);
  });

  test('of several languages HQ has one text', () => {
    const words = { HELP: { reply: { en: 'ok', hin: 'theek' } } };
    const { replies, of } = talk({ keywords: words, amy: { language_code: 'hin' } }, 'help');
    expect(replies).toEqual(['ok']);
    expect(of('warning').map(({ code }) => code)).toContain('KEYWORD_LANGUAGES');
  });
});

describe('structured answers', () => {
  const surveys = {
    s: survey(
      q('name'),
      q('age', { type: 'int', required: 'yes', constraint: { at_most: '99', message: 'Old.' } }),
    ),
  };
  const reply = (structured: Json, text: string, more: Json = {}) =>
    talk({ surveys, keywords: { R: { structured: { survey: 's', ...structured }, ...more } } }, text);
  const named = { form: 'named', names: { N: 'name', A: 'age' } };
  const prefix = { form: 'prefix', names: { n: 'name', na: 'age' } };

  test.each<[string, Json, string, string, string]>([
    [
      'a missing answer names the question',
      {},
      'r joe',
      "Field 'age': This field is required.",
      'COULD_NOT_PROCESS_STRUCTURED_SMS',
    ],
    [
      'a wrong one names the argument',
      named,
      'r a=x',
      "Field 'A': Invalid integer entered.",
      'COULD_NOT_PROCESS_STRUCTURED_SMS',
    ],
    [
      'a blank argument is an answer',
      named,
      'r a=',
      "Field 'A': This field is required.",
      'COULD_NOT_PROCESS_STRUCTURED_SMS',
    ],
    [
      'a missing separator is named',
      named,
      'r a5',
      "Put '=' between name and value.",
      'COULD_NOT_PROCESS_STRUCTURED_SMS',
    ],
    [
      'two names that fit',
      prefix,
      'r na5',
      "It is not clear which question 'na5' answers.",
      'COULD_NOT_PROCESS_STRUCTURED_SMS',
    ],
    [
      'twice the same by prefix',
      prefix,
      'r n1 n2',
      "More than one answer for 'N'.",
      'COULD_NOT_PROCESS_STRUCTURED_SMS',
    ],
    ['a constraint’s message comes alone', {}, 'r joe 100', 'Old.', 'COULD_NOT_PROCESS_STRUCTURED_SMS'],
    ['what Formplayer refuses', {}, 'r joe 1_0', 'Something went wrong on our side.', 'TOUCHFORMS_ERROR'],
  ])('%s', (_fact, structured, text, words, code) => {
    const { replies, codes } = reply(structured, text);
    expect([replies, codes]).toEqual([[words], [code]]);
  });

  test('success says nothing, and unknown names are ignored', () => {
    const { replies, stored } = reply(named, 'r a=07 z=9');
    expect([replies, stored]).toEqual([[], { name: '', age: '7' }]);
  });

  test('while Formplayer is down the reply is the internal error', () => {
    const parts = {
      surveys,
      keywords: { R: { structured: { survey: 's' } } },
      before: [{ at: AT, formplayer: 'down' }],
    };
    const { replies, codes } = talk(parts, 'r joe 5');
    expect([replies, codes]).toEqual([['Something went wrong on our side.'], ['TOUCHFORMS_ERROR']]);
  });
});

describe('sessions', () => {
  const content = { form: 's', submit_partial: 'yes', partial_case_updates: 'yes' };
  const parts = (more: Json = {}) => ({
    surveys: {
      s: { ...survey(q('a'), q('b')), on_submit: { update: { a: '{a}', b: '{b}', both: '{a}{b}' } } },
    },
    alerts: { al: { case_type: 'c', to: 'case', send: 'immediately', survey: { ...content, ...more } } },
    keywords: { HELP: { reply: 'ok', overrides_open_surveys: 'yes' } },
  });

  test.each<[string, string]>([
    ['a keyword', 'help'],
    ['#STOP', '#stop'],
  ])('%s closes an open survey with its partial submission', (_what, text) => {
    const { of } = talk(parts(), 'one', text);
    expect(of('survey').map(({ state }) => state)).toEqual(['opened', 'answered', 'partial']);
    expect(of('updated').map(({ changed }) => changed)).toEqual([['a', 'b', 'both']]);
  });

  test('a partial submission changes no case unless the alert says so', () => {
    const { of } = talk(parts({ partial_case_updates: 'no' }), 'one', '#stop');
    expect([of('survey').at(-1)?.state, of('updated')]).toEqual(['partial', []]);
  });

  test('while Formplayer is down nothing is submitted', () => {
    const { of } = talk({ ...parts(), before: [{ after: '10s', formplayer: 'down' }] }, '#stop');
    expect([of('survey').at(-1)?.state, of('updated')]).toEqual(['closed', []]);
  });

  test('the user of the form is the contact', () => {
    const { of } = talk({ ...parts(), cases: {} }, 'one', 'two');
    expect(of('updated')).toHaveLength(1);
  });

  test('an alert’s survey that cannot start is tried after 1, 3, 6, 10 … hours until it is stale', () => {
    const { of } = talk({ surveys: { s: { questions: [] } }, alerts: parts().alerts });
    const hours = of('error').map(({ at }) => (at - Date.parse('2024-01-01T12:00:00Z')) / 3_600_000);
    expect(hours).toEqual([0, 1, 3, 6, 10, 15, 21, 28, 36, 45]);
    expect(of('skipped').map(({ reason }) => reason)).toEqual(['stale']);
  });
});

describe('registration and opt words', () => {
  const join = (text: string, registration: Json, project: Json = {}) =>
    play({
      project: { name: 'clinic', sms_registration: registration, ...project },
      users: { old: { username: 'Grace', active: 'no' } },
      timeline: [{ at: AT, inbound: { from: '999777', via: 'G', text } }],
    });
  const said = (played: ReturnType<typeof play>) => played.of('sent').map(({ text }) => text);

  test.each<[string, string, Json, string[]]>([
    [
      'a name taken by a former worker',
      'join clinic worker grace',
      { workers: 'yes' },
      ['The name GRACE is taken.'],
    ],
    [
      'a name of more than 80 letters',
      `join clinic worker ${'a'.repeat(81)}`,
      { workers: 'yes' },
      [`The name ${'A'.repeat(81)} is longer than 80 characters.`],
    ],
    ['further words are ignored', 'join clinic worker bob and more', { workers: 'yes' }, []],
    [
      'the system’s welcome',
      'join clinic',
      { cases: 'yes', case_type: 'c', welcome: 'yes' },
      ['Welcome. You are registered.'],
    ],
    ['no welcome', 'join clinic', { cases: 'yes', case_type: 'c', welcome: 'no' }, []],
  ])('%s', (_fact, text, registration, replies) => {
    expect(said(join(text, registration))).toEqual(replies);
  });

  test('a long project name shortens the name of its workers', () => {
    const name = 'p'.repeat(60);
    const limit = 128 - `${name}.commcarehq.org`.length - 1;
    const played = join(`join ${name} worker ${'a'.repeat(limit + 1)}`, { workers: 'yes' }, { name });
    expect(said(played)).toEqual([`The name ${'A'.repeat(limit + 1)} is longer than ${limit} characters.`]);
  });

  test('before 28 July 2020 UNSTOP is no word of Twilio', () => {
    const stop = (asOf: string) =>
      talk(
        {
          project: { hq: { as_of: asOf } },
          gateways: { G: { type: 'twilio', number: '100' } },
        },
        'unstop',
      ).handlers;
    expect([stop('2020-07-27'), stop('2020-07-28')]).toEqual([['default_reply'], ['opt_in']]);
  });

  test('the confirmation of an entry whose gateway is unknown ends everything: no reply, no handler', () => {
    const { replies, handlers, codes } = talk(
      {
        gateways: { G: { type: 'twilio', number: '100' } },
        amy: { contact_backend_id: 'NOPE' },
        keywords: { STOP: { reply: 'x' } },
      },
      'stop',
    );
    expect([replies, handlers, codes]).toEqual([[], ['opt_out'], []]);
  });
});
