import type { Request } from 'express';
import { isRecord } from '../session/act-entry.ts';
import { RequestProblem } from '../session/request-problem.ts';

/** Bytes of a request. */
export const BODY_MAX = '1mb';

/** The JSON object that a request brought; an empty one when it brought nothing. */
export function bodyOf(request: Request): Readonly<Record<string, unknown>> {
  const body: unknown = request.body ?? {};
  if (isRecord(body)) return body;
  throw new RequestProblem(422, 'no JSON object', 'a JSON object');
}

/** The same, which may have these fields and no others. */
export function fieldsOf(request: Request, names: readonly string[]): Readonly<Record<string, unknown>> {
  const body = bodyOf(request);
  const stray = Object.keys(body).find((name) => !names.includes(name));
  if (stray === undefined) return body;
  const wanted = names.length === 0 ? 'no fields' : `only ${names.join(', ')}`;
  throw new RequestProblem(422, `the field ${JSON.stringify(stray.slice(0, 40))}`, wanted);
}

/** A text, or a number or yes-or-no as a text; null is an empty one. */
export function scalarIn(value: unknown, name: string): string {
  if (value === null) return '';
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value);
  throw new RequestProblem(422, `${name.slice(0, 40)}: a list or a map`, 'one text');
}

/** The query without the token; each name once. */
export function queryOf(request: Request): Readonly<Record<string, string>> {
  const texts = Object.entries(request.query).filter(([name]) => name !== 'token');
  const twice = texts.find(([, value]) => typeof value !== 'string');
  if (twice) throw new RequestProblem(422, `${twice[0]} several times`, 'once');
  return Object.fromEntries(texts) as Record<string, string>;
}
