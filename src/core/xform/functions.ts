import type { FormFunction } from './form-function.ts';
import { dateFunctions } from './functions-of-dates.ts';
import { listFunctions } from './functions-of-lists.ts';
import { numberFunctions } from './functions-of-numbers.ts';
import { textFunctions } from './functions-of-text.ts';

/** The functions of a form's expressions, by name. */
export const functions: ReadonlyMap<string, FormFunction> = new Map(
  Object.entries({ ...listFunctions, ...numberFunctions, ...textFunctions, ...dateFunctions }),
);

/** What CommCare has beyond them; a form that calls one is refused by name. */
export const unsupportedFunctions: ReadonlySet<string> = new Set([
  ...['here', 'sort', 'sort-by', 'distinct-values', 'index-of', 'sleep', 'id-compress', 'join-chunked'],
  ...[
    'checksum',
    'encrypt-string',
    'decrypt-string',
    'json-property',
    'distance',
    'closest-point-on-polygon',
  ],
  ...['is-point-inside-polygon', 'format-date-for-calendar', 'date-for-calendar', 'selected-chunk'],
]);
