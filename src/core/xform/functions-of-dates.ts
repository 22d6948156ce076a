import type { FormFunction } from './form-function.ts';
import { formatMoment } from './moments.ts';
import { momentOf, toDate } from './values.ts';

/** Dates: today and now are those of the run's own clock. */
export const dateFunctions: Readonly<Record<string, FormFunction>> = {
  today: { args: [0, 0], apply: ({ scope }) => toDate({ kind: 'date', ms: scope.sources.context.now() }) },
  now: { args: [0, 0], apply: ({ scope }) => ({ kind: 'datetime', ms: scope.sources.context.now() }) },
  date: { args: [1, 1], apply: (args) => toDate(args.value(0)) },
  'format-date': {
    args: [2, 2],
    apply: (args) => {
      const moment = momentOf(args.value(0));
      return moment === undefined ? '' : formatMoment(moment.ms, args.text(1));
    },
  },
};
