import type { Gateway } from '../model/gateway.ts';
import type { PhoneEntry } from '../state/phone-book.ts';
import type { Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { channelKey } from '../state/survey-sessions.ts';
import type { World } from '../state/world.ts';
import type { Writer } from './reply.ts';

/** Who an inbound is from, and whether the handlers run for it. */
export interface Sender extends Writer {
  /** HQ's leniency: handlers run even for a one-way entry. */
  readonly isScoped: boolean;
}

/** The first date on which HQ remembers the contact that a number was used for last. */
const STICKY_SINCE = '2022-05-13';

/**
 * Who wrote (docs/hq/contacts-and-messages.md#s4-2): with leniency on, somebody of the gateway's own projects or nobody; else
 * the two-way (or pending) entry of exactly this number, in any project.
 */
export function senderOf(
  state: SimulationState,
  number: string,
  gateway: Gateway | undefined,
): Sender | undefined {
  const { world } = state;
  const owner = gateway && ownerOf(gateway);
  const project = owner === undefined ? undefined : world.projectNamed(owner);
  if (gateway && project?.inboundLeniency) {
    const entry = lenientEntry(state, number, gateway, project.oneNumberManyContacts);
    return entry && senderBy(world, entry, true);
  }
  const entry = world.phones.reserved(number);
  return entry && senderBy(world, entry, false);
}

/** The project that a gateway belongs to; a global one belongs to none. */
function ownerOf({ scope, project }: Gateway): string | undefined {
  if (scope.kind === 'global') return undefined;
  return scope.kind === 'shared' ? scope.from : project;
}

function senderBy(world: World, entry: PhoneEntry, isScoped: boolean): Sender | undefined {
  const party = partyOf(world, entry);
  return party && { party, entry, isScoped };
}

function partyOf(world: World, entry: PhoneEntry): Party | undefined {
  return entry.ownerKind === 'case' ? world.cases.get(entry.owner) : world.users.get(entry.owner);
}

/** The contact asked last on this number, else the best entry in one of the gateway's projects. */
function lenientEntry(
  state: SimulationState,
  number: string,
  gateway: Gateway,
  isShared: boolean,
): PhoneEntry | undefined {
  const { world, sessions } = state;
  const entries = world.phones.withNumber(number);
  if (isShared && isSticky(world)) {
    const last = sessions.channels.lastContactOn(channelKey(gateway.name, number), world.now);
    const entry = entries.find(({ owner }) => owner === last);
    if (entry) return entry;
  }
  const projects = projectsOf(world, gateway);
  const [best] = entries
    .filter(({ project }) => projects.has(project))
    .sort((a, b) => Number(b.twoWay) - Number(a.twoWay) || a.createdOrdinal - b.createdOrdinal);
  return best;
}

function isSticky({ project }: World): boolean {
  return project.asOf === undefined || project.asOf >= STICKY_SINCE;
}

/** The owner, and every project that the gateway is shared with and that has accepted. */
function projectsOf(world: World, gateway: Gateway): ReadonlySet<string> {
  const owner = ownerOf(gateway)!;
  const guests = world.gateways.flatMap(({ name, project, scope }) =>
    name === gateway.name && scope.kind === 'shared' && scope.from === owner && scope.accepted
      ? [project]
      : [],
  );
  return new Set([owner, ...guests]);
}
