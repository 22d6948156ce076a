/** Africa's Talking takes bulk messages as JSON at a path of their own: the same message as the older form. */
import type { WireRequest } from '../../src/core/model/wire.ts';
import { isJsonObject, jsonIn, valueAt } from '../encodings.ts';
import { quoteUtf8 } from '../percent.ts';

export const PATH = '/version1/messaging';
const BULK_PATH = `${PATH}/bulk`;

/** JSON name → that of the form. */
const NAMES = [
  ['username', 'username'],
  ['phoneNumbers', 'to'],
  ['message', 'message'],
  ['senderId', 'from'],
] as const;

/** A request for bulk messages as the older form; any other as it is. */
export function inTableForm(request: WireRequest): WireRequest {
  if (request.path !== BULK_PATH) return request;
  const value = jsonIn(request.body);
  if (!isJsonObject(value)) return { ...request, path: PATH };
  const fields = NAMES.flatMap(([name, formName]) => {
    const given = valueAt(value, name);
    const text = Array.isArray(given) ? given.join(',') : given;
    return typeof text === 'string' ? [`${formName}=${quoteUtf8(text)}`] : [];
  });
  return { ...request, path: PATH, body: fields.join('&') };
}
