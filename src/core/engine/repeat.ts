/**
 * Sends that were decided once and are made again. As long as nothing has changed for a contact, its daily text is as the one
 * before in all but its times: the ordinary rules decide it once, and what they decided is repeated. A change of its case or
 * phone entry, or of anything that concerns many, takes that back, and the ordinary rules decide again.
 */
import { hashOfName, Name } from '../chance.ts';
import { zoneFor } from '../contact/contact.ts';
import { readsOwnCase } from '../contact/nodes.ts';
import { countWithinLimit } from '../dispatch/holds.ts';
import { isBlocked, steadyHandover } from '../dispatch/process.ts';
import { isNight, isUnasked, nightOf, whoseOf } from '../dispatch/reader-warnings.ts';
import { decideSend, draftOf } from '../dispatch/send.ts';
import { endingOf } from '../dispatch/settle.ts';
import { RepeatedMessages } from '../journal/repeated-block.ts';
import type { EntryOf } from '../model/entry.ts';
import type { Instant } from '../model/instant.ts';
import type { Schedule } from '../model/schedule.ts';
import type { SureGateways } from '../ports.ts';
import type { Instance, RepeatedSend } from '../state/instances.ts';
import { queuedEntry, sentEntry } from '../state/message.ts';
import { messageOf, nameBeginning, nameEnd } from '../state/outbox.ts';
import type { CaseRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { toLocal, type Zone } from '../time/zone.ts';
import { checkActive } from '../trigger/activity.ts';
import { zoneOfRunning } from '../trigger/schedule-context-for.ts';
import { moveOn, noteZonesDiffer, originOf, sendTo } from './handle-due.ts';

/** Decisions that a run keeps, some 2 kB each with their lines: of more contacts the ordinary rules decide each time. */
const KEPT_MAX = 2 ** 16;
/** A decision is kept where it can be used at least so many times: deciding and keeping costs more than a send. */
const USES_MIN = 4;
/** Longer texts are decided each time. */
const TEXT_LENGTH_MAX = 2_000;

export class Repeater {
  private readonly state: SimulationState;
  private readonly gateways: SureGateways;
  private kept = 0;
  /** Queued and not sent yet, in order: those of one instant together. */
  private waiting: Waiting[] = [];
  private readonly name = new Name();
  private readonly ending = new Ending();
  private readonly step = new Step();
  private readonly clocks = new Clocks();

  constructor(state: SimulationState, gateways: SureGateways) {
    this.state = state;
    this.gateways = gateways;
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
    const { messages, instances, ranks } = this.waitingAt(position.due);
    messages.patterns.push(send);
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
    const next: Waiting = { messages: new RepeatedMessages(due), instances: [], ranks: [], first: 0 };
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
    if (!this.isStill(send, instances[first]!) || !countWithinLimit(state, send.draft.origin.project)) {
      const origin = { ...send.draft.origin, due: messages.due, iteration: messages.iterations[first]! };
      outbox.put({ ...send.draft, origin }, rank, messages.idOf(first), world.now);
      return false;
    }
    this.gateways.took(send.gateway, hashOfName(messages.idFirsts[first]!, messages.idLasts[first]!));
    world.repeat('sent', messages, first);
    if (isUnasked(state, send.message)) send.texts.note(send.message.text, send.whose, world.now);
    return true;
  }

  /** Whether what was decided holds until the hand-over, and nobody is to be warned of it. */
  private isStill(send: RepeatedSend, instance: Instance): boolean {
    const { state } = this;
    const { now } = state.world;
    const { message } = send;
    return (
      isFresh(state, instance) &&
      !isBlocked(state, message) &&
      (!isUnasked(state, message) ||
        (!this.clocks.isNight(state, send) && send.texts.whoseWas(message.text, now) === undefined))
    );
  }

  private sendOf(instance: Instance): RepeatedSend | undefined {
    const { state } = this;
    const { record, repeated, position } = instance;
    if (record === undefined || record.deleted) return undefined;
    if (!isFresh(state, instance)) {
      if (this.kept >= KEPT_MAX) return undefined;
      // What is changed each time is not worth keeping: it is kept from the second time on.
      instance.repeated = { caseVersion: record.version, worldVersion: state.world.version, byEvent: [] };
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
    if (this.kept >= KEPT_MAX || ref.kind !== 'case' || def.to.length !== 1 || def.userData.values.size > 0)
      return undefined;
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
      name,
      zone: zone.zone,
      readerZone: zoneFor(world, record, false, record.project).zone,
      texts: state.recentTexts.of(message.number!),
      whose: whoseOf(message),
    };
  }

  private moveOn(instance: Instance, zone: Zone): void {
    const { state, step } = this;
    if (step.repeat(instance, zone)) return state.instances.plan(instance);
    step.begin(instance, zone);
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
}

/** Whether its case, and the world, are as they were when its sends were decided. */
function isFresh({ world }: SimulationState, { repeated, record }: Instance): boolean {
  return repeated?.caseVersion === record?.version && repeated?.worldVersion === world.version;
}

/** Whether a schedule that stands in this iteration goes on for so long that keeping what it sends pays. */
export const isWorthKeeping = (schedule: Schedule, iteration: number): boolean =>
  schedule.kind === 'timed' &&
  (schedule.totalIterations < 0 || schedule.totalIterations - iteration >= USES_MIN);

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

/** A step of one instance that others of the same schedule, zone and place take too. */
class Step {
  private schedule: Schedule | undefined;
  private zone: Zone | undefined;
  private isWhole = false;
  private readonly from = { startDay: 0, event: 0, iteration: 0, due: 0 };
  private readonly to = { event: 0, iteration: 0, due: 0 };

  begin({ source, position }: Instance, zone: Zone): void {
    this.schedule = source.def.schedule;
    this.zone = zone;
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
  repeat({ source, position }: Instance, zone: Zone): boolean {
    const { from, to } = this;
    if (
      !this.isWhole ||
      this.schedule !== source.def.schedule ||
      this.zone !== zone ||
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
  private at: Instant = Number.NaN;
  private worldVersion = -1;
  private readonly compared = new Set<Zone>();
  private comparedAt: Instant = Number.NaN;

  isNight({ world }: SimulationState, { readerZone, message: { party } }: RepeatedSend): boolean {
    this.begin(world.now, world.version);
    const known = this.nights.get(readerZone);
    if (known !== undefined) return known;
    const night = nightOf(world.projectNamed(party.project));
    const isNow = night !== undefined && isNight(night, toLocal(readerZone, world.now).second);
    // Another project may have another night: only the own one's is remembered.
    if (party.project === world.project.name) this.nights.set(readerZone, isNow);
    return isNow;
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
  }
}
