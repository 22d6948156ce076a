import { ScenarioFault } from '../../core/model/fault.ts';
import { type Instant, MS_PER_SECOND } from '../../core/model/instant.ts';
import type { Plan } from '../../core/model/plan.ts';
import { parseTime } from '../../core/time/parse-time.ts';
import { zoneNamed } from '../../core/time/zone.ts';
import type { ReadFile } from '../../scenario/load.ts';
import { type HandAct, readAct } from './act-entry.ts';
import { Refusal } from './refusal.ts';
import { firstStory, planOf, withCases, withEntry } from './scenario-text.ts';
import { openTheatre, type Theatre } from './theatre.ts';

/** How often a running clock moves on, and how much of that time it may work. */
const TICK_MS = 25;
const WORK_MS = 40;
const SPEED_MAX = 10_000_000;
/** Things looked through for the next message. */
const STEPS_MAX = 1_000_000;
const ENTRIES_MAX = 1_000_000;

/** Lines that tell of a hand-over. */
const asking: ReadonlySet<string> = new Set(['sent', 'attempt', 'error']);

/** What a session is made of, and what it is kept as. */
export interface SessionSeed {
  readonly id: string;
  readonly path: string;
  readonly text: string;
  readonly read: ReadFile;
  /** Where its clock stood. */
  readonly now?: Instant;
}

export type ClockOrder = Readonly<Record<string, unknown>>;

/** A scenario under way: its text, its performance, and a clock that somebody holds in hand. */
export class LiveSession {
  readonly id: string;
  readonly path: string;
  text: string;
  plan: Plan;
  theatre: Theatre;
  /** Virtual seconds per real second; 0: paused. */
  speed = 0;
  /** Counts the restarts: a listener of an older one must begin anew. */
  epoch = 1;
  /** Real time of the last use. */
  usedAt = Date.now();
  /** When an act was followed by answers of gateways at once. */
  private answeredAt: Instant | undefined;
  private readonly read: ReadFile;
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;
  private goal = 0;
  private tickedAt = 0;

  constructor({ id, path, text, read, now }: SessionSeed) {
    this.id = id;
    this.path = path;
    this.read = read;
    planOf(path, text, read);
    this.text = firstStory(text);
    this.plan = planOf(path, this.text, read);
    this.theatre = this.replayed(this.plan, now ?? this.plan.startsAt);
  }

  get now(): Instant {
    return this.theatre.engine.now;
  }

  /** Calls back whenever something changed; gives the way to stop that. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Carries out what was done by hand, now. A refusal leaves everything as it was. */
  act(body: Readonly<Record<string, unknown>>): void {
    this.perform(readAct(body));
  }

  /** The same, of what has been read already. */
  perform({ entry, cases }: HandAct): void {
    this.stepPastAnswered();
    const grown = cases.size > 0 ? withCases(this.text, cases) : this.text;
    const text = withEntry(grown, this.plan, this.now, entry);
    const plan = planOf(this.path, text, this.read);
    const { now } = this;
    const before = this.theatre.journal.length;
    try {
      this.theatre.adopt(plan);
      this.theatre.runTo(now);
    } catch (error) {
      this.theatre = this.replayed(this.plan, now);
      this.epoch += 1;
      this.changed();
      throw told(error);
    }
    this.text = text;
    this.plan = plan;
    this.answeredAt = this.hasAskedSince(before) ? now : undefined;
    this.changed();
  }

  /** Whether a gateway has been asked since a line of the journal. */
  private hasAskedSince(line: number): boolean {
    const { journal } = this.theatre;
    for (let index = line; index < journal.length; index += 1) {
      if (asking.has(journal.entry(index).kind)) return true;
    }
    return false;
  }

  /**
   * In a file all entries of one instant come before any send of it. What is done by hand after a send was
   * answered gets an instant of its own, so that the saved file replays as it went.
   */
  private stepPastAnswered(): void {
    if (this.answeredAt === this.now) this.theatre.runTo(this.now + MS_PER_SECOND);
  }

  /** Run, pause, step, jump, restart. */
  clock(order: ClockOrder): void {
    switch (order.do) {
      case 'run':
        return this.run(order.speed ?? 1);
      case 'pause':
        return this.pause();
      case 'step':
        return this.still(() => this.step());
      case 'next-message':
        return this.still(() => this.nextMessage());
      case 'jump':
        return this.jump(order.to);
      case 'restart':
        return this.restart();
      default:
        throw new Refusal(
          422,
          `do: ${JSON.stringify(order.do ?? null)}`,
          'run, pause, step, next-message, jump or restart',
        );
    }
  }

  /** Ends the clock; nobody is told any more. */
  close(): void {
    clearInterval(this.timer);
    this.listeners.clear();
  }

  private run(speed: unknown): void {
    if (typeof speed !== 'number' || !(speed > 0 && speed <= SPEED_MAX)) {
      throw new Refusal(
        422,
        `the speed ${JSON.stringify(speed)}`,
        `a number over 0, up to ${SPEED_MAX}`,
        'such as 60',
      );
    }
    clearInterval(this.timer);
    this.speed = speed;
    this.goal = this.now;
    this.tickedAt = Date.now();
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.changed();
  }

  private pause(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.speed = 0;
    this.changed();
  }

  private tick(): void {
    const real = Date.now();
    this.usedAt = real;
    this.goal += Math.round((real - this.tickedAt) * this.speed);
    this.tickedAt = real;
    try {
      const isDone = this.runTo(this.goal, () => Date.now() - real > WORK_MS);
      if (!isDone) this.goal = this.now;
      if (this.theatre.engine.isOver) this.pause();
    } catch {
      this.pause();
    }
    this.changed();
  }

  private still(work: () => void): void {
    this.pause();
    try {
      work();
    } catch (error) {
      throw told(error);
    } finally {
      this.changed();
    }
  }

  private step(): void {
    const at = this.theatre.engine.nextAt();
    if (at === undefined) throw new Refusal(409, 'nothing more to come', 'something due later', 'restart');
    this.runTo(at);
  }

  private nextMessage(): void {
    const { counts, engine } = this.theatre;
    const before = counts.sms + counts.email + counts.errors;
    for (let steps = 0; steps < STEPS_MAX; steps += 1) {
      const at = engine.nextAt();
      if (at === undefined) throw new Refusal(409, 'no message to come', 'something due later', 'restart');
      this.runTo(at);
      if (counts.sms + counts.email + counts.errors > before) return;
    }
  }

  private jump(to: unknown): void {
    const at = this.instantOf(to);
    if (at < this.now) {
      throw new Refusal(422, 'a date in the past', 'a later one', 'restart, then jump forward');
    }
    this.still(() => this.runTo(at));
  }

  private instantOf(to: unknown): Instant {
    if (typeof to === 'number' && Number.isSafeInteger(to)) return to;
    const zone = zoneNamed(this.plan.project.timeZone)!;
    const parsed = typeof to === 'string' ? parseTime(to, zone) : { problem: 'no time' };
    if ('problem' in parsed || parsed.kind === 'local') {
      throw new Refusal(422, `to: ${JSON.stringify(to ?? null)}`, 'a time', 'such as "2026-03-09 09:00"');
    }
    return parsed.at;
  }

  private restart(): void {
    this.pause();
    this.theatre = this.replayed(this.plan, this.plan.startsAt);
    this.epoch += 1;
    this.changed();
  }

  private replayed(plan: Plan, now: Instant): Theatre {
    try {
      const theatre = openTheatre(plan);
      theatre.runTo(now);
      return theatre;
    } catch (error) {
      throw told(error);
    }
  }

  private runTo(at: Instant, isEnough?: () => boolean): boolean {
    if (this.theatre.journal.length > ENTRIES_MAX) {
      throw new Refusal(409, `${ENTRIES_MAX} entries`, 'a shorter rehearsal', 'restart');
    }
    return this.theatre.runTo(at, isEnough);
  }

  private changed(): void {
    this.usedAt = Date.now();
    for (const listener of this.listeners) listener();
  }
}

/** A fault that only running shows is the scenario's, not ours. */
function told(error: unknown): unknown {
  return error instanceof ScenarioFault ? new Refusal(422, error.message, error.wanted) : error;
}
