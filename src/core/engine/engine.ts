import { processMessage } from '../dispatch/process.ts';
import { settle } from '../dispatch/settle.ts';
import { type Inbound, receive } from '../inbound/inbound.ts';
import { sessionTimer } from '../inbound/survey.ts';
import type { Answer, Handover } from '../model/answer.ts';
import type { Expectation, SourceLocation } from '../model/expectation.ts';
import type { Instant } from '../model/instant.ts';
import type { Plan } from '../model/plan.ts';
import { ScenarioFault } from '../model/scenario-fault.ts';
import type { Act, TimelineEntry } from '../model/timeline.ts';
import type { Checkpoints, SureGateways, WorldView } from '../ports.ts';
import { type DueBatch, type Instance, rankOf } from '../state/instances.ts';
import { InstantQueue } from '../state/instant-queue.ts';
import type { Message } from '../state/message.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { isoUtc } from '../time/format.ts';
import { nextRunAt, runUpdateRules } from '../trigger/update-rules.ts';
import { handleDue } from './handle-due.ts';
import { numberOf, perform } from './perform.ts';
import { nothingDecided, Repeater } from './repeat.ts';
import {
  createState,
  endOf,
  growSources,
  isWorthKeeping,
  openState,
  projectsWithRules,
  type StateParts,
  viewOf,
} from './run-state.ts';

/** How many rounds of due events one instant may have. */
const ROUNDS_MAX = 1_000;
/** Decisions that are kept where nobody says how many. */
const DECISIONS_MAX = 2 ** 16;

/** What happens at one instant causes itself again and again. */
class EndlessInstant extends ScenarioFault {
  constructor(at: Instant, source: SourceLocation | undefined) {
    super(
      `what happens at ${isoUtc(at)} causes itself again without end`,
      'alerts, surveys and keywords that do not trigger each other for ever',
      { path: 'timeline', source },
    );
    this.name = 'EndlessInstant';
  }
}

export interface EngineParts extends StateParts {
  /** Gateways that need not be asked where they are sure. Left out: every message is decided and handed over by itself. */
  readonly sureGateways?: SureGateways | undefined;
  /** How many decisions are kept to be repeated, some 2 kB each. */
  readonly decisionsMax?: number | undefined;
  readonly checkpoints?: Checkpoints;
}

/**
 * Runs a plan: `next` gives the next message to hand over, `settle` takes what the gateway said. Who
 * stands outside decides how long that takes. The order within one instant is the language page's:
 * timeline, due events, queued messages, receipts and survey timers, checks; then again until all is still.
 */
export class Engine {
  readonly view: WorldView;
  /** The world as it stands: to be looked at, never changed from outside. */
  readonly state: SimulationState;
  private timeline: readonly TimelineEntry[];
  private readonly checkpoints: Checkpoints | undefined;
  private endsAt: Instant;
  /** Entries of the timeline that are done. */
  private done = 0;
  private readonly checks: (readonly Expectation[])[] = [];
  private readonly waitingInbound: Inbound[] = [];
  private inboundLost = false;
  /** When the platform came up last; NaN: it did not, or went down again. */
  private upAt: Instant = Number.NaN;
  /** undefined: every message is decided and handed over by itself. */
  private readonly sureGateways: SureGateways | undefined;
  private readonly decisionsMax: number;
  private repeater: Repeater | undefined;
  private batch: DueBatch | undefined;
  /** Answers of slow gateways on their way, by message slot. */
  private readonly answers = new Map<
    number,
    { readonly message: Message; readonly answer: Answer; readonly at: Instant }
  >();
  private readonly answering = new InstantQueue();
  private current: Message | undefined;
  private rounds = 0;
  private roundsAt: Instant = Number.NaN;
  /** Project → from when on its next daily run of the rules that change cases is counted. */
  private readonly rulesFrom = new Map<string, Instant>();
  private isOpen = false;
  /** The last call of `next` ended within an instant, as it was enough. */
  isPaused = false;
  isOver = false;

  constructor(parts: EngineParts) {
    this.state = createState(parts);
    this.timeline = parts.plan.timeline;
    this.checkpoints = parts.checkpoints;
    this.view = viewOf(this.state);
    this.decisionsMax = parts.decisionsMax ?? DECISIONS_MAX;
    this.sureGateways = this.state.receipts.keepsSent ? undefined : parts.sureGateways;
    for (const project of projectsWithRules(this.state)) this.rulesFrom.set(project, parts.plan.startsAt);
    this.endsAt = endOf(parts.plan);
  }

  /** The virtual clock. */
  get now(): Instant {
    return this.state.world.now;
  }

  /** Ids of messages neither sent nor ended, in order of queueing. */
  pending(): string[] {
    return this.state.outbox.all().map((message) => message.id);
  }

  /** When the next thing happens; undefined: nothing more before the end. */
  nextAt(): Instant | undefined {
    const { world, instances, outbox, receipts, sessions } = this.state;
    if (this.isPaused) return world.now;
    let at = this.timeline[this.done]?.at ?? Number.POSITIVE_INFINITY;
    if (world.up) {
      at = Math.min(at, instances.due.earliest, outbox.waiting.earliest, receipts.waiting.earliest);
      at = Math.min(at, sessions.timers.earliest, this.answering.earliest);
      if (this.waitsForRules(at)) at = Math.min(at, this.rulesDue());
    }
    return at <= this.endsAt ? Math.max(at, world.now) : undefined;
  }

  /**
   * Takes over a plan that has grown: the same entries up to now, and new ones from now on. What is new
   * for this instant happens with the next call of `next`.
   */
  adopt(plan: Plan): void {
    this.state.world.plan = plan;
    this.state.world.change();
    this.timeline = plan.timeline;
    this.endsAt = endOf(plan);
    growSources(this.state.sources, plan);
    this.isOver = false;
  }

  /**
   * Runs on until a message must be handed over; undefined: the clock stands at `limit`, the run is over, or it
   * was enough (asked within an instant: between the entries of its timeline and between due events).
   */
  next(limit: Instant = Number.POSITIVE_INFINITY, isEnough?: () => boolean): Handover | undefined {
    if (!this.isOpen) {
      this.isOpen = true;
      openState(this.state);
    }
    while (!this.isOver) {
      const handover = this.runInstant(isEnough);
      if (handover || this.isPaused) return handover;
      if (!this.advance(limit)) return undefined;
    }
    return undefined;
  }

  /** What the gateway said to the message handed over last. */
  settle(handover: Handover, answer: Answer): void {
    const message = this.current;
    if (!message || message.id !== handover.id) throw new Error(`no hand-over of ${handover.id} is open`);
    this.current = undefined;
    if (answer.kind === 'taken' && answer.receipts) {
      this.state.receipts.announce(this.now, message, answer.receipts);
    }
    const afterMs = answer.afterMs ?? 0;
    if (answer.kind === 'waiting' || afterMs <= 0) return settle(this.state, message, answer);
    const at = this.now + afterMs;
    this.answers.set(message.slot, { message, answer, at });
    this.answering.set(message.slot, at, message.rank);
  }

  /** Moves the clock to the next thing; false: that lies after the limit, or there is none. */
  private advance(limit: Instant): boolean {
    const { world } = this.state;
    world.endBlock();
    const at = this.nextAt();
    if (at !== undefined && at <= limit) {
      world.now = at;
      return true;
    }
    const isEnd = at === undefined && limit >= this.endsAt;
    if (isEnd) this.isOver = true;
    const last = world.plan.endsAt === undefined && isEnd ? world.now : Math.min(limit, this.endsAt);
    world.now = Math.max(world.now, last);
    return false;
  }

  /** Goes through the classes of this instant until nothing is left; stops at a hand-over. */
  private runInstant(isEnough?: () => boolean): Handover | undefined {
    this.isPaused = !this.runTimeline(isEnough);
    if (this.isPaused) return undefined;
    do {
      if (this.state.world.up) {
        this.runRules();
        this.isPaused = !this.runDue(isEnough);
        if (this.isPaused) return undefined;
        const handover = this.runMessages();
        if (handover) return handover;
        this.runReceipts();
        this.runTimers();
        this.state.world.begin('round');
      }
    } while (this.state.world.up && this.isBusy());
    this.runChecks();
    return undefined;
  }

  /** A bound on what one instant may cause: rules that trigger each other for ever end here. */
  private countRound(): void {
    const { now } = this.state.world;
    this.rounds = this.roundsAt === now ? this.rounds + 1 : 1;
    this.roundsAt = now;
    if (this.rounds > ROUNDS_MAX) throw new EndlessInstant(now, this.timeline[this.done - 1]?.source);
  }

  /** A run that ends `when idle` is idle when only the daily runs of rules are left. */
  private waitsForRules(other: Instant): boolean {
    return this.state.world.plan.endsAt !== undefined || Number.isFinite(other);
  }

  /** The earliest daily run of any project; Infinity: there is none. */
  private rulesDue(): Instant {
    return Math.min(...[...this.rulesFrom.keys()].map((project) => this.rulesDueIn(project)));
  }

  private rulesDueIn(project: string): Instant {
    return nextRunAt(this.rulesFrom.get(project)!, this.state.world.projectNamed(project).rulesAt);
  }

  /** The daily run of rules that change cases; one that an outage held back runs when the platform is up. */
  private runRules(): void {
    const { now } = this.state.world;
    for (const project of this.rulesFrom.keys()) {
      if (this.rulesDueIn(project) > now) continue;
      this.rulesFrom.set(project, now + 1);
      runUpdateRules(this.state, project);
    }
  }

  private isBusy(): boolean {
    const { world, instances, outbox, receipts, sessions } = this.state;
    const { now } = world;
    return (
      instances.due.earliest <= now ||
      outbox.waiting.earliest <= now ||
      receipts.waiting.earliest <= now ||
      sessions.timers.earliest <= now ||
      this.answering.earliest <= now
    );
  }

  /** false: there is more to do. */
  private runTimeline(isEnough?: () => boolean): boolean {
    const { world } = this.state;
    for (;;) {
      const entry = this.timeline[this.done];
      if (!entry || entry.at > world.now || this.wouldCutShort(entry.act)) return true;
      world.begin('timeline', 0, this.done);
      this.done += 1;
      this.perform(entry.act);
      if (isEnough?.()) return false;
    }
  }

  /** A platform that came up at this instant handles what is overdue before it goes down again. */
  private wouldCutShort(act: Act): boolean {
    return act.verb === 'platform' && !act.up && this.upAt === this.now && this.isBusy();
  }

  private perform(act: Act): void {
    switch (act.verb) {
      case 'inbound':
        return this.inbound(act);
      case 'platform':
        return this.platform(act.up, act.inboundLost);
      case 'expect':
        this.checks.push(act.expectations);
        return;
      default:
        perform(this.state, act);
    }
  }

  private inbound(act: Extract<Act, { verb: 'inbound' }>): void {
    const { world } = this.state;
    const number = numberOf(world, act);
    const inbound: Inbound = { number, via: act.via, text: act.text, messageId: act.messageId };
    if (world.up) return receive(this.state, inbound);
    if (!this.inboundLost) this.waitingInbound.push(inbound);
    else
      world.note({
        kind: 'inbound',
        number,
        via: act.via,
        text: act.text,
        handled_by: 'lost',
        message_id: act.messageId,
      });
  }

  /** Down: clock-driven work stops. Up: what waited comes in first, then all that is overdue. */
  private platform(up: boolean, inboundLost: boolean): void {
    const { world } = this.state;
    world.note({ kind: 'setting', what: 'platform', name: up ? 'up' : 'down' });
    world.up = up;
    this.inboundLost = inboundLost;
    this.upAt = up ? world.now : Number.NaN;
    if (!up) return;
    for (const inbound of this.waitingInbound.splice(0)) receive(this.state, inbound);
  }

  /** Handles all that is due: what events cause comes after those taken out with them. false: there is more to do. */
  private runDue(isEnough?: () => boolean): boolean {
    const { instances, world } = this.state;
    for (;;) {
      this.batch ??= instances.takeAll(world.now, world.saves);
      const { batch } = this;
      if (batch === undefined) return true;
      if (batch.next === 0) {
        world.begin('batch');
        this.countRound();
      }
      const { alone, dues, group } = batch;
      for (let instance = alone[batch.next]; instance; instance = alone[batch.next]) {
        if (group && dues[batch.next] === world.now)
          this.repeater!.handleGroup(group, rankOf(instance), this.handleAlone);
        batch.next += 1;
        this.handleAlone(instance);
        if (isEnough?.()) return false;
      }
      this.batch = undefined;
      if (group) this.repeater!.handleGroup(group, Number.POSITIVE_INFINITY, this.handleAlone);
    }
  }

  private readonly handleAlone = (instance: Instance): void => {
    const { instances, world } = this.state;
    const { position } = instance;
    if (!instances.isAlive(instance) || !position.active || position.due > world.now) return;
    instances.due.remove(instance.slot);
    world.begin('due', position.due, rankOf(instance));
    this.mayRepeat(instance);
    if (instance.repeated === undefined || !this.repeater!.handle(instance)) handleDue(this.state, instance);
  };

  /** An instance that goes on for long enough may send the same again. */
  private mayRepeat(instance: Instance): void {
    const { record, repeated, position, source } = instance;
    if (repeated !== undefined || !this.sureGateways || !record || !position.active) return;
    if (!isWorthKeeping(source.def.schedule, position.iteration)) return;
    this.repeater ??= new Repeater(this.state, this.sureGateways, this.decisionsMax);
    instance.repeated = nothingDecided(this.state.world, instance, record);
  }

  private runMessages(): Handover | undefined {
    const { outbox, world } = this.state;
    for (let slot = this.answering.take(world.now); slot >= 0; slot = this.answering.take(world.now)) {
      const late = this.answers.get(slot)!;
      this.answers.delete(slot);
      world.begin('answer', late.at, late.message.rank);
      settle(this.state, late.message, late.answer);
    }
    for (;;) {
      this.repeater?.sendWaiting();
      const message = outbox.take(world.now);
      if (!message) return undefined;
      world.begin('message', message.processAt, message.rank);
      const handover = processMessage(this.state, message);
      if (handover) {
        this.current = message;
        return handover;
      }
    }
  }

  private runReceipts(): void {
    while (this.state.receipts.deliver(this.state.world));
  }

  private runTimers(): void {
    const { sessions, world } = this.state;
    for (;;) {
      const due = sessions.timers.earliest;
      const session = sessions.take(world.now);
      if (!session) return;
      world.begin('timer', due, session.rank);
      sessionTimer(this.state, session);
    }
  }

  private runChecks(): void {
    if (this.checks.length > 0) this.state.world.endBlock();
    for (const expectations of this.checks.splice(0))
      this.checkpoints?.check(expectations, this.now, this.view);
  }
}
