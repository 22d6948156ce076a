/**
 * Instances that are due at one instant, and whose sends were decided: where each stands is kept in columns, so that going
 * through a group touches little memory. A group that goes on as one, as a daily alert does, stays where it is.
 */
import type { DayNumber, Instant } from '../model/instant.ts';
import type { Position } from '../schedule/position.ts';

/** What a group keeps of an instance. */
export interface GroupMember<Send> {
  /** The group that it waits in, and its place there; outside of any it stands where its position says. */
  group: DueGroup<GroupMember<Send>, Send> | undefined;
  place: number;
}

/** Where a member stands, and what it sends there. */
export interface GroupPlace<Send> {
  readonly send: Send;
  readonly rank: number;
  readonly startDay: DayNumber;
  readonly event: number;
  readonly iteration: number;
}

export class DueGroup<Member extends GroupMember<Send>, Send> {
  /** Its own in the queue of instances. */
  readonly slot: number;
  due: Instant;
  /** undefined: one that is elsewhere now. */
  readonly members: (Member | undefined)[] = [];
  readonly sends: Send[] = [];
  readonly ranks: number[] = [];
  readonly startDays: DayNumber[] = [];
  readonly events: number[] = [];
  readonly iterations: number[] = [];
  /** The count of saves at which what was decided for all of them held; NaN: there is none. */
  saves = Number.NaN;
  /** While it is gone through: members before this place have gone on to `nextDue`. */
  stepped = 0;
  nextDue: Instant = Number.NaN;
  /** The next that is to be gone through; undefined: it waits. */
  next: number | undefined;
  /** How many members there are. */
  live = 0;
  /** Some have left that are yet to be gone through. */
  hasLeavers = false;
  private isSorted = true;
  private savesAtBegin = 0;

  constructor(slot: number, due: Instant) {
    this.slot = slot;
    this.due = due;
  }

  add(member: Member, { send, rank, startDay, event, iteration }: GroupPlace<Send>, saves: number): void {
    const place = this.members.length;
    if (place === 0) this.saves = saves;
    else if (this.saves !== saves) this.saves = Number.NaN;
    if (place > 0 && rank < this.ranks[place - 1]!) this.isSorted = false;
    this.members.push(member);
    this.sends.push(send);
    this.ranks.push(rank);
    this.startDays.push(startDay);
    this.events.push(event);
    this.iterations.push(iteration);
    member.group = this;
    member.place = place;
    this.live += 1;
  }

  /** Brings a position up to where its member stands. */
  bring(position: Position, place: number): void {
    position.event = this.events[place]!;
    position.iteration = this.iterations[place]!;
    position.due = place < this.stepped ? this.nextDue : this.due;
  }

  placeAt(place: number): GroupPlace<Send> {
    const { sends, ranks, startDays, events, iterations } = this;
    return {
      send: sends[place]!,
      rank: ranks[place]!,
      startDay: startDays[place]!,
      event: events[place]!,
      iteration: iterations[place]!,
    };
  }

  /** One of its members goes; one that is yet to be gone through keeps its turn. */
  leave(member: Member): void {
    member.group = undefined;
    this.live -= 1;
    if (this.next === undefined || member.place < this.stepped) this.members[member.place] = undefined;
    else this.hasLeavers = true;
  }

  /** Begins to go through it, in order of rank, after so many saves. */
  begin(saves: number): void {
    this.savesAtBegin = saves;
    if (!this.isSorted) this.sort();
    this.isSorted = true;
    this.nextDue = Number.NaN;
    this.stepped = 0;
    this.next = 0;
    this.hasLeavers = false;
  }

  /** The member at a place, which is gone through, stays and goes on to `nextDue`. */
  step(from: number, send: Send, event: number, iteration: number): void {
    const place = this.stepped;
    this.stepped += 1;
    this.sends[place] = send;
    this.events[place] = event;
    this.iterations[place] = iteration;
    if (from === place) return;
    const member = this.members[from]!;
    this.members[place] = member;
    this.ranks[place] = this.ranks[from]!;
    this.startDays[place] = this.startDays[from]!;
    member.place = place;
  }

  /** All have been gone through, after so many saves: those that stayed are the group now. */
  end(saves: number): void {
    const { stepped } = this;
    this.members.length = stepped;
    this.sends.length = stepped;
    this.ranks.length = stepped;
    this.startDays.length = stepped;
    this.events.length = stepped;
    this.iterations.length = stepped;
    this.due = this.nextDue;
    this.saves = saves === this.savesAtBegin ? saves : Number.NaN;
    this.stepped = 0;
    this.next = undefined;
  }

  private sort(): void {
    const { members, sends, ranks, startDays, events, iterations } = this;
    const order = Array.from(ranks.keys())
      .filter((place) => members[place] !== undefined)
      .sort((a, b) => ranks[a]! - ranks[b]!);
    reorder(members, order);
    reorder(sends, order);
    reorder(ranks, order);
    reorder(startDays, order);
    reorder(events, order);
    reorder(iterations, order);
    for (const [place, member] of members.entries()) member!.place = place;
  }
}

function reorder<Value>(column: Value[], order: readonly number[]): void {
  const sorted = order.map((place) => column[place]!);
  for (const [place, value] of sorted.entries()) column[place] = value;
  column.length = sorted.length;
}
