/** The adviser of every run: what is known of numbers in the world, and of what spreadsheets make of values. */
import type { ValueAdviser } from '../core/state/world.ts';
import { isUsNumber, numberAdvice } from './advice.ts';
import { oddNumber, oddProperty } from './odd-value.ts';

export const valueAdviser: ValueAdviser = { advice: numberAdvice, isUs: isUsNumber, oddNumber, oddProperty };
