/** A form of a scenario's own questions: its way, its words, what it keeps and what it writes. */
import { describe, expect, test } from 'vitest';
import { QuestionRun } from '../../../src/core/form/question-run.ts';
import { needsAnswers } from '../../../src/core/form/walk.ts';
import type { Survey } from '../../../src/core/model/survey.ts';
import type { XForm } from '../../../src/core/model/xform.ts';
import { plansFrom } from '../../helpers/plans-from.ts';
import { soundForm } from '../../helpers/xform.ts';

type Json = { readonly [key: string]: unknown };

function surveyOf(survey: Json, languages: readonly string[] = ['en', 'fra']): Survey {
  const [plan] = plansFrom(
    JSON.stringify({
      ...{ scenario: 'x', project: { languages }, gateways: { G: { type: 'test' } }, surveys: { s: survey } },
      ...{ starts: '2026-01-01 09:00', timeline: [{ at: '2026-01-01 09:00', note: 'x' }] },
    }),
  );
  return plan!.surveys.get('s')!;
}

const runOf = (
  survey: Json,
  language = 'en',
  properties: Readonly<Record<string, string>> = {},
): QuestionRun =>
  new QuestionRun(surveyOf(survey), language, { caseValue: (name) => properties[name] ?? '' });

const text = (id: string, more: Json = {}): Json => ({ id, ask: `${id}?`, type: 'text', ...more });

/** Answers in turn; labels and prompt before each, and at the end. */
function conversation(run: QuestionRun, ...answers: readonly string[]): string[] {
  const texts: string[] = [];
  for (const answer of [...answers, undefined]) {
    const { labels, question } = run.next();
    texts.push([...labels, question?.prompt ?? 'END'].join(' / '));
    if (answer !== undefined) run.answer(answer);
  }
  return texts;
}

describe('the way', () => {
  test('leads over labels, which stand before the next question or the end', () => {
    const label = (id: string) => ({ id, ask: `${id}.` });
    expect(conversation(runOf({ questions: [label('a'), label('b'), text('c'), label('d')] }), 'x')).toEqual([
      ...['a. / b. / c?', 'd. / END'],
    ]);
  });

  test('passes over what its conditions hide, by answers and by properties of the case', () => {
    const survey = {
      questions: [
        text('a'),
        text('b', { if: { a: 'yes' } }),
        text('c', { if: { 'case/sex': 'f' } }),
        text('d', { if: { b: { answered: 'yes' } } }),
        text('e'),
      ],
    };
    expect(conversation(runOf(survey, 'en', { sex: 'f' }), 'no', '1', '2')).toEqual([
      'a?',
      'c?',
      'e?',
      'END',
    ]);
    expect(conversation(runOf(survey), 'yes', '1', '2', '3')).toEqual(['a?', 'b?', 'd?', 'e?', 'END']);
  });

  test('needs answers where anything but labels stands', () => {
    expect(needsAnswers(surveyOf({ questions: [{ id: 'a', ask: 'A.' }] }))).toBe(false);
    expect(needsAnswers(surveyOf({ questions: [{ id: 'a', ask: 'A.' }, text('b')] }))).toBe(true);
  });

  test.each([
    ['a label', '<trigger ref="/data/a"><label>A.</label></trigger>', false],
    ['a question', '<input ref="/data/a"><label>A?</label></input>', true],
    ['a group of a label', '<group><trigger ref="/data/a"><label>A.</label></trigger></group>', false],
    ['a group of a question', '<group><input ref="/data/a"><label>A?</label></input></group>', true],
    [
      'a repeat whose number the user decides',
      '<repeat nodeset="/data/r"><input ref="/data/r/b"><label>B?</label></input></repeat>',
      false,
    ],
    [
      'a repeat of questions',
      '<repeat nodeset="/data/r" jr:count="2"><input ref="/data/r/b"><label>B?</label></input></repeat>',
      true,
    ],
    [
      'a repeat of labels',
      '<repeat nodeset="/data/r" jr:count="2"><trigger ref="/data/r/b"><label>B.</label></trigger></repeat>',
      false,
    ],
  ])('of an XForm with %s needs answers: %s', (_what, body, wanted) => {
    const form: XForm = soundForm({ data: '<a/><r><b/></r>', body });
    expect(needsAnswers({ ...surveyOf({ questions: [] }), form })).toBe(wanted);
  });
});

describe('the words', () => {
  test('are those of the language, else of the first one of the form, with values put in', () => {
    const survey = {
      questions: [
        { id: 'a', ask: { en: 'Hello {case.name}, {case.x}.', fra: 'Salut' }, type: 'text' },
        text('b'),
      ],
    };
    expect(conversation(runOf(survey, 'fra'))[0]).toBe('Salut');
    expect(conversation(runOf(survey, 'xyz', { name: 'Amy' }))[0]).toBe('Hello Amy, .');
    const run = runOf({ questions: [text('a'), { id: 'b', ask: '{a} and {case.none}?', type: 'text' }] });
    expect(conversation(run, 'x')[1]).toBe('x and ?');
  });

  test('of choices are numbered', () => {
    const run = runOf(
      { questions: [{ id: 'a', ask: 'Which?', choices: { y: { en: 'Yes', fra: 'Oui' }, n: 'No' } }] },
      'fra',
    );
    const { question } = run.next();
    expect([question?.choices, question?.prompt, question?.type]).toEqual([
      ['Oui', 'No'],
      'Which? 1:Oui, 2:No.',
      'select',
    ]);
  });
});

describe('an answer', () => {
  const kept = (question: Json, handedOn: string) => {
    const run = runOf({ questions: [{ id: 'q', ask: 'Q?', ...question }] });
    run.next();
    const { kind } = run.answer(handedOn);
    return [kind, run.answers().get('q')];
  };
  const many = { type: 'multiselect', choices: { a: 'A', b: 'B', c: 'C' } };

  test.each<[Json, string, unknown[]]>([
    [{ type: 'int' }, '08', ['kept', '8']],
    [{ type: 'int' }, '2147483648', ['refused', undefined]],
    [{ type: 'longint' }, '2147483648', ['kept', '2147483648']],
    [{ type: 'longint' }, 'x', ['refused', undefined]],
    [{ type: 'float' }, '2.50', ['kept', '2.5']],
    [{ type: 'float' }, 'nan', ['refused', undefined]],
    [{ type: 'text' }, ' x ', ['kept', ' x ']],
    [{ type: 'date' }, '2026-01-02', ['kept', '2026-01-02']],
    [{ type: 'time' }, '9:30', ['kept', '09:30:00.000']],
    [{ type: 'time' }, '19:30', ['kept', '19:30:00.000']],
    [{ type: 'int' }, '', ['kept', '']],
    [{ choices: { y: 'Yes', n: 'No' } }, '2', ['kept', 'n']],
    [{ choices: { y: 'Yes', n: 'No' } }, '+1', ['kept', 'y']],
    [{ choices: { y: 'Yes', n: 'No' } }, '0', ['refused', undefined]],
    [{ choices: { y: 'Yes', n: 'No' } }, '3', ['refused', undefined]],
    [{ choices: { y: 'Yes', n: 'No' } }, '1_0', ['refused', undefined]],
    [many, '3 1', ['kept', 'c a']],
    [many, '3 4', ['refused', undefined]],
    [many, 'x', ['refused', undefined]],
  ])('to %j of %j is %j', (question, handedOn, outcome) => {
    expect(kept(question, handedOn)).toEqual(outcome);
  });

  test('that breaks the constraint is met with its message, with values put in', () => {
    const run = runOf({
      questions: [
        text('a'),
        {
          id: 'q',
          ask: 'Q?',
          type: 'int',
          constraint: { at_most: '9', message: { en: 'Not {a}.', fra: 'Non.' } },
        },
      ],
    });
    conversation(run, 'x');
    expect(run.answer('10')).toEqual({ kind: 'constraint', message: 'Not x.' });
    expect(run.answer('9')).toEqual({ kind: 'kept' });
    expect(run.answer('')).toEqual({ kind: 'kept' });
    const silent = runOf({ questions: [{ id: 'q', ask: 'Q?', type: 'int', constraint: { at_most: '9' } }] });
    silent.next();
    expect(silent.answer('10')).toEqual({ kind: 'constraint', message: undefined });
  });
});

describe('what is submitted', () => {
  const submitted = (onSubmit: Json, ...answers: readonly string[]) => {
    const run = runOf({
      questions: [text('a'), text('b', { if: { a: 'yes' } }), text('c')],
      on_submit: onSubmit,
    });
    conversation(run, ...answers);
    const [one, ...more] = run.submission();
    expect([one?.caseId, more]).toEqual([undefined, []]);
    return [Object.fromEntries(one!.set), one!.closes];
  };

  test('copies answers, leaves out those that are hidden, and puts words together', () => {
    const update = { a: '{a}', b: '{b}', both: '{a}-{b}-{c}', word: 'fixed' };
    expect(submitted({ update }, 'no', 'z')).toEqual([{ a: 'no', both: 'no--z', word: 'fixed' }, false]);
    expect(submitted({ update }, 'yes', 'y', 'z')).toEqual([
      { a: 'yes', b: 'y', both: 'yes-y-z', word: 'fixed' },
      false,
    ]);
  });

  test('closes the case where it says so', () => {
    expect(submitted({ close: 'yes' }, 'no', 'z')).toEqual([{}, true]);
    expect(submitted({ close: 'no' }, 'no', 'z')[1]).toBe(false);
  });
});
