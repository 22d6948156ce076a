/**
 * How many due times are computed in a second, against the libraries people would use for it, in the same
 * run. The work: a day of daily 09:00, Mondays and Thursdays at 09:00, and the last day of the month, in
 * twelve zones. Before anything is measured, all of them must agree on the same due times.
 */
import { TZDate } from '@date-fns/tz';
import { Temporal } from '@js-temporal/polyfill';
import { Cron } from 'croner';
import { addDays, addMonths, lastDayOfMonth } from 'date-fns';
import { buildSync } from 'esbuild';
import { DateTime } from 'luxon';
import rrule from 'rrule';

const ZONES = [
  ...['Asia/Kolkata', 'Africa/Nairobi', 'America/New_York', 'Europe/Dublin', 'Australia/Lord_Howe'],
  ...['America/Sao_Paulo', 'Asia/Kathmandu', 'Africa/Johannesburg', 'Europe/London', 'Pacific/Apia'],
  ...['America/Port-au-Prince', 'UTC'],
];
const KINDS = ['daily', 'weekly', 'monthly'];
/** 2026-01-01, a Thursday. */
const START = { year: 2026, month: 1, day: 1 };
const HOUR = 9;
const MEASURED_MS = 1500;
/** Due times of one course; a new one starts after that. */
const COURSE = 300;

const { RRule } = rrule;

export async function bench() {
  const drysend = await drysendCourse();
  const peers = { luxon, temporal, date_fns_tz: dateFns, croner, rrule: rruleCourse };
  const disagree = disagreements(drysend, peers);
  if (disagree.length > 0) throw new Error(`they disagree:\n${disagree.join('\n')}`);

  const ours = perSecond(drysend);
  const results = Object.entries(peers).map(([name, course]) => {
    const theirs = perSecond(course);
    return {
      library: name,
      per_second: Math.round(theirs),
      drysend_is_times_as_fast: Math.round(ours / theirs),
    };
  });
  return {
    goal: 'at least 50 times as many due times a second as luxon',
    drysend_per_second: Math.round(ours),
    peers: results,
  };
}

/** Our own engine's arithmetic, straight from the sources. */
async function drysendCourse() {
  const sources = `export * from './src/core/schedule/position.ts'; export { zoneNamed } from './src/core/time/zone.ts';`;
  const stdin = /** @type {const} */ ({
    contents: sources,
    resolveDir: `${import.meta.dirname}/..`,
    loader: 'ts',
  });
  const { outputFiles } = buildSync({ stdin, bundle: true, format: 'esm', write: false, target: 'node20' });
  const code = Buffer.from(/** @type {import('esbuild').OutputFile} */ (outputFiles[0]).contents).toString(
    'base64',
  );
  const { begin, next, zoneNamed } = await import(`data:text/javascript;base64,${code}`);
  const startDay = Date.UTC(START.year, START.month - 1, START.day) / 86_400_000;
  return (kind, zone, count, take) => {
    const clockwork = {
      schedule: schedules[kind],
      zone: zoneNamed(zone),
      property: () => undefined,
      drawMinute: () => 0,
      passed: () => {},
    };
    const position = begin(clockwork, 0, startDay);
    for (let index = 0; index < count; index += 1) {
      take(position.due);
      next(clockwork, position);
    }
  };
}

const event = (day) => ({
  day,
  time: { kind: 'fixed', second: HOUR * 3600 },
  content: { kind: 'custom', texts: [] },
});
const timed = { kind: 'timed', totalIterations: -1, startOffset: 0, startDayOfWeek: -1 };
const schedules = {
  daily: { ...timed, repeatEvery: 1, events: [event(0)] },
  weekly: { ...timed, repeatEvery: 7, startDayOfWeek: 3, events: [event(0), event(4)] },
  monthly: { ...timed, repeatEvery: -1, events: [event(-1)] },
};

/** Monday and Thursday take turns, and the course starts on a Thursday. */
const daysAhead = (index) => (index % 2 === 0 ? 4 : 3);

function luxon(kind, zone, count, take) {
  let at = DateTime.fromObject({ ...START, hour: HOUR }, { zone });
  if (kind === 'monthly') at = at.set({ day: at.daysInMonth });
  for (let index = 0; index < count; index += 1) {
    take(at.toMillis());
    if (kind === 'daily') at = at.plus({ days: 1 });
    else if (kind === 'weekly') at = at.plus({ days: daysAhead(index) });
    else {
      const month = at.plus({ months: 1 });
      at = month.set({ day: month.daysInMonth });
    }
  }
}

function temporal(kind, timeZone, count, take) {
  let at = Temporal.ZonedDateTime.from({ ...START, hour: HOUR, timeZone });
  if (kind === 'monthly') at = at.with({ day: at.daysInMonth });
  for (let index = 0; index < count; index += 1) {
    take(at.epochMilliseconds);
    if (kind === 'daily') at = at.add({ days: 1 });
    else if (kind === 'weekly') at = at.add({ days: daysAhead(index) });
    else {
      const month = at.add({ months: 1 });
      at = month.with({ day: month.daysInMonth });
    }
  }
}

function dateFns(kind, zone, count, take) {
  let at = new TZDate(START.year, START.month - 1, START.day, HOUR, zone);
  if (kind === 'monthly') at = endOf(at);
  for (let index = 0; index < count; index += 1) {
    take(at.getTime());
    if (kind === 'daily') at = addDays(at, 1);
    else if (kind === 'weekly') at = addDays(at, daysAhead(index));
    else at = endOf(addMonths(at, 1));
  }
}

function endOf(at) {
  const last = lastDayOfMonth(at);
  last.setHours(HOUR);
  return last;
}

const patterns = { daily: `0 ${HOUR} * * *`, weekly: `0 ${HOUR} * * 1,4`, monthly: `0 ${HOUR} L * *` };

function croner(kind, timezone, count, take) {
  const cron = new Cron(patterns[kind], { timezone, paused: true });
  // Past 09:00 of the day before in every zone, and before 09:00 of the first day in every zone.
  let at = new Date(Date.UTC(START.year, START.month - 1, START.day - 1, 19));
  for (let index = 0; index < count; index += 1) {
    at = /** @type {Date} */ (cron.nextRun(at));
    take(at.getTime());
  }
}

const rules = {
  daily: { freq: RRule.DAILY },
  weekly: { freq: RRule.WEEKLY, byweekday: [RRule.MO, RRule.TH] },
  monthly: { freq: RRule.MONTHLY, bymonthday: [-1] },
};

function rruleCourse(kind, tzid, count, take) {
  const dtstart = new Date(Date.UTC(START.year, START.month - 1, START.day, HOUR));
  const rule = new RRule({ ...rules[kind], dtstart, tzid, count });
  for (const at of rule.all()) take(at.getTime());
}

/** Where a library gives other due times than we do; the years after a change of law are left out. */
function disagreements(drysend, peers) {
  return Object.entries(peers).flatMap(([name, course]) =>
    ZONES.flatMap((zone) =>
      KINDS.flatMap((kind) => {
        const ours = dues(drysend, kind, zone, 20);
        const theirs = dues(course, kind, zone, 20);
        const index = ours.findIndex((at, place) => at !== theirs[place]);
        return index < 0
          ? []
          : [`${name} ${kind} ${zone}: ${iso(ours[index])}, theirs ${iso(theirs[index])}`];
      }),
    ),
  );
}

const iso = (at) => new Date(at).toISOString();

/** @returns {number[]} */
function dues(course, kind, zone, count) {
  /** @type {number[]} */
  const found = [];
  course(kind, zone, count, (at) => found.push(at));
  return found;
}

/** Due times a second over all kinds and zones, after one round to warm up. */
function perSecond(course) {
  let sum = 0;
  const round = () => {
    for (const zone of ZONES) for (const kind of KINDS) course(kind, zone, COURSE, (at) => (sum += at));
  };
  round();
  let rounds = 0;
  const startedAt = performance.now();
  let ms = 0;
  while (ms < MEASURED_MS) {
    round();
    rounds += 1;
    ms = performance.now() - startedAt;
  }
  if (!Number.isFinite(sum)) throw new Error('a due time that is no number');
  return (rounds * ZONES.length * KINDS.length * COURSE) / (ms / 1000);
}
