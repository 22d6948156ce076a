/** The roster for programs: its keys are those of docs/roster.md. */
import { isoUtc } from '../../core/time/format.ts';
import type { People } from '../people.ts';
import { cureFor, wordsFor } from './cures.ts';
import type { Funnel } from './funnel.ts';
import type { NothingGroup } from './nothing.ts';
import type { Roster } from './roster.ts';
import { personOf, type RosterRow } from './row.ts';

/** Funnels, who got nothing, and warnings: all but the rows, which go by on their own. */
export function rosterOut({ funnels, gotNothing, warnings, peopleCount, isPartial }: Roster) {
  return {
    contacts: peopleCount,
    partial: isPartial,
    funnels: funnels.map(funnelOut),
    got_nothing: gotNothing.map(groupOut),
    warnings: warnings.map(({ about, ...kind }) => ({ ...kind, case: about.case, about })),
  };
}

/** One row; times in UTC, as in the journal. */
export function rowOut(row: RosterRow, people: People) {
  const { at, due, seq, case: record, ...rest } = row;
  const person = personOf(row);
  return {
    person,
    name: people.name(person),
    ...rest,
    case: record,
    at: at === undefined ? undefined : isoUtc(at),
    due: due === undefined ? undefined : isoUtc(due),
    line: seq,
  };
}

const funnelOut = ({ cause, caseType, cases, matched, started, fellDue, outcomes, gotNothing }: Funnel) => ({
  cause,
  case_type: caseType,
  cases,
  matched,
  started,
  fell_due: fellDue,
  outcomes,
  got_nothing: gotNothing,
});

const groupOut = ({ reason, detail, people }: NothingGroup) => ({
  reason,
  detail,
  means: wordsFor(reason, detail),
  cure: cureFor(reason, detail),
  count: people.length,
  people,
});
