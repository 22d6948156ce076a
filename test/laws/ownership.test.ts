import { fc, test as law } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { SimulationState } from '../../src/core/state/simulation-state.ts';
import { type Json, stageAfter } from '../fidelity/helpers/play.ts';

const CASES = 50;
const NUMBERS = 10;

/** One save of one case, or of the worker who shares a number with them. */
type Save =
  | { readonly verb: 'update'; readonly key: number; readonly number: number; readonly verified: string }
  | { readonly verb: 'late'; readonly key: number; readonly number: number }
  | { readonly verb: 'close'; readonly key: number }
  | { readonly verb: 'reopen'; readonly key: number }
  | { readonly verb: 'delete'; readonly key: number }
  | { readonly verb: 'verify'; readonly key: number }
  | { readonly verb: 'confirm'; readonly key: number }
  | { readonly verb: 'worker'; readonly key: number };

const anyKey = fc.integer({ min: 0, max: CASES - 1 });
const anyNumber = fc.integer({ min: 0, max: NUMBERS - 1 });
const anySave: fc.Arbitrary<Save> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      verb: fc.constant('update' as const),
      key: anyKey,
      number: anyNumber,
      verified: fc.constantFrom('1', '1', 'no', ''),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ verb: fc.constant('late' as const), key: anyKey, number: anyNumber }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('close' as const, 'reopen' as const, 'delete' as const), anyKey)
      .map(([verb, key]) => ({ verb, key })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('verify' as const, 'confirm' as const, 'worker' as const), anyNumber)
      .map(([verb, key]) => ({ verb, key })),
  },
);

const numberOf = (index: number): string => `25471100000${index}`;
/** Every third case lives in another project: a number is owned across all of them. */
const keyOf = (index: number): string => (index % 3 === 0 ? `other/c${index}` : `c${index}`);
const workerNumbers = Array.from({ length: NUMBERS }, (_, index) => numberOf(index));

function seedOf(index: number): [string, Json] {
  return [
    `c${index}`,
    {
      type: 'patient',
      contact_phone_number: numberOf(index % NUMBERS),
      contact_phone_number_is_verified: '1',
    },
  ];
}

function scenarioOf(saves: readonly Save[]): Json {
  const all = Array.from({ length: CASES }, (_, index) => index);
  const isElsewhere = (index: number): boolean => index % 3 === 0;
  return {
    cases: Object.fromEntries(all.filter((index) => !isElsewhere(index)).map(seedOf)),
    other_projects: { other: { cases: Object.fromEntries(all.filter(isElsewhere).map(seedOf)) } },
    users: { nurse: { phones: workerNumbers } },
    timeline: [{ at: '2024-01-02 00:00', register: all.map(keyOf) }, ...timelineOf(saves)],
  };
}

function timelineOf(saves: readonly Save[]): Json[] {
  const deleted = new Set<number>();
  return saves.map((save) => ({ after: '1m', ...deedOf(save, deleted) }));
}

/** A case that was deleted must be registered before anything else can happen to it. */
function deedOf(save: Save, deleted: Set<number>): Json {
  const key = keyOf(save.key);
  if (deleted.has(save.key) && !isOfWorker(save)) {
    deleted.delete(save.key);
    return { register: key };
  }
  switch (save.verb) {
    case 'verify':
      return { verify: { user: 'nurse', number: numberOf(save.key) } };
    case 'confirm':
      return { inbound: { from: numberOf(save.key), text: '123' } };
    case 'worker':
      return { user: { nurse: { phones: workerNumbers.slice(save.key) } } };
    case 'delete':
      deleted.add(save.key);
      return { delete: key };
    case 'close':
      return { close: key };
    case 'reopen':
      return { reopen: key };
    case 'late':
      return changeOf(key, save.number, { server_modified_on: '2024-01-01 00:00' });
    case 'update':
      return changeOf(key, save.number, { contact_phone_number_is_verified: save.verified });
  }
}

const isOfWorker = ({ verb }: Save): boolean => verb === 'verify' || verb === 'confirm' || verb === 'worker';

const changeOf = (key: string, number: number, more: Json): Json => ({
  update: { [key]: { contact_phone_number: numberOf(number), ...more } },
});

function expectOneOwnerEach({ world }: SimulationState): void {
  for (let index = 0; index < NUMBERS; index += 1) {
    const entries = world.phones.withNumber(numberOf(index));
    expect(entries.filter(({ twoWay }) => twoWay).length).toBeLessThanOrEqual(1);
    const isReserved = entries.some(({ twoWay }) => twoWay);
    const waiting = entries.filter(({ pending, verified }) => pending && !verified).length;
    expect(waiting).toBeLessThanOrEqual(isReserved ? 0 : 1);
  }
  for (let index = 0; index < CASES; index += 1) {
    expect(world.phones.of(keyOf(index)).length).toBeLessThanOrEqual(1);
  }
}

law.prop([fc.array(anySave, { minLength: 20, maxLength: 200 })], { numRuns: 60 })(
  'at every instant a number has at most one two-way owner, and a case at most one entry',
  (saves) => {
    stageAfter(scenarioOf(saves), expectOneOwnerEach);
  },
);

law.prop([fc.array(anySave, { minLength: 20, maxLength: 200 })], { numRuns: 60 })(
  'the ownership entries tell, one after another, who owns each number in the end',
  (saves) => {
    const { stage: state, entries } = stageAfter(scenarioOf(saves));
    const owners = new Map<string, string | null>();
    for (const entry of entries) {
      if (entry.kind !== 'ownership') continue;
      if (entry.refused === undefined) owners.set(entry.number!, entry.owner ?? null);
      else expect(owners.get(entry.number!) ?? entry.owner).toBe(entry.owner);
    }
    for (const number of workerNumbers) {
      expect(state.world.phones.twoWayOwner(number)?.owner ?? null).toBe(owners.get(number) ?? null);
    }
  },
);
