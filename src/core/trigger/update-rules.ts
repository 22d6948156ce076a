/** HQ's daily run of the rules that change cases (docs/hq/scheduling.md#s5-6). */
import { valuesOf } from '../contact/lookup.ts';
import { caseValue } from '../contact/nodes.ts';
import { type Instant, MS_PER_DAY, MS_PER_HOUR } from '../model/instant.ts';
import type { UpdateRule, UpdateValue } from '../model/update-rule.ts';
import type { CaseRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { evaluateRule } from './criteria.ts';
import { saveCase } from './save-case.ts';

/** A run stops after so many updates of a case type; the rest waits for the next day. */
const UPDATES_MAX = 10_000;

/** The next daily run at or after an instant: `hour` is of the day, UTC. */
export function nextRunAt(after: Instant, hour: number): Instant {
  const midnight = Math.floor(after / MS_PER_DAY) * MS_PER_DAY;
  const today = midnight + hour * MS_PER_HOUR;
  return today >= after ? today : today + MS_PER_DAY;
}

/** Over all open cases of a project, in order of registration: the rules of a case's type one after another. */
export function runUpdateRules(state: SimulationState, project: string): void {
  const { world } = state;
  const rules = rulesOf(state, project);
  const updates = new Map<string, number>();
  for (const record of [...world.cases.values()]) {
    if (record.project !== project || !isOpen(record)) continue;
    if ((updates.get(record.type) ?? 0) >= UPDATES_MAX) continue;
    const { type } = record;
    const count = runOver(state, rules, record);
    updates.set(type, (updates.get(type) ?? 0) + count);
  }
}

/** The rules of a project, in file order, as they stand now. */
const rulesOf = ({ world, updateRules }: SimulationState, project: string): readonly UpdateRule[] =>
  [...updateRules.values()].filter((rule) => (rule.project ?? world.plan.project.name) === project);

/** How many saves the rules made; one that closes the case is the last for it. */
function runOver(state: SimulationState, rules: readonly UpdateRule[], record: CaseRecord): number {
  let saves = 0;
  for (const rule of rules) {
    if (!isOpen(record)) break;
    if (!rule.active || rule.caseType !== record.type) continue;
    if (evaluateRule(state, rule, record).matches) saves += apply(state, rule, record);
  }
  return saves;
}

const isOpen = ({ closed, deleted }: CaseRecord): boolean => !closed && !deleted;

/** Relatives are written first, each by a save of its own, then the case by one. */
function apply(state: SimulationState, rule: UpdateRule, record: CaseRecord): number {
  const writes = writesOf(state.world, rule, record);
  const own = writes.get(record) ?? new Map();
  let saves = 0;
  for (const [relative, set] of writes) {
    if (relative === record) continue;
    saveByRule(state, rule, relative, set, false);
    saves += 1;
  }
  if (own.size > 0 || rule.close) {
    saveByRule(state, rule, record, own, rule.close);
    saves += 1;
  }
  return saves;
}

function saveByRule(
  state: SimulationState,
  { key }: UpdateRule,
  record: CaseRecord,
  set: ReadonlyMap<string, string>,
  close: boolean,
): void {
  const name = set.get('name');
  const properties = new Map([...set].filter(([property]) => property !== 'name'));
  saveCase(state, record.key, {
    key: record.key,
    set: properties,
    ...(name === undefined ? {} : { name }),
    close,
    byRule: key,
  });
}

/** What really changes, by case: a property that has the value already is not written. */
function writesOf(world: World, rule: UpdateRule, record: CaseRecord): Map<CaseRecord, Map<string, string>> {
  const writes = new Map<CaseRecord, Map<string, string>>();
  for (const [path, given] of rule.set) {
    const value = valueFor(world, record, given);
    const [target, property] = targetOf(world, record, path);
    if (value === undefined || target === undefined) continue;
    const pending = writes.get(target)?.get(property);
    if ((pending ?? caseValue(target, property) ?? undefined) === value) continue;
    const own = writes.get(target) ?? new Map<string, string>();
    writes.set(target, own.set(property, value));
  }
  return writes;
}

/** Of several values the first; undefined: there is none, and the action is passed over. */
function valueFor(world: World, record: CaseRecord, given: UpdateValue): string | undefined {
  if ('value' in given) return given.value;
  const values = valuesOf(world, record, given.from);
  return values === 'missing parent' ? undefined : values[0];
}

/** The case that a path means, and the property of it: the first parent, or the host. */
function targetOf(
  world: World,
  record: CaseRecord,
  path: string,
): readonly [target: CaseRecord | undefined, property: string] {
  const slash = path.indexOf('/');
  if (slash < 0) return [record, path];
  const step = path.slice(0, slash);
  const parents =
    step === 'host' ? world.parentsOf(record, 'host', 'extension') : world.parentsOf(record, step);
  return [parents[0], path.slice(slash + 1)];
}
