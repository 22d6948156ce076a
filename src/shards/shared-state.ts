/** Which cases of a story share state: a phone number, a parent, a user, a group. What is joined here stays in one shard. */
import { nearNumbers } from '../core/contact/near-number.ts';
import { isVerifiedFlag, normalizeNumber } from '../core/contact/number.ts';
import type { Alert, Broadcast, RecipientRef } from '../core/model/alert.ts';
import type { CaseChange, CaseSeed } from '../core/model/case.ts';
import type { User } from '../core/model/people.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Act } from '../core/model/timeline.ts';
import { caseName, Links } from './links.ts';
import { sharedNumbers } from './shared-numbers.ts';

/** Whatever is joined to it stays with what belongs to no case: notices, users, broadcasts. */
const COMMON = 'common';

export interface SharedState {
  /** A number for each group of cases that share something. */
  groupOfCase(key: string): number;
  /** Of whoever has the number, in digits. */
  groupOfNumber(number: string): number;
  /** Of what belongs to no case. */
  readonly common: number;
  /** Groups are numbers below it. */
  size(): number;
  /** The groups of cases that share what decides about their messages: what only HQ's warnings look at joins nobody. */
  readonly sends?: CaseGroups;
}

export type CaseGroups = Pick<SharedState, 'groupOfCase' | 'size'>;

/** `withSends`: gives the groups of `sends` too. */
export function sharedStateOf(plan: Plan, { withSends = false } = {}): SharedState {
  const sends = withSends ? new Links(plan.cases) : undefined;
  const links = new Links(plan.cases, sends);
  const acts = plan.timeline.map(({ act }) => act);
  const facts = new CaseFacts(plan, acts);
  links.join(COMMON, COMMON);
  joinParents(plan, acts, links);
  const owners = joinNumbers(plan, acts, facts, links);
  const people = new People(plan, acts, links);
  for (const alert of alertsOf(plan, acts)) joinRecipients(alert, plan, facts, people);
  for (const { to } of broadcastsOf(plan, acts)) for (const ref of to) people.reach(COMMON, ref);
  joinWriters(plan, acts, { facts, owners }, links);
  return {
    groupOfCase: (key) => links.groupOf(caseName(key)),
    groupOfNumber: (number) => links.groupOf(owners.first.get(number) ?? numberName(number)),
    common: links.groupOf(COMMON),
    size: () => links.size,
    ...(sends && { sends: { groupOfCase: (key) => sends.groupOf(caseName(key)), size: () => sends.size } }),
  };
}

const userName = (key: string): string => `user ${key}`;
const isUser = (name: string): boolean => name.startsWith('user ');
/** Of a number that is nobody's. */
const numberName = (number: string): string => `number ${number}`;
const PHONE = 'contact_phone_number';
const VERIFIED = 'contact_phone_number_is_verified';

/** What there may ever be of a case, from the file or by an update. */
class CaseFacts {
  private readonly plan: Plan;
  private readonly changes = new Map<string, CaseChange[]>();

  constructor(plan: Plan, acts: readonly Act[]) {
    this.plan = plan;
    for (const act of acts) {
      if (act.verb !== 'update') continue;
      for (const change of act.changes) {
        const known = this.changes.get(change.key);
        if (known) known.push(change);
        else this.changes.set(change.key, [change]);
      }
    }
  }

  hasType({ key, type: own }: CaseSeed, type: string): boolean {
    return own === type || this.changesOf(key).some((change) => change.type === type);
  }

  owners({ key, owner: own, lastModifiedBy: by }: CaseSeed): string[] {
    const changed = this.changesOf(key).flatMap(({ owner, lastModifiedBy }) => [owner, lastModifiedBy]);
    return [own, by, ...changed].flatMap((owner) => owner ?? []);
  }

  numbers(key: string, seed = this.plan.cases.get(key)): ReadonlySet<string> {
    return numbersIn([seed?.properties.get(PHONE), ...this.changesOf(key).map(({ set }) => set.get(PHONE))]);
  }

  /** Something changes it, or it may own its number two-way. */
  isSpecial({ key, properties }: CaseSeed): boolean {
    return isVerifiedFlag(properties.get(VERIFIED)) || this.changes.has(key);
  }

  private changesOf(key: string): readonly CaseChange[] {
    return this.changes.get(key) ?? none;
  }
}

const none: readonly CaseChange[] = [];

const numbersIn = (texts: readonly (string | undefined)[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => normalizeNumber(text).normalized || []));

function joinParents({ cases }: Plan, acts: readonly Act[], links: Links): void {
  const join = ({ key, parents = [] }: Pick<CaseSeed, 'key'> & Partial<Pick<CaseSeed, 'parents'>>): void => {
    for (const parent of parents) links.join(caseName(parent.case), caseName(key));
  };
  for (const seed of cases.values()) join(seed);
  for (const act of acts) if (act.verb === 'update') for (const change of act.changes) join(change);
}

/** Who has which number. */
interface NumberOwners {
  readonly first: Map<string, string>;
  /** Numbers of several. */
  readonly shared: Set<string>;
}

/** A user's number is known everywhere, so whoever shares it stays with what is common. */
function joinNumbers(plan: Plan, acts: readonly Act[], facts: CaseFacts, links: Links): NumberOwners {
  const owners: NumberOwners = { first: new Map(), shared: new Set() };
  const own = (number: string, owner: string): void => {
    const first = owners.first.get(number);
    if (first === undefined) owners.first.set(number, owner);
    if (first === undefined || first === owner) return;
    owners.shared.add(number);
    links.join(first, owner);
    if (isUser(first) || isUser(owner)) links.join(COMMON, owner);
  };
  const users = usersOf(plan, acts);
  const shared = sharedNumbers(
    plan,
    acts,
    alertsOf(plan, acts),
    facts,
    users.flatMap((user) => [...numbersOf(user)]),
  );
  for (const [key, seed] of plan.cases) {
    const name = caseName(key);
    for (const number of facts.numbers(key, seed)) {
      if (shared.joinsAll(number)) own(number, name);
      else
        for (const words of shared.words(number, seed)) links.warn(`number ${number} reads ${words}`, name);
    }
  }
  for (const user of users) for (const number of numbersOf(user)) own(number, userName(user.key));
  return owners;
}

const numbersOf = ({ phones, userCase }: User): ReadonlySet<string> =>
  numbersIn([...phones, userCase?.get(PHONE)]);

const usersOf = ({ users }: Plan, acts: readonly Act[]): User[] => [
  ...users.values(),
  ...acts.flatMap((act) => (act.verb === 'user' ? act.users : [])),
];

const alertsOf = ({ alerts }: Plan, acts: readonly Act[]): readonly Alert[] => [
  ...alerts,
  ...acts.flatMap((act) => (act.verb === 'alert' ? [act.alert] : [])),
];

const broadcastsOf = ({ broadcasts }: Plan, acts: readonly Act[]): readonly Broadcast[] => [
  ...broadcasts,
  ...acts.flatMap((act) => (act.verb === 'broadcast' ? [act.broadcast] : [])),
];

/** Recipients that are the case itself, or what it is linked to anyway. */
const ownKinds: ReadonlySet<RecipientRef['kind']> = new Set([
  ...(['case', 'parent', 'children', 'email_property'] as const),
]);

function joinRecipients({ to, caseType }: Alert, { cases }: Plan, facts: CaseFacts, people: People): void {
  const others = to.filter(({ kind }) => !ownKinds.has(kind));
  if (others.length === 0) return;
  for (const [key, seed] of cases) {
    if (!facts.hasType(seed, caseType)) continue;
    for (const ref of others) {
      if (ref.kind === 'owner')
        for (const owner of facts.owners(seed)) people.reachOwner(caseName(key), owner);
      else people.reach(caseName(key), ref);
    }
  }
}

/** Users, groups and locations: joined with those in them when somebody writes to them. */
class People {
  private readonly links: Links;
  private readonly groups = new Map<string, Set<string>>();
  private readonly locations = new Map<string, { users: Set<string>; parents: Set<string> }>();
  private readonly children = new Map<string, string[]>();
  private readonly users: readonly string[];
  private readonly joined = new Set<string>();

  constructor(plan: Plan, acts: readonly Act[], links: Links) {
    this.links = links;
    this.users = usersOf(plan, acts).map(({ key }) => key);
    const groups = acts.flatMap((act) => (act.verb === 'group' ? act.groups : []));
    for (const { key, kind, members } of [...plan.groups.values(), ...groups]) {
      const known = this.groups.get(key) ?? new Set();
      for (const member of members) known.add(kind === 'group' ? userName(member) : caseName(member));
      this.groups.set(key, known);
    }
    const locations = acts.flatMap((act) => (act.verb === 'location' ? act.locations : []));
    for (const { key, users, parent } of [...plan.locations.values(), ...locations]) {
      const known = this.locations.get(key) ?? { users: new Set(), parents: new Set() };
      for (const user of users) known.users.add(user);
      if (parent !== undefined) this.children.set(parent, [...(this.children.get(parent) ?? []), key]);
      this.locations.set(key, known);
    }
  }

  /** A case, or what is common, writes to a recipient. */
  reach(from: string, ref: RecipientRef): void {
    const { links } = this;
    switch (ref.kind) {
      case 'case_key':
        return links.join(from, caseName(ref.key));
      case 'user':
      case 'web_user':
        return links.join(from, userName(ref.key));
      case 'group':
      case 'case_group':
        return this.reachGroup(from, ref.key);
      case 'location':
        return this.reachLocation(from, ref.key);
      default:
        // It may be any user.
        links.join(from, COMMON);
        this.once(COMMON, () => {
          for (const user of this.users) links.join(COMMON, userName(user));
        });
    }
  }

  /** The key of an owner may be that of a user, a group or a location. */
  reachOwner(from: string, key: string): void {
    if (this.groups.has(key)) this.reachGroup(from, key);
    if (this.locations.has(key)) this.reachLocation(from, key);
    this.links.join(from, userName(key));
  }

  private reachGroup(from: string, key: string): void {
    const name = `group ${key}`;
    this.links.join(from, name);
    this.once(name, () => {
      for (const member of this.groups.get(key) ?? []) this.links.join(name, member);
    });
  }

  /** With all below it, whether they are meant or not. */
  private reachLocation(from: string, key: string): void {
    const name = `location ${key}`;
    this.links.join(from, name);
    this.once(name, () => {
      for (const user of this.locations.get(key)?.users ?? []) this.links.join(name, userName(user));
      for (const child of this.children.get(key) ?? []) this.reachLocation(name, child);
    });
  }

  private once(name: string, work: () => void): void {
    if (this.joined.has(name)) return;
    this.joined.add(name);
    work();
  }
}

interface Known {
  readonly facts: CaseFacts;
  readonly owners: NumberOwners;
}

/** Whoever writes, and to whom is written by hand. */
function joinWriters(plan: Plan, acts: readonly Act[], known: Known, links: Links): void {
  const isSure = sureSenders(plan, acts, known);
  const { first } = known.owners;
  const nameOf = (number: string): string => first.get(number) ?? numberName(number);
  for (const act of acts) {
    if (act.verb === 'send' && !plan.cases.has(act.to)) links.join(COMMON, userName(act.to));
    if (act.verb === 'verify') links.join(COMMON, userName(act.user));
    if (act.verb !== 'inbound') continue;
    const isCase = act.fromKind === 'case';
    const numbers = isCase ? [...known.facts.numbers(act.from)] : [act.from.replace(/[^0-9]/g, '')];
    const from = isCase ? caseName(act.from) : nameOf(numbers[0]!);
    if (act.messageId !== undefined) links.join(`text ${act.messageId}`, from);
    for (const number of numbers) {
      if (isUser(nameOf(number))) links.join(COMMON, from);
      if (isCase && isSure(act.from)) continue;
      // A stranger is compared with all numbers that are nearly the same.
      for (const near of nearNumbers(number)) {
        const owner = first.get(near);
        if (owner !== undefined) links.join(from, owner);
        if (owner !== undefined && isUser(owner)) links.join(COMMON, owner);
      }
    }
  }
}

/** Cases that own their number from their registration to the end, so that a text from it is always known to be theirs. */
function sureSenders(plan: Plan, acts: readonly Act[], { facts, owners }: Known): (key: string) => boolean {
  const projects = [plan.project, ...plan.otherProjects.values()];
  const changes =
    projects.some(({ inboundLeniency }) => inboundLeniency) ||
    acts.some(({ verb }) => verb === 'settings' || verb === 'user') ||
    [...plan.surveys.values()].some(({ closesWhen }) => closesWhen !== undefined);
  if (changes) return () => false;
  const unsure = new Set<string>();
  const registered = new Set<string>();
  for (const act of acts) {
    if (act.verb === 'register') for (const key of act.keys) registered.add(key);
    if (act.verb === 'close' || act.verb === 'reopen' || act.verb === 'delete')
      for (const key of act.keys) unsure.add(key);
    if (act.verb === 'update')
      for (const change of act.changes) if (isAboutNumber(change)) unsure.add(change.key);
    if (act.verb === 'inbound' && !registered.has(act.from)) unsure.add(act.from);
  }
  return (key) => {
    const seed = plan.cases.get(key);
    if (!seed || seed.closed || unsure.has(key)) return false;
    return (
      isVerifiedFlag(seed.properties.get(VERIFIED)) &&
      normalizeNumber(seed.properties.get(PHONE), 'tidy').canBeTwoWay &&
      ![...facts.numbers(key)].some((number) => owners.shared.has(number))
    );
  };
}

const isAboutNumber = ({ set, close }: CaseChange): boolean =>
  close === true || set.has(PHONE) || set.has(VERIFIED);
