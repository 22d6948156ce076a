/** What holds at every moment: time goes on, and a number has one owner. */

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
      repeat({ at, from, to }, index) {
        if (at < last) return false;
        last = at;
        lastIndex = index + to - from - 1;
        return true;
      },
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

/** A number has one two-way owner at most; it must be given up before another can have it. */
export const oneOwnerPerNumber: Invariant = {
  name: 'one-owner-per-number',
  kinds: ['ownership'],
  begin(_plan, report) {
    const owners = new Map<string, { readonly owner: string; readonly index: number }>();
    return {
      observe({ entry, index }) {
        const { number = '', owner, refused } = entry;
        if (refused !== undefined) return;
        const known = owners.get(number);
        if (owner === null || owner === undefined) owners.delete(number);
        else {
          owners.set(number, { owner, index });
          if (known && known.owner !== owner)
            report(`${number} is ${known.owner}'s and ${owner}'s`, known.index, index);
        }
      },
    };
  },
};
