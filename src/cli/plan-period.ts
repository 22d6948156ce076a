/** The days that `drysend plan` is asked for, on the project's clock, and whether the run has any of them. */
import type { Instant } from '../core/model/instant.ts';
import type { Plan } from '../core/model/plan.ts';
import { daysInMonth, parseDay } from '../core/time/calendar.ts';
import { wallText } from '../core/time/format.ts';
import { toInstant, type Zone, zoneOfProject } from '../core/time/zone.ts';
import { exitCodes } from './exit-codes.ts';
import { Stop } from './stop.ts';

interface Asked {
  readonly month?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Both ends are in it; undefined: that of the run. */
export interface Period {
  readonly from: Instant | undefined;
  readonly to: Instant | undefined;
}

export function checkPeriod({ month, from, to }: Asked): void {
  if (month !== undefined && (from ?? to) !== undefined)
    throw new Stop(exitCodes.usage, '--month and --from or --to', 'Ask for a month, or for days.');
  if (from !== undefined && to !== undefined && from > to)
    throw new Stop(exitCodes.usage, `--from ${from} is after --to ${to}`, 'Give the earlier day to --from.');
}

/** The first and the last millisecond that are asked for. */
export function periodOf({ month, from, to }: Asked, zone: Zone): Period {
  const first = month === undefined ? from : `${month}-01`;
  const last = month === undefined ? to : lastDayOf(month);
  const firstDay = first === undefined ? undefined : parseDay(first);
  const lastDay = last === undefined ? undefined : parseDay(last);
  return {
    from: firstDay === undefined ? undefined : toInstant(zone, firstDay, 0),
    to: lastDay === undefined ? undefined : toInstant(zone, lastDay + 1, 0) - 1,
  };
}

function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${month}-${daysInMonth(year!, number!)}`;
}

/** Ends the command when no story runs in the period. */
export function checkRunsThen(plans: readonly Plan[], asked: Asked): void {
  const [first] = plans;
  if (first && plans.every((plan) => isOutside(plan, asked, plan.endsAt)))
    throw outside(first, asked, first.endsAt);
}

/** A story without `ends` runs until nothing is left to do: only then is it known. */
export function checkRanThen(plan: Plan, asked: Asked, lastAt: Instant): void {
  if (plan.endsAt === undefined && isOutside(plan, asked, lastAt)) throw outside(plan, asked, lastAt);
}

function isOutside({ project, startsAt }: Plan, asked: Asked, endsAt: Instant | undefined): boolean {
  const { from, to } = periodOf(asked, zoneOfProject(project));
  return (to !== undefined && to < startsAt) || (from !== undefined && endsAt !== undefined && from > endsAt);
}

function outside(plan: Plan, { month, from, to }: Asked, endsAt: Instant | undefined): Stop {
  const options = [
    ...(month === undefined ? [] : [`--month ${month}`]),
    ...(from === undefined ? [] : [`--from ${from}`]),
    ...(to === undefined ? [] : [`--to ${to}`]),
  ];
  const period = periodText(plan, { from: undefined, to: endsAt });
  return new Stop(
    exitCodes.usage,
    `${options.join(' ')} is outside of the run, which goes from ${period}`,
    'Ask for a month or days of the run, or change starts and ends of the scenario.',
  );
}

/** `2026-03-02 09:00 to 2026-06-30 00:00` */
export function periodText(plan: Plan, { from, to }: Period): string {
  const zone = zoneOfProject(plan.project);
  const starts = Math.max(plan.startsAt, from ?? plan.startsAt);
  const ends = to === undefined ? plan.endsAt : Math.min(to, plan.endsAt ?? to);
  const last =
    ends === undefined ? 'the last message' : wallText(zone, ends).slice(0, 'YYYY-MM-DD HH:MM'.length);
  return `${wallText(zone, starts)} to ${last}`;
}
