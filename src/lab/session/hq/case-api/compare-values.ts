/** Comparisons of a query: as text where equal is asked, as numbers or dates where more or less is. */
import type { BinaryOperator, Expression } from '../../../../core/model/expression.ts';
import type { CaseRecord } from '../../../../core/state/records.ts';
import { formatDay, parseDay } from '../../../../core/time/calendar.ts';
import { toInstant, toLocal, type Zone, zoneOfProject } from '../../../../core/time/zone.ts';
import type { LiveSession } from '../../live-session.ts';
import { hqError } from '../hq-error.ts';
import type { QueryStep } from './query-paths.ts';

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

const comparisons: readonly string[] = ['=', '!=', '<', '<=', '>', '>='];
export const isComparison = (operator: BinaryOperator): operator is Comparison =>
  comparisons.includes(operator);

/** The project's zone, and its day at the session's clock. */
export interface QueryClock {
  readonly zone: Zone;
  readonly today: string;
}

export function queryClock({ plan, now }: LiveSession): QueryClock {
  const zone = zoneOfProject(plan.project);
  return { zone, today: formatDay(toLocal(zone, now).day) };
}

/** The right side: a text, a number as it is written, or a day. */
export function literalOf(node: Expression, { today }: QueryClock): string {
  if (node.kind === 'text') return node.value;
  if (node.kind === 'number') return String(node.value);
  if (node.kind === 'negative' && node.operand.kind === 'number') return String(-node.operand.value);
  if (node.kind === 'call' && node.name === 'today') return today;
  if (node.kind === 'call' && node.name === 'date') return dayOf(node.args[0]!, today);
  throw hqError(
    400,
    "query: the right side is a value: 'london', 10, '2019-12-01', date('2019-12-01') or today()",
  );
}

function dayOf(node: Expression, today: string): string {
  if (node.kind === 'number') return formatDay(Math.floor(node.value));
  const text = node.kind === 'text' ? node.value : node.kind === 'call' && node.name === 'today' ? today : '';
  if (parseDay(text) !== undefined) return text;
  throw hqError(
    400,
    "query: date() wants a day that there is, as '2019-12-01', or the days since 1 January 1970",
  );
}

/** Whether a case's value compares so with a literal. */
export function comparisonOf(
  operator: Comparison,
  literal: string,
  { zone }: QueryClock,
  step: QueryStep,
): (record: CaseRecord) => boolean {
  const { momentOf } = step;
  if (momentOf) {
    const limit = momentIn(literal, zone);
    if (limit === undefined) throw hqError(400, `query: ${step.name} is compared with a day: '2019-12-01'`);
    return (record) => orders[operator](momentOf(record), limit);
  }
  if (operator === '=') return (record) => step.textOf(record) === literal;
  if (operator === '!=') return (record) => step.textOf(record) !== literal;
  const asValue = isNumber(literal) ? numberIn : (text: string) => momentIn(text, zone);
  const limit = asValue(literal);
  if (limit === undefined) {
    const wanted = 'the right side is a number or a day; a day stands in quotation marks';
    throw hqError(400, `query: ${step.name} ${operator} '${literal.slice(0, 80)}': ${wanted}`);
  }
  return (record) => {
    const value = asValue(step.textOf(record));
    return value !== undefined && orders[operator](value, limit);
  };
}

const orders: Readonly<Record<Comparison, (value: number, limit: number) => boolean>> = {
  '=': (value, limit) => value === limit,
  '!=': (value, limit) => value !== limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

const isNumber = (text: string): boolean => /^[+-]?\d+(?:\.\d+)?$/.test(text.trim());
const numberIn = (text: string): number | undefined => (isNumber(text) ? Number(text) : undefined);

/** A day is its midnight in the project's zone; a time with a zone is itself. */
function momentIn(text: string, zone: Zone): number | undefined {
  const day = parseDay(text);
  if (day !== undefined) return toInstant(zone, day, 0);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return undefined;
  const at = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(at) ? undefined : at;
}
