/** Equal repeats of a trail folded: a weekly tip is shown once, and then how many more came, how often and until when. */

import { grouped } from '../../core/text/grouped.ts';
import { parseDay, weekDayOf } from '../../core/time/calendar.ts';
import type { Step } from './trail.ts';

/** Steps that are shown, and what is said in place of those that are the same once more. */
export interface Folded {
  readonly steps: readonly Step[];
  /** `17 more, each Monday at 09:00 until 2026-06-29`; '' when nothing follows that is the same. */
  readonly more: string;
}

/** Fewer repeats than this are shown. */
const REPEATS_MIN = 2;

/** What happened at one instant is told together, and is the same as what differs from it in times only. */
export function foldedSteps(steps: readonly Step[]): Folded[] {
  const blocks = blocksOf(steps);
  const folded: Folded[] = [];
  for (let index = 0; index < blocks.length; ) {
    const first = blocks[index]!;
    let end = index + 1;
    while (end < blocks.length && sameness(blocks[end]!) === sameness(first)) end += 1;
    const repeats = blocks.slice(index + 1, end);
    if (repeats.length < REPEATS_MIN) {
      folded.push({ steps: first, more: '' });
      index += 1;
    } else {
      folded.push({ steps: first, more: moreText(first, repeats) });
      index = end;
    }
  }
  return folded;
}

/** The end of the course stands by itself: the last message is the same as those before it. */
function blocksOf(steps: readonly Step[]): Step[][] {
  const blocks: Step[][] = [];
  for (const step of steps) {
    const last = blocks.at(-1);
    if (last?.[0]?.at === step.at) last.push(step);
    else blocks.push([step]);
  }
  const isEnd = ({ kind }: Step): boolean => kind === 'disarmed';
  return blocks
    .flatMap((block) => [block.filter((step) => !isEnd(step)), block.filter(isEnd)])
    .filter((block) => block.length > 0);
}

/** Days and times of day are what repeats differ in. */
const times = /\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?/g;

const sameness = (block: readonly Step[]): string =>
  JSON.stringify(block.map(({ kind, sentence, facts }) => [kind, sentence.replaceAll(times, '…'), facts]));

function moreText(first: readonly Step[], repeats: readonly (readonly Step[])[]): string {
  const walls = [first, ...repeats].map(([step]) => step!.wall);
  const until = walls.at(-1)!;
  const clock = clockOf(walls);
  const rhythm = rhythmOf(walls);
  const every = rhythm === '' ? '' : ` ${rhythm}${clock === '' ? '' : ` at ${clock}`}`;
  return `${grouped(repeats.length)} more,${every} until ${clock === '' || rhythm === '' ? until : until.slice(0, 10)}`;
}

/** `09:00` where all are at one time of day. */
function clockOf(walls: readonly string[]): string {
  const clocks = new Set(walls.map((wall) => wall.slice(11)));
  return clocks.size === 1 ? [...clocks][0]! : '';
}

/** `each Monday`, `each day`, `every 3 days`; '' where the days between them differ. */
function rhythmOf(walls: readonly string[]): string {
  const days = walls.map((wall) => parseDay(wall.slice(0, 10)) ?? Number.NaN);
  const gaps = new Set(days.slice(1).map((day, index) => day - days[index]!));
  const [gap] = gaps;
  if (gaps.size !== 1 || gap === undefined || !(gap > 0)) return '';
  if (gap === 1) return 'each day';
  return gap === 7 ? `each ${WEEK_DAYS[weekDayOf(days[0]!)]!}` : `every ${gap} days`;
}

const WEEK_DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
