import { describe, expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 12:00';

function join(text: string, registration: Json, parts: Json = {}) {
  const { project = {}, ...rest } = parts as { project?: Json };
  const { of } = play({
    project: { name: 'clinic', languages: ['en', 'fra'], sms_registration: registration, ...project },
    timeline: [{ at: AT, inbound: { from: '999777', via: 'G', text } }],
    ...rest,
  });
  return {
    handled: of('inbound').map(({ handled_by: by }) => by)[0],
    texts: of('sent').map(({ text: words }) => words),
    made: [
      ...of('registered').map(({ case: key }) => key),
      ...of('setting').map(({ name, changed }) => `${name} ${changed}`),
    ],
    owners: of('ownership').map(({ number, owner }) => `${number} ${owner}`),
  };
}

const cases = { cases: 'yes', case_type: 'patient' };
const workers = { workers: 'yes' };

describe('JOIN', () => {
  test('makes a two-way case, or a two-way worker', () => {
    expect(join('join clinic', cases)).toEqual({
      ...{ handled: 'registration', texts: [], made: ['+999777'], owners: ['999777 +999777'] },
    });
    expect(join('join clinic worker grace', workers)).toEqual({
      ...{
        handled: 'registration',
        texts: [],
        made: ['+999777 registered by SMS'],
        owners: ['999777 +999777'],
      },
    });
  });

  test.each([
    ['another word', 'joins clinic', cases],
    ['no project', 'join', cases],
    ['a project that does not exist', 'join nowhere', cases],
    ['a role that may not join', 'join clinic', workers],
    ['nobody who may join', 'join clinic', { cases: 'no', workers: 'no' }],
  ])('with %s makes nobody', (_what, text, registration) => {
    expect(join(text, registration)).toEqual({ handled: undefined, texts: [], made: [], owners: [] });
  });

  test('makes nobody where the project takes no texts, or registers nobody', () => {
    expect(join('join clinic', cases, { project: { inbound_sms: 'no' } }).made).toEqual([]);
    expect(join('join pilot', cases, { other_projects: { pilot: {} } }).made).toEqual([]);
  });

  test('is read in any letter case, and with blanks around', () => {
    expect(join('  Join   CLINIC ', cases).made).toEqual(['+999777']);
  });

  test('from a number that is somebody’s, two-way, does nothing', () => {
    const owned = (verified: string) =>
      join('join clinic', cases, {
        cases: {
          amy: { type: 'c', contact_phone_number: '999777', contact_phone_number_is_verified: verified },
        },
        timeline: [
          { at: AT, register: 'amy' },
          { after: '1m', inbound: { from: '999777', via: 'G', text: 'join clinic' } },
        ],
      }).made;
    expect(owned('1')).toEqual(['amy']);
    expect(owned('')).toEqual(['amy', '+999777']);
  });
});

describe('the name of a worker', () => {
  test.each([
    ['of 80 letters', 'a'.repeat(80), []],
    ['of 81 letters', 'a'.repeat(81), [`The name ${'A'.repeat(81)} is longer than 80 characters.`]],
    ['with a sign that no address has', 'gr,ce', ['Username contains invalid characters.']],
    ['with letters of another script', 'añа', ['Username contains invalid characters.']],
  ])('%s', (_what, name, texts) => {
    expect(join(`join clinic worker ${name}`, workers).texts).toEqual(texts);
  });

  test('is taken by any user of the project, in any letter case, and not by one of another', () => {
    const users = { old: { username: 'Grace' } };
    expect(join('join clinic worker GRACE', workers, { users }).texts).toEqual(['The name GRACE is taken.']);
    const web = { old: { username: 'grace@example.org' } };
    expect(join('join clinic worker grace', workers, { web_users: web }).made).toEqual([]);
    const pilot = { other_projects: { pilot: { users } } };
    expect(join('join clinic worker grace', workers, pilot).made).toEqual(['+999777 registered by SMS']);
  });
});

describe('the welcome', () => {
  test.each([
    ['is the system’s', 'yes', ['Welcome. You are registered.']],
    ['is left out', 'no', []],
    ['is the project’s, in its first language', { fra: 'Bienvenue', en: 'Hello' }, ['Hello']],
    ['is the project’s text, where it has one for all languages', 'Karibu', ['Karibu']],
    [
      'is the first that there is, where the first language has none',
      { fra: 'Bienvenue', swa: 'Karibu' },
      ['Bienvenue'],
    ],
  ])('%s', (_what, welcome, texts) => {
    expect(join('join clinic', { ...cases, welcome }).texts).toEqual(texts);
  });

  test('of a worker is another one of the system’s', () => {
    expect(join('join clinic worker grace', { ...workers, welcome: 'yes' }).texts).toEqual([
      'Welcome. You are registered as a worker.',
    ]);
  });
});
