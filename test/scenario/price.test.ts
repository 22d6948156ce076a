import { describe, expect, test } from 'vitest';
import { ScenarioError } from '../../src/scenario/scenario-error.ts';
import { plansFrom } from '../helpers/plans-from.ts';

function problemsOf(price: string): readonly { readonly path: string; readonly hint?: string }[] {
  try {
    plansFrom(`scenario: prices\ngateways: {A: {type: twilio, price: ${price}}}\nstarts: 2026-03-02 08:00\n`);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ path, hint }) => ({ path, ...(hint !== undefined && { hint }) }));
  }
}

describe('the price of a gateway', () => {
  test.each([
    '{per_segment: "0.0075", currency: USD}',
    '{per_segment: 0.0075, currency: USD}',
    '{per_segment: 0, currency: KES}',
  ])('may be %s', (price) => {
    expect(problemsOf(price)).toEqual([]);
  });

  test.each([
    ['"0,0075"', 'write "0.0075"'],
    ['".5"', 'write "0.5"'],
    ['7.5e-3', 'write all digits, without an exponent'],
    ['"$0.0075"', 'write "0.0075", and the currency by itself'],
    ['free', undefined],
    ['-1', 'write "1", and the currency by itself'],
  ])('is not %s, and the problem says what to write', (amount, hint) => {
    const place = { path: 'gateways.A.price.per_segment' };
    const [problem] = problemsOf(`{per_segment: ${amount}, currency: USD}`);
    expect(problem).toMatchObject(place);
    expect(problem?.hint).toBe(hint);
  });

  test.each([
    ['usd', 'write USD'],
    ['dollars', 'write USD'],
    ['KSH', 'write KES'],
    ['Ksh.', 'write KES'],
    ['TSHS', 'write TZS'],
    ['shs', 'write KES, TZS, UGX or SOS: the shilling that is meant'],
    ['KEN', 'did you mean "KES"?'],
    ['XXX', undefined],
    ['coins', undefined],
  ])('has no currency %s', (currency, hint) => {
    const [problem] = problemsOf(`{per_segment: "1", currency: ${currency}}`);
    expect(problem).toMatchObject({ path: 'gateways.A.price.currency' });
    expect(problem?.hint).toBe(hint);
  });
});
