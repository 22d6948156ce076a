/** What tests ask of a run: what was sent, what was not, and why. */
import type { Entry, EntryOf } from '../core/model/entry.ts';
import type { Plan } from '../core/model/plan.ts';
import type { JournalView, Run as RehearsedRun } from '../core/model/run.ts';
import { parseTime } from '../core/time/parse-time.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { didYouMean } from '../scenario/near.ts';
import { type EntryFilter, testOf } from './entry-filter.ts';
import { peopleOf } from './people.ts';
import { trailText } from './why/text.ts';
import { type Trail, trailOf } from './why/trail.ts';
import { whomMeans } from './why/whom.ts';

export type { EntryFilter } from './entry-filter.ts';
export type { Step, Trail, TrailSection } from './why/trail.ts';

/** What a rehearsal came to, and what can be asked of it. */
export interface Run extends RehearsedRun {
  /**
   * What gateways accepted, in order; with a filter what fits it: `run.sent({ to: 'asha', via: 'TWILIO' })`.
   * @throws Error when the entries were not kept.
   */
  sent(filter?: EntryFilter): EntryOf<'sent'>[];
  /**
   * What ended without being sent, in order; with a filter what fits it: `run.errors({ code: 'NO_PHONE_NUMBER' })`.
   * @throws Error when the entries were not kept.
   */
  errors(filter?: EntryFilter): EntryOf<'error'>[];
  /**
   * Every decision about one contact, as `drysend why` tells it.
   * @param who a key, number, address, id or name, or the beginning of one
   * @throws Error when nobody or more than one contact is meant, or the entries were not kept.
   */
  why(who: string, options?: WhyOptions): WhyTrail;
}

export interface WhyOptions {
  /** Key of an alert or broadcast: only its decisions. */
  readonly alert?: string;
  /** The message nearest to this time: `2026-03-09 09:00` in the project's zone, or milliseconds since 1970 UTC. */
  readonly at?: string | number;
}

/** The decisions as data, and the text that `drysend why` prints. */
export interface WhyTrail extends Trail {
  readonly text: string;
}

/** Columns of the text of a trail. */
const COLUMNS = 100;
/** Contacts named in an error. */
const NAMED_MAX = 12;

/** The same run, with its questions. */
export function withQuestions(run: RehearsedRun): Run {
  return {
    ...run,
    sent: (filter) => entriesOf(run, 'sent', filter),
    errors: (filter) => entriesOf(run, 'error', filter),
    why: (who, options = {}) => whyOf(run, who, options),
  };
}

function entriesOf<K extends 'sent' | 'error'>(
  run: RehearsedRun,
  kind: K,
  filter: EntryFilter | undefined,
): EntryOf<K>[] {
  const holds = testOf(filter);
  const isWanted = (entry: Entry): entry is EntryOf<K> & Entry => entry.kind === kind && holds(entry);
  return [...keptJournal(run).entries()].filter(isWanted);
}

function whyOf(run: RehearsedRun, who: string, { alert, at }: WhyOptions): WhyTrail {
  const { plan } = run;
  const journal = keptJournal(run);
  const trail = trailOf(plan, journal, {
    to: contactMeant(who, plan, journal),
    alert,
    at: instantOf(at, plan),
  });
  return { ...trail, text: trailText(trail, plan.title, { columns: COLUMNS, colour: false }) };
}

function keptJournal({ journal, totals }: RehearsedRun): JournalView {
  const { sms, email, errors } = totals;
  if (journal.length === 0 && sms + email + errors > 0)
    throw new Error('the entries of this run were not kept: rehearse it without keep: false');
  return journal;
}

function contactMeant(who: string, plan: Plan, journal: JournalView): string {
  const people = peopleOf(plan);
  const { keys } = whomMeans(who, { plan, journal, people });
  const [key] = keys;
  if (key !== undefined && keys.length === 1) return key;
  const all = keys.length > 0 ? keys : [...plan.cases.keys(), ...plan.users.keys()];
  const names = all.slice(0, NAMED_MAX).map(people.label).join(', ');
  const listed = all.length > NAMED_MAX ? `${names}, … (${all.length})` : names;
  if (keys.length > 1) throw new Error(`${who} may mean ${listed}: give the key of one`);
  throw new Error(`nobody is called ${who}: ${didYouMean(who, all) ?? `there are ${listed}`}`);
}

function instantOf(at: string | number | undefined, plan: Plan): number | undefined {
  if (typeof at !== 'string') return at;
  const parsed = parseTime(at, zoneOfProject(plan.project));
  if ('problem' in parsed) throw new Error(`at: ${parsed.problem}, such as 2026-03-09 09:00`);
  if (parsed.kind === 'local') throw new Error(`at: ${at}: local to whom? Name a zone, or none`);
  return parsed.at;
}
