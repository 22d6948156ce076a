import type { EntryPattern, Words } from '../journal/repeated-block.ts';
import type { Alert, Broadcast, RecipientRef } from '../model/alert.ts';
import type { Handover } from '../model/answer.ts';
import type { Gateway } from '../model/gateway.ts';
import type { Instant } from '../model/instant.ts';
import type { Schedule } from '../model/schedule.ts';
import type { Position } from '../schedule/position.ts';
import type { Zone } from '../time/zone.ts';
import { DueGroup, type GroupMember, type GroupPlace } from './due-group.ts';
import { InstantQueue } from './instant-queue.ts';
import type { Message } from './message.ts';
import type { Draft } from './outbox.ts';
import type { TextsOfNumber } from './recent-texts.ts';
import type { CaseRecord } from './records.ts';

/** An alert or broadcast as it stands now, and the instances of it. */
export interface AlertSource {
  def: Alert | Broadcast;
  /** Place in the file: alerts, then broadcasts. */
  readonly ordinal: number;
  /** False before the timeline creates it, and after it was deleted. */
  exists: boolean;
  /** Case key (or '' for a broadcast) → its instances, in order of recipients. */
  readonly instances: Map<string, Instance[]>;
  /** Case key → the reason for not sending that was noted last, so that it is noted once. */
  readonly lastSkipReasons: Map<string, string>;
}

/** One alert running for one recipient of one case (HQ: ScheduleInstance). */
export interface Instance extends GroupMember<RepeatedSend> {
  readonly slot: number;
  readonly source: AlertSource;
  readonly record: CaseRecord | undefined;
  readonly ref: RecipientRef;
  /** Which recipient of the alert it is for: survives edits of the others. */
  readonly refName: string;
  readonly refIndex: number;
  /** Whoever changes it plans the instance anew. */
  readonly position: Position;
  revision: string;
  resetValue: string;
  /** Random draws made so far: part of the key of the next. */
  draws: number;
  /** What its sends repeat, by event, as long as nothing changes. */
  repeated?: RepeatedSends | undefined;
  /** Set while its event is tried again after a survey could not be started. */
  retry?: { readonly attempts: number; readonly firstDue: number } | undefined;
}

/** Sends of an instance that were decided, and for which state of its contact and of the world. */
interface RepeatedSends {
  /** The instance's place among those due at one instant. */
  readonly rank: number;
  readonly contactVersion: number;
  readonly worldVersion: number;
  /** The count of changes at which both were found to be the same last. */
  changes: number;
  /** By event; undefined: not decided yet; `never`: it is decided anew each time. */
  readonly byEvent: (RepeatedSend | 'never' | undefined)[];
}

/** A send whose decision is kept. */
export interface RepeatedSend extends EntryPattern {
  readonly draft: Draft;
  /** Made ready to be handed over. */
  readonly message: Message;
  readonly handover: Handover;
  readonly gateway: Gateway;
  readonly schedule: Schedule;
  readonly project: string;
  /** What its words are filled in from. */
  readonly template: string;
  /** As its case has them at this version of it. */
  words: Words;
  version: number;
  /** The reader's own. */
  readonly readerZone: Zone;
  readonly texts: TextsOfNumber;
  readonly whose: string;
}

/** Limits that the rank of a due event is packed into: 11 + 31 + 10 bits. */
export const SOURCES_MAX = 2 ** 11;
export const RECIPIENTS_MAX = 2 ** 10;
export const CASES_MAX = 2 ** 31;

type InstanceParts = Omit<Instance, 'slot' | keyof GroupMember<RepeatedSend>>;

/** Instances that are due together and go on as their decisions say. */
export type InstanceGroup = DueGroup<Instance, RepeatedSend>;

/** What is taken out of the queue together: instances by themselves, in order, and the group of those who are due now. */
export interface DueBatch {
  readonly alone: readonly Instance[];
  /** When these were due. */
  readonly dues: readonly Instant[];
  readonly group: InstanceGroup | undefined;
  /** The first of those by themselves that is not handled. */
  next: number;
}

/** All instances, and when each is due next. */
export class Instances {
  /** Instances by themselves, and groups of them before these. */
  readonly due = new InstantQueue();
  private readonly bySlot: (Instance | InstanceGroup | undefined)[] = [];
  private readonly free: number[] = [];
  private readonly groups = new Map<Instant, InstanceGroup>();

  create(parts: InstanceParts): Instance {
    const slot = this.freeSlot();
    const instance = new LiveInstance(slot, parts);
    this.bySlot[slot] = instance;
    const key = parts.record?.key ?? '';
    const siblings = parts.source.instances.get(key);
    if (siblings) siblings.push(instance);
    else parts.source.instances.set(key, [instance]);
    this.plan(instance);
    return instance;
  }

  remove(instance: Instance): void {
    const key = instance.record?.key ?? '';
    const left = (instance.source.instances.get(key) ?? []).filter((each) => each !== instance);
    if (left.length > 0) instance.source.instances.set(key, left);
    else instance.source.instances.delete(key);
    this.leaveGroup(instance);
    this.due.remove(instance.slot);
    this.release(instance.slot);
  }

  /** Brings the queue in step with the instance's position. */
  plan(instance: Instance): void {
    this.leaveGroup(instance);
    if (instance.position.active)
      this.due.set(instance.slot, instance.position.due, instance.repeated?.rank ?? rankOf(instance));
    else this.due.remove(instance.slot);
  }

  /** Takes an instance, which waits nowhere, into the group of those that are due with it. */
  join(instance: Instance, due: Instant, place: GroupPlace<RepeatedSend>, saves: number): void {
    let group = this.groups.get(due);
    if (group === undefined) {
      group = new DueGroup<Instance, RepeatedSend>(this.freeSlot(), due);
      this.wait(group);
    }
    group.add(instance, place, saves);
  }

  /** All that is due by now, taken out of the queue. A group that should have come before is one no more. */
  takeAll(now: Instant, saves: number): DueBatch | undefined {
    const alone: Instance[] = [];
    const dues: Instant[] = [];
    let group: InstanceGroup | undefined;
    for (let next = this.bySlot[this.due.take(now)]; next; next = this.bySlot[this.due.take(now)]) {
      if (!(next instanceof DueGroup)) {
        alone.push(next);
        dues.push(next.position.due);
        continue;
      }
      this.groups.delete(next.due);
      if (next.due < now) this.dissolve(next);
      else group = next;
    }
    group?.begin(saves);
    return alone.length === 0 && group === undefined ? undefined : { alone, dues, group, next: 0 };
  }

  /** What is left of a group that was taken out waits again: by itself, or with others that are due with it. */
  putBack(group: InstanceGroup): void {
    const others = this.groups.get(group.due);
    if (group.live > 0 && others === undefined) return this.wait(group);
    this.release(group.slot);
    for (const [place, instance] of group.members.entries())
      if (instance !== undefined) others?.add(instance, group.placeAt(place), group.saves);
  }

  /** Each of a group that was taken out is planned by itself. */
  private dissolve(group: InstanceGroup): void {
    this.release(group.slot);
    for (const instance of group.members) {
      if (instance === undefined) continue;
      this.leave(instance);
      this.plan(instance);
    }
  }

  /** Takes an instance out of a group that was taken out: it stands by itself where it stood there, and waits nowhere. */
  leave(instance: Instance): void {
    const { group, position, place } = instance;
    if (group === undefined) return;
    group.bring(position, place);
    group.leave(instance);
  }

  /** An instance that stands elsewhere from now on. A group that nobody is left in is due no more. */
  private leaveGroup(instance: Instance): void {
    const group = instance.group as InstanceGroup | undefined;
    if (group === undefined) return;
    group.leave(instance);
    if (group.live > 0 || this.groups.get(group.due) !== group) return;
    this.groups.delete(group.due);
    this.due.remove(group.slot);
    this.release(group.slot);
  }

  isAlive(instance: Instance): boolean {
    return this.bySlot[instance.slot] === instance;
  }

  private wait(group: InstanceGroup): void {
    this.bySlot[group.slot] = group;
    this.groups.set(group.due, group);
    this.due.set(group.slot, group.due, GROUP_RANK);
  }

  private release(slot: number): void {
    this.bySlot[slot] = undefined;
    this.free.push(slot);
  }

  private freeSlot(): number {
    return this.free.pop() ?? this.bySlot.length;
  }
}

/** Before every instance. */
const GROUP_RANK = -1;

class LiveInstance implements Instance {
  readonly slot: number;
  readonly source: AlertSource;
  readonly record: CaseRecord | undefined;
  readonly ref: RecipientRef;
  readonly refName: string;
  readonly refIndex: number;
  revision: string;
  resetValue: string;
  draws: number;
  retry: Instance['retry'];
  repeated: Instance['repeated'] = undefined;
  group: Instance['group'] = undefined;
  place = 0;
  private readonly ownPosition: Position;

  constructor(slot: number, parts: InstanceParts) {
    this.slot = slot;
    this.source = parts.source;
    this.record = parts.record;
    this.ref = parts.ref;
    this.refName = parts.refName;
    this.refIndex = parts.refIndex;
    this.ownPosition = parts.position;
    this.revision = parts.revision;
    this.resetValue = parts.resetValue;
    this.draws = parts.draws;
    this.retry = parts.retry;
  }

  get position(): Position {
    this.group?.bring(this.ownPosition, this.place);
    return this.ownPosition;
  }
}

/** Due events of one instant go by alert in file order, then case in order of registration, then recipient. */
export function rankOf({ source, record, refIndex }: InstanceParts): number {
  const ordinal = Math.min(record?.ordinal ?? 0, CASES_MAX - 1);
  return (source.ordinal * CASES_MAX + ordinal) * RECIPIENTS_MAX + refIndex;
}
