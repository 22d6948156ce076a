import type { Request } from 'express';
import type { Route } from '../contract/routes.ts';
import type { Schema } from '../contract/shape.ts';
import { isRecord } from '../session/act-entry.ts';
import { textIn } from '../session/asked.ts';
import { RequestProblem } from '../session/request-problem.ts';

/** Bytes of a request. */
export const BODY_MAX = '1mb';

/**
 * The body of a request, as its route wants it; an empty object when it brought nothing.
 * @throws RequestProblem for a field that is missing, of another type, or of no meaning.
 */
export function checkedBody(request: Request, { body: shape, needs }: Route): unknown {
  if (shape?.type !== 'object') return request.body;
  const body: unknown = request.body ?? {};
  if (!isRecord(body)) throw new RequestProblem(422, 'no JSON object', 'a JSON object');
  const fields = shape.properties as Readonly<Record<string, Schema>> | undefined;
  if (fields === undefined) return body;
  mustBeKnown(body, Object.keys(fields));
  const required = shape.required as readonly string[];
  for (const [name, { type }] of Object.entries(fields)) {
    const isNeeded = required.includes(name);
    if (isNeeded && !isOfType(body[name], type) && needs)
      throw new RequestProblem(422, needs.found, needs.wanted);
    if (!isNeeded && type === 'string') textIn(body[name], name);
  }
  return body;
}

function mustBeKnown(body: Readonly<Record<string, unknown>>, names: readonly string[]): void {
  const stray = Object.keys(body).find((name) => !names.includes(name));
  if (stray === undefined) return;
  const wanted = names.length === 0 ? 'no fields' : `only ${names.join(', ')}`;
  throw new RequestProblem(422, `the field ${JSON.stringify(stray.slice(0, 40))}`, wanted);
}

const isOfType = (value: unknown, type: unknown): boolean =>
  type === 'object' ? isRecord(value) : typeof value === type;

/** A text, or a number or yes-or-no as a text; null is an empty one. */
export function scalarIn(value: unknown, name: string): string {
  if (value === null) return '';
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value);
  throw new RequestProblem(422, `${name.slice(0, 40)}: a list or a map`, 'one text');
}

/** The query without the token; each name once, and none but `known`, where that is given. */
export function queryOf(request: Request, known?: readonly string[]): Readonly<Record<string, string>> {
  const texts = Object.entries(request.query).filter(([name]) => name !== 'token');
  const stray = known && texts.find(([name]) => !known.includes(name));
  if (stray) {
    const wanted = known.length === 0 ? 'none: leave it out' : `only ${known.join(', ')}`;
    throw new RequestProblem(422, `the query parameter ${JSON.stringify(stray[0].slice(0, 40))}`, wanted);
  }
  const twice = texts.find(([, value]) => typeof value !== 'string');
  if (twice) throw new RequestProblem(422, `${twice[0]} several times`, 'once');
  return Object.fromEntries(texts) as Record<string, string>;
}
