/** Whatever somebody writes as an expression: it is refused by name, fails with its reason, or has a value. */
import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { FormFault } from '../../../src/core/model/survey.ts';
import { FormPlay } from '../../../src/core/xform/form-play.ts';
import { functions } from '../../../src/core/xform/functions.ts';
import { readForm } from '../../../src/xform/read-form.ts';
import { aContext, formText } from '../../helpers/xform.ts';

const text = fc.constantFrom("'a b'", "''", "'2026-03-01'", "'12'", "'%Y'", "'(a+)+$'", "'x'");
const number = fc.constantFrom('0', '1', '2.5', '100000', '0.0001', '99999999999');
const path = fc.constantFrom(
  ...[
    '/data/n',
    '/data/n[2]',
    '/data/g/a',
    '../g/*',
    '.',
    '..',
    '/data/@id',
    'current()/../n',
    '/data/nowhere',
  ],
  ...[
    "instance('casedb')/casedb/case[@case_id = 'case-1']/dob",
    "instance('commcaresession')/session/data/case_id",
  ],
);
const operator = fc.constantFrom('+', '-', '*', 'div', 'mod', '=', '!=', '<', '>=', 'and', 'or');

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(text, number, path),
    fc
      .tuple(tie('expression'), operator, tie('expression'))
      .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
    fc
      .tuple(fc.constantFrom(...functions.keys()), fc.array(tie('expression'), { maxLength: 3 }))
      .map(([name, args]) => `${name}(${args.join(', ')})`),
    tie('expression').map((one) => `-${one}`),
    tie('expression').map((one) => `/data/n[${one}]`),
  ),
}));

const escaped = (one: string): string =>
  one.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Opens a form with the expression in every place that takes one, and answers its question. */
function outcomeOf(one: string): 'refused' | 'failed' | 'played' {
  const written = escaped(one);
  const read = readForm(
    formText({
      data: '<n>1</n><n>b</n><n/><g><a>2026-03-01</a></g><result/><q/>',
      model: `<bind nodeset="/data/result" calculate="${written}"/><bind nodeset="/data/q" constraint="${written}" required="${written}"/>`,
      body: `<input ref="/data/q"><label>Q <output value="${written}"/></label></input>`,
    }),
  );
  if ('problems' in read) {
    expect(read.problems.every(({ line }) => line >= 1)).toBe(true);
    return 'refused';
  }
  try {
    const play = new FormPlay(read.form, 'en', aContext());
    play.next();
    play.answer('5');
    play.submission();
    return 'played';
  } catch (error) {
    expect(error).toBeInstanceOf(FormFault);
    return 'failed';
  }
}

test.prop([expression], { seed: 20260305, numRuns: 3000 })('written as one should', (one) => {
  expect(['refused', 'failed', 'played']).toContain(outcomeOf(one));
});

test.prop([fc.string({ unit: 'grapheme', maxLength: 60 })], { seed: 20260305, numRuns: 2000 })(
  'of any characters',
  (one) => {
    expect(['refused', 'failed', 'played']).toContain(outcomeOf(one));
  },
);

test('all three come about', () => {
  const outcomes = new Set(fc.sample(expression, { seed: 20260305, numRuns: 500 }).map(outcomeOf));
  expect(outcomes).toEqual(new Set(['refused', 'failed', 'played']));
});
