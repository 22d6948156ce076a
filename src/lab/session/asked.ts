import { RequestProblem } from './request-problem.ts';

/** A whole number that was asked for, as a text or a number; `otherwise` when it was left out. */
export function wholeIn(
  value: unknown,
  otherwise: number,
  name: string,
  most = Number.MAX_SAFE_INTEGER,
  status = 422,
): number {
  if (value === undefined || value === '') return otherwise;
  const text = typeof value === 'number' ? String(value) : value;
  const number = typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number <= most) return number;
  const limit = most === Number.MAX_SAFE_INTEGER ? '' : ` up to ${most}`;
  throw new RequestProblem(status, `${name}: ${JSON.stringify(value)}`, `a whole number${limit}`);
}

/** How many were asked for: one or more. */
export function countIn(value: unknown, otherwise: number, name: string): number {
  const count = wholeIn(value, otherwise, name);
  if (count > 0) return count;
  throw new RequestProblem(422, `${name}: ${JSON.stringify(value)}`, 'a whole number from 1');
}

/** A text that was asked for; undefined when it was left out. */
export function textIn(value: unknown, name: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return value;
  throw new RequestProblem(422, `${name}: ${JSON.stringify(value)}`, 'one text');
}
