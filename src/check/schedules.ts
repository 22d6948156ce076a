/** What the times of an alert come to: hours that a clock leaves out or shows twice, nights, and alerts that meet. */

import { isNight, nightOf } from '../core/dispatch/reader-warnings.ts';
import type { Alert, Broadcast, RecipientRef } from '../core/model/alert.ts';
import type { CaseSeed } from '../core/model/case.ts';
import { MS_PER_DAY, MS_PER_SECOND } from '../core/model/instant.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Schedule, TimedEvent, TimedSchedule } from '../core/model/schedule.ts';
import { grouped } from '../core/text/grouped.ts';
import { civil, formatDay, weekDayOf } from '../core/time/calendar.ts';
import { type Zone, zoneNamed, zoneOfProject } from '../core/time/zone.ts';
import type { CaseCheck, Emit } from './finding.ts';

const DAYS_PER_YEAR = 365.25;
/** Days named in one finding. */
const DAYS_NAMED_MAX = 3;

type Sender = Alert | Broadcast;

/** `dstYears`: how far ahead changes of the clock are looked for. */
export function checkSchedules(plan: Plan, dstYears: number, emit: Emit): CaseCheck {
  const zones: ZonesByType = new Map();
  return {
    take: (seed) => noteZone(zones, seed, plan),
    end() {
      tellSchedules(plan, zones, dstYears, emit);
      tellOverlaps(plan, emit);
    },
  };
}

function tellSchedules(plan: Plan, zones: ZonesByType, dstYears: number, emit: Emit): void {
  for (const sender of [...plan.alerts, ...plan.broadcasts]) {
    if (sender.schedule.kind !== 'timed') continue;
    tellNight(sender, sender.schedule, plan, emit);
    for (const zone of zonesOf(sender, plan, zones))
      tellClockChanges(sender, sender.schedule, zone, plan, dstYears, emit);
  }
}

/** Zones of the cases of each type that are not the project's own. */
type ZonesByType = Map<string, Set<string>>;

function noteZone(zones: ZonesByType, { project: own, type, properties }: CaseSeed, { project }: Plan): void {
  const name = properties.get('time_zone');
  const zone = name === undefined ? undefined : zoneNamed(name, project.zones);
  if (!zone) return;
  const key = `${own} ${type}`;
  const known = zones.get(key);
  if (known) known.add(zone.name);
  else zones.set(key, new Set([zone.name]));
}

function zonesOf(sender: Sender, plan: Plan, byType: ZonesByType): Zone[] {
  const project = plan.otherProjects.get(sender.project ?? '') ?? plan.project;
  const own = sender.utcDefault
    ? zoneNamed('UTC')!
    : zoneOfProject({ ...project, zones: plan.project.zones });
  const type = sender.kind === 'alert' ? `${project.name} ${sender.caseType}` : '';
  const names = new Set([own.name, ...(byType.get(type) ?? [])]);
  return [...names].flatMap((name) => zoneNamed(name, plan.project.zones) ?? []);
}

const clockText = (second: number): string =>
  [Math.floor(second / 3600), Math.floor(second / 60) % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');

/** A change of the clock on its local day: what is left out or comes twice, in seconds of that day. */
interface ClockChange {
  readonly day: number;
  readonly from: number;
  readonly until: number;
  readonly isGap: boolean;
}

function clockChanges(zone: Zone, startsAt: number, endsAt: number): ClockChange[] {
  const changes: ClockChange[] = [];
  for (let index = 1; index < zone.offsets.length; index += 1) {
    const at = zone.startsAt[index]!;
    if (at < startsAt || at > endsAt) continue;
    const [before, after] = [zone.offsets[index - 1]!, zone.offsets[index]!];
    if (before === after) continue;
    const wall = at / MS_PER_SECOND + Math.min(before, after);
    const day = Math.floor(wall / (MS_PER_DAY / MS_PER_SECOND));
    const from = wall - day * (MS_PER_DAY / MS_PER_SECOND);
    changes.push({ day, from, until: from + Math.abs(after - before), isGap: after > before });
  }
  return changes;
}

function tellClockChanges(
  sender: Sender,
  schedule: TimedSchedule,
  zone: Zone,
  plan: Plan,
  years: number,
  emit: Emit,
): void {
  const changes = clockChanges(zone, plan.startsAt, plan.startsAt + years * DAYS_PER_YEAR * MS_PER_DAY);
  for (const [index, event] of schedule.events.entries()) {
    const met = changes.filter((change) => meets(schedule, event, change));
    for (const isGap of [true, false]) {
      const days = met.filter((change) => change.isGap === isGap).map(({ day }) => formatDay(day));
      if (days.length === 0 || event.time.kind === 'property') continue;
      const more = days.length - DAYS_NAMED_MAX;
      const named = `${days.slice(0, DAYS_NAMED_MAX).join(', ')}${more > 0 ? ` and ${grouped(more)} more days` : ''}`;
      const which = schedule.events.length > 1 ? ` (event ${index + 1})` : '';
      emit({
        code: isGap ? 'SEND_IN_CLOCK_GAP' : 'SEND_IN_CLOCK_OVERLAP',
        message: `${sender.key}${which}: ${clockText(event.time.second)} ${isGap ? 'does not exist' : 'comes twice'} in ${zone.name} on ${named}`,
        hint: isGap
          ? 'HQ sends later on that day, by the length of the gap'
          : 'HQ takes the later of the two in most zones',
        about: { [sender.kind]: sender.key, zone: zone.name, count: String(days.length) },
        source: sender.source ?? plan.source,
      });
    }
  }
}

/** Whether an event can fall into the change: by its time, its week day and its day of the month. */
function meets(schedule: TimedSchedule, { time, day }: TimedEvent, change: ClockChange): boolean {
  if (time.kind === 'property') return false;
  const last = time.second + (time.kind === 'random' ? time.windowMinutes * 60 : 0);
  if (time.second >= change.until || last < change.from) return false;
  if (schedule.repeatEvery < 0) {
    const { year, month, day: ofMonth } = civil(change.day);
    const { day: length } = civil(change.day - ofMonth + 32 - civil(change.day - ofMonth + 32).day);
    return (day > 0 ? day : length + day + 1) === ofMonth && year > 0 && month > 0;
  }
  const isWeekly = schedule.repeatEvery % 7 === 0 && schedule.startDayOfWeek >= 0;
  return !isWeekly || (schedule.startDayOfWeek + day) % 7 === weekDayOf(change.day);
}

const groups: ReadonlySet<string> = new Set(['group', 'location', 'case_group']);

/** Times of day that are night for everybody whose own clock is followed. */
function tellNight(sender: Sender, schedule: TimedSchedule, plan: Plan, emit: Emit): void {
  const night = nightOf(plan.otherProjects.get(sender.project ?? '') ?? plan.project);
  if (!night || sender.to.every(({ kind }) => groups.has(kind))) return;
  for (const { time, content } of schedule.events) {
    if (time.kind !== 'fixed' || content.kind === 'email' || !isNight(night, time.second)) continue;
    emit({
      code: 'NIGHT_MESSAGE',
      message: `${sender.key}: ${clockText(time.second)} on the reader's own clock is night`,
      hint: `send between ${clockText(night.until)} and ${clockText(night.from)}, or set project.night`,
      about: { [sender.kind]: sender.key },
      source: sender.source ?? plan.source,
    });
  }
}

/** Pairs of alerts compared; of a file with more, the first. */
const PAIRS_MAX = 200_000;

function tellOverlaps(plan: Plan, emit: Emit): void {
  const byType = new Map<string, Alert[]>();
  for (const alert of plan.alerts) {
    const key = `${alert.project ?? ''} ${alert.caseType}`;
    byType.set(key, [...(byType.get(key) ?? []), alert]);
  }
  let pairs = 0;
  for (const alerts of byType.values()) {
    for (const [index, second] of alerts.entries()) {
      for (const first of alerts.slice(0, index)) {
        pairs += 1;
        if (pairs > PAIRS_MAX) return;
        if (canHoldTogether(first, second) && shareRecipient(first.to, second.to))
          tellOverlap(first, second, plan, emit);
      }
    }
  }
}

function tellOverlap(first: Alert, second: Alert, plan: Plan, emit: Emit): void {
  const when = meetingOf(first, second);
  if (when === undefined) return;
  emit({
    code: 'ALERTS_OVERLAP',
    message: `${first.key} and ${second.key} can reach the same person ${when}: their rules can hold for one case at once`,
    hint: 'set them apart, or let their rules exclude each other',
    about: { alert: second.key, other: first.key },
    source: second.source ?? plan.source,
  });
}

/** False: one property would need two values at once, or have one and have none. */
function canHoldTogether({ rule: one }: Alert, { rule: other }: Alert): boolean {
  if (one.operator !== 'ALL' || other.operator !== 'ALL') return true;
  return !one.criteria.some((a) =>
    other.criteria.some((b) => {
      if (!('property' in a) || !('property' in b) || a.property !== b.property) return false;
      const pair = [a, b] as const;
      const [x, y] = a.kind === 'equal' ? pair : [b, a];
      if (x.kind === 'equal' && y.kind === 'equal') return x.value !== y.value;
      if (x.kind === 'equal' && y.kind === 'not_equal') return x.value === y.value;
      if (x.kind === 'equal' && y.kind === 'has_no_value') return x.value !== '';
      return [a.kind, b.kind].sort().join() === 'has_no_value,has_value';
    }),
  );
}

const shareRecipient = (one: readonly RecipientRef[], other: readonly RecipientRef[]): boolean =>
  one.some((a) => other.some((b) => JSON.stringify(a) === JSON.stringify(b)));

/** When two alerts send at one moment; undefined: they never do, or only by chance. */
function meetingOf(one: Alert, other: Alert): string | undefined {
  const [a, b] = [one.schedule, other.schedule];
  if (JSON.stringify(one.start) !== JSON.stringify(other.start)) return undefined;
  if (a.kind === 'alert' && b.kind === 'alert') {
    const shared = waitsOf(a).find((minutes) => waitsOf(b).includes(minutes));
    return shared === undefined ? undefined : shared === 0 ? 'at once' : `${shared} minutes after they start`;
  }
  if (a.kind === 'alert' || b.kind === 'alert' || a.repeatEvery < 0 !== b.repeatEvery < 0) return undefined;
  for (const first of a.events) {
    for (const second of b.events) {
      if (first.time.kind !== 'fixed' || second.time.kind !== 'fixed') continue;
      if (first.time.second === second.time.second && sameDay(a, first, b, second))
        return `at ${clockText(first.time.second)}`;
    }
  }
  return undefined;
}

function waitsOf(schedule: Schedule): number[] {
  let sum = 0;
  return schedule.kind === 'alert' ? schedule.events.map(({ waitMinutes }) => (sum += waitMinutes)) : [];
}

/** Whether the days of two events can be one: those of rounds that repeat meet where their steps allow it. */
function sameDay(a: TimedSchedule, first: TimedEvent, b: TimedSchedule, second: TimedEvent): boolean {
  if (a.repeatEvery < 0) return first.day === second.day;
  if (a.startDayOfWeek !== b.startDayOfWeek && a.startDayOfWeek >= 0 && b.startDayOfWeek >= 0) return false;
  const apart = a.startOffset + first.day - (b.startOffset + second.day);
  const [stepA, stepB] = [a, b].map(({ totalIterations, repeatEvery }) =>
    totalIterations === 1 ? 0 : repeatEvery,
  );
  const step = gcd(stepA!, stepB!);
  if (step === 0) return apart === 0;
  return apart % step === 0 && reaches(a, b, apart);
}

/** Of courses that end, whether one is still on when the other begins. */
function reaches(a: TimedSchedule, b: TimedSchedule, apart: number): boolean {
  const [early, late] = apart <= 0 ? [a, Math.abs(apart)] : [b, apart];
  return early.totalIterations < 0 || (early.totalIterations - 1) * early.repeatEvery >= late;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
