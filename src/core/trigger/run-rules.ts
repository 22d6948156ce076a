import type { Alert } from '../model/alert.ts';
import type { Reason } from '../model/entry.ts';
import { resolve, shownName } from '../recipients/resolve.ts';
import type { AlertSource } from '../state/instances.ts';
import type { CaseRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { evaluateRule, type Match } from './criteria.ts';
import { disarm, refresh } from './refresh.ts';
import { about } from './schedule-context-for.ts';
import { chooseStart } from './start.ts';

/** Every rule of the case's type, on a save of the case (docs/hq/scheduling.md#s5-1). */
export function runRules(state: SimulationState, record: CaseRecord): void {
  for (const source of state.sources) {
    if (source.exists && source.def.kind === 'alert' && isAbout(state, source.def, record)) {
      runRule(state, source, source.def, record);
    }
  }
}

/** One rule over all cases of its type: when an alert is created, edited or switched. */
export function runRuleOverAll(state: SimulationState, source: AlertSource): void {
  const { def } = source;
  if (def.kind !== 'alert') return;
  for (const record of state.world.cases.values()) {
    if (isAbout(state, def, record)) {
      state.world.begin('case', 0, record.ordinal);
      runRule(state, source, def, record);
    }
  }
}

/** An alert is about the cases of its type in its own project. */
function isAbout(state: SimulationState, { caseType, project }: Alert, record: CaseRecord): boolean {
  return caseType === record.type && record.project === (project ?? state.world.plan.project.name);
}

/** Takes away all instances of a case, of whatever alert. */
export function disarmAll(state: SimulationState, record: CaseRecord, reason: Reason): void {
  for (const source of state.sources) {
    for (const instance of [...(source.instances.get(record.key) ?? [])]) disarm(state, instance, reason);
    source.lastSkipReasons.delete(record.key);
  }
}

function runRule(state: SimulationState, source: AlertSource, alert: Alert, record: CaseRecord): void {
  const match = evaluateRule(state, alert, record);
  if (!match.matches) {
    if (match.failing?.refused !== undefined) warnOfPattern(state, alert, match.failing);
    const reason = record.deleted ? 'case_deleted' : record.closed ? 'case_closed' : 'rule_not_true';
    return unarmed(state, source, record, reason, match.failing);
  }
  if (alert.schedule.kind === 'alert') {
    source.lastSkipReasons.delete(record.key);
    return refresh(state, source, record);
  }
  const start = chooseStart(state, alert, record);
  if (start.kind === 'bad') return unarmed(state, source, record, 'bad_date', start.detail);
  source.lastSkipReasons.delete(record.key);
  refresh(state, source, record, start.kind === 'day' ? start : undefined);
}

/** A pattern that we do not try as HQ would: noted once for each alert, since the answer may differ. */
function warnOfPattern(state: SimulationState, alert: Alert, failing: NonNullable<Match['failing']>): void {
  const warningKey = `PATTERN_NOT_TRIED ${alert.key}`;
  if (state.world.notedOnce.has(warningKey)) return;
  state.world.notedOnce.add(warningKey);
  state.world.note({
    kind: 'warning',
    code: 'PATTERN_NOT_TRIED',
    message: `${failing.criterion} counts as not matching: ${failing.refused}`,
    hint: 'HQ itself may take hours over such a pattern, or match it: write a simpler one',
    about: { alert: alert.key, wanted: failing.wanted },
  });
}

/** The alert is not for this case now: its instances go, and why is noted once. */
function unarmed(
  state: SimulationState,
  source: AlertSource,
  record: CaseRecord,
  reason: Reason,
  detail?: Readonly<Record<string, unknown>>,
): void {
  const words = `${reason} ${JSON.stringify(detail ?? null)}`;
  const reasonKey = state.world.texts.once(words, () => words);
  const existing = [...(source.instances.get(record.key) ?? [])];
  for (const instance of existing) disarm(state, instance, reason, detail);
  if (
    existing.length === 0 &&
    source.lastSkipReasons.get(record.key) !== reasonKey &&
    reason !== 'case_closed'
  ) {
    const ref = source.def.to[0];
    const recipient = ref && shownName(ref, resolve(state.world, ref, record));
    state.world.note({ kind: 'skipped', ...about({ source, record }, recipient), reason, detail });
  }
  source.lastSkipReasons.set(record.key, reasonKey);
}
