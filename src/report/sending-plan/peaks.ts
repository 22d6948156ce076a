/** The fullest minute of each gateway and the fullest day of each project, held against their limits. */
import type { Entry } from '../../core/model/entry.ts';
import type { Gateway } from '../../core/model/gateway.ts';
import { type DayNumber, type Instant, MS_PER_DAY, MS_PER_MINUTE } from '../../core/model/instant.ts';
import type { Project } from '../../core/model/project.ts';

/** The fullest minute of a gateway. */
export interface GatewayPeak {
  readonly gateway: string;
  /** Messages that came due in it, whether they could leave then or not. */
  readonly messages: number;
  readonly at: Instant;
  /** Messages a minute that it takes then, of each of its numbers where it has several; undefined: no limit. */
  readonly ratePerMinute: number | undefined;
  /** Sender numbers, each with that rate. */
  readonly numbers: number;
}

/** The fullest day of a project. */
export interface DayPeak {
  readonly project: string;
  readonly messages: number;
  /** On the project's clock. */
  readonly day: DayNumber;
  /** SMS that HQ lets out on a day; undefined: no limit. */
  readonly limit: number | undefined;
}

/** A message is sent or given up within a week of its time; earlier minutes cannot grow any more. */
const OPEN_MINUTES = (10 * MS_PER_DAY) / MS_PER_MINUTE;
const KEPT_MINUTES_MAX = 2 * OPEN_MINUTES;

/** Remembers the minutes that can still grow, and the fullest. */
export class GatewayPeaks {
  private readonly gateways = new Map<string, { minutes: Map<number, number>; peak: GatewayPeak }>();
  private readonly remembersAll: boolean;

  /** `remembersAll`: messages come in the order of time part by part, and any minute may grow again. */
  constructor({ remembersAll = false } = {}) {
    this.remembersAll = remembersAll;
  }

  /** `count` messages as this one, `sent` by `gateway`; `dueAt` is when they were made. */
  record({ via = '', at }: Entry, dueAt: Instant, gateway: Gateway | undefined, count = 1): void {
    const known = this.gateways.get(via) ?? { minutes: new Map<number, number>(), peak: emptyPeak(via) };
    this.gateways.set(via, known);
    const minute = Math.floor(dueAt / MS_PER_MINUTE);
    const messages = (known.minutes.get(minute) ?? 0) + count;
    known.minutes.set(minute, messages);
    const start = minute * MS_PER_MINUTE;
    if (messages > known.peak.messages || (messages === known.peak.messages && start < known.peak.at)) {
      known.peak = {
        gateway: via,
        messages,
        at: start,
        ratePerMinute: gateway?.ratePerMinute,
        numbers: Math.max(1, gateway?.numbers.length ?? 1),
      };
    }
    if (!this.remembersAll && known.minutes.size > KEPT_MINUTES_MAX)
      forgetBefore(known.minutes, at / MS_PER_MINUTE - OPEN_MINUTES);
  }

  /** The fullest first. */
  all(): GatewayPeak[] {
    return [...this.gateways.values()]
      .map(({ peak }) => peak)
      .sort((a, b) => b.messages - a.messages || (a.gateway < b.gateway ? -1 : 1));
  }
}

const emptyPeak = (gateway: string): GatewayPeak => ({
  gateway,
  messages: 0,
  at: 0,
  ratePerMinute: undefined,
  numbers: 1,
});

function forgetBefore(minutes: Map<number, number>, first: number): void {
  for (const minute of minutes.keys()) if (minute < first) minutes.delete(minute);
}

/** A count for each day, so that days may come in any order. */
export class DayPeaks {
  private readonly projects = new Map<string, { limit: number | undefined; days: Map<DayNumber, number> }>();

  /** `count` messages of the project were made on that day of its clock. */
  record({ name: project, dailyLimit: limit }: Project, day: DayNumber, count = 1): void {
    const known = this.projects.get(project) ?? { limit, days: new Map<DayNumber, number>() };
    this.projects.set(project, known);
    known.days.set(day, (known.days.get(day) ?? 0) + count);
  }

  /** Of days with as many the first. */
  all(): DayPeak[] {
    return [...this.projects].map(([project, { limit, days }]) => {
      let peak: DayPeak = { project, messages: 0, day: 0, limit };
      for (const [day, messages] of days)
        if (messages > peak.messages || (messages === peak.messages && day < peak.day))
          peak = { project, messages, day, limit };
      return peak;
    });
  }
}
