import { caseWarnings } from '../contact/case-warnings.ts';
import { syncCase } from '../contact/sync-entries.ts';
import type { CaseChange, CaseSeed } from '../model/case.ts';
import type { EntryDraft, EntryOf } from '../model/entry.ts';
import type { CaseRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { disarmAll, runRules } from './run-rules.ts';

/** Saves a case that exists: its values, then its phone entry, then the rules. */
export function saveCase(
  state: SimulationState,
  key: string,
  change: CaseChange | 'close' | 'reopen' | 'delete',
): void {
  const { world } = state;
  const record = world.cases.get(key);
  if (!record || record.deleted) return;
  if (typeof change === 'object') {
    const changed = applyChange(world, record, change);
    if (change.close) record.closed = true;
    saved(state, record, change.close ? 'closed' : 'updated', changed, change);
    return;
  }
  switch (change) {
    case 'close':
      record.closed = true;
      return saved(state, record, 'closed', undefined);
    case 'reopen':
      record.closed = false;
      return saved(state, record, 'reopened', undefined);
    case 'delete':
      record.deleted = true;
      return deleted(state, record);
  }
}

/** Registers a case for the first time. */
export function registerCase(state: SimulationState, key: string): void {
  const { world } = state;
  const seed = world.plan.cases.get(key);
  if (!seed) return;
  const known = world.cases.get(key);
  if (known && !known.deleted) return registerAgain(state, key, seed.properties);
  saveNew(state, world.addCase(seed));
}

/** The first save of a record that is in the world already. */
function saveNew(state: SimulationState, record: CaseRecord): void {
  saved(state, record, 'registered', [...record.properties.keys()]);
}

function registerAgain(state: SimulationState, key: string, properties: ReadonlyMap<string, string>): void {
  state.world.note({
    kind: 'warning',
    code: 'REGISTERED_AGAIN',
    message: `${key} is registered already: this saves it again with the properties of the file`,
    hint: 'use update to change a case',
    about: { case: key },
  });
  saveCase(state, key, { key, set: properties });
}

function saved(
  state: SimulationState,
  record: CaseRecord,
  kind: 'registered' | 'updated' | 'closed' | 'reopened',
  changed: readonly string[] | undefined,
  { serverModifiedAt: modifiedAt, byRule }: Pick<CaseChange, 'serverModifiedAt' | 'byRule'> = {},
): void {
  const { world } = state;
  world.changeCase(record, kind === 'updated' ? changed : undefined);
  record.serverModifiedAt = modifiedAt ?? world.now;
  world.note({
    kind,
    case: record.key,
    changed: changed && changed.length > 0 ? changed : undefined,
    cause: byRule === undefined ? undefined : 'rule',
    name: byRule,
  } satisfies SavedFields as EntryDraft);
  caseWarnings(world, record, changed, kind === 'registered');
  syncCase(world, record, modifiedAt !== undefined);
  runRules(state, record);
}

/** Four kinds with the same fields. */
type SavedFields = Omit<EntryOf<'updated'>, 'at' | 'kind'> & {
  readonly kind: 'registered' | 'updated' | 'closed' | 'reopened';
};

function deleted(state: SimulationState, record: CaseRecord): void {
  const { world } = state;
  world.changeCase(record);
  world.note({ kind: 'deleted', case: record.key });
  for (const entry of [...world.phones.of(record.key)]) world.phones.remove(entry);
  disarmAll(state, record, 'case_deleted');
}

/** Puts the new values in; the names of those that are really new. */
function applyChange(world: World, record: CaseRecord, change: CaseChange): string[] {
  const changed: string[] = [];
  const differs = (name: string, before: unknown, after: unknown): void => {
    if (before !== after) changed.push(name);
  };
  if (change.set.size > 0) {
    record.ownProperties ??= new Map(record.properties);
    record.properties = record.ownProperties;
    for (const [property, value] of change.set) {
      differs(property, record.properties.get(property), value);
      record.ownProperties.set(property, value);
    }
  }
  if (change.type !== undefined) {
    differs('type', record.type, change.type);
    record.type = change.type;
  }
  if (change.name !== undefined) {
    differs('name', record.name, change.name);
    record.name = change.name;
  }
  if (change.owner !== undefined) {
    differs('owner', record.owner, change.owner ?? undefined);
    record.owner = change.owner ?? undefined;
  }
  if (change.parents !== undefined) {
    changed.push('parent');
    record.parents = change.parents;
    world.linkParents(record);
  }
  if (change.externalId !== undefined) record.externalId = change.externalId;
  if (change.lastModifiedBy !== undefined) record.lastModifiedBy = change.lastModifiedBy;
  // The system's own forms have no user.
  if (change.byRule !== undefined) record.lastModifiedBy = undefined;
  return changed;
}

/** Brings a case that the file does not know into the world, as a form from outside would. */
export function registerNewCase(state: SimulationState, seed: CaseSeed): CaseRecord {
  const record = state.world.addCase(seed);
  saveNew(state, record);
  return record;
}
