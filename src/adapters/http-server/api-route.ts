/** One route of the API: what it is called, what it takes and gives, and who answers. */
import type { Request, Response } from 'express';
import type { schemas } from './openapi-schemas.ts';

type SchemaName = keyof typeof schemas;

export interface ApiParameter {
  readonly name: string;
  readonly about: string;
  readonly type: 'integer' | 'string' | 'boolean';
  readonly isRequired?: boolean;
}

export interface ApiRoute {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As in OpenAPI: `/__admin/requests/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly query?: readonly ApiParameter[];
  readonly body?: { readonly schema: SchemaName; readonly example: unknown };
  /** JSON of that schema, or a media type. */
  readonly answer: { readonly schema: SchemaName } | { readonly mediaType: string };
  /** Statuses beside 200, with their meaning; their bodies are of schema Problem by default. */
  readonly otherwise?: Readonly<
    Record<number, string | { readonly schema: SchemaName; readonly about: string }>
  >;
  handle(request: Request, response: Response): void | Promise<void>;
}

/** A request that is answered with 4xx: what is wrong, and what would mend it. */
export class Refusal extends Error {
  readonly status: number;
  readonly hint: string | undefined;

  constructor(status: number, message: string, hint?: string) {
    super(message);
    this.status = status;
    this.hint = hint;
  }
}

/** Something that another server does and this one does not: the record has a note of it. */
export class Unsupported extends Refusal {
  constructor(message: string, hint: string) {
    super(501, message, hint);
  }
}

/** What `latest` is looked for among, as Mailpit has it. */
export const latestQuery = [
  { name: 'query', about: 'With the ID `latest`: the newest that fits this search', type: 'string' },
  { name: 'tz', about: 'The IANA zone of before: and after:; UTC by default', type: 'string' },
] as const;

/**
 * Parameters that a route does not know would change nothing, and a test would pass for another reason.
 * @throws Refusal
 */
export function knownOnly({ query }: Request, { query: known = [] }: ApiRoute): void {
  const names = known.map(({ name }) => name);
  const stray = Object.keys(query).find((name) => !names.includes(name));
  if (stray === undefined) return;
  const there = names.length === 0 ? 'there are none here' : `there are ${names.join(', ')}`;
  throw new Refusal(422, `unknown parameter ${JSON.stringify(stray.slice(0, 100))}: ${there}`);
}

/**
 * A whole number of the query.
 * @throws Refusal
 */
export function wholeNumber(
  { query }: Request,
  name: string,
  { otherwise, min = 0, max }: { readonly otherwise: number; readonly min?: number; readonly max: number },
): number {
  const text = query[name];
  if (text === undefined) return otherwise;
  const value = typeof text === 'string' && /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new Refusal(422, `${name} is a whole number from ${min} to ${max}, not ${JSON.stringify(text)}`);
}

/** A parameter of the query, once. */
export function queryText({ query }: Request, name: string): string | undefined {
  const text = query[name];
  if (text === undefined || typeof text === 'string') return text;
  throw new Refusal(422, `${name} is given once`);
}

/**
 * What a reader has read.
 * @throws Refusal 422 with the problem it found; Unsupported where the problem says what to take instead
 */
export function soundOr422<T extends object>(
  read: T | { readonly problem: string; readonly instead?: string },
): T {
  if (!('problem' in read)) return read;
  const { problem, instead } = read;
  throw instead === undefined
    ? new Refusal(422, String(problem))
    : new Unsupported(String(problem), String(instead));
}
