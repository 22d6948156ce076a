import { FormFault } from '../model/survey.ts';
import { type FormFunction, MANY } from './form-function.ts';
import type { Args } from './function-args.ts';
import { toDouble, toNumber } from './values.ts';

const ofOne = (apply: (value: number) => number): FormFunction => ({
  args: [1, 1],
  apply: (args) => apply(args.number(0)),
});

/** Numbers: XPath's own, those of JavaRosa, and chance. */
export const numberFunctions: Readonly<Record<string, FormFunction>> = {
  number: { args: [1, 1], apply: (args) => args.number(0) },
  int: { args: [1, 1], apply: (args) => args.int(0) },
  double: { args: [1, 1], apply: (args) => toDouble(args.value(0)) },
  round: { args: [1, 1], apply: (args) => Math.floor(toDouble(args.value(0)) + 0.5) },
  abs: ofOne(Math.abs),
  ceiling: ofOne(Math.ceil),
  floor: ofOne(Math.floor),
  sqrt: ofOne(Math.sqrt),
  exp: ofOne(Math.exp),
  log: ofOne(Math.log),
  log10: ofOne(Math.log10),
  sin: ofOne(Math.sin),
  cos: ofOne(Math.cos),
  tan: ofOne(Math.tan),
  asin: ofOne(Math.asin),
  acos: ofOne(Math.acos),
  atan: ofOne(Math.atan),
  atan2: { args: [2, 2], apply: (args) => Math.atan2(args.number(0), args.number(1)) },
  pi: { args: [0, 0], apply: () => Math.PI },
  pow: { args: [2, 2], apply: (args) => args.number(0) ** args.number(1) },
  sum: { args: [1, 1], apply: sum },
  min: { args: [1, MANY], apply: (args) => extreme(args, Math.min) },
  max: { args: [1, MANY], apply: (args) => extreme(args, Math.max) },
  random: { args: [0, 0], apply: (args) => args.scope.sources.context.random() },
};

function sum(args: Args): number {
  if (!args.nodes(0)) throw new FormFault('sum() takes a path');
  return args.values(0).reduce<number>((total, value) => total + toNumber(value), 0);
}

function extreme(args: Args, choose: (a: number, b: number) => number): number {
  const numbers = args.values(0).map(toNumber);
  return numbers.length === 0 ? Number.NaN : numbers.reduce((a, b) => choose(a, b));
}
