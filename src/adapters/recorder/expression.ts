/** A longer expression is refused. */
export const EXPRESSION_MAX = 500;

/** A repeated group that holds a repetition itself, such as (a+)+, takes for ever on some texts. */
const NESTED_REPETITION = /\((?:[^()\\]|\\.)*[+*}](?:[^()\\]|\\.)*\)[+*{]/;

/**
 * A regular expression that a client has given; it must fit the whole text, as in WireMock.
 * What still backtracks without end is stopped by `withinTime`.
 */
export function expressionFrom(source: unknown): RegExp | { readonly problem: string } {
  if (typeof source !== 'string') return { problem: 'an expression is wanted as a text' };
  if (source.length > EXPRESSION_MAX)
    return { problem: `an expression of at most ${EXPRESSION_MAX} characters is wanted` };
  if (NESTED_REPETITION.test(source)) {
    return { problem: `${source}: a repetition within a repetition is refused; write it with one` };
  }
  try {
    return new RegExp(`^(?:${source})$`, 's');
  } catch {
    return { problem: `${source} is not a regular expression` };
  }
}
