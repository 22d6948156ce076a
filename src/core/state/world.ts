import { entryIn, type RepeatedBlock, type RepeatedMessages } from '../journal/repeated-block.ts';
import type { GatewayEvidence } from '../model/because.ts';
import type { CaseSeed } from '../model/case.ts';
import { contactProperties } from '../model/contact-properties.ts';
import type { Entry, EntryDraft } from '../model/entry.ts';
import type { Gateway, Routing } from '../model/gateway.ts';
import type { Instant } from '../model/instant.ts';
import type { Group } from '../model/people.ts';
import type { Plan } from '../model/plan.ts';
import type { Project } from '../model/project.ts';
import type { WarningCode } from '../model/warning-codes.ts';
import type { JournalRecorder, KindFacts, UnitKind } from '../ports.ts';
import { type Zone, zoneNamed } from '../time/zone.ts';
import { LocationTree, UserBook } from './people.ts';
import { PhoneBook } from './phone-book.ts';
import type { CaseRecord } from './records.ts';

/** A value that HQ takes otherwise than was meant. */
export interface OddValue {
  readonly code: WarningCode;
  /** What HQ makes of it. */
  readonly becomes: string;
  readonly hint: string;
}

/** What values look like to somebody who knows numbering plans and spreadsheets: advice only, never routing. */
export interface ValueAdviser {
  /** Of digits that HQ sends to. */
  advice(
    digits: string,
  ): { readonly code: WarningCode; readonly message: string; readonly hint?: string } | undefined;
  isUs(digits: string): boolean;
  /** Of a phone number as it is written. */
  oddNumber(text: string): OddValue | undefined;
  /** Of any other property; `isDate`: an alert counts from it. */
  oddProperty(property: string, text: string, isDate: boolean): OddValue | undefined;
}

/** An entry before it gets its instant; whoever makes one makes it afresh, since the instant is put into it. */
type Note = EntryDraft & { at?: Instant };

/** How many entries one block has at most: memory and limits are looked at between blocks. */
const BLOCK_MAX = 4096;

export interface WorldParts {
  readonly plan: Plan;
  readonly recorder: JournalRecorder;
  readonly kinds: ReadonlyMap<string, KindFacts>;
  readonly adviser?: ValueAdviser;
}

/** Everything that can change while the clock runs, in one place. */
export class World {
  /** The scenario; a live session adds to it as it goes on. */
  plan: Plan;
  readonly kinds: ReadonlyMap<string, KindFacts>;
  readonly adviser: ValueAdviser | undefined;
  now: Instant;
  up = true;
  /** Whether HQ's form engine answers. */
  formplayerUp = true;
  project: Project;
  readonly otherProjects: Map<string, Project>;
  routing: Routing;
  readonly gateways: Gateway[];
  readonly cases = new Map<string, CaseRecord>();
  /** Those whose case id is not their key. */
  private readonly casesById = new Map<string, CaseRecord>();
  readonly users = new UserBook();
  readonly groups: Map<string, Group>;
  readonly locations: LocationTree;
  readonly phones: PhoneBook;
  /** Default routes looked up so far: forgotten when a gateway or a route changes. */
  readonly routes = new Remembered<
    { readonly gateway: Gateway; readonly because: GatewayEvidence } | { readonly problem: string }
  >();
  /** Texts that many cases have in common, so that they are kept once. */
  readonly texts = new Remembered<string>();
  /** Digits → opted out or in again; global, as in HQ. */
  readonly optedOut = new Map<string, { out: boolean; canOptIn: boolean }>();
  readonly bounced: Set<string>;
  /** Keys of warnings that are given once a run, and of inbound messages seen. */
  readonly notedOnce = new Set<string>();
  /** Contact key → when it last wrote to us. */
  readonly lastInboundAt = new Map<string, Instant>();
  private readonly childrenOf = new Map<string, Set<string>>();
  /** How many records there have been. */
  registered = 0;
  /** Rises with each change that can concern many contacts: settings, gateways, alerts, users, groups, locations. */
  version = 0;
  /** Rises with each change of this version or a contact's: while it stands still, what was decided holds, but for words. */
  changes = 0;
  /** Rises with each change, of words too. */
  saves = 0;
  private readonly recorder: JournalRecorder;
  private held: Entry[] | undefined;
  private block: { -readonly [Field in keyof RepeatedBlock]: RepeatedBlock[Field] } | undefined;

  constructor(parts: WorldParts) {
    const { plan } = parts;
    this.plan = plan;
    this.recorder = parts.recorder;
    this.kinds = parts.kinds;
    this.adviser = parts.adviser;
    this.now = plan.startsAt;
    this.project = plan.project;
    this.otherProjects = new Map(plan.otherProjects);
    this.routing = plan.routing;
    this.gateways = [...plan.gateways];
    this.groups = new Map(plan.groups);
    this.locations = new LocationTree(plan.locations);
    this.phones = new PhoneBook(
      (entry) => this.note(entry),
      (owner) => {
        const record = this.cases.get(owner);
        if (record !== undefined) this.changeCase(record);
      },
    );
    this.bounced = new Set(plan.project.bounced);
    for (const { optedOut } of [...plan.otherProjects.values(), plan.project]) {
      for (const { number, canOptIn } of optedOut) this.optedOut.set(number, { out: true, canOptIn });
    }
  }

  /** Something that can concern many contacts is not as it was. */
  change(): void {
    this.version += 1;
    this.changes += 1;
    this.saves += 1;
  }

  /** A case, or its phone entry, is not as it was; `changed`: nothing but these of its properties. */
  changeCase(record: CaseRecord, changed?: readonly string[]): void {
    record.version += 1;
    this.saves += 1;
    if (changed?.every((property) => !contactProperties.has(property))) return;
    record.contactVersion += 1;
    this.changes += 1;
  }

  /** Writes a journal entry of this instant. */
  note(entry: Note): void {
    if (this.block !== undefined) this.endBlock();
    entry.at = this.now;
    const whole = entry as Entry;
    if (this.held) this.held.push(whole);
    else this.recorder.record(whole);
  }

  /**
   * Begins a piece of work; `due` and `rank` say where it stands among those of its kind and instant. A block goes on from one
   * to the next where they repeat messages: `blockLength` tells whose an entry of it is.
   */
  begin(unit: UnitKind, due: Instant = 0, rank = 0): void {
    if (this.recorder.unit === undefined) return;
    if (this.block !== undefined && unit !== 'due' && unit !== 'repeated') this.endBlock();
    this.recorder.unit(unit, this.now, due, rank);
  }

  /** Entries of the block that is not handed on yet. */
  get blockLength(): number {
    return this.block === undefined ? 0 : this.block.to - this.block.from;
  }

  /** Writes an entry of this instant for a message that is as one before: in one block with those that it follows on. */
  repeat(kind: RepeatedBlock['kind'], messages: RepeatedMessages, index: number): void {
    const { block, now } = this;
    if (
      block !== undefined &&
      block.to === index &&
      block.messages === messages &&
      block.kind === kind &&
      block.at === now &&
      index - block.from < BLOCK_MAX
    ) {
      block.to += 1;
      return;
    }
    const first = { kind, at: now, messages, from: index, to: index + 1 };
    if (this.held || this.recorder.repeat === undefined) return this.note(entryIn(first, index));
    if (block !== undefined) this.endBlock();
    this.block = first;
  }

  /** Hands on what is written and was kept to make a block of. */
  endBlock(): void {
    const { block } = this;
    this.block = undefined;
    if (block !== undefined) this.recorder.repeat!(block);
  }

  /** Keeps back what `work` writes, so that an entry which its outcome completes can go first. */
  noteAfter(work: () => Note): void {
    if (this.block !== undefined) this.endBlock();
    const outer = this.held;
    const inner: Entry[] = [];
    this.held = inner;
    let first: Note;
    try {
      first = work();
    } finally {
      this.held = outer;
    }
    this.note(first);
    for (const entry of inner) {
      if (outer) outer.push(entry);
      else this.recorder.record(entry);
    }
  }

  projectNamed(name: string): Project {
    return name === this.project.name ? this.project : (this.otherProjects.get(name) ?? this.project);
  }

  /** A project's own map, and the global one, which all projects share. */
  routingOf(project: string): Routing {
    if (project === this.project.name) return this.routing;
    const own = this.plan.otherRouting.get(project)?.project ?? new Map<string, string>();
    return { project: own, global: this.routing.global };
  }

  /** The project's zone; the loader has seen to it that it is valid. */
  zoneOfProject(project: Project): Zone {
    return zoneNamed(project.timeZone, this.plan.project.zones) ?? zoneNamed('UTC')!;
  }

  /** Brings a case into the world. */
  addCase(seed: CaseSeed): CaseRecord {
    const record: CaseRecord = {
      kind: 'case',
      key: seed.key,
      project: seed.project,
      caseId: seed.caseId,
      ordinal: this.registered,
      openedAt: this.now,
      type: seed.type,
      name: seed.name,
      properties: seed.properties,
      ownProperties: undefined,
      owner: seed.owner,
      parents: seed.parents,
      externalId: seed.externalId,
      lastModifiedBy: seed.lastModifiedBy,
      closed: seed.closed,
      deleted: false,
      serverModifiedAt: this.now,
      version: 0,
      contactVersion: 0,
    };
    this.registered += 1;
    this.cases.set(seed.key, record);
    if (seed.caseId !== seed.key) this.casesById.set(seed.caseId, record);
    this.linkParents(record);
    return record;
  }

  /** Keeps the children's index in step with a record's parents. */
  linkParents(record: CaseRecord): void {
    for (const link of record.parents) {
      const children = this.childrenOf.get(link.case);
      if (children) children.add(record.key);
      else this.childrenOf.set(link.case, new Set([record.key]));
    }
  }

  /** A registered case by its case id. */
  caseWithId(caseId: string): CaseRecord | undefined {
    const named = this.casesById.get(caseId) ?? this.cases.get(caseId);
    return named?.caseId === caseId ? named : undefined;
  }

  /** Open child cases by index identifier `parent`, in order of registration. */
  childrenOfCase(key: string): CaseRecord[] {
    const children: CaseRecord[] = [];
    for (const childKey of this.childrenOf.get(key) ?? []) {
      const child = this.cases.get(childKey);
      if (
        child &&
        !child.deleted &&
        child.parents.some((link) => link.case === key && link.identifier === 'parent')
      ) {
        children.push(child);
      }
    }
    return children.sort((a, b) => a.ordinal - b.ordinal);
  }

  /** Every case that names this one, child or extension, closed ones too. */
  subcasesOf(key: string): CaseRecord[] {
    const all = [...(this.childrenOf.get(key) ?? [])].flatMap((child) => this.cases.get(child) ?? []);
    return all.filter((each) => !each.deleted && each.parents.some((link) => link.case === key));
  }

  /** The parents of a case by identifier (and relationship, when given) that exist. */
  parentsOf(record: CaseRecord, identifier: string, relationship?: 'child' | 'extension'): CaseRecord[] {
    const found: CaseRecord[] = [];
    for (const link of record.parents) {
      if (link.identifier !== identifier) continue;
      if (relationship && link.relationship !== relationship) continue;
      const parent = this.cases.get(link.case);
      if (parent && !parent.deleted) found.push(parent);
    }
    return found;
  }
}

/** How many answers are kept before all are forgotten. */
const ANSWERS_MAX = 100_000;

/** Answers to questions that are asked again and again; a change of the world forgets them all. */
class Remembered<Answer> {
  private readonly answers = new Map<string, Answer>();

  once(question: string, work: () => Answer): Answer {
    const known = this.answers.get(question);
    if (known !== undefined) return known;
    if (this.answers.size >= ANSWERS_MAX) this.answers.clear();
    const answer = work();
    this.answers.set(question, answer);
    return answer;
  }

  forget(): void {
    this.answers.clear();
  }
}
