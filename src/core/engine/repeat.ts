/**
 * Sends that were decided once and are made again. As long as nothing has changed for a contact, its daily text is as the one
 * before in all but its times: the ordinary rules decide it once, and what they decided is repeated. A change of its case or
 * phone entry, or of anything that concerns many, takes that back, and the ordinary rules decide again.
 */
import { hashOfName, Name } from '../chance.ts';
import { zoneFor } from '../contact/contact.ts';
import { readsOwnCase } from '../contact/nodes.ts';
import { countWithinLimit, dayOf, isInConversation, isWithinHours } from '../dispatch/holds.ts';
import { isBlocked, steadyHandover } from '../dispatch/process.ts';
import { isNight, isUnasked, nightOf, whoseOf } from '../dispatch/reader-warnings.ts';
import { decideSend, draftOf } from '../dispatch/send.ts';
import { endingOf } from '../dispatch/settle.ts';
import { RepeatedMessages } from '../journal/repeated-block.ts';
import type { EntryOf } from '../model/entry.ts';
import type { DayNumber, Instant } from '../model/instant.ts';
import type { Schedule } from '../model/schedule.ts';
import type { SureGateways } from '../ports.ts';
import { type Instance, type RepeatedSend, rankOf } from '../state/instances.ts';
import { queuedEntry, sentEntry } from '../state/message.ts';
import { messageOf, nameBeginning, nameEnd } from '../state/outbox.ts';
import type { CaseRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { toLocal, type Zone } from '../time/zone.ts';
import { checkActive } from '../trigger/activity.ts';
import { zoneOfRunning } from '../trigger/schedule-context-for.ts';
import { moveOn, noteZonesDiffer, originOf, sendTo } from './handle-due.ts';

/** Longer texts are decided each time. */
const TEXT_LENGTH_MAX = 2_000;

export class Repeater {
  private readonly state: SimulationState;
  private readonly gateways: SureGateways;
  private readonly decisionsMax: number;
  private kept = 0;
  /** Queued and not sent yet, in order: those of one instant together. */
  private waiting: Waiting[] = [];
  private readonly name = new Name();
  private readonly ending = new Ending();
  private readonly steps = new Map<Zone, Step>();
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
    const { world, outbox } = state;
    const { position } = instance;
    if (position.due !== world.now || instance.retry !== undefined) return false;
    const send = this.sendOf(instance);
    if (send === undefined) return false;

    this.clocks.noteZonesDiffer(state, send.zone, position.due);
    this.name.set(send.name);
    this.name.add(this.ending.of(position.due, position.event, position.iteration));
    const idFirst = this.name.first();
    const idLast = this.name.last();
    outbox.noteId(idFirst, idLast, world.now);
    const waiting = this.waitingAt(position.due);
    const { messages, instances, ranks } = waiting;
    if (waiting.changes !== world.changes) waiting.changes = Number.NaN;
    messages.patterns.push(send);
    messages.slots.push(send.slot);
    messages.iterations.push(position.iteration);
    messages.idFirsts.push(idFirst);
    messages.idLasts.push(idLast);
    instances.push(instance);
    ranks.push(outbox.nextRank());
    world.repeat('queued', messages, messages.length - 1);
    this.moveOn(instance, send.zone);
    return true;
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

  /** Sends the next that is queued, unless a message of the outbox comes before it; false: none was sent. */
  sendNext(): boolean {
    const waiting = this.waiting[0];
    if (waiting === undefined) return false;
    const { state } = this;
    const { world, outbox } = state;
    const { messages, instances, ranks, first } = waiting;
    const rank = ranks[first]!;
    if (outbox.waiting.isBefore(world.now, rank)) return false;
    waiting.first += 1;
    if (waiting.first === ranks.length) this.waiting.shift();

    const send = messages.patterns[first]!;
    const isFreshAll = waiting.changes === world.changes;
    const isStill = (isFreshAll || isFresh(state, instances[first]!)) && this.isStill(send);
    if (isStill) world.begin('repeated', world.now, rank);
    if (!isStill || !countWithinLimit(state, send.project, this.clocks.day(world, send.project))) {
      const origin = { ...send.draft.origin, due: messages.due, iteration: messages.iterations[first]! };
      outbox.put({ ...send.draft, origin }, rank, messages.idOf(first), world.now);
      return false;
    }
    this.gateways.took(send.gateway, hashOfName(messages.idFirsts[first]!, messages.idLasts[first]!));
    world.repeat('sent', messages, first);
    if (isUnaskedNow(state, send)) send.texts.note(send.text, send.whose, world.now);
    return true;
  }

  /** Whether what was decided holds until the hand-over, and nobody is to be warned of it. */
  private isStill(send: RepeatedSend): boolean {
    const { state } = this;
    const { now, optedOut, lastInboundAt } = state.world;
    return (
      this.clocks.isWithinHours(state.world, send.project) &&
      (lastInboundAt.size === 0 || !isInConversation(state, send.message)) &&
      (optedOut.size === 0 || !isBlocked(state, send.message)) &&
      (!isUnaskedNow(state, send) ||
        (!this.clocks.isNight(state, send) && send.texts.whoseWas(send.text, now) === undefined))
    );
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

    const name = new Name();
    name.add(nameBeginning(origin, record));
    this.kept += 1;
    return {
      slot: this.kept,
      queued,
      sent,
      draft,
      message,
      gateway: handover.gateway,
      project: origin.project,
      text: message.text,
      name,
      zone: zone.zone,
      readerZone: zoneFor(world, record, false, record.project).zone,
      texts: state.recentTexts.of(message.number!),
      whose: whoseOf(message),
    };
  }

  private moveOn(instance: Instance, zone: Zone): void {
    const { state, steps } = this;
    const step = steps.get(zone) ?? new Step();
    steps.set(zone, step);
    if (step.repeat(instance)) return state.instances.plan(instance);
    step.begin(instance);
    if (moveOn(state, instance)) step.end(instance);
    else checkActive(state, instance);
  }
}

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
  caseVersion: record.version,
  worldVersion: version,
  changes,
  byEvent: [],
});

/** Whether its case, and the world, are as they were when its sends were decided. */
function isFresh({ world }: SimulationState, { repeated, record }: Instance): boolean {
  if (repeated === undefined) return false;
  if (repeated.changes === world.changes) return true;
  if (repeated.caseVersion !== record?.version || repeated.worldVersion !== world.version) return false;
  repeated.changes = world.changes;
  return true;
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

/** A step of one instance in a zone that others of the same schedule and place take too. */
class Step {
  private schedule: Schedule | undefined;
  private isWhole = false;
  private readonly from = { startDay: 0, event: 0, iteration: 0, due: 0 };
  private readonly to = { event: 0, iteration: 0, due: 0 };

  begin({ source, position }: Instance): void {
    this.schedule = source.def.schedule;
    this.isWhole = false;
    const { startDay, event, iteration, due } = position;
    Object.assign(this.from, { startDay, event, iteration, due });
  }

  /** Where the step led to, quietly. */
  end({ position: { event, iteration, due } }: Instance): void {
    Object.assign(this.to, { event, iteration, due });
    this.isWhole = true;
  }

  /** Takes the step again; false: it is another one. */
  repeat({ source, position }: Instance): boolean {
    const { from, to } = this;
    if (
      !this.isWhole ||
      this.schedule !== source.def.schedule ||
      from.due !== position.due ||
      from.iteration !== position.iteration ||
      from.event !== position.event ||
      from.startDay !== position.startDay
    ) {
      return false;
    }
    position.event = to.event;
    position.iteration = to.iteration;
    position.due = to.due;
    return true;
  }
}

/** What clocks show at one instant, by zone: looked up once for all contacts in a zone. */
class Clocks {
  private readonly nights = new Map<Zone, boolean>();
  private readonly days = new Map<string, DayNumber>();
  private readonly open = new Map<string, boolean>();
  private at: Instant = Number.NaN;
  private worldVersion = -1;
  private readonly compared = new Set<Zone>();
  private comparedAt: Instant = Number.NaN;

  isNight({ world }: SimulationState, { readerZone, message }: RepeatedSend): boolean {
    this.begin(world.now, world.version);
    const known = this.nights.get(readerZone);
    if (known !== undefined) return known;
    const { party } = message;
    const night = nightOf(world.projectNamed(party.project));
    const isNow = night !== undefined && isNight(night, toLocal(readerZone, world.now).second);
    // Another project may have another night: only the own one's is remembered.
    if (party.project === world.project.name) this.nights.set(readerZone, isNow);
    return isNow;
  }

  /** Whether a project sends at this hour. */
  isWithinHours(world: World, project: string): boolean {
    this.begin(world.now, world.version);
    const known = this.open.get(project);
    if (known !== undefined) return known;
    const isOpen = isWithinHours(world, project);
    this.open.set(project, isOpen);
    return isOpen;
  }

  /** The day of a project. */
  day(world: World, project: string): DayNumber {
    this.begin(world.now, world.version);
    const known = this.days.get(project);
    if (known !== undefined) return known;
    const day = dayOf(world, project);
    this.days.set(project, day);
    return day;
  }

  noteZonesDiffer({ world }: SimulationState, zone: Zone, due: Instant): void {
    if (due !== this.comparedAt) {
      this.comparedAt = due;
      this.compared.clear();
    }
    if (this.compared.has(zone)) return;
    this.compared.add(zone);
    noteZonesDiffer(world, zone, due);
  }

  private begin(now: Instant, worldVersion: number): void {
    if (now === this.at && worldVersion === this.worldVersion) return;
    this.at = now;
    this.worldVersion = worldVersion;
    this.nights.clear();
    this.days.clear();
    this.open.clear();
  }
}
