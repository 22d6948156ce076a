/** A survey under way: its answers, its timer, and how it ends. */
import { describe, expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';
import { AT, talk, twoWay } from './conversations.ts';

const minutes = (at: number): number => (at - Date.parse('2024-01-01T12:00:00Z')) / 60_000;
const int = { id: 'q', ask: 'Q?', type: 'int' };
const text = (id: string): Json => ({ id, ask: `${id}?`, type: 'text' });
const keywords = { GO: { survey: 's' } };

/** An alert's survey, asked as soon as Amy is registered. */
function asked(survey: Json, content: Json = {}, parts: Json = {}, ...acts: readonly Json[]) {
  const { of } = play({
    cases: { amy: twoWay },
    surveys: { s: survey },
    alerts: { a: { case_type: 'c', to: 'case', send: 'immediately', survey: { form: 's', ...content } } },
    timeline: [{ at: AT, register: 'amy' }, ...acts],
    ...parts,
  });
  return {
    of,
    texts: of('sent').map(({ at, text: words }) => `${minutes(at)} ${words}`),
    steps: of('survey').map(({ at, state }) => `${minutes(at)} ${state}`),
    codes: of('error').map(({ code }) => code),
  };
}

describe('the timer', () => {
  const two = { questions: [int], reminders: ['30', '60'], expires_after: '120' };

  test('reminds at its times, each counted from the one before, and ends after them', () => {
    expect(asked(two).texts).toEqual(['0 Q?', '30 Q?', '90 Q?']);
    expect(asked(two).steps).toEqual(['0 opened', '120 expired']);
  });

  test('is that of the alert where the alert has one', () => {
    const { texts, steps } = asked(two, { reminders: ['10'], expires_after: '15' });
    expect([texts, steps]).toEqual([
      ['0 Q?', '10 Q?'],
      ['0 opened', '15 expired'],
    ]);
  });

  test('ends after seven days at the latest, and never before the last reminder', () => {
    expect(asked({ questions: [int], expires_after: '20000' }).steps).toEqual(['0 opened', '10080 expired']);
    expect(asked({ questions: [int], reminders: ['90'], expires_after: '30' }).steps).toEqual([
      ...['0 opened', '90 expired'],
    ]);
  });

  test('of a survey that asks nothing is none: its words are sent, and it is complete', () => {
    const { texts, steps } = asked({
      questions: [{ id: 'a', ask: 'Hello.' }],
      reminders: ['5'],
      expires_after: '60',
    });
    expect([texts, steps]).toEqual([['0 Hello.'], ['0 opened', '0 completed']]);
  });

  test('reminds of the question that is open, without the labels before it', () => {
    const survey = { questions: [{ id: 'l', ask: 'Hello.' }, text('a'), text('b')], reminders: ['5', '5'] };
    const answer = { after: '6m', inbound: { from: 'amy', via: 'G', text: 'x' } };
    expect(asked(survey, {}, {}, answer).texts).toEqual(['0 Hello. a?', '5 a?', '6 b?', '10 b?']);
  });

  test('leaves out reminders that passed during an outage', () => {
    const survey = { questions: [int], reminders: ['10', '10', '10'], expires_after: '60' };
    const { texts } = asked(
      survey,
      {},
      {},
      { after: '5m', platform: 'down' },
      { after: '20m', platform: 'up' },
    );
    expect(texts).toEqual(['0 Q?', '25 Q?', '30 Q?']);
  });

  test('reminds by the number that answered last, and nobody when that number is gone', () => {
    const users = { uma: { username: 'uma', phones: ['999111', '999222'], verified: 'yes' } };
    const parts = (...acts: readonly Json[]) => ({
      users,
      cases: { amy: { type: 'c' } },
      alerts: { a: { case_type: 'c', to: { user: 'uma' }, send: 'immediately', survey: 's' } },
      timeline: [{ at: AT, register: 'amy' }, ...acts],
    });
    const survey = { questions: [text('a'), text('b')], reminders: ['30'], expires_after: '60' };
    const answer = { after: '1m', inbound: { from: '999222', via: 'G', text: 'x' } };
    const numbers = (...acts: readonly Json[]) =>
      asked(survey, {}, parts(...acts))
        .of('sent')
        .map(({ at, number }) => `${minutes(at)} ${number}`);
    expect(numbers(answer)).toEqual(['0 999111', '1 999222', '30 999222']);
    const moved = { after: '1m', user: { uma: { phones: ['999333'] } } };
    expect(numbers(moved)).toEqual(['0 999111']);
  });
});

describe('the end that is not complete', () => {
  const survey = {
    questions: [text('a'), text('b')],
    on_submit: { update: { a: '{a}' } },
    expires_after: '60',
  };
  const one = { after: '1m', inbound: { from: 'amy', via: 'G', text: 'x' } };

  test.each<[string, Json, string[], string[]]>([
    ['submits nothing', {}, ['0 opened', '1 answered', '60 expired'], []],
    ['submits the answers so far', { submit_partial: 'yes' }, ['0 opened', '1 answered', '60 partial'], []],
    [
      'saves them too',
      { submit_partial: 'yes', partial_case_updates: 'yes' },
      ['0 opened', '1 answered', '60 partial'],
      ['amy'],
    ],
    [
      'saves nothing that is not submitted',
      { partial_case_updates: 'yes' },
      ['0 opened', '1 answered', '60 expired'],
      [],
    ],
  ])('%s, as the alert says', (_what, content, steps, updated) => {
    const played = asked(survey, content, {}, one);
    expect(played.steps).toEqual(steps);
    expect(played.of('updated').map(({ case: key }) => key)).toEqual(updated);
  });

  test('is what the survey of the file says, where the alert says nothing', () => {
    const own = { ...survey, submit_partial: 'yes', partial_case_updates: 'yes' };
    expect(asked(own, {}, {}, one).of('updated')).toHaveLength(1);
  });

  test('of a keyword’s survey submits nothing, has no reminders and comes after seven days', () => {
    const own = { ...survey, submit_partial: 'yes', partial_case_updates: 'yes', reminders: ['5'] };
    const { of, replies } = talk({ surveys: { s: own }, keywords }, 'go', 'x');
    expect(replies).toEqual(['a?', 'b?']);
    expect(of('survey').map(({ at, state }) => `${minutes(at)} ${state}`)).toEqual([
      ...['1 opened', '2 answered', '10081 expired'],
    ]);
    expect(of('updated')).toEqual([]);
  });
});

describe('answers', () => {
  test('are told as they come in, all so far each time', () => {
    const { of } = talk({ surveys: { s: { questions: [text('a'), text('b')] } }, keywords }, 'go', 'x', 'y');
    expect(
      of('survey').map(({ state, answers, survey, contact }) => ({ state, answers, survey, contact })),
    ).toEqual([
      { state: 'opened', answers: undefined, survey: 's', contact: 'amy' },
      { state: 'answered', answers: { a: 'x' }, survey: 's', contact: 'amy' },
      { state: 'answered', answers: { a: 'x', b: 'y' }, survey: 's', contact: 'amy' },
      { state: 'completed', answers: { a: 'x', b: 'y' }, survey: 's', contact: 'amy' },
    ]);
  });

  test('to names of the case itself change the case itself', () => {
    const update = { name: '{a}', owner_id: '{b}', external_id: '{c}', plain: '{a}{b}' };
    const questions = [text('a'), text('b'), text('c')];
    const parts = {
      surveys: { s: { questions, on_submit: { update } } },
      keywords,
      users: { uma: { username: 'uma', phone: '1' } },
    };
    const { of, replies } = talk(
      {
        ...parts,
        alerts: {
          see: {
            case_type: 'c',
            when: { plain: { has_value: 'yes' } },
            to: 'case',
            send: 'immediately',
            sms: '{case.name}|{case.owner.name}|{case.external_id}|{case.plain}',
          },
        },
      },
      ...['go', 'Eva', 'uma', 'X1'],
    );
    expect(of('updated').map(({ changed }) => changed)).toEqual([['plain', 'name', 'owner']]);
    expect(replies.at(-1)).toBe('Eva|uma|X1|Evauma');
  });

  test('that HQ finds wrong are marked, and those that only Formplayer refuses are not', () => {
    const survey = { s: { questions: [{ ...int, constraint: { at_most: '9', message: 'Too much.' } }] } };
    const marks = (word: string, hq: string) => {
      const { of, replies } = talk({ surveys: survey, keywords, project: { hq } }, 'go', word);
      return [of('inbound').at(-1)?.invalid_answer ?? false, replies.at(-1)];
    };
    expect(marks('x', 'exact')).toEqual([true, 'Invalid integer entered. Q?']);
    expect(marks('10', 'exact')).toEqual([true, 'Too much.']);
    expect(marks('1_0', 'exact')).toEqual([
      false,
      'Our system is down for a moment. Please try again later.',
    ]);
    expect(marks('1_0', 'tidy')).toEqual([true, 'Invalid integer entered. Q?']);
    expect(marks('5', 'exact')).toEqual([false, 'Q?']);
  });

  test('while Formplayer is down are not taken, and the question stays open', () => {
    const { replies, surveys } = talk(
      { surveys: { s: { questions: [text('a')] } }, keywords },
      ...['go', { formplayer: 'down' }, 'x', { formplayer: 'up' }, 'y'],
    );
    expect(replies).toEqual(['a?', 'Our system is down for a moment. Please try again later.']);
    expect(surveys).toEqual(['opened', 'answered', 'completed']);
  });
});

describe('a survey that cannot be asked', () => {
  test.each<[string, Json, Json, string[]]>([
    ['has no number to go to', { contact_phone_number: '' }, {}, ['NO_PHONE_NUMBER']],
    ['needs a two-way number', { contact_phone_number_is_verified: '' }, {}, ['NO_TWO_WAY_PHONE_NUMBER']],
  ])('%s', (_what, amy, survey, codes) => {
    const parts = { cases: { amy: { ...twoWay, ...amy } } };
    expect(asked({ questions: [int], ...survey }, {}, parts).codes).toEqual(codes);
  });

  test('needs no two-way number when it asks nothing', () => {
    const parts = { cases: { amy: { ...twoWay, contact_phone_number_is_verified: '' } } };
    expect(asked({ questions: [{ id: 'a', ask: 'Hello.' }] }, {}, parts).texts).toEqual(['0 Hello.']);
  });

  test('needs a case where it says so, which no user has of itself', () => {
    const parts = {
      users: { uma: { username: 'uma', phone: '999111', verified: 'yes' } },
      broadcasts: { b: { to: { user: 'uma' }, send: 'immediately', survey: 's' } },
      alerts: {},
      timeline: [{ at: AT, broadcast: 'b' }],
    };
    expect(asked({ questions: [int], needs_case: 'yes' }, {}, parts).codes).toEqual(['NO_CASE_GIVEN']);
    expect(asked({ questions: [int], needs_case: 'no' }, {}, parts).texts).toEqual(['0 Q?']);
  });

  test('is told by its name where the form is gone', () => {
    const { of } = asked({ questions: [int] }, { form: 'gone' });
    expect(
      of('error').map(({ code, detail, level, alert, case: key }) => ({ code, detail, level, alert, key })),
    ).toEqual([{ code: 'CANNOT_FIND_FORM', detail: 'gone', level: 'event', alert: 'a', key: 'amy' }]);
  });
});

describe('two surveys on one number', () => {
  const shared = { inbound_leniency: 'yes', one_number_many_contacts: 'yes' };
  const two = (...acts: readonly Json[]) => {
    const { of } = play({
      project: { name: 'home', ...shared },
      gateways: { G: { type: 'test', number: '100', scope: 'project' } },
      routing: { project: { '*': 'G' } },
      cases: { amy: twoWay, ben: { ...twoWay, name: 'Ben' } },
      surveys: { s: { questions: [{ id: 'a', ask: '{case.name}?', type: 'text' }], expires_after: '600' } },
      alerts: { a: { case_type: 'c', to: 'case', send: 'immediately', survey: 's' } },
      timeline: [{ at: AT, register: ['amy', 'ben'] }, ...acts],
    });
    return {
      texts: of('sent').map(({ at, to, text: words }) => `${minutes(at)} ${to} ${words}`),
      answered: of('survey').flatMap(({ contact, state, answers }) =>
        state === 'completed' ? [`${contact} ${answers?.a}`] : [],
      ),
    };
  };

  test('are asked one after the other, and each answer is that of the one that runs', () => {
    const { texts, answered } = two(
      { after: '2m', inbound: { from: '999123', via: 'G', text: 'one' } },
      { after: '5m', inbound: { from: '999123', via: 'G', text: 'two' } },
    );
    expect(texts).toEqual(['0 amy Amy?', '3 ben Ben?']);
    expect(answered).toEqual(['amy one', 'ben two']);
  });

  test('wait for the end of the first', () => {
    expect(two().texts).toEqual(['0 amy Amy?', '601 ben Ben?']);
  });
});
