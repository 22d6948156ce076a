/** What a story is reported by when its journal is not kept: taken down while the journal goes by. */
import { entryIn, type RepeatedBlock } from '../core/journal/repeated-block.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Expectation } from '../core/model/expectation.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Verdict } from '../core/model/verdict.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { withNamedKeys } from './named-keys.ts';
import { type People, peopleOf } from './people.ts';
import { TranscriptCollector } from './transcript.ts';
import { UnsentCollector } from './unsent.ts';
import type { WarningKind } from './warning-kinds.ts';
import { type JournalWarnings, WarningCollector } from './warnings.ts';

/** What was heard of one run. */
export interface Heard {
  readonly transcript: ReturnType<TranscriptCollector['end']>;
  readonly unsent: ReturnType<UnsentCollector['end']>;
  readonly warned: JournalWarnings;
  /** To whom the first message or error was. */
  readonly firstRecipient: string | undefined;
}

interface ListenerOptions {
  readonly people?: People;
  /** False: neither transcript nor who got nothing is wanted. */
  readonly lists?: boolean;
}

/** Give it every entry of one journal in order, then ask once. What it remembers grows with the people. */
export class StoryListener {
  private readonly people: People;
  private readonly transcript: TranscriptCollector;
  private readonly unsent: UnsentCollector;
  private readonly warnings: WarningCollector;
  private readonly lists: boolean;
  private first: Entry | undefined;

  constructor(plan: Plan, options: ListenerOptions = {}) {
    const { people = peopleOf(plan), lists = true } = options;
    const zone = zoneOfProject(plan.project);
    this.people = people;
    this.lists = lists;
    this.transcript = new TranscriptCollector(zone, people);
    this.unsent = new UnsentCollector(plan, { zone, people });
    this.warnings = new WarningCollector(promisesWarnings(plan));
  }

  record(entry: Entry): void {
    if (entry.kind === 'sent' || entry.kind === 'error') this.first ??= entry;
    this.warnings.record(entry);
    if (!this.lists) return;
    this.transcript.record(entry);
    this.unsent.record(entry);
  }

  /** The same for entries that are as entries before. */
  repeat(block: RepeatedBlock): void {
    if (block.kind === 'sent') this.first ??= entryIn(block, block.from);
    this.warnings.pass(block.to - block.from);
    if (!this.lists) return;
    this.transcript.repeat(block);
    this.unsent.repeat(block);
  }

  /** An entry went by that is not in its lists. */
  pass(): void {
    this.warnings.pass(1);
  }

  /** `verdicts`: what became of the promises, which may claim warnings. */
  end(verdicts: readonly Verdict[] = []): Heard {
    const warned = this.warnings.end(warningsClaimed(verdicts));
    return {
      transcript: this.transcript.end(),
      unsent: this.lists ? this.unsent.end() : { unsent: [], leftOut: 0 },
      warned: { ...warned, kinds: warned.kinds.map((kind) => namedKind(kind, this.people)) },
      firstRecipient: this.first?.to === undefined ? undefined : this.people.id(this.first.to),
    };
  }
}

/** Whether any promise may claim warnings: then each is kept until it is known which. */
const promisesWarnings = ({ expectations, timeline }: Plan): boolean =>
  expectations.some(speaksOfWarnings) ||
  timeline.some(({ act }) => act.verb === 'expect' && act.expectations.some(speaksOfWarnings));

/** Where no channel is named, promises about many are about messages and errors. */
function speaksOfWarnings(expected: Expectation): boolean {
  if (expected.kind === 'in_order') return expected.entries.some(({ kind }) => kind === 'warning');
  if (expected.kind === 'each') return expected.of.channel === 'warning';
  if (expected.kind === 'count') return expected.fields.channel === 'warning';
  return expected.kind === 'warning' || expected.kind === 'transcript';
}

/** Indexes of entries that kept promises claim, warnings among them. */
const warningsClaimed = (verdicts: readonly Verdict[]): ReadonlySet<number> =>
  new Set(
    verdicts
      .filter(({ kept, expected }) => kept && expected !== undefined && speaksOfWarnings(expected))
      .flatMap(({ entries }) => entries),
  );

/** The example with the names of those whose ids stand in it. */
function namedKind(kind: WarningKind, people: People): WarningKind {
  const about = Object.entries(kind.about).map(([name, value]) => [name, withNamedKeys(value, people)]);
  return { ...kind, example: withNamedKeys(kind.example, people), about: Object.fromEntries(about) };
}
