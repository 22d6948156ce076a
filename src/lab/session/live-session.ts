import { LimitReached } from '../../adapters/interruptible.ts';
import { type Instant, MS_PER_SECOND } from '../../core/model/instant.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { ReadFile } from '../../scenario/load.ts';
import { type HandAct, readAct } from './act-entry.ts';
import { Draft, type KeptAct } from './draft.ts';
import type { ExternalTraffic } from './external-traffic.ts';
import { type LiveRun, openLiveRun } from './live-run.ts';
import {
  asRequestProblem,
  type ClockJump,
  type ClockOrder,
  type ClockTarget,
  type JumpStep,
  ManualClock,
  PLAY_AGAIN,
} from './manual-clock.ts';
import { openStory } from './opened-story.ts';
import { PeopleHere } from './people-here.ts';
import { RequestProblem } from './request-problem.ts';
import { withNumbers } from './sound-inbound.ts';
import type { GrownCases } from './story-tree.ts';

/** Lines of the journal; then the clock stands still. */
const ENTRIES_MAX = 1_000_000;

/** What a session is made of, and what it is kept as. */
export interface SessionSeed {
  readonly id: string;
  readonly path: string;
  readonly text: string;
  readonly read: ReadFile;
  /** What was done to the scenario before. */
  readonly acts?: readonly KeptAct[];
  /** Where its clock stood. */
  readonly now?: Instant;
  /** A mark of the text it was opened with, to know it again. */
  readonly origin?: string;
  /** Real time. */
  readonly openedAt?: number;
  readonly entriesMax?: number;
  /** Bytes of the process; unless given, three quarters of the machine's. */
  readonly maxMemory?: number;
  /** What people call it, where that is not the title of the story. */
  readonly title?: string | undefined;
}

/** A scenario under way: its text, its performance, and a clock that somebody holds in hand. */
export class LiveSession implements ClockTarget {
  readonly id: string;
  readonly path: string;
  readonly origin: string;
  readonly openedAt: number;
  draft: Draft;
  liveRun: LiveRun;
  /** What came to the sockets of its gateways; undefined: they have none. */
  outside: ExternalTraffic | undefined;
  readonly peopleHere = new PeopleHere();
  /** Who moved its clock last, where they gave a name. */
  movedBy: string | undefined;
  /** Counts the restarts: a listener of an older one must begin anew. */
  epoch = 1;
  /** Counts what a log of acts does not hold: another title, another beginning. */
  generation = 0;
  /** Whether the file of the story differs from what the session was opened with. */
  isFileChanged = false;
  private name: string | undefined;
  private readonly seed: SessionSeed;
  /** Real time of the last use. */
  usedAt = Date.now();
  readonly hand = new ManualClock(this);
  private readonly entriesMax: number;
  private readonly listeners = new Set<() => void>();

  constructor(seed: SessionSeed) {
    this.id = seed.id;
    this.seed = seed;
    this.name = seed.title;
    this.path = seed.path;
    this.origin = seed.origin ?? '';
    this.openedAt = seed.openedAt ?? Date.now();
    this.entriesMax = seed.entriesMax ?? ENTRIES_MAX;
    this.draft = new Draft(openStory(seed.path, seed.text, seed.read), seed.acts);
    this.liveRun = this.replayed(seed.now ?? this.plan.startsAt);
  }

  get plan(): Plan {
    return this.draft.plan;
  }

  /** What it is called. */
  get title(): string {
    return this.name ?? this.plan.title;
  }

  /** What it was called by people; undefined: it has the title of its story. */
  get ownTitle(): string | undefined {
    return this.name;
  }

  /** The scenario with all that was done by hand. */
  text(): Promise<string> {
    return this.draft.text();
  }

  get now(): Instant {
    return this.liveRun.engine.now;
  }

  get timeZone(): string {
    return this.plan.project.timeZone;
  }

  /** Virtual seconds per real second; 0: paused. */
  get speed(): number {
    return this.hand.speed;
  }

  get journey(): ClockJump | undefined {
    return this.hand.journey;
  }

  /** Why a running clock stopped by itself. */
  get stopped(): string | undefined {
    return this.hand.stopped;
  }

  /** Changes with whatever the contacts, apart from the time of day, are made of. */
  get contactsRevision(): string {
    return `${this.epoch}.${this.liveRun.contactChanges}`;
  }

  /** Calls back whenever something changed; gives the way to stop that. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Notifies all listeners. */
  changed(): void {
    this.usedAt = Date.now();
    for (const listener of this.listeners) listener();
  }

  /** Moves the clock; resolves with whether it got where it was ordered to. */
  clock(order: ClockOrder, by?: string): Promise<boolean> {
    this.movedBy = by;
    return this.hand.order(order);
  }

  /** Ends the clock; no listener is called any more. */
  close(): void {
    this.hand.halt();
    this.listeners.clear();
  }

  /** Carries out what was done by hand, now. A refusal leaves everything as it was. */
  act(body: Readonly<Record<string, unknown>>, by?: string): void {
    this.perform({ ...readAct(body), by });
  }

  /** The same, of what has been read already, and its cases made already. A clock on its way goes on afterwards. */
  perform(act: HandAct, cases?: GrownCases): void {
    const { now } = this;
    this.runTo(now);
    const at = this.actTime();
    const growth = this.draft.grown(at, withNumbers(act, this.plan, this.liveRun.engine.state.world), cases);
    try {
      this.runTo(at);
      this.liveRun.adopt(growth.plan);
      this.runTo(at);
    } catch (error) {
      this.goOnWith(this.replayed(now));
      throw asRequestProblem(error);
    }
    growth.accept();
    this.changed();
  }

  /** Calls it otherwise; '' is the title of its story again. */
  rename(title: string): void {
    this.name = title === '' ? undefined : title;
    this.generation += 1;
    this.changed();
  }

  /**
   * Begins anew with a text, by default as it was opened: what was done by hand is forgotten. Nothing has changed
   * when the clock was moved meanwhile: false.
   * @throws RequestProblem when the text does not read; then all stays as it was.
   */
  async startOver(text?: string): Promise<boolean> {
    const story = text === undefined ? this.draft.story : openStory(this.path, text, this.seed.read);
    const draft = new Draft(story);
    const liveRun = this.opened(draft.plan);
    return this.hand.begin((isEnough) => {
      if (!liveRun.runTo(draft.plan.startsAt, isEnough)) return false;
      this.draft = draft;
      this.isFileChanged = false;
      this.outside?.forget();
      this.generation += 1;
      this.goOnWith(liveRun);
      return true;
    });
  }

  restart(): JumpStep {
    let { plan } = this;
    let liveRun = this.opened();
    return (isEnough) => {
      // Something was done by hand meanwhile.
      if (plan !== this.plan) {
        plan = this.plan;
        liveRun = this.opened();
      }
      if (!liveRun.runTo(plan.startsAt, isEnough)) return false;
      this.goOnWith(liveRun);
      return true;
    };
  }

  private goOnWith(liveRun: LiveRun): void {
    this.liveRun = liveRun;
    this.epoch += 1;
    this.changed();
  }

  /** Runs to an instant, at most until `isEnough`; false: there is more to do. */
  runTo(at: Instant, isEnough?: () => boolean): boolean {
    // An instant that is under way is gone to its end, or not begun.
    if (this.isFull && !this.liveRun.engine.isPaused) {
      throw new RequestProblem(409, `over ${this.entriesMax} entries`, 'a shorter rehearsal', PLAY_AGAIN);
    }
    try {
      return this.liveRun.runTo(at, isEnough, isEnough && (() => this.isFull));
    } catch (error) {
      if (error instanceof LimitReached) this.stepBack();
      throw asRequestProblem(error);
    }
  }

  private get isFull(): boolean {
    return this.liveRun.journal.length > this.entriesMax;
  }

  /** One instant took too much: the session stands before it, where a lab that resumes it can play it to. */
  private stepBack(): void {
    const before = this.now - 1;
    // What the old run holds is free before the new one needs it.
    this.liveRun = this.opened();
    if (before >= this.plan.startsAt) this.liveRun.runTo(before);
    this.epoch += 1;
  }

  /**
   * In a file all entries of one instant come before any send of it. What is done by hand at an instant that
   * has had its sends gets an instant of its own, so that the saved file replays as it went.
   */
  private actTime(): Instant {
    const { now } = this;
    if (this.liveRun.happenedAt !== now) return now;
    const nextAt = this.liveRun.engine.nextAt() ?? Number.POSITIVE_INFINITY;
    return Math.max(now + 1, Math.min(now + MS_PER_SECOND, nextAt - 1));
  }

  private opened(plan = this.plan): LiveRun {
    const lines = this.entriesMax * 2;
    return openLiveRun(plan, { lines, maxMemory: this.seed.maxMemory });
  }

  private replayed(now: Instant): LiveRun {
    try {
      const liveRun = this.opened();
      liveRun.runTo(now);
      return liveRun;
    } catch (error) {
      throw asRequestProblem(error);
    }
  }
}
