import type { Name } from '../chance.ts';
import type { EntryPattern, Words } from '../journal/repeated-block.ts';
import type { Alert, Broadcast, RecipientRef } from '../model/alert.ts';
import type { Handover } from '../model/answer.ts';
import type { Gateway } from '../model/gateway.ts';
import type { Position } from '../schedule/position.ts';
import type { Zone } from '../time/zone.ts';
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
export interface Instance {
  readonly slot: number;
  readonly source: AlertSource;
  readonly record: CaseRecord | undefined;
  readonly ref: RecipientRef;
  /** Which recipient of the alert it is for: survives edits of the others. */
  readonly refName: string;
  readonly refIndex: number;
  position: Position;
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
  readonly project: string;
  /** What its words are filled in from. */
  readonly template: string;
  /** As its case has them at this version of it. */
  words: Words;
  version: number;
  /** The beginning of its id's name. */
  readonly name: Name;
  /** The reader's own. */
  readonly readerZone: Zone;
  readonly texts: TextsOfNumber;
  readonly whose: string;
}

/** Limits that the rank of a due event is packed into: 11 + 31 + 10 bits. */
export const SOURCES_MAX = 2 ** 11;
export const RECIPIENTS_MAX = 2 ** 10;
export const CASES_MAX = 2 ** 31;

type InstanceParts = Omit<Instance, 'slot'>;

/** All instances, and when each is due next. */
export class Instances {
  readonly due = new InstantQueue();
  private readonly bySlot: (Instance | undefined)[] = [];
  private readonly free: number[] = [];

  create(parts: InstanceParts): Instance {
    const slot = this.free.pop() ?? this.bySlot.length;
    const instance = instanceAt(slot, parts);
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
    this.due.remove(instance.slot);
    this.bySlot[instance.slot] = undefined;
    this.free.push(instance.slot);
  }

  /** Brings the queue in step with the instance's position. */
  plan(instance: Instance): void {
    if (instance.position.active)
      this.due.set(instance.slot, instance.position.due, instance.repeated?.rank ?? rankOf(instance));
    else this.due.remove(instance.slot);
  }

  /** The next instance due at or before `limit`, taken out of the queue. */
  take(limit: number): Instance | undefined {
    return this.bySlot[this.due.take(limit)];
  }

  isAlive(instance: Instance): boolean {
    return this.bySlot[instance.slot] === instance;
  }
}

/** One literal: of a spread the engine would make a hidden class for each instance, which takes more room than they do. */
const instanceAt = (slot: number, parts: InstanceParts): Instance => ({
  slot,
  source: parts.source,
  record: parts.record,
  ref: parts.ref,
  refName: parts.refName,
  refIndex: parts.refIndex,
  position: parts.position,
  revision: parts.revision,
  resetValue: parts.resetValue,
  draws: parts.draws,
  retry: parts.retry,
  repeated: undefined,
});

/** Due events of one instant go by alert in file order, then case in order of registration, then recipient. */
export function rankOf({ source, record, refIndex }: InstanceParts): number {
  const ordinal = Math.min(record?.ordinal ?? 0, CASES_MAX - 1);
  return (source.ordinal * CASES_MAX + ordinal) * RECIPIENTS_MAX + refIndex;
}
