/** Regular expressions in a story: held to what can be matched in bounded work. */
import { textTestProblem } from '../core/faults/parse.ts';
import { type PatternProblem, patternOf } from '../core/pattern/pattern.ts';
import type { Node } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { quoted } from './problem.ts';
import { text } from './scalars.ts';
import { convert, type Shape, textIn } from './shape.ts';

/** A pattern for texts in expectations. */
export const pattern: Shape<string> = {
  read: (node, context) => {
    const source = textIn(node, 'a regular expression', context);
    if (source === undefined) return undefined;
    const read = patternOf(source, { dialect: 'ecmascript', extent: 'anywhere' });
    if (read.kind === 'pattern') return source;
    return tell(node, 'a regular expression', read, context);
  },
  schema: () => ({ type: 'string' }),
};

/** A glob, or a pattern between slashes, over texts that meet a fault. */
export const textTest: Shape<string> = convert(text, (source, node, context) => {
  const problem = textTestProblem(source);
  return problem === undefined ? source : tell(node, 'a glob, or /regex/', problem, context);
});

const CURE = 'Write such parts out, as alternatives (a|b), or split the pattern.';

/** Says why a pattern is none, or none that can be matched in bounded work. */
function tell(node: Node, wanted: string, { kind, why }: PatternProblem, context: ParseContext): undefined {
  const found = node.kind === 'text' ? quoted(node.text) : wanted;
  if (kind === 'invalid') return context.problem(node, found, wanted, `It cannot be read: ${why}.`);
  return context.problem(node, `${found} with ${why}`, `${wanted} that can be matched in bounded work`, CURE);
}
