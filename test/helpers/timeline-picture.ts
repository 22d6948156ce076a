/** A run as a picture in letters: what happened on which day, for a page of the docs. */
import type { Entry } from '../../src/core/model/entry.ts';
import type { Run } from '../../src/core/model/run.ts';
import { civil, weekDayOf } from '../../src/core/time/calendar.ts';
import { toLocal, type Zone, zoneNamed } from '../../src/core/time/zone.ts';

interface Mark {
  readonly row: string;
  readonly day: number;
  readonly text: string;
  /** Why it was not sent, for the lines below. */
  readonly reason?: string;
}

const SAVES: ReadonlySet<Entry['kind']> = new Set(['registered', 'updated', 'closed', 'reopened', 'deleted']);
const COLUMNS_MAX = 7;
const WEEK_DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `●` sent, `×` passed over; days on which nothing happened are left out. Times are the project's. */
export function pictureOf(run: Run): string {
  const zone = zoneNamed(run.plan.project.timeZone)!;
  const marks = marksOf([...run.journal.entries()], zone);
  const days = [...new Set(marks.map(({ day }) => day))].sort((a, b) => a - b);
  const rows = [...new Set(marks.map(({ row }) => row))];
  const blocks: string[] = [];
  for (let from = 0; from < days.length; from += COLUMNS_MAX) {
    blocks.push(block(rows, days.slice(from, from + COLUMNS_MAX), marks));
  }
  return [...blocks, ...reasons(marks)].join('\n\n');
}

function marksOf(entries: readonly Entry[], zone: Zone): Mark[] {
  const several = namesWithSeveral(entries);
  return entries.flatMap((entry): Mark[] => {
    const { kind, at, due, reason, what, name } = entry;
    const alert = entry.alert ?? entry.broadcast ?? '';
    const whom = entry.to ?? entry.recipient ?? '';
    const row = several.has(alert) ? `${alert} ${whom}` : alert;
    if (SAVES.has(kind)) return [mark('', at, 'save ', zone)];
    if (kind === 'setting' && what === 'platform') return [mark('', at, `${name} `, zone)];
    if (kind === 'setting' && what === 'alert') return [mark('', at, 'edit ', zone)];
    if (kind === 'sent') return [mark(row, at, '●', zone)];
    const isPassed = kind === 'skipped' || (kind === 'disarmed' && reason === 'stop_date');
    return isPassed && due !== undefined ? [{ ...mark(row, due, '×', zone), reason: reason! }] : [];
  });
}

/** Alerts that go to more than one: each recipient has a row. */
function namesWithSeveral(entries: readonly Entry[]): ReadonlySet<string> {
  const seen = new Map<string, Set<string>>();
  for (const { kind, alert, to, recipient } of entries) {
    if (alert === undefined || (kind !== 'sent' && kind !== 'skipped')) continue;
    seen.set(alert, (seen.get(alert) ?? new Set()).add(to ?? recipient ?? ''));
  }
  return new Set([...seen].flatMap(([alert, whom]) => (whom.size > 1 ? [alert] : [])));
}

function mark(row: string, at: number, sign: string, zone: Zone): Mark {
  const { day, second } = toLocal(zone, at);
  const clock = [Math.floor(second / 3600), Math.floor((second % 3600) / 60)];
  return { row, day, text: sign + clock.map((part) => String(part).padStart(2, '0')).join(':') };
}

function block(rows: readonly string[], days: readonly number[], marks: readonly Mark[]): string {
  const heads = days.map(
    (day, index) => (index > 0 && day > days[index - 1]! + 1 ? '… ' : '') + dayText(day),
  );
  const lines = rows.flatMap((row) =>
    stacked(
      row,
      days.map((day) => cell(marks, row, day)),
    ),
  );
  const table = [['', ...heads], ...lines];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  return table
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column]! + 2))
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

const cell = (marks: readonly Mark[], row: string, day: number): string[] => [
  ...new Set(marks.flatMap((one) => (one.row === row && one.day === day ? [one.text] : []))),
];

/** Several marks of one day stand below each other. */
function stacked(row: string, cells: readonly (readonly string[])[]): string[][] {
  const height = Math.max(...cells.map((all) => all.length));
  return Array.from({ length: height }, (_, line) => [
    line === 0 ? row : '',
    ...cells.map((all) => all[line] ?? ''),
  ]);
}

function reasons(marks: readonly Mark[]): string[] {
  const told = marks.flatMap(({ row, day, text, reason }) =>
    reason === undefined ? [] : [`${text} ${dayText(day)}  ${row}: ${reason}`],
  );
  return told.length === 0 ? [] : [[...new Set(told)].join('\n')];
}

function dayText(day: number): string {
  const { month, day: date } = civil(day);
  return `${WEEK_DAYS[weekDayOf(day)]} ${date} ${MONTHS[month - 1]}`;
}
