import { parseTime } from '../../core/time/parse-time.ts';
import { zoneNamed } from '../../core/time/zone.ts';
import { placesOf } from '../../report/membership.ts';
import { numbersInFile } from '../../report/why/belongs.ts';
import { type Trail, trailOf } from '../../report/why/trail.ts';
import { didYouMean } from '../../scenario/near.ts';
import { someOf } from './contact-index.ts';
import type { LiveSession } from './live-session.ts';
import { RequestProblem } from './request-problem.ts';

/** Characters of a name that nobody has. */
const SHOWN_MAX = 80;

/** The decision trail of a contact, as `drysend why` prints it. */
export function why(session: LiveSession, query: Readonly<Record<string, string>>): Trail {
  const { plan, liveRun } = session;
  const { case: about, to, alert, at } = query;
  const names = [about, to].filter((name) => name !== undefined);
  if (names.length === 0) throw new RequestProblem(422, 'nobody', 'case or to');
  const asked = { case: about, to, alert, at: at === undefined ? undefined : instantOf(at, session) };
  if (about !== undefined) mustBeKnown(session, about);
  if (to !== undefined && isPlace(plan, to)) return trailOf(plan, liveRun.journal, asked);
  const lines = linesAbout(names, session);
  const trail = trailOf(plan, someOf(liveRun.journal, lines), asked);
  const inJournal = (seq: number): number => lines[seq - 1]! + 1;
  return {
    ...trail,
    sections: trail.sections.map((section) => ({
      ...section,
      steps: section.steps.map((step) => ({ ...step, seq: inJournal(step.seq) })),
    })),
  };
}

const isPlace = ({ groups, locations }: LiveSession['plan'], key: string): boolean =>
  groups.has(key) || locations.has(key);

/** Lines that name one of them, a group or location of theirs, or a case that one of them was written to about. */
function linesAbout(names: readonly string[], { plan, liveRun }: LiveSession): readonly number[] {
  const { contacts, journal } = liveRun;
  const own = [...names, ...names.flatMap((name) => [...placesOf(plan, name)])];
  const cases = new Set<string>();
  for (const line of contacts.about(names, journal)) {
    const { to, recipient, case: record } = journal.entry(line);
    if (record !== undefined && [to, recipient].some((key) => key !== undefined && names.includes(key)))
      cases.add(record);
  }
  const numbers = names.flatMap((name) => numbersInFile(plan, name));
  return contacts.about([...own, ...cases], journal, numbers);
}

/** A contact of the scenario, or one that the journal names. */
function mustBeKnown({ plan, liveRun }: LiveSession, about: string): void {
  if (plan.cases.has(about) || plan.users.has(about)) return;
  if (liveRun.contacts.about([about], liveRun.journal).length > 0) return;
  const keys = [...plan.cases.keys(), ...liveRun.engine.state.world.cases.keys(), ...plan.users.keys()];
  const hint = didYouMean(about, keys) ?? 'the contacts of GET …/state';
  throw new RequestProblem(404, `no case ${about.slice(0, SHOWN_MAX)}`, 'the key of a case', hint);
}

function instantOf(text: string, { timeZone }: LiveSession): number {
  if (/^\d{9,15}$/.test(text)) return Number(text);
  const parsed = parseTime(text, zoneNamed(timeZone)!);
  if ('problem' in parsed || parsed.kind === 'local') throw new RequestProblem(422, `at: ${text}`, 'a time');
  return parsed.at;
}
