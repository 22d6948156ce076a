import { describe, expect, test } from 'vitest';
import type { Json } from '../../fidelity/helpers/play.ts';
import { talk } from './conversations.ts';

const project = { default_reply: 'Sorry?' };
const surveys = {
  s: { questions: [{ id: 'q', ask: 'Q?', type: 'int' }], on_submit: { update: { q: '{q}' } } },
  own: {
    needs_case: 'yes',
    questions: [{ id: 'q', ask: 'Weight?', type: 'int' }],
    on_submit: { update: { q: '{q}' } },
  },
};

describe('a keyword', () => {
  test('is looked for in alphabetical order, whatever the order of the file', () => {
    const one = { a: { reply: 'small' }, B: { reply: 'B' }, A: { reply: 'large' } };
    expect(talk({ keywords: one }, 'a', 'b').replies).toEqual(['large', 'B']);
  });

  test('of another project is not this project’s', () => {
    const parts = {
      project,
      other_projects: { pilot: { keywords: { HELP: { reply: 'Theirs' } } } },
    };
    expect(talk(parts, 'help').replies).toEqual(['Sorry?']);
  });

  test('is for those that it names', () => {
    const keyword = (only: string) => ({ project, keywords: { HELP: { reply: 'ok', only_for: only } } });
    expect(talk(keyword('cases'), 'help').replies).toEqual(['ok']);
    expect(talk(keyword('workers'), 'help').replies).toEqual(['Sorry?']);
    const users = { uma: { username: 'uma', phone: '999222', verified: 'yes' } };
    const byWorker = { inbound: { from: 'uma', via: 'G', text: 'help' } };
    expect(talk({ ...keyword('cases'), users }, byWorker).replies).toEqual(['Sorry?']);
    expect(talk({ ...keyword('workers'), users }, byWorker).replies).toEqual(['ok']);
  });

  test('that is refused while a survey runs leaves the text to the survey, unless it overrides', () => {
    const keywords = (more: Json) => ({
      surveys,
      keywords: { GO: { survey: 's' }, HELP: { reply: 'ok', ...more } },
    });
    expect(talk(keywords({}), 'go', 'help').handlers).toEqual(['keyword', 'survey']);
    expect(talk(keywords({ overrides_open_surveys: 'yes' }), 'go', 'help').handlers).toEqual([
      'keyword',
      'keyword',
    ]);
  });

  test('does its reply, its survey and its notice, in this order', () => {
    const { replies, of } = talk(
      {
        surveys,
        amy: { owner: 'uma' },
        users: { uma: { username: 'uma', phone: '999222' } },
        keywords: { GO: { reply: 'First', survey: 's', notify: { to: 'owner', sms: 'Amy wrote' } } },
      },
      'go',
    );
    expect(replies).toEqual(['First', 'Q?', 'Amy wrote']);
    expect(of('sent').map(({ to, cause, name, case: key }) => [to, cause, name, key])).toEqual([
      ['amy', 'keyword', 'GO', 'amy'],
      ['amy', 'keyword', 'GO', 'amy'],
      ['uma', 'keyword', 'GO', 'amy'],
    ]);
  });

  test('tells a group, or the owner of the case alone', () => {
    const users = {
      uma: { username: 'uma', phone: '999222', verified: 'yes' },
      vic: { username: 'vic', phone: '999333' },
    };
    const groups = { team: { users: ['uma', 'vic'] } };
    const notified = (to: unknown, ...texts: readonly (string | Json)[]) =>
      talk({ users, groups, keywords: { GO: { notify: { to, sms: 'Wrote' } } } }, ...texts)
        .of('sent')
        .map(({ to: key }) => key);
    expect(notified({ group: 'team' }, 'go')).toEqual(['uma', 'vic']);
    expect(notified('owner', 'go')).toEqual([]);
    expect(notified('owner', { inbound: { from: 'uma', via: 'G', text: 'go' } })).toEqual([]);
  });

  test('has one text in `exact`, and those of each language in `tidy`', () => {
    const keywords = { HELP: { reply: { hin: 'theek', en: 'ok' } } };
    const reply = (hq: string, languages: readonly string[]) =>
      talk({ keywords, amy: { language_code: 'hin' }, project: { hq, languages } }, 'help').replies;
    expect(reply('exact', ['en', 'hin'])).toEqual(['ok']);
    expect(reply('exact', ['fra'])).toEqual(['theek']);
    expect(reply('tidy', ['en', 'hin'])).toEqual(['theek']);
  });
});

describe('the case of a keyword', () => {
  const users = { uma: { username: 'uma', phone: '999222', verified: 'yes' } };
  const groups = { team: { users: ['uma'] }, others: { users: [] } };
  const others: Json = {
    mine: { type: 'p', external_id: 'P1', owner: 'uma' },
    shared: { type: 'p', external_id: 'P2', owner: 'team' },
    theirs: { type: 'p', external_id: 'P3', owner: 'others' },
    nobodys: { type: 'p', external_id: 'P4' },
    mother: { type: 'p', external_id: 'M1' },
    child: { type: 'p', external_id: 'C1', owner: 'uma', parent: { case: 'mother' } },
    twin: { type: 'p', external_id: 'T1', owner: 'uma' },
    other_twin: { type: 'p', external_id: 'T1', owner: 'uma' },
    shut: { type: 'p', external_id: 'S1', owner: 'uma' },
  };
  const wrote = (text: string, keyword: Json) => {
    const { of, codes, replies } = talk(
      { project, users, groups, others, surveys, keywords: { W: keyword } },
      { close: 'shut' },
      { inbound: { from: 'uma', via: 'G', text } },
    );
    return { codes, replies, updated: of('updated').map(({ case: key }) => key) };
  };
  const filled = { structured: { survey: 'own' } };

  test.each([
    ['P1', 'mine'],
    ['P2', 'shared'],
    ['M1', 'mother'],
    ['C1', 'child'],
  ])('%s is one that the worker reaches', (id, key) => {
    expect(wrote(`w ${id} 61`, filled)).toEqual({ codes: [], replies: [], updated: [key] });
  });

  test.each([
    ['w', 'NO_EXTERNAL_ID_GIVEN'],
    ['w P3 61', 'CASE_EXTERNAL_ID_NOT_FOUND'],
    ['w P4 61', 'CASE_EXTERNAL_ID_NOT_FOUND'],
    ['w X 61', 'CASE_EXTERNAL_ID_NOT_FOUND'],
    ['w S1 61', 'CASE_EXTERNAL_ID_NOT_FOUND'],
    ['w T1 61', 'MULTIPLE_CASES_WITH_EXTERNAL_ID_FOUND'],
  ])('%s ends in %s, and the worker is told', (text, code) => {
    const { codes, replies, updated } = wrote(text, filled);
    expect([codes, updated]).toEqual([[code], []]);
    expect(replies).toHaveLength(1);
  });

  test('is asked for by a survey as well, and by no form that needs none', () => {
    expect(wrote('w P1', { survey: 'own' }).replies).toEqual(['Weight?']);
    expect(wrote('w', { survey: 's' }).replies).toEqual(['Q?']);
    expect(wrote('w 5', { structured: { survey: 's' } })).toEqual({ codes: [], replies: [], updated: [] });
    expect(wrote('w', { reply: 'ok' }).replies).toEqual(['ok']);
  });

  test('cannot be looked up for a form that is gone: nothing is done', () => {
    expect(wrote('w P1', { survey: 'gone' })).toEqual({ codes: [], replies: ['Sorry?'], updated: [] });
  });
});

describe('commands', () => {
  const keywords = {
    HELP: { reply: 'ok', overrides_open_surveys: 'no' },
    GO: { survey: 's' },
    R: { structured: { survey: 's', delimiter: ',' } },
  };

  test('#START runs a keyword whatever survey is open', () => {
    const { replies, surveys: steps } = talk(
      { keywords: { HELP: keywords.HELP, GO: keywords.GO }, surveys },
      'go',
      '#start help',
    );
    expect([replies, steps]).toEqual([
      ['Q?', 'ok'],
      ['opened', 'closed'],
    ]);
  });

  test('#CURRENT says nothing where two surveys are open, and an answer closes both', () => {
    const alert = (name: string) => ({ case_type: 'c', to: 'case', send: 'immediately', survey: name });
    const two = {
      surveys: { a: { questions: [{ id: 'x', ask: 'A?', type: 'text' }] } },
      alerts: { one: alert('a') },
    };
    expect(talk(two, '#current').replies).toEqual(['A?', 'A?']);
  });
});
