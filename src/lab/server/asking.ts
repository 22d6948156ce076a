import type { Request } from 'express';
import { isRecord } from '../session/act-entry.ts';
import { Refusal } from '../session/refusal.ts';

/** The JSON object that a request brought; an empty one when it brought nothing. */
export function bodyOf(request: Request): Readonly<Record<string, unknown>> {
  const body: unknown = request.body ?? {};
  if (isRecord(body)) return body;
  throw new Refusal(422, 'no JSON object', 'a JSON object');
}

/** The query without the token; each name once. */
export function queryOf(request: Request): Readonly<Record<string, string>> {
  const texts = Object.entries(request.query).filter(([name]) => name !== 'token');
  const twice = texts.find(([, value]) => typeof value !== 'string');
  if (twice) throw new Refusal(422, `${twice[0]} several times`, 'once');
  return Object.fromEntries(texts) as Record<string, string>;
}
