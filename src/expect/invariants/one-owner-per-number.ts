import type { Invariant } from './invariant.ts';

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
