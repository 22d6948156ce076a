/** What the kinds share whose API takes one request for several people. */
import type { PersonPart, WireRequest, WireResponse } from '../src/core/model/wire.ts';
import { isJsonObject, jsonIn } from './encodings.ts';
import { isFine } from './hq.ts';
import { json } from './reply.ts';

/** More than any vendor takes at once; a longer list is read as one number, and refused. */
const PEOPLE_MAX = 10_000;

/** The request with each of these bodies; undefined: there are not several. */
export function withBodies(
  request: WireRequest,
  bodies: readonly string[],
): readonly WireRequest[] | undefined {
  if (bodies.length < 2 || bodies.length > PEOPLE_MAX) return undefined;
  return bodies.map((body) => ({ ...request, body }));
}

/** The same for JSON. */
export const withJsonBodies = (request: WireRequest, values: readonly object[]) =>
  withBodies(
    request,
    values.map((value) => JSON.stringify(value)),
  );

/** The body, when it is a JSON object. */
export function objectIn({ body }: { readonly body: string }): Readonly<Record<string, unknown>> | undefined {
  const value = jsonIn(body);
  return isJsonObject(value) ? { ...value } : undefined;
}

/**
 * One answer when at least one person was answered with a success: the first of these, with what `merge` makes of all.
 * Otherwise the first answer stands for all.
 */
export function joinedJson(
  parts: readonly PersonPart[],
  merge: (first: Readonly<Record<string, unknown>>) => object,
): WireResponse {
  const first = parts.find(({ response }) => isFine(response.status)) ?? parts[0];
  const value = first && objectIn(first.response);
  if (first === undefined || value === undefined || !isFine(first.response.status)) {
    return first?.response ?? json(500, {});
  }
  return json(first.response.status, { ...value, ...merge(value) });
}
