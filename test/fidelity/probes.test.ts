import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Criterion } from '../../src/core/model/alert.ts';
import { timeFrom } from '../../src/core/schedule/event-time.ts';
import { startDateFrom } from '../../src/core/schedule/start-date.ts';
import { formatDay } from '../../src/core/time/calendar.ts';
import { matchRule } from '../../src/core/trigger/criteria.ts';

interface Probe {
  readonly id: string;
  readonly kind: 'case_property_time' | 'start_date_case_property' | 'match_property';
  readonly value?: string | null;
  readonly match_type?: string;
  readonly match_value?: string | null;
  readonly property_value?: string | null;
  readonly now?: string;
  readonly expect: unknown;
}

const probes: Probe[] = JSON.parse(readFileSync(new URL('../vectors/probes.json', import.meta.url), 'utf8'));

test.each(probes.map((probe) => [probe.id, probe.value ?? probe.property_value ?? null, probe] as const))(
  '%s %j is read as HQ reads it',
  (_id, _value, probe) => {
    expect(outcomeOf(probe)).toEqual(probe.expect);
  },
);

function outcomeOf(probe: Probe): unknown {
  const value = probe.value ?? undefined;
  switch (probe.kind) {
    case 'case_property_time':
      return { local_time: clockText(timeFrom(value)) };
    case 'start_date_case_property': {
      const day = startDateFrom(value ?? '');
      return { start_date: day === undefined ? null : formatDay(day) };
    }
    case 'match_property': {
      const { matches } = matchRule({ operator: 'ALL', criteria: [criterionOf(probe)] }, factsOf(probe));
      return { matches };
    }
  }
}

function factsOf({ property_value, now }: Probe) {
  return {
    values: () => [property_value ?? undefined],
    now: Date.parse(now ?? ''),
    serverModifiedAt: 0,
    parentClosed: () => false,
    owner: undefined,
    ownedAt: () => false,
  };
}

function criterionOf({ match_type, match_value }: Probe): Criterion {
  const value = match_value ?? '';
  const property = 'probe';
  switch (match_type) {
    case 'EQUAL':
      return { kind: 'equal', property, value };
    case 'NOT_EQUAL':
      return { kind: 'not_equal', property, value };
    case 'HAS_VALUE':
      return { kind: 'has_value', property };
    case 'HAS_NO_VALUE':
      return { kind: 'has_no_value', property };
    case 'REGEX':
      return { kind: 'matches', property, value };
    case 'DAYS_BEFORE':
      return { kind: 'before', property, days: Number(value) };
    case 'DAYS':
      return { kind: 'after', property, days: Number(value) };
    default:
      throw new Error(`a match type we do not know: ${match_type}`);
  }
}

/** Probes tell whole seconds. */
function clockText(second: number): string {
  const parts = [Math.floor(second / 3600), Math.floor(second / 60) % 60, Math.floor(second) % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
