/**
 * Sends that were decided once and are made again. As long as nothing has changed for a contact, its daily text is as the one
 * before in all but its times, and its words: the ordinary rules decide it once, and what they decided is repeated. A save of its
 * case that changes words alone has them filled in again. A change of what the contact is read from, of its phone entry, or of
 * anything that concerns many, takes the decision back, and the ordinary rules decide again.
 */
import { hashOfName, Name, NameBeginnings } from '../chance.ts';
import { zoneFor } from '../contact/contact.ts';
import { readsOwnCase } from '../contact/nodes.ts';
import { countWithinLimit, isInConversation } from '../dispatch/holds.ts';
import { isBlocked, steadyHandover } from '../dispatch/process.ts';
import { isUnasked, whoseOf } from '../dispatch/reader-warnings.ts';
import { decideSend, draftOf, render } from '../dispatch/send.ts';
import { endingOf, partsOf } from '../dispatch/settle.ts';
import { RepeatedMessages, type Words } from '../journal/repeated-block.ts';
import type { EntryOf } from '../model/entry.ts';
import type { Instant } from '../model/instant.ts';
import type { Schedule } from '../model/schedule.ts';
import type { SureGateways } from '../ports.ts';
import { cleanText } from '../render/segments.ts';
import { type Instance, type InstanceGroup, type RepeatedSend, rankOf } from '../state/instances.ts';
import { queuedEntry, sentEntry } from '../state/message.ts';
import { messageOf, nameBeginning, nameEnd } from '../state/outbox.ts';
import type { CaseRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { checkActive } from '../trigger/activity.ts';
import { zoneOfRunning } from '../trigger/schedule-context-for.ts';
import { Clocks } from './clocks.ts';
import { moveOn, originOf, sendTo } from './handle-due.ts';
import { Steps } from './steps.ts';

/** Longer texts are decided each time. */
const TEXT_LENGTH_MAX = 2_000;

export class Repeater {
  private readonly state: SimulationState;
  private readonly gateways: SureGateways;
  private readonly decisionsMax: number;
  private kept = 0;
  /** Queued and not sent yet, in order: those of one instant together. */
  private waiting: Waiting[] = [];
  private readonly names = new NameBeginnings();
  private readonly name = new Name();
  private readonly ending = new Ending();
  private readonly steps = new Steps();
  private readonly clocks = new Clocks();

  /** `decisionsMax`: how many are kept; of more contacts the ordinary rules decide each time. */
  constructor(state: SimulationState, gateways: SureGateways, decisionsMax: number) {
    this.state = state;
    this.gateways = gateways;
    this.decisionsMax = decisionsMax;
  }

  /** Handles an instance whose event is due, as `handleDue` would; false: that has to do it. */
  handle(instance: Instance): boolean {
    const { state } = this;
    const { position } = instance;
    if (position.due !== state.world.now || instance.retry !== undefined) return false;
    const send = this.sendOf(instance);
    if (send === undefined || !this.hasWords(send, instance.record!)) return false;
    this.queue(this.waitingAt(position.due), instance, send, position.event, position.iteration);
    this.moveOn(instance, send);
    return true;
  }

  /**
   * Goes through a group that is due, up to `rank`: what was decided for its members is repeated, and others are left to
   * `handleAlone`. A member that goes on like most stays in the group, which waits again when all have had their turn.
   */
  handleGroup(group: InstanceGroup, rank: number, handleAlone: (instance: Instance) => void): void {
    const { state, steps } = this;
    const { world } = state;
    const { due, members, sends, ranks, startDays, events, iterations } = group;
    let place = group.next ?? members.length;
    for (; place < members.length && ranks[place]! < rank; place += 1) {
      const member = members[place];
      if (member === undefined) continue;
      const isMember = !group.hasLeavers || member.group === group;
      const send = sends[place]!;
      if (!isMember || !(group.saves === world.saves || this.holds(member, send))) {
        group.next = place + 1;
        if (isMember) state.instances.leave(member);
        handleAlone(member);
        continue;
      }
      const event = events[place]!;
      const iteration = iterations[place]!;
      world.begin('due', due, ranks[place]!);
      this.queue(this.waitingAt(due), member, send, event, iteration);
      const to = steps.from(send.schedule, send.zone, due, startDays[place]!, event, iteration);
      if (Number.isNaN(group.nextDue) && to !== undefined) group.nextDue = to.due;
      const next = to?.event === event ? send : member.repeated!.byEvent[to?.event ?? -1];
      if (to?.due === group.nextDue && (next === send || isReady(next, member)))
        group.step(place, next, to.event, to.iteration);
      else {
        group.next = place + 1;
        state.instances.leave(member);
        this.moveOn(member, send);
      }
    }
    if (group.next === undefined) return;
    group.next = place;
    if (place < members.length) return;
    group.end(world.saves);
    state.instances.putBack(group);
  }

  /** Whether what was decided for a member holds, words included. */
  private holds(member: Instance, send: RepeatedSend): boolean {
    return isFresh(this.state, member) && this.hasWords(send, member.record!);
  }

  private queue(
    waiting: Waiting,
    instance: Instance,
    send: RepeatedSend,
    event: number,
    iteration: number,
  ): void {
    const { state, name } = this;
    const { world, outbox } = state;
    const { messages } = waiting;
    this.clocks.noteZonesDiffer(state, send.zone, messages.due);
    this.names.begin(name, send.slot);
    name.add(this.ending.of(messages.due, event, iteration));
    const idFirst = name.first();
    const idLast = name.last();
    outbox.noteId(idFirst, idLast, world.now);
    if (waiting.changes !== world.changes) waiting.changes = Number.NaN;
    messages.patterns.push(send);
    messages.slots.push(send.slot);
    messages.iterations.push(iteration);
    messages.words.push(send.words);
    messages.idFirsts.push(idFirst);
    messages.idLasts.push(idLast);
    waiting.instances.push(instance);
    waiting.ranks.push(outbox.nextRank());
    world.repeat('queued', messages, messages.length - 1);
  }

  private waitingAt(due: Instant): Waiting {
    const last = this.waiting.at(-1);
    if (last?.messages.due === due) return last;
    const messages = new RepeatedMessages<RepeatedSend>(due);
    const { changes } = this.state.world;
    const next: Waiting = { messages, instances: [], ranks: [], first: 0, changes };
    this.waiting.push(next);
    return next;
  }

  /** Sends what is queued, up to a message of the outbox that comes before it. */
  sendWaiting(): void {
    for (let waiting = this.waiting[0]; waiting !== undefined; waiting = this.waiting[0]) {
      while (waiting.first < waiting.ranks.length) if (!this.sendNext(waiting)) return;
      this.waiting.shift();
    }
  }

  /** false: a message of the outbox comes first. */
  private sendNext(waiting: Waiting): boolean {
    const { state } = this;
    const { world, outbox } = state;
    const { messages, instances, first } = waiting;
    const rank = waiting.ranks[first]!;
    if (outbox.waiting.isBefore(world.now, rank)) return false;
    waiting.first += 1;

    const send = messages.patterns[first]!;
    const isFreshAll = waiting.changes === world.changes;
    const text = messages.words[first]!.sent;
    const isStill = (isFreshAll || isFresh(state, instances[first]!)) && this.isStill(send, text);
    if (isStill) world.begin('repeated', world.now, rank);
    if (!isStill || !countWithinLimit(state, send.project, this.clocks.day(world, send.project))) {
      const origin = { ...send.draft.origin, due: messages.due, iteration: messages.iterations[first]! };
      outbox.put(
        { ...send.draft, origin, text: messages.words[first]!.queued },
        rank,
        messages.idOf(first),
        world.now,
      );
      return false;
    }
    this.gateways.took(send.gateway, hashOfName(messages.idFirsts[first]!, messages.idLasts[first]!));
    world.repeat('sent', messages, first);
    if (isUnaskedNow(state, send)) send.texts.note(text, send.whose, world.now);
    return true;
  }

  /** Whether what was decided holds until the hand-over, and nobody is to be warned of it. */
  private isStill(send: RepeatedSend, text: string): boolean {
    const { state } = this;
    const { now, optedOut, lastInboundAt } = state.world;
    return (
      this.clocks.isWithinHours(state.world, send.project) &&
      (lastInboundAt.size === 0 || !isInConversation(state, send.message)) &&
      (optedOut.size === 0 || !isBlocked(state, send.message)) &&
      (!isUnaskedNow(state, send) ||
        (!this.clocks.isNight(state, send) && send.texts.whoseWas(text, now) === undefined))
    );
  }

  /** Brings the words of a send in step with its case; false: the ordinary rules have to say what becomes of them. */
  private hasWords(send: RepeatedSend, record: CaseRecord): boolean {
    if (send.version === record.version) return true;
    const rendered = render(this.state, { party: record, record }, send.template);
    if ('problem' in rendered || rendered.text === '' || rendered.text.length > TEXT_LENGTH_MAX) return false;
    if (rendered.text !== send.words.queued) {
      const words = wordsOf(rendered.text);
      if (!this.gateways.takes({ ...send.handover, text: words.sent })) return false;
      send.words = words;
    }
    send.version = record.version;
    return true;
  }

  private sendOf(instance: Instance): RepeatedSend | undefined {
    const { state } = this;
    const { record, repeated, position } = instance;
    if (record === undefined) return undefined;
    if (!isFresh(state, instance)) {
      if (this.kept >= this.decisionsMax) return undefined;
      // What is changed each time is not worth keeping: it is kept when it is met unchanged.
      instance.repeated = nothingDecided(state.world, instance, record);
      return undefined;
    }
    const { byEvent } = repeated!;
    const known = byEvent[position.event] ?? this.decide(instance, record) ?? 'never';
    byEvent[position.event] = known;
    return known === 'never' ? undefined : known;
  }

  /** Decides a send by the ordinary rules; undefined: its decision cannot be kept. */
  private decide(instance: Instance, record: CaseRecord): RepeatedSend | undefined {
    const { state } = this;
    const { world } = state;
    const { source, position, ref } = instance;
    const { def } = source;
    const content = def.schedule.events[position.event]?.content;
    if (
      this.kept >= this.decisionsMax ||
      ref.kind !== 'case' ||
      def.to.length !== 1 ||
      def.userData.values.size > 0
    )
      return undefined;
    if (!def.active || record.deleted) return undefined;
    if (
      content?.kind !== 'sms' ||
      !hasFixedTimes(def.schedule) ||
      ('stopProperty' in def && def.stopProperty)
    )
      return undefined;
    if (![...content.texts.values()].every(readsOwnCase)) return undefined;

    const zone = zoneOfRunning(state, instance);
    const origin = originOf(state, instance, zone);
    const send = sendTo(instance, origin, record);
    const decision = decideSend(state, send, content.texts);
    if (decision.kind !== 'queue' || decision.text.length > TEXT_LENGTH_MAX) return undefined;
    const draft = draftOf(send, decision);
    const message = messageOf(draft, { slot: -1, rank: 0, id: '', now: world.now });
    const queued = { ...queuedEntry(message), at: world.now } as EntryOf<'queued'>;
    const handover = steadyHandover(state, message);
    if (!handover || handover.gateway.receipts || !this.gateways.takes(handover)) return undefined;
    message.attempts = 1;
    const sent = { ...sentEntry(message, endingOf(message, '')), at: world.now } as EntryOf<'sent'>;

    this.kept += 1;
    this.names.keep(this.kept, nameBeginning(origin, record));
    return {
      slot: this.kept,
      queued,
      sent,
      draft,
      message,
      handover,
      gateway: handover.gateway,
      template: decision.template,
      words: wordsOf(decision.text),
      version: record.version,
      project: origin.project,
      schedule: def.schedule,
      zone: zone.zone,
      readerZone: zoneFor(world, record, false, record.project).zone,
      texts: state.recentTexts.of(message.number!),
      whose: whoseOf(message),
    };
  }

  /** One that waits nowhere goes on, to be repeated with others where it may. */
  private moveOn(instance: Instance, { zone }: RepeatedSend): void {
    const { state, steps } = this;
    const { position, source, repeated } = instance;
    const { due } = position;
    const { schedule } = source.def;
    const { startDay, event, iteration } = position;
    const to = steps.from(schedule, zone, due, startDay, event, iteration);
    if (to === undefined) {
      if (moveOn(state, instance))
        steps.note(schedule, zone, due, { startDay, event, iteration }, instance.position);
      else checkActive(state, instance);
      return;
    }
    Object.assign(position, to);
    const send = repeated!.byEvent[to.event];
    if (!isReady(send, instance)) return state.instances.plan(instance);
    const place = { send, rank: repeated!.rank, startDay, event: to.event, iteration: to.iteration };
    state.instances.join(instance, to.due, place, state.world.saves);
  }
}

/** Whether a send was decided, and has the words of its case as it is. */
const isReady = (send: RepeatedSend | 'never' | undefined, { record }: Instance): send is RepeatedSend =>
  send !== undefined && send !== 'never' && send.version === record?.version;

/** Messages that are queued again at one instant, from `first` on not sent yet. */
interface Waiting {
  readonly messages: RepeatedMessages<RepeatedSend>;
  readonly instances: Instance[];
  readonly ranks: number[];
  first: number;
  /** The count of changes when all were decided; NaN: there was none that holds for all. */
  changes: number;
}

/** What an instance repeats when nothing has been decided yet. */
export const nothingDecided = (
  { version, changes }: World,
  instance: Instance,
  record: CaseRecord,
): Instance['repeated'] => ({
  rank: rankOf(instance),
  contactVersion: record.contactVersion,
  worldVersion: version,
  changes,
  byEvent: [],
});

/** Whether its contact, and the world, are as they were when its sends were decided; their words may be others. */
function isFresh({ world }: SimulationState, { repeated, record }: Instance): boolean {
  if (repeated === undefined) return false;
  if (repeated.changes === world.changes) return true;
  if (repeated.contactVersion !== record?.contactVersion || repeated.worldVersion !== world.version)
    return false;
  repeated.changes = world.changes;
  return true;
}

/** The words of a message, and what follows from them. */
function wordsOf(queued: string): Words {
  const sent = cleanText(queued);
  const { segments, hq_parts, encoding } = partsOf(sent);
  return { queued, sent, segments, hq_parts, encoding };
}

/** What is repeated is of alerts and broadcasts, which nobody asks for but who has just written. */
const isUnaskedNow = (state: SimulationState, send: RepeatedSend): boolean =>
  state.world.lastInboundAt.size === 0 || isUnasked(state, send.message);

const hasFixedTimes = (schedule: Schedule): boolean =>
  schedule.kind === 'timed' && schedule.events.every(({ time }) => time.kind === 'fixed');

/** The end of an id's name: contacts of one time have the same. */
class Ending {
  private due: Instant = Number.NaN;
  private event = -1;
  private iteration = -1;
  private text = '';

  of(due: Instant, event: number, iteration: number): string {
    if (due !== this.due || event !== this.event || iteration !== this.iteration) {
      this.due = due;
      this.event = event;
      this.iteration = iteration;
      this.text = `${nameEnd(due, event, iteration, 'sms')}0`;
    }
    return this.text;
  }
}
