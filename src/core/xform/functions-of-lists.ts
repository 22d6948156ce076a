import { FormFault } from '../model/survey.ts';
import { type FormFunction, MANY } from './form-function.ts';
import type { Args } from './function-args.ts';
import { positionOf } from './instance.ts';
import type { Result } from './scope.ts';
import { toBoolean, toNumber, type Value, withoutBlanksAround, wordsIn } from './values.ts';

/** Choices, nodes, and what decides between values. */
export const listFunctions: Readonly<Record<string, FormFunction>> = {
  true: { args: [0, 0], apply: () => true },
  false: { args: [0, 0], apply: () => false },
  not: { args: [1, 1], apply: (args) => !args.boolean(0) },
  boolean: { args: [1, 1], apply: (args) => args.boolean(0) },
  'boolean-from-string': { args: [1, 1], apply: (args) => isTrue(args.text(0)) },
  if: { args: [3, 3], apply: (args) => args.result(args.boolean(0) ? 1 : 2) },
  cond: { args: [3, MANY], apply: cond },
  coalesce: { args: [1, MANY], apply: coalesce },
  depend: { args: [1, MANY], apply: (args) => args.result(0) },
  count: { args: [1, 1], apply: count },
  position: { args: [0, 1], apply: position },
  selected: { args: [2, 2], apply: selected },
  'is-selected': { args: [2, 2], apply: selected },
  'selected-at': { args: [2, 2], apply: selectedAt },
  'count-selected': { args: [1, 1], apply: (args) => wordsIn(choicesIn(args, 0)).length },
  checklist: { args: [2, MANY], apply: checklist },
  'weighted-checklist': { args: [2, MANY], apply: weightedChecklist },
};

const isTrue = (text: string): boolean => text === '1' || /^true$/i.test(text);

function cond(args: Args): Result {
  for (let at = 0; at < args.count - 2; at += 2) if (args.boolean(at)) return args.result(at + 1);
  return args.result(args.count - 1);
}

function coalesce(args: Args): Result {
  for (let at = 0; at < args.count - 1; at += 1) {
    const value = args.value(at);
    if (!isEmpty(value)) return value;
  }
  return args.result(args.count - 1);
}

const isEmpty = (value: Value): boolean => value === '' || (typeof value === 'number' && Number.isNaN(value));

function count(args: Args): number {
  const nodes = args.nodes(0);
  if (!nodes) throw new FormFault('count() takes a path');
  return nodes.length;
}

/** In a predicate from 1; else where the node stands among those of its name, from 0. */
function position(args: Args): number {
  const { scope } = args;
  if (args.count === 0) return scope.position ?? positionOf(scope.node);
  const [first] = args.nodes(0) ?? [];
  if (!first) throw new FormFault('position() was given no node');
  return positionOf(first);
}

function choicesIn(args: Args, index: number): string {
  const value = args.value(index);
  if (typeof value === 'string') return value;
  throw new FormFault('a list of choices was expected, and the value is none');
}

function selected(args: Args): boolean {
  const wanted = withoutBlanksAround(choicesIn(args, 1));
  return ` ${choicesIn(args, 0)} `.includes(` ${wanted} `);
}

function selectedAt(args: Args): string {
  const chosen = wordsIn(choicesIn(args, 0));
  const at = args.int(1);
  const word = chosen[at];
  if (word === undefined) throw new FormFault(`choice ${at} of a list of ${chosen.length}, counted from 0`);
  return word;
}

/** Whether at least `min` and at most `max` of the others hold; -1 is no bound. */
function checklist(args: Args): boolean {
  const held = args.count === 2 ? 0 : args.values(2).filter(toBoolean).length;
  return isWithin(held, args.number(0), args.number(1));
}

function weightedChecklist(args: Args): boolean {
  if (args.count % 2 !== 0) throw new FormFault('weighted-checklist() takes pairs of a test and its weight');
  let total = 0;
  for (let at = 2; at < args.count; at += 2) if (args.boolean(at)) total += toNumber(args.value(at + 1));
  return isWithin(total, args.number(0), args.number(1));
}

const isWithin = (value: number, min: number, max: number): boolean =>
  (min < 0 || value >= min) && (max < 0 || value <= max);
