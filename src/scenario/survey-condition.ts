/** Tests of answers, as `if` and `constraint` write them. */
import { measureOf, wholePattern } from '../core/form/conditions.ts';
import type { Condition, QuestionType, Subject, Tests } from '../core/model/survey.ts';
import { patternProblem } from '../core/pattern/python-match.ts';
import { didYouMean } from './near.ts';
import type { MapNode, Node, TextNode } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { alternatives, quoted } from './problem.ts';
import { present } from './promised-fields.ts';
import { text, yesNo } from './scalars.ts';
import { field, listOf, type RecordOf, record, type Shape } from './shape.ts';

/** A question that a name means at some place of the form. */
export interface Named {
  readonly path: string;
  readonly type: QuestionType;
  readonly choices: readonly string[];
}

/** The names that a question may use: those of questions before it. */
export type Scope = ReadonlyMap<string, Named>;

/** Properties of the case stand beside the ids. */
const CASE = 'case/';

export const testFields = {
  value: field(text, 'Equal to this'),
  not: field(text, 'Differs from this'),
  in: field(listOf(text), 'Equal to one of these'),
  matches: field(text, 'A regular expression for the whole value'),
  at_least: field(text, 'A number, a date or a time, or more'),
  at_most: field(text, 'A number, a date or a time, or less'),
  more_than: field(text, 'More than a number, later than a date or a time'),
  less_than: field(text, 'Less than a number, earlier than a date or a time'),
  selected: field(text, 'This key is among the choices made'),
  answered: field(yesNo, 'Whether there is an answer'),
} as const;

const testRecord = record(testFields);
const bounds = ['at_least', 'at_most', 'more_than', 'less_than'] as const;
const allTests = Object.keys(testFields);

/** The tests of a record that may hold more than tests; what cannot be meant is a problem. */
export function testsFrom(
  given: RecordOf<typeof testFields>,
  about: Named | undefined,
  context: ParseContext,
): Tests {
  const { node } = given;
  const place = (name: string): Node => node.entries.get(name)!.value;
  if (!allTests.some((name) => node.entries.has(name)))
    context.problem(node, 'no test', `one of ${alternatives(allTests)}`);
  tellPattern(given.matches, node, context);
  for (const name of bounds) {
    const bound = given[name];
    if (bound !== undefined) tellBound(bound, about?.type, place(name), context);
  }
  if (given.selected !== undefined) tellKey(given.selected, about, place('selected'), context);
  return present<Tests>({
    value: given.value,
    not: given.not,
    in: given.in,
    matches: given.matches,
    atLeast: given.at_least,
    atMost: given.at_most,
    moreThan: given.more_than,
    lessThan: given.less_than,
    selected: given.selected,
    answered: given.answered,
  });
}

function tellPattern(pattern: string | undefined, node: MapNode, context: ParseContext): void {
  const problem = pattern === undefined ? undefined : patternProblem(wholePattern(pattern));
  if (problem === undefined) return;
  const hint = problem.kind === 'refused' ? problem.why : undefined;
  context.problem(node.entries.get('matches')!.value, quoted(pattern!), 'a regular expression', hint);
}

/** What a bound has to be, by the type of what it is held against. */
const kindOfBound: Partial<Record<QuestionType, readonly ['number' | 'date' | 'time', string]>> = {
  int: ['number', 'a number'],
  longint: ['number', 'a number'],
  float: ['number', 'a number'],
  date: ['date', 'a date, YYYY-MM-DD'],
  time: ['time', 'a time, HH:MM'],
};

function tellBound(bound: string, type: QuestionType | undefined, node: Node, context: ParseContext): void {
  const [wanted, words] = (type && kindOfBound[type]) ?? [undefined, 'a number, a date or a time'];
  const kind = measureOf(bound)?.kind;
  if (kind === undefined || (wanted !== undefined && kind !== wanted))
    context.problem(node, quoted(bound), words);
}

function tellKey(key: string, about: Named | undefined, node: Node, context: ParseContext): void {
  if (about === undefined || about.choices.includes(key)) return;
  const wanted =
    about.choices.length > 0 ? `one of ${alternatives(about.choices)}` : 'a question with choices';
  context.problem(node, quoted(key), wanted, didYouMean(key, about.choices));
}

/** `{id: …, case/p: …}`: all hold; `{any: [{…}, …]}`: one of them does. */
export const conditionShape: Shape<Node> = {
  read: (node) => node,
  schema: (definitions) => ({
    type: 'object',
    properties: {
      any: {
        description: 'A list of such maps, one of which holds; or an id of that name',
        anyOf: [{ type: 'array', items: { type: 'object' } }, text.schema(definitions)],
      },
    },
    additionalProperties: { anyOf: [text.schema(definitions), testRecord.schema(definitions)] },
  }),
};

export function conditionFrom(node: Node, scope: Scope, context: ParseContext): Condition | undefined {
  if (node.kind !== 'map') return context.unwanted(node, 'a map of id or case/property: value or tests');
  const of = [...node.entries].flatMap(([name, { key, value }]): readonly Condition[] => {
    if (name === 'any' && value.kind === 'list')
      return [{ kind: 'any', of: value.items.flatMap((item) => conditionFrom(item, scope, context) ?? []) }];
    const about = subjectOf(key, scope, context);
    const tests = about && valueOrTests(value, about.named, context);
    return about && tests ? [{ kind: 'tests', subject: about.subject, tests }] : [];
  });
  return of.length === 1 ? of[0] : { kind: 'all', of };
}

function subjectOf(
  key: TextNode,
  scope: Scope,
  context: ParseContext,
): { readonly subject: Subject; readonly named: Named | undefined } | undefined {
  const { text: name } = key;
  if (name.startsWith(CASE) && name.length > CASE.length) {
    return { subject: { kind: 'property', property: name.slice(CASE.length) }, named: undefined };
  }
  const named = scope.get(name);
  if (named) return { subject: { kind: 'answer', path: named.path }, named };
  return context.problem(
    key,
    `a condition on ${quoted(name)}`,
    'the id of a question before it, or case/property',
    didYouMean(name, scope.keys()),
  );
}

function valueOrTests(node: Node, about: Named | undefined, context: ParseContext): Tests | undefined {
  if (node.kind === 'text') return { value: node.text };
  const given = testRecord.read(node, context);
  return given && testsFrom(given, about, context);
}
