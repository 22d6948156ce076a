/** The criteria of alerts and of rules that change cases. */
import type { Criterion, Rule } from '../core/model/alert.ts';
import { patternProblem } from '../core/pattern/python-match.ts';
import type { Node } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { alternatives, quoted } from './problem.ts';
import { days, reference, text, word, yesNo } from './scalars.ts';
import { byKind, convert, field, listOf, record, required, type Shape } from './shape.ts';

/** A criterion whose property is not known yet. */
type Test = (property: string) => Criterion;

const criterionMap = record({
  not: field(text, 'Differs from this; a missing property differs from everything'),
  has_value: field(yesNo, 'Whether it has a value'),
  matches: field(text, 'A regular expression, from the start of the value'),
  before: field(days, 'now < value + n days'),
  after: field(days, 'now >= value + n days'),
  at_most: field(days, 'now <= value + n days'),
  more_than: field(days, 'now > value + n days'),
});

const dateTests = ['before', 'after', 'at_most', 'more_than'] as const;

const tests: Shape<readonly Test[]> = byKind<readonly Test[]>('a value, or a criterion', {
  text: convert(text, (value) => [(property): Criterion => ({ kind: 'equal', property, value })]),
  map: convert(criterionMap, (given, node, context) => {
    const { not, has_value: hasValue, matches } = given;
    if (given.node.entries.size === 0)
      context.problem(node, 'no criterion', `one of ${alternatives(Object.keys(criterionMap.fields))}`);
    const found: Test[] = [];
    if (not !== undefined) found.push((property) => ({ kind: 'not_equal', property, value: not }));
    if (hasValue !== undefined)
      found.push((property) => ({ kind: hasValue ? 'has_value' : 'has_no_value', property }));
    if (matches !== undefined) found.push((property) => ({ kind: 'matches', property, value: matches }));
    for (const kind of dateTests) {
      const n = given[kind];
      if (n !== undefined) found.push((property) => ({ kind, property, days: n }));
    }
    if (matches !== undefined && patternProblem(matches)?.kind === 'invalid') {
      context.notice(
        'INVALID_REGEX',
        `the pattern ${quoted(matches)} is not valid: HQ takes it as never true`,
        { matches },
      );
    }
    return found;
  }),
});

/** The case's owner is the location, or a user assigned to it. */
const ownerLocation: Shape<readonly Criterion[]> = byKind<readonly Criterion[]>(
  'a location, or {location: key, descendants: yes}',
  {
    text: convert(reference('location'), (location) => [
      { kind: 'owner_location', location, descendants: false },
    ]),
    map: convert(
      record({
        location: required(reference('location'), 'The location that owns the case'),
        descendants: field(yesNo, 'With the locations below it'),
      }),
      ({ location, descendants = false }) =>
        location === undefined ? [] : [{ kind: 'owner_location', location, descendants }],
    ),
  },
);

function notModelled(name: string, node: Node, context: ParseContext): readonly Criterion[] {
  context.problem(
    node,
    `a criterion ${quoted(name)}`,
    'criteria on properties, dates, closed parents or the owner’s location',
    'HQ runs the project’s own code for it, which drysend does not model',
  );
  return [];
}

/** One map of criteria; keys may be `parent/prop` or `host/prop`. */
const criteria: Shape<readonly Criterion[]> = {
  read: (node, context) => {
    if (node.kind !== 'map') return context.unwanted(node, 'a map of property: criterion');
    return [...node.entries].flatMap(([name, { value }]): readonly Criterion[] => {
      if (name === 'not_modified_for')
        return some(days.read(value, context), (n) => ({ kind: 'not_modified_for', days: n }));
      if (name === 'parent_closed')
        return some(word.read(value, context), (identifier) => ({ kind: 'parent_closed', identifier }));
      if (name === 'owner_location') return ownerLocation.read(value, context) ?? [];
      if (name === 'ucr_expression' || name === 'custom_match') return notModelled(name, value, context);
      return tests.read(value, context)?.map((test) => test(name)) ?? [];
    });
  },
  schema: (definitions) => ({
    type: 'object',
    properties: {
      not_modified_for: days.schema(definitions),
      parent_closed: word.schema(definitions),
      owner_location: ownerLocation.schema(definitions),
    },
    additionalProperties: tests.schema(definitions),
  }),
};

const some = (value: string | number | undefined, make: (it: never) => Criterion): Criterion[] =>
  value === undefined ? [] : [make(value as never)];

const listed = listOf(criteria);

/** All must hold; or `{any: […]}` / `{all: […]}` of maps. */
export const ruleShape: Shape<Rule> = {
  read: (node, context) => {
    const only = node.kind === 'map' && node.entries.size === 1 ? [...node.entries][0] : undefined;
    const operator = only?.[1].value.kind === 'list' ? operators.get(only[0]) : undefined;
    if (only === undefined || operator === undefined) {
      const all = criteria.read(node, context);
      return all && { operator: 'ALL', criteria: all };
    }
    const groups = listed.read(only[1].value, context) ?? [];
    if (operator === 'ANY') tellConjunctions(only[1].value, groups, context);
    return { operator, criteria: groups.flat() };
  },
  schema: (definitions) => ({
    anyOf: [
      criteria.schema(definitions),
      ...[...operators.keys()].map((name) => ({
        type: 'object',
        properties: { [name]: { type: 'array', items: criteria.schema(definitions) } },
        required: [name],
        additionalProperties: false,
      })),
    ],
  }),
};

const operators: ReadonlyMap<string, Rule['operator']> = new Map([
  ['any', 'ANY'],
  ['all', 'ALL'],
]);

/** HQ's rules are flat: "a, or both b and c" cannot be written. */
function tellConjunctions(
  node: Node,
  groups: readonly (readonly Criterion[])[],
  context: ParseContext,
): void {
  if (node.kind !== 'list' || groups.length !== node.items.length) return;
  for (const [index, group] of groups.entries()) {
    if (group.length > 1) {
      context.problem(
        node.items[index]!,
        `${group.length} criteria in one item of any`,
        'one criterion in each item',
        'HQ cannot join some by "and" within "any"',
      );
    }
  }
}
