import type { Entry } from '../core/model/entry.ts';
import type { Plan } from '../core/model/plan.ts';
import type { JournalView } from '../core/model/run.ts';
import type { Zone } from '../core/time/zone.ts';
import { sentenceOf } from './why/format-entry.ts';

/** A case, an alert, or one for the other, that sent nothing, and why. */
export interface Unsent {
  /** `asha, alert visit` */
  readonly who: string;
  readonly why: string;
}

/** Enough to see why; `drysend why` tells the rest. */
const UNSENT_MAX = 12;

/** Who got nothing in this run, with the last reason that the journal has; and how many more there are. */
export function unsentOf(
  plan: Plan,
  journal: JournalView,
  zone: Zone,
): { unsent: Unsent[]; leftOut: number } {
  const heard = hear(journal);
  const told = [...heard.pairs].flatMap(([who, { hasSent, last }]): Unsent[] =>
    hasSent ? [] : [{ who, why: last ? sentenceOf(last, zone) : 'nothing was due before the end' }],
  );
  for (const [name, keys] of subjectsOf(plan)) {
    for (const key of keys) {
      const subject = `${name} ${key}`;
      if (!heard.subjects.has(subject)) told.push({ who: subject, why: 'its rule never held for anybody' });
    }
  }
  for (const key of heard.cases) {
    if (!heard.casesArmed.has(key)) told.push({ who: key, why: 'no alert took it up' });
  }
  return { unsent: told.slice(0, UNSENT_MAX), leftOut: Math.max(0, told.length - UNSENT_MAX) };
}

function subjectsOf({ alerts, broadcasts }: Plan): [name: string, keys: string[]][] {
  return [
    ['alert', alerts.map(({ key }) => key)],
    ['broadcast', broadcasts.map(({ key }) => key)],
  ];
}

interface Pair {
  hasSent: boolean;
  /** The last line that says why not. */
  last: Entry | undefined;
}

interface Heard {
  /** By case and alert, in order of first mention. */
  readonly pairs: Map<string, Pair>;
  readonly subjects: Set<string>;
  readonly cases: Set<string>;
  readonly casesArmed: Set<string>;
}

function hear(journal: JournalView): Heard {
  const heard: Heard = { pairs: new Map(), subjects: new Set(), cases: new Set(), casesArmed: new Set() };
  /** Messages on their way, by id: a `held` line says no more than that. */
  const pairsById = new Map<string, Pair>();
  for (const entry of journal.entries()) {
    if (entry.kind === 'registered' && entry.case !== undefined) heard.cases.add(entry.case);
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
  if (record !== undefined) heard.casesArmed.add(record);
  const whom = record ?? to ?? recipient;
  const who = whom === undefined ? subject : `${whom}, ${subject}`;
  const pair = heard.pairs.get(who) ?? { hasSent: false, last: undefined };
  heard.pairs.set(who, pair);
  return pair;
}

/** A course that simply came to its end leaves the reason that was told before. */
function isReason({ kind, reason }: Entry): boolean {
  return (
    kind === 'skipped' ||
    kind === 'held' ||
    kind === 'error' ||
    (kind === 'disarmed' && reason !== 'schedule_finished')
  );
}
