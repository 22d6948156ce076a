import type { Entry } from '../core/model/entry.ts';
import type { Plan } from '../core/model/plan.ts';
import type { JournalView } from '../core/model/run.ts';
import type { Zone } from '../core/time/zone.ts';
import { membership } from './membership.ts';
import type { People } from './people.ts';
import { sentenceOf } from './why/format-entry.ts';

/** A case, an alert, or one for the other, that sent nothing, and why. */
export interface Unsent {
  /** `asha, alert visit` */
  readonly who: string;
  readonly why: string;
}

/** Enough to see why; `drysend why` has the rest. */
const UNSENT_MAX = 12;

/** Who got nothing in this run, with the last reason that the journal has; and how many more there are. */
export function unsentOf(
  plan: Plan,
  journal: JournalView,
  { zone, people }: { readonly zone: Zone; readonly people: People },
): { unsent: Unsent[]; leftOut: number } {
  const heard = hear(journal);
  const unsent = silentPairs(plan, heard).map(
    ({ whom, subject, last }): Unsent => ({
      who: whom === undefined ? subject : `${people.label(whom)}, ${subject}`,
      why: last ? sentenceOf(last, zone) : 'nothing was due before the end',
    }),
  );
  for (const [name, keys] of subjectsOf(plan)) {
    for (const key of keys) {
      const subject = `${name} ${key}`;
      if (!heard.subjects.has(subject)) unsent.push({ who: subject, why: 'its rule never held for anybody' });
    }
  }
  for (const key of heard.cases) {
    if (!heard.addressed.has(key)) unsent.push({ who: people.label(key), why: 'no alert took it up' });
  }
  return { unsent: unsent.slice(0, UNSENT_MAX), leftOut: Math.max(0, unsent.length - UNSENT_MAX) };
}

function subjectsOf({ alerts, broadcasts }: Plan): [name: string, keys: string[]][] {
  return [
    ['alert', alerts.map(({ key }) => key)],
    ['broadcast', broadcasts.map(({ key }) => key)],
  ];
}

interface Pair {
  readonly subject: string;
  /** Key of the case, else of the contact or recipient. */
  readonly whom: string | undefined;
  hasSent: boolean;
  /** The last line that says why not. */
  last: Entry | undefined;
}

interface Heard {
  /** By case and alert, in order of first mention. */
  readonly pairs: Map<string, Pair>;
  readonly subjects: Set<string>;
  readonly cases: Set<string>;
  /** Cases that an alert took up, and contacts that anything was meant for. */
  readonly addressed: Set<string>;
}

/** A group or a location is silent only when it had no member to send to: its members are listed themselves. */
function silentPairs(plan: Plan, { pairs }: Heard): Pair[] {
  const membersOf = membership(plan);
  const hasMember = (subject: string, group: string): boolean =>
    [...membersOf(group)].some((key) => pairs.has(`${key}, ${subject}`));
  return [...pairs.values()].filter(
    ({ hasSent, subject, whom }) => !hasSent && (whom === undefined || !hasMember(subject, whom)),
  );
}

function hear(journal: JournalView): Heard {
  const heard: Heard = {
    pairs: new Map(),
    subjects: new Set(),
    cases: new Set(),
    addressed: new Set(),
  };
  /** Messages on their way, by id: a `held` line says no more than that. */
  const pairsById = new Map<string, Pair>();
  for (const entry of journal.entries()) {
    if (entry.kind === 'registered' && entry.case !== undefined) heard.cases.add(entry.case);
    if (entry.to !== undefined) heard.addressed.add(entry.to);
    const pair = pairOf(entry, heard) ?? pairsById.get(entry.id ?? '');
    if (!pair) continue;
    if (entry.kind === 'sent') pair.hasSent = true;
    if (isReason(entry)) pair.last = entry;
    if (entry.id === undefined) continue;
    if (entry.kind === 'sent' || entry.kind === 'error') pairsById.delete(entry.id);
    else pairsById.set(entry.id, pair);
  }
  return heard;
}

function pairOf({ case: record, alert, broadcast, to, recipient }: Entry, heard: Heard): Pair | undefined {
  const subject =
    alert !== undefined ? `alert ${alert}` : broadcast !== undefined ? `broadcast ${broadcast}` : undefined;
  if (subject === undefined) return undefined;
  heard.subjects.add(subject);
  if (record !== undefined) heard.addressed.add(record);
  const whom = record ?? to ?? recipient;
  const who = whom === undefined ? subject : `${whom}, ${subject}`;
  const pair = heard.pairs.get(who) ?? { subject, whom, hasSent: false, last: undefined };
  heard.pairs.set(who, pair);
  return pair;
}

/** A course that simply came to its end leaves the reason that was given before. */
function isReason({ kind, reason }: Entry): boolean {
  return (
    kind === 'skipped' ||
    kind === 'held' ||
    kind === 'error' ||
    (kind === 'disarmed' && reason !== 'schedule_finished')
  );
}
