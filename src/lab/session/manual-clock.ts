import { LimitReached } from '../../adapters/interruptible.ts';
import { type Instant, MS_PER_SECOND } from '../../core/model/instant.ts';
import { ScenarioFault } from '../../core/model/scenario-fault.ts';
import { parseTime } from '../../core/time/parse-time.ts';
import { type Zone, zoneNamed } from '../../core/time/zone.ts';
import type { LiveRun } from './live-run.ts';
import { RequestProblem } from './request-problem.ts';

/** How often a running clock moves on, and how long it works at a stretch before others have their turn. */
const TICK_MS = 25;
const SLICE_MS = 20;
const SPEED_MAX = 10_000_000;
/** Real time of one journey. */
const JOURNEY_SECONDS_MAX = 3600;
/** As the page names it, and the API. */
export const PLAY_AGAIN = 'Back to start (restart) plays it again';
const END_OF_TIME = 'the rehearsal ends ten years after the last entry of its timeline';

export type ClockOrder = Readonly<Record<string, unknown>>;

/** A clock on its way; `to` is undefined when nobody knows how far it is. */
export interface ClockJump {
  readonly from: Instant;
  readonly to: Instant | undefined;
}

/** What a clock moves. */
export interface ClockTarget {
  readonly liveRun: LiveRun;
  /** In which plain times are read. */
  readonly timeZone: string;
  /** Runs to an instant, at most until `isEnough`; false: there is more to do. */
  runTo(at: Instant, isEnough?: () => boolean): boolean;
  /** Begins anew: each call goes on with that, and all is as it was until it is done. */
  restart(): JumpStep;
  /** Notifies all listeners. */
  changed(): void;
}

/** One stretch of a journey; true: it is over. */
export type JumpStep = (isEnough: () => boolean) => boolean;

/** A virtual clock that somebody holds in hand. */
export class ManualClock {
  /** Virtual seconds per real second; 0: it does not run. */
  speed = 0;
  journey: ClockJump | undefined;
  /** Why it stopped running by itself. */
  stopped: string | undefined;
  private readonly moved: ClockTarget;
  private timer: NodeJS.Timeout | undefined;
  private goal = 0;
  private tickedAt = 0;

  constructor(moved: ClockTarget) {
    this.moved = moved;
  }

  /**
   * Run, pause, step, jump, restart. Resolves when the clock stands where it was ordered to, or was called
   * back: with whether it got there. A long way is gone in stretches, so that others have their turn.
   */
  async order(order: ClockOrder): Promise<boolean> {
    this.stopped = undefined;
    switch (order.do) {
      case 'run':
        this.run(order.speed ?? 1);
        return true;
      case 'pause':
        this.halt();
        this.moved.changed();
        return true;
      case 'step':
        return this.travelTo(this.stepTime());
      case 'next-message':
        return this.travel(undefined, this.toNextMessage());
      case 'jump':
        return this.travelTo(this.jumpTime(order.to));
      case 'restart':
        return this.begin(this.moved.restart());
      default:
        throw new RequestProblem(
          422,
          `do: ${JSON.stringify(order.do ?? null)}`,
          'run, pause, step, next-message, jump or restart',
        );
    }
  }

  /** Goes back to a beginning, in stretches; false: it was called back. */
  begin(stretch: JumpStep): Promise<boolean> {
    return this.travel(undefined, stretch);
  }

  /** Stands still, on the run as on a journey. */
  halt(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.speed = 0;
    this.journey = undefined;
  }

  private run(speed: unknown): void {
    if (typeof speed !== 'number' || !(speed > 0 && speed <= SPEED_MAX)) {
      const wanted = `a number over 0, up to ${SPEED_MAX}`;
      throw new RequestProblem(422, `the speed ${JSON.stringify(speed)}`, wanted, 'such as 60');
    }
    this.halt();
    this.speed = speed;
    this.goal = this.now;
    this.tickedAt = performance.now();
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.moved.changed();
  }

  private tick(): void {
    // The machine's own clock may jump, and a session must neither stand still nor leap with it.
    const real = performance.now();
    this.goal += Math.round((real - this.tickedAt) * this.speed);
    this.tickedAt = real;
    try {
      const isDone = this.moved.runTo(this.goal, untilSliceIsOver());
      if (!isDone) this.goal = this.now;
      if (this.moved.liveRun.engine.isOver) this.stop(END_OF_TIME);
    } catch (error) {
      this.stop(reasonOf(asRequestProblem(error)));
    }
    this.moved.changed();
  }

  private get now(): Instant {
    return this.moved.liveRun.engine.now;
  }

  private stepTime(): Instant {
    const at = this.moved.liveRun.engine.nextAt();
    if (at === undefined)
      throw new RequestProblem(409, 'nothing more to come', 'something due later', PLAY_AGAIN);
    return at;
  }

  private jumpTime(to: unknown): Instant {
    const at = instantOf(to, zoneNamed(this.moved.timeZone)!);
    if (at >= this.now) return at;
    throw new RequestProblem(422, 'a date in the past', 'a later one', 'restart, then jump forward');
  }

  private toNextMessage(): JumpStep {
    const counted = (): number => {
      const { sms, email, errors } = this.moved.liveRun.counts;
      return sms + email + errors;
    };
    const before = counted();
    return (isEnough) => {
      for (;;) {
        if (counted() > before) return this.moved.runTo(this.now, isEnough);
        const at = this.moved.liveRun.engine.nextAt();
        if (at === undefined)
          throw new RequestProblem(409, 'no message to come', 'something due later', PLAY_AGAIN);
        if (!this.moved.runTo(at, isEnough) || isEnough()) return false;
      }
    };
  }

  private stop(reason: string): void {
    this.halt();
    this.stopped = reason;
  }

  private async travelTo(at: Instant): Promise<boolean> {
    const isThere = await this.travel(at, (isEnough) => this.moved.runTo(at, isEnough));
    if (!isThere || this.now >= at) return isThere;
    this.stop(END_OF_TIME);
    this.moved.changed();
    return false;
  }

  private async travel(to: Instant | undefined, stretch: JumpStep): Promise<boolean> {
    this.halt();
    const journey: ClockJump = { from: this.now, to };
    this.journey = journey;
    const endsAt = Date.now() + JOURNEY_SECONDS_MAX * MS_PER_SECOND;
    try {
      while (this.journey === journey) {
        if (stretch(untilSliceIsOver())) return true;
        if (Date.now() > endsAt)
          throw new RequestProblem(
            409,
            `over ${JOURNEY_SECONDS_MAX} seconds`,
            'a shorter way',
            'go on from here',
          );
        this.moved.changed();
        await othersHaveTheirTurn();
      }
      return false;
    } catch (error) {
      throw asRequestProblem(error);
    } finally {
      if (this.journey === journey) this.journey = undefined;
      this.moved.changed();
    }
  }
}

/** A fault that only running shows is the scenario's, not ours; and so is a limit that it meets. */
export function asRequestProblem(error: unknown): unknown {
  if (error instanceof LimitReached)
    return new RequestProblem(409, error.message, 'a shorter rehearsal, or fewer people', PLAY_AGAIN);
  return error instanceof ScenarioFault ? new RequestProblem(422, error.message, error.wanted) : error;
}

function untilSliceIsOver(): () => boolean {
  const until = performance.now() + SLICE_MS;
  return () => performance.now() >= until;
}

const othersHaveTheirTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function instantOf(to: unknown, zone: Zone): Instant {
  if (typeof to === 'number' && Number.isSafeInteger(to)) return to;
  const parsed = typeof to === 'string' ? parseTime(to, zone) : { problem: 'no time' };
  if ('problem' in parsed || parsed.kind === 'local') {
    throw new RequestProblem(
      422,
      `to: ${JSON.stringify(to ?? null)}`,
      'a time',
      'such as "2026-03-09 09:00"',
    );
  }
  return parsed.at;
}

const reasonOf = (error: unknown): string =>
  error instanceof RequestProblem ? `${error.found}; wanted ${error.wanted}` : 'an internal error';
