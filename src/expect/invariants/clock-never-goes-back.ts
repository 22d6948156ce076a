import { entryKinds } from '../../core/journal/shapes.ts';
import { isoUtc } from '../../core/time/format.ts';
import type { Invariant } from './invariant.ts';

/** Entries are in order of time, within the run. */
export const clockNeverGoesBack: Invariant = {
  name: 'clock-never-goes-back',
  kinds: entryKinds,
  begin(plan, report) {
    let last = plan.startsAt;
    let lastIndex = 0;
    return {
      observe({ entry: { at }, index }) {
        if (at < last) report(`${isoUtc(at)} comes after ${isoUtc(last)}`, lastIndex, index);
        else last = at;
        lastIndex = index;
      },
      finish({ endsAt }) {
        if (last > endsAt) report(`${isoUtc(last)} is after the end, ${isoUtc(endsAt)}`, lastIndex);
      },
    };
  },
};
