/** One side of a comparison: its messages by person, and why others got none, gathered while a journal goes by. */
import type { Entry } from '../../core/model/entry.ts';
import type { Instant } from '../../core/model/instant.ts';
import type { ComparedMessage } from '../../core/model/message-change.ts';
import type { Plan } from '../../core/model/plan.ts';
import { type Zone, zoneNamed, zoneOfProject } from '../../core/time/zone.ts';
import { namesOf, nobodyKnown, peopleOf } from '../people.ts';
import type { RosterFilter } from '../roster/filter.ts';
import { RosterCollector } from '../roster/roster.ts';
import { personOf, type RosterRow } from '../roster/row.ts';
import { MessageStore, type SideMessages } from './message-store.ts';
import { ReasonBook, type WhyNot } from './reasons.ts';

/** What a side is, for people. */
export interface SideName {
  /** As it was asked for: `visits.yaml@HEAD~1`. */
  readonly name: string;
  readonly kind: 'rehearsal' | 'journal' | 'messaging events' | 'message log';
}

/** Everything that is compared of one story. */
export interface DiffSide extends SideName {
  /** '' where the file has none. */
  readonly title: string;
  readonly messages: SideMessages;
  /** Keys of its people by HQ's ids; those whose key is their id are left out. */
  readonly ids: ReadonlyMap<string, string>;
  /** Names of all people that this side knows, by key; '' for those without. */
  readonly names: ReadonlyMap<string, string>;
  /** The project's; undefined: not known. */
  readonly zone: Zone | undefined;
  /** What it does not say of a message, so that it is left out of the comparison. */
  readonly ignores: ReadonlySet<'case' | 'cause'>;
  /** What a reader must know of it. */
  readonly notes: readonly string[];
  /** Why there is no such message; undefined: this side does not say. */
  whyNot(message: ComparedMessage): WhyNot | undefined;
}

export interface SideOptions extends SideName {
  readonly title: string;
  /** The scenario that was rehearsed, or that knows the people of a journal. */
  readonly plan?: Plan | undefined;
  readonly filter?: RosterFilter;
}

/** Give it every entry of one journal in order, then ask for the side once. */
export class SideCollector {
  private readonly options: SideOptions;
  private readonly messages = new MessageStore();
  private readonly reasons = new ReasonBook();
  private readonly roster: RosterCollector;
  private endsAt: Instant = Number.NEGATIVE_INFINITY;

  constructor(options: SideOptions) {
    const { plan, filter = {} } = options;
    // Nobody is called by name here unless somebody is asked for.
    const people = plan && filter.case !== undefined ? peopleOf(plan) : nobodyKnown;
    const zone = plan ? zoneOfProject(plan.project) : zoneNamed('UTC')!;
    this.options = options;
    this.roster = new RosterCollector({ plan, people, zone, filter, onRow: (row) => this.take(row) });
  }

  record(seq: number, entry: Entry): void {
    this.roster.record(seq, entry);
    this.reasons.record(entry);
    this.endsAt = entry.at;
  }

  end(): DiffSide {
    const { name, kind, title, plan } = this.options;
    const { funnels, isPartial } = this.roster.end();
    const causes = new Set(funnels.map(({ cause }) => cause));
    const endsAt = plan?.endsAt ?? this.endsAt;
    const zone = plan && zoneOfProject(plan.project);
    const notes = isPartial ? [`${name} was written with --journal-level sent: it holds no reasons`] : [];
    const names = new Map([
      ...[...this.messages.keys()].map((key) => [key, ''] as const),
      ...namesFrom(plan),
    ]);
    const whyNot = whyNotFrom(this.reasons, { causes, endsAt, isKnown: (key) => names.has(key) });
    const facts = { names, zone, ids: idsFrom(plan), ignores: new Set<never>(), notes };
    return { name, kind, title, ...facts, messages: this.messages, whyNot };
  }

  private take(row: RosterRow): void {
    const message = messageOf(row);
    if (message) this.messages.add(message);
  }
}

/** Made apart, so that a side holds on to its reasons and not to all that it was collected with. */
const whyNotFrom =
  (reasons: ReasonBook, facts: Parameters<ReasonBook['whyNot']>[1]): DiffSide['whyNot'] =>
  (message) =>
    reasons.whyNot(message, facts);

const namesFrom = (plan: Plan | undefined): ReadonlyMap<string, string> => (plan ? namesOf(plan) : new Map());

function idsFrom(plan: Plan | undefined): Map<string, string> {
  const ids = new Map<string, string>();
  for (const { key, userId } of plan?.users.values() ?? []) ids.set(userId, key);
  for (const { key, caseId } of plan?.cases.values() ?? []) if (caseId !== key) ids.set(caseId, key);
  return ids;
}

/** Events that were passed over, and people who got nothing, are reasons and no messages. */
function messageOf(row: RosterRow): ComparedMessage | undefined {
  const { at, outcome, seq } = row;
  if (at === undefined || outcome === 'skipped' || outcome === 'nothing') return undefined;
  return {
    at,
    outcome,
    person: personOf(row),
    cause: row.cause,
    case: row.case,
    channel: row.channel,
    number: row.number,
    address: row.address,
    gateway: row.gateway,
    language: row.language,
    reason: row.reason,
    segments: row.segments,
    text: row.text,
    line: seq,
  };
}
