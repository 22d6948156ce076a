/** One contact whole: all of its properties with what changed them, and the surveys under way. */
import { zoneFor } from '../../core/contact/contact.ts';
import { FormFault } from '../../core/model/survey.ts';
import type { Session } from '../../core/state/session.ts';
import { wallText } from '../../core/time/format.ts';
import type { Zone } from '../../core/time/zone.ts';
import type { LiveSession } from './live-session.ts';
import type { ValueChange } from './property-history.ts';
import { RequestProblem } from './request-problem.ts';
import { authorOf } from './who-saved.ts';

/** Changes of one property that are listed; the newest stay. */
const CHANGES_MAX = 50;

export function personOf(session: LiveSession, key: string) {
  const { world, sessions } = session.liveRun.engine.state;
  const party = world.cases.get(key) ?? world.users.get(key);
  if (!party) throw new RequestProblem(404, `nobody ${key.slice(0, 80)}`, 'the key of somebody registered');
  const { zone } = zoneFor(world, party, false);
  return {
    key,
    zone: zone.name,
    properties: party.kind === 'case' ? propertiesOf(session, key, zone) : [],
    surveys: sessions.openOf(key).map((one) => surveyOut(one, zone)),
  };
}

/** Those that changed last come first; then those that are as they came, in their order. */
function propertiesOf(session: LiveSession, key: string, zone: Zone) {
  const byName = new Map<string, ValueChange[]>();
  for (const change of session.liveRun.history.changesOf(key)) {
    const known = byName.get(change.name);
    if (known) known.push(change);
    else byName.set(change.name, [change]);
  }
  const changeOut = ({ line, value, before }: ValueChange) => {
    const { at } = session.liveRun.journal.entry(line);
    return { at, wall: wallText(zone, at), value, before, by: authorOf(session, key, line) };
  };
  return [...byName]
    .sort(([, a], [, b]) => lastChange(b) - lastChange(a))
    .map(([name, changes]) => ({
      name,
      value: changes.at(-1)!.value,
      changes: changes.slice(-CHANGES_MAX).map(changeOut),
    }));
}

/** The line of the last change; 0 of what is as it came. */
function lastChange(changes: readonly ValueChange[]): number {
  const { isFirst, line } = changes.at(-1)!;
  return isFirst ? 0 : line;
}

function surveyOut({ survey, run, reminders, expiresAt, number }: Session, zone: Zone) {
  return {
    survey: survey.key,
    question: currentOf(run),
    answers: Object.fromEntries(run.answers()),
    number,
    reminders: reminders.map((at) => ({ at, wall: wallText(zone, at) })),
    expires: { at: expiresAt, wall: wallText(zone, expiresAt) },
  };
}

/** The question that waits; a form that fails at it has none. */
function currentOf(run: Session['run']): string | undefined {
  try {
    return run.current().prompt;
  } catch (error) {
    if (error instanceof FormFault) return undefined;
    throw error;
  }
}
