/** Values of cases that HQ takes otherwise than was meant: those of the file, and those that the timeline writes. */
import { isReportedByImport, type Surroundings, valueWarnings } from '../core/contact/case-warnings.ts';
import type { CaseSeed } from '../core/model/case.ts';
import type { SourceLocation } from '../core/model/expectation.ts';
import type { Plan } from '../core/model/plan.ts';
import { valueAdviser } from '../imports/value-adviser.ts';
import type { Emit } from './finding.ts';

export function checkValues(plan: Plan, emit: Emit): void {
  const around: Surroundings = {
    plan,
    project: plan.project,
    gateways: plan.gateways,
    adviser: valueAdviser,
    now: plan.startsAt,
    projectNamed: (name) => plan.otherProjects.get(name) ?? plan.project,
  };
  for (const seed of plan.cases.values()) {
    if (!seed.closed) checkCase(seed, seed.properties.keys(), seed.source ?? plan.source, around, emit);
  }
  for (const { act, source, at } of plan.timeline) {
    for (const { key, set } of act.verb === 'update' ? act.changes : []) {
      const seed = plan.cases.get(key);
      if (!seed) continue;
      const changed = { ...seed, properties: new Map([...seed.properties, ...set]), isImported: false };
      checkCase(changed, set.keys(), source, { ...around, now: at }, emit);
    }
  }
}

function checkCase(
  seed: CaseSeed,
  properties: Iterable<string>,
  source: SourceLocation,
  around: Surroundings,
  emit: Emit,
): void {
  for (const property of properties) {
    if (seed.isImported && isReportedByImport(around, seed, property)) continue;
    for (const { code, message, hint } of valueWarnings(around, seed, property)) {
      emit({ code, message: `${seed.key}: ${message}`, hint, about: { case: seed.key, property }, source });
    }
  }
}
