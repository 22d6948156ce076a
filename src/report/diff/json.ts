/** A comparison for programs: its keys are those of docs/diff.md. */
import type { ComparedMessage } from '../../core/model/message-change.ts';
import { isoUtc } from '../../core/time/format.ts';
import type { Diff, DiffChange, DiffGroup, DiffPerson } from './diff.ts';
import { groupWords } from './words.ts';

/** Everything but the people, who are many and go by one at a time. */
export function diffOut({ people, peopleCount, groups, sameErrors, changedErrors, ...rest }: Diff) {
  return {
    ...rest,
    same_errors: sameErrors,
    changed_errors: changedErrors,
    recipients: peopleCount,
    changed_recipients: people.length,
    groups: groups.map(groupOut),
  };
}

const groupOut = ({ byMs, people, ...group }: DiffGroup) => ({
  ...group,
  by_ms: byMs,
  recipients: people,
  words: groupWords({ byMs, people, ...group }),
});

export const personOut = ({ person, name, label, changes }: DiffPerson) => ({
  person,
  name,
  label,
  changes: changes.map(changeOut),
});

/** A change; times in UTC, as in the journal. */
export function changeOut(change: DiffChange) {
  const { kind, about, whyNot } = change;
  return {
    kind,
    about,
    before: change.kind === 'added' ? undefined : messageOut(change.before),
    after: change.kind === 'removed' ? undefined : messageOut(change.after),
    differences:
      change.kind === 'changed'
        ? change.differences.map((each) =>
            each.field === 'time' ? { field: each.field, by_ms: each.byMs } : each,
          )
        : undefined,
    why_not: whyNot && { reason: whyNot.reason, detail: whyNot.detail },
  };
}

const messageOut = ({ at, person: _, ...message }: ComparedMessage) => ({ at: isoUtc(at), ...message });
