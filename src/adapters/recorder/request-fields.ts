/** Where the values of a recorded exchange are found, in WireMock's terms. */
import type { Recorded } from './recorder.ts';

/** Of a hostile query or form, so many fields are looked at. */
export const FIELDS_MAX = 1000;

/** The address as it was asked for, the gateway's name included. */
export function urlOf({ gateway, request }: Recorded): string {
  if (gateway === undefined) return request.path;
  return `/${gateway}${request.path.startsWith('/') ? '' : '/'}${request.path}`;
}

export const pathOf = (recorded: Recorded): string => urlOf(recorded).split('?')[0] ?? '';

/** Name → values, in their order. */
export function queryOf({ request }: Recorded): ReadonlyMap<string, readonly string[]> {
  const question = request.path.indexOf('?');
  return question < 0 ? new Map() : parametersIn(request.path.slice(question + 1));
}

/** Name → values of a form; none where the body is not one. */
export function formOf({ request }: Recorded): ReadonlyMap<string, readonly string[]> {
  const type = request.headers['content-type'] ?? '';
  return /^application\/x-www-form-urlencoded\b/i.test(type) ? parametersIn(request.body) : new Map();
}

/** Name → value. */
export function cookiesOf({ request }: Recorded): ReadonlyMap<string, string> {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return new Map(
    pairs.filter((pair) => pair.includes('=')).map((pair) => [before(pair, '='), after(pair, '=')]),
  );
}

function parametersIn(text: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(beginOf(text))) {
    const there = values.get(name);
    if (there) there.push(value);
    else values.set(name, [value]);
  }
  return values;
}

/** As much of a query or form as holds no more fields than are looked at. */
function beginOf(text: string): string {
  let end = -1;
  for (let fields = 0; fields < FIELDS_MAX; fields += 1) {
    end = text.indexOf('&', end + 1);
    if (end < 0) return text;
  }
  return text.slice(0, end);
}

const before = (text: string, sign: string): string => text.slice(0, text.indexOf(sign));
const after = (text: string, sign: string): string => text.slice(text.indexOf(sign) + 1);
