/** What every part of a plan on a terminal shares: where it is shown, of what run it is, days and moments in words. */
import type { Instant } from '../../core/model/instant.ts';
import { grouped } from '../../core/text/grouped.ts';
import { parseDay, weekDayOf } from '../../core/time/calendar.ts';
import { wallText } from '../../core/time/format.ts';
import type { Zone } from '../../core/time/zone.ts';
import type { People } from '../people.ts';
import type { Ink } from '../text/terminal-text.ts';
import type { PlanAsked } from './next-text.ts';

/** Where and how a plan is shown. */
export interface PlanLook {
  readonly columns: number;
  readonly ink: Ink;
}

/** The run that a plan is of. */
export interface PlannedStory {
  readonly title: string;
  readonly file: string;
  /** The project's. */
  readonly zone: Zone;
  readonly people: People;
  /** `2026-03-02 09:00 to 2026-06-30 00:00` */
  readonly period: string;
  readonly asked: PlanAsked;
  /** Some people were asked for by name: limits, which are of all messages, are left out. */
  readonly isByName: boolean;
}

const weekDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** `2026-03-02` → `Mon 2026-03-02` */
export function dayName(text: string): string {
  const day = parseDay(text);
  return day === undefined ? text : `${weekDays[weekDayOf(day)]} ${text}`;
}

/** `Mon 2026-03-02 09:00` */
export function momentName(zone: Zone, at: Instant): string {
  const wall = wallText(zone, at);
  return `${dayName(wall.slice(0, 'YYYY-MM-DD'.length))}${wall.slice('YYYY-MM-DD'.length)}`;
}

/** What a list leaves out, and how to have it. */
export const leftOut = (count: number, look: PlanLook): string[] =>
  count > 0 ? [look.ink.quiet(`  … and ${grouped(count)} more`), ...howToHaveAll(look)] : [];

export const howToHaveAll = ({ ink }: PlanLook): string[] => [
  ink.quiet('  --xlsx FILE or --json FILE has every row of all lists'),
];
