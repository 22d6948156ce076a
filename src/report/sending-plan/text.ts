/** A plan for a terminal: the sums first, then months, gateways, alerts, busy days and hours, waits, and a calendar. */

import { grouped } from '../../core/text/grouped.ts';
import type { Bucket } from '../counts/bucket.ts';
import type { Counted } from '../counts/message-counts.ts';
import { alignedTable, type Column } from '../text/aligned.ts';
import { moneyText } from '../text/money.ts';
import { counted, lengthText, percentText } from '../text/span.ts';
import { plainLine, wrapHanging } from '../text/terminal-text.ts';
import { type CalendarExcerpt, calendarLines } from './calendar-text.ts';
import { limitLines } from './limit-text.ts';
import { dayName, howToHaveAll, type PlanLook, type PlannedStory } from './look.ts';
import { nextTexts } from './next-text.ts';
import type { SendingPlan } from './sending-plan.ts';
import { ucsLines } from './ucs-text.ts';

const LABEL_CELLS = 10;
const CODES_MAX = 3;
const BUSIEST_MAX = 3;
const MONTHS_MAX = 13;
const NAMES_MAX = 8;

/** All of it, each part with an empty line before it. */
export function planText(
  plan: SendingPlan,
  story: PlannedStory,
  excerpt: CalendarExcerpt,
  look: PlanLook,
): string {
  const parts = [
    summaryLines(plan, story, look),
    plan.counts.all.messages === 0
      ? []
      : [...countLines(plan, look), ...(isCut(plan) ? howToHaveAll(look) : [])],
    story.isByName ? [] : limitLines(plan, story, look),
    ucsLines(plan.ucs, look),
    calendarLines(excerpt, plan, story, look),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `\n${lines.join('\n')}\n`)
    .join('');
}

function summaryLines(plan: SendingPlan, { period, file, asked }: PlannedStory, look: PlanLook): string[] {
  const { counts, served, contacts, waiting } = plan;
  const silent = contacts - served;
  const facts: (readonly [label: string, text: string])[] = [
    ['period', period],
    ['messages', `${messagesText(counts.all)} to ${peopleText(served)}`],
    ['segments', segmentsText(counts.all)],
    ['cost', costFact(counts.all)],
    ['late', latenessText(plan)],
    [
      'nothing',
      `for ${grouped(silent)} of ${counted(contacts, 'contact')} (${percentText(silent, contacts)})`,
    ],
    ['errors', countsText(plan.errors, 'code')],
  ];
  if (plan.undated.length > 0) facts.push(['undated', countsText(plan.undated, 'reason')]);
  if (waiting > 0) facts.push(['waiting', `${counted(waiting, 'message')} when the run ends`]);
  const hasEnded = plan.errors.length + plan.undated.length > 0;
  for (const text of nextTexts(file, asked, { hasSilent: silent > 0, hasEnded })) facts.push(['next', text]);
  return facts.flatMap(([label, text]) => factLines(label, text, look));
}

const factLines = (label: string, text: string, { columns, ink }: PlanLook): string[] =>
  wrapHanging(label.padEnd(LABEL_CELLS), plainLine(text), columns).map((line, index) =>
    index === 0 ? ink.quiet(label) + line.slice(label.length) : line,
  );

const peopleText = (count: number): string => `${grouped(count)} ${count === 1 ? 'person' : 'people'}`;

const messagesText = ({ sms, email }: Bucket): string =>
  [`${grouped(sms)} SMS`, ...(email > 0 ? [counted(email, 'email')] : [])].join(' and ');

function segmentsText({ sms, segments }: Bucket): string {
  if (sms === 0) return '0';
  const hundredths = Math.round((segments * 100) / sms);
  const each = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
  return `${grouped(segments)}, ${each} an SMS`;
}

/** A sum without the segments that have no price would be taken for the whole. */
function costFact(all: Bucket): string {
  const costs = all.cost();
  if (all.sms === 0) return 'nothing';
  if (costs.length === 0)
    return 'unknown: price: {per_segment: "0.0075", currency: USD} on a gateway gives it';
  const sums = sumsOf(all);
  if (all.unpriced === 0) return sums;
  return `${sums}, without ${counted(all.unpriced, 'segment')} by gateways that have no price`;
}

const sumsOf = (bucket: Bucket): string =>
  bucket
    .cost()
    .map(({ amount, currency }) => moneyText(amount, currency))
    .join(' + ');

function costText(bucket: Bucket): string {
  if (bucket.segments === 0) return '–';
  const sums = sumsOf(bucket);
  if (sums === '') return 'no price';
  return bucket.unpriced === 0 ? sums : `${sums} + ?`;
}

function latenessText({ counts, lateness: { count, medianMs, most95Ms, worstMs } }: SendingPlan): string {
  const { messages } = counts.all;
  if (count === 0) return messages === 0 ? 'none' : 'none: each message leaves when it is due';
  const part = `${grouped(count)} of ${counted(messages, 'message')} (${percentText(count, messages)})`;
  return `${part}: median ${lengthText(medianMs)}, 95 % within ${lengthText(most95Ms)}, worst ${lengthText(worstMs)}`;
}

/** `31: NO_PHONE_NUMBER 28, GATEWAY_NOT_FOUND 3` */
function countsText(counts: readonly (readonly [name: string, count: number])[], noun: string): string {
  const sum = counts.reduce((total, [, count]) => total + count, 0);
  if (sum === 0) return '0';
  const named = counts.slice(0, CODES_MAX).map(([code, count]) => `${code} ${grouped(count)}`);
  const more = counts.length - named.length;
  return `${grouped(sum)}: ${named.join(', ')}${more > 0 ? ` and ${counted(more, `more ${noun}`)}` : ''}`;
}

/** All buckets in one table, so that their numbers stand below each other; the first of a kind names it. */
function countLines({ counts }: SendingPlan, look: PlanLook): string[] {
  const { months, weeks, days, hours, gateways, languages, causes } = counts;
  const kinds: readonly Kind[] = [
    { name: 'month', list: months, most: MONTHS_MAX },
    { name: 'gateway', list: gateways, most: NAMES_MAX },
    { name: 'alert', list: causes, most: NAMES_MAX, nameOf: (key) => key.replace(/^alert /, '') },
    {
      name: 'language',
      list: languages,
      most: NAMES_MAX,
      nameOf: (key) => (key === '*' ? 'untranslated' : key),
    },
    {
      name: 'busiest weeks',
      list: fullestFirst(weeks),
      most: BUSIEST_MAX,
      nameOf: (key) => `from ${dayName(key)}`,
    },
    { name: 'busiest days', list: fullestFirst(days), most: BUSIEST_MAX, nameOf: dayName },
    { name: "reader's hour", list: hours, most: hours.length, nameOf: (key) => `${key}:00` },
  ];
  const columns: readonly Column[] = [
    { head: '' },
    { head: '', yields: true },
    { head: 'messages', align: 'right' },
    { head: 'segments', align: 'right' },
    { head: 'cost', align: 'right' },
  ];
  return alignedTable(columns, kinds.flatMap(kindRows), { ...look, bars: kinds.flatMap(kindBars) });
}

interface Kind {
  readonly name: string;
  readonly list: readonly Counted[];
  /** More are left out. */
  readonly most: number;
  readonly nameOf?: (key: string) => string;
}

function kindRows({ name, list, most, nameOf = (key) => key }: Kind): string[][] {
  const rows = list
    .slice(0, most)
    .map(({ key, bucket }, index) => [
      index === 0 ? name : '',
      plainLine(nameOf(key)) || '(none)',
      grouped(bucket.messages),
      grouped(bucket.segments),
      costText(bucket),
    ]);
  const more = list.length - rows.length;
  return more > 0 ? [...rows, ['', `… and ${grouped(more)} more`]] : rows;
}

/** Of the fullest of its kind. */
function kindBars({ list, most }: Kind): (number | undefined)[] {
  const fullest = Math.max(1, ...list.map(({ bucket }) => bucket.messages));
  const bars = list.slice(0, most).map(({ bucket }) => bucket.messages / fullest);
  return list.length > bars.length ? [...bars, undefined] : bars;
}

const fullestFirst = (list: readonly Counted[]): Counted[] =>
  [...list].sort((a, b) => b.bucket.messages - a.bucket.messages);

const isCut = ({ counts: { months, weeks, days, gateways, causes, languages } }: SendingPlan): boolean =>
  months.length > MONTHS_MAX ||
  [weeks, days].some((list) => list.length > BUSIEST_MAX) ||
  [gateways, causes, languages].some((list) => list.length > NAMES_MAX);
