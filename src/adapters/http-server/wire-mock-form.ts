/**
 * WireMock's own form of an answer, for its Java client: that one refuses an answer with a field that WireMock has
 * not. It is known by its HTTP library, and by saying no `Accept`.
 */
import type { NextFunction, Request, Response } from 'express';

/** What is kept of an object; true: all of it. Of a list, each of its members. */
type Form = true | { readonly [name: string]: Form };

const EVENT = {
  id: true,
  request: true,
  responseDefinition: true,
  response: true,
  wasMatched: true,
} as const satisfies Form;
const ANSWER = {
  requests: true,
  requestJournalDisabled: true,
  serveEvents: EVENT,
  nearMisses: { request: true, requestPattern: true, matchResult: { distance: true } },
  errors: true,
  count: true,
  mappings: true,
  scenarios: true,
  status: true,
  settings: true,
} as const satisfies Form;
const EVENTS: Form = { requests: EVENT, meta: { total: true }, requestJournalDisabled: true, errors: true };
const WITH_TOTAL: Form = { ...ANSWER, meta: { total: true } };

/** Express’s step before all routes. */
export function wireMockForm(request: Request, response: Response, next: NextFunction): void {
  const json = response.json.bind(response);
  response.json = (value: unknown) => json(formFor(request, value));
  next();
}

/** An answer as this client takes it. */
export function formFor({ headers, path }: Request, value: unknown): unknown {
  const isJava = headers.accept === undefined && JAVA.test(headers['user-agent'] ?? '');
  return isJava && path.startsWith('/__admin') ? kept(value, formAt(path)) : value;
}

const JAVA = /^Apache-HttpClient\//;

function formAt(path: string): Form {
  if (path === '/__admin/requests') return EVENTS;
  if (/^\/__admin\/requests\/[\da-f-]{36}$/i.test(path)) return { ...EVENT, errors: true };
  return path.startsWith('/__admin/mappings') ? WITH_TOTAL : ANSWER;
}

function kept(value: unknown, form: Form): unknown {
  if (form === true || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => kept(each, form));
  const pairs = Object.entries(value).filter(([name]) => Object.hasOwn(form, name));
  return Object.fromEntries(pairs.map(([name, each]) => [name, kept(each, form[name] ?? true)]));
}
