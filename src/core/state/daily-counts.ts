import { type Instant, MS_PER_DAY, MS_PER_MINUTE } from '../model/instant.ts';

const TRIAL_MEMORY_MS = 90 * MS_PER_DAY;

/** What HQ counts while it sends: attempts per project day, a trial's SMS and emails, a gateway's minute. */
export class DailyCounts {
  private readonly today = new Map<string, { day: number; count: number }>();
  private readonly trial = new Map<string, { usedAt: Instant; count: number }>();
  private readonly minutes = new Map<string, { startedAt: Instant; count: number }>();
  private readonly emails = new Map<string, number>();
  /** All attempts counted, the project of the last one, and those given back. */
  counted = 0;
  project = '';
  givenBack = 0;
  /** Only some of the contacts are here: others count beside it. */
  isPart = false;

  /** Counts one attempt on a project-local day; the count with it. */
  countToday(project: string, day: number): number {
    this.counted += 1;
    this.project = project;
    const counter = this.today.get(project);
    if (counter?.day === day) {
      counter.count += 1;
      return counter.count;
    }
    this.today.set(project, { day, count: 1 });
    return 1;
  }

  /** Attempts counted on a project-local day so far. */
  countedOn(project: string, day: number): number {
    const counter = this.today.get(project);
    return counter?.day === day ? counter.count : 0;
  }

  giveBackToday(project: string): void {
    const counter = this.today.get(project);
    this.givenBack += 1;
    if (counter && counter.count > 0) counter.count -= 1;
  }

  /** Counts one SMS of a trial project; the key lives 90 days from its last use. */
  countTrial(project: string, now: Instant): number {
    const counter = this.trial.get(project);
    const count = counter && now - counter.usedAt <= TRIAL_MEMORY_MS ? counter.count + 1 : 1;
    this.trial.set(project, { usedAt: now, count });
    return count;
  }

  emailsOf(project: string): number {
    return this.emails.get(project) ?? 0;
  }

  countEmail(project: string): void {
    this.emails.set(project, this.emailsOf(project) + 1);
  }

  /** When a sender's minute is full: the instant it is over; else counts one and gives undefined. */
  fullUntil(sender: string, perMinute: number, now: Instant): Instant | undefined {
    const minute = this.minutes.get(sender);
    if (!minute || now >= minute.startedAt + MS_PER_MINUTE) {
      this.minutes.set(sender, { startedAt: now, count: 1 });
      return undefined;
    }
    if (minute.count >= perMinute) return minute.startedAt + MS_PER_MINUTE;
    minute.count += 1;
    return undefined;
  }
}
