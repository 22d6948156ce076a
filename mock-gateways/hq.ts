import type { Answer } from '../src/core/model/answer.ts';
import type { Code } from '../src/core/model/codes.ts';
import type { WireFailure, WireResponse } from '../src/core/model/wire.ts';

/** The words HQ's clients share for what came back. */

/** Accepted by a gateway whose answer HQ does not look into. */
export const takenWithoutId: Answer = { kind: 'taken', gatewayMessageId: '' };

/** Accepted; HQ keeps the gateway's own id. */
export const taken = (gatewayMessageId: string): Answer => ({ kind: 'taken', gatewayMessageId });

/** HQ's client raised: it will be tried again. */
export const busy = (answer: string): Answer => ({ kind: 'busy', answer });

/** Final, with HQ's code. */
export const refused = (code: Code, detail?: string): Answer =>
  detail === undefined ? { kind: 'refused', code } : { kind: 'refused', code, detail };

/** HQ keeps the gateway's own words, or its status. */
export const gatewayError = (words: string | number): Answer => refused('GATEWAY_ERROR', String(words));

/** What HQ's generic HTTP client makes of a response: all that urlopen does not raise on is success. */
export function heardByHttp(outcome: WireResponse | WireFailure): Answer {
  if (outcome.failure !== undefined) return busy(failureText(outcome));
  return isFine(outcome.status) ? takenWithoutId : busy(httpErrorText(outcome.status));
}

/** A status on which no client raises. */
export const isFine = (status: number): boolean => status >= 200 && status < 300;

/** `HTTP Error 503: Service Unavailable`, as Python's urlopen raises it. */
export function httpErrorText(status: number): string {
  return `HTTP Error ${status}: ${PHRASES.get(status) ?? ''}`.trimEnd();
}

/** The error text of a client that got no response. */
export function failureText({ failure }: WireFailure): string {
  return FAILURES[failure];
}

const FAILURES: Readonly<Record<WireFailure['failure'], string>> = {
  refused: 'Connection refused',
  reset: 'Connection reset by peer',
  timeout: 'The read operation timed out',
  garbage: 'The response could not be read',
};

/** As Python's `http.HTTPStatus` (3.13) names them. */
const PHRASES: ReadonlyMap<number, string> = new Map([
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [402, 'Payment Required'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [406, 'Not Acceptable'],
  [407, 'Proxy Authentication Required'],
  [408, 'Request Timeout'],
  [409, 'Conflict'],
  [410, 'Gone'],
  [411, 'Length Required'],
  [412, 'Precondition Failed'],
  [413, 'Content Too Large'],
  [414, 'URI Too Long'],
  [415, 'Unsupported Media Type'],
  [416, 'Range Not Satisfiable'],
  [417, 'Expectation Failed'],
  [418, "I'm a Teapot"],
  [421, 'Misdirected Request'],
  [422, 'Unprocessable Content'],
  [423, 'Locked'],
  [424, 'Failed Dependency'],
  [425, 'Too Early'],
  [426, 'Upgrade Required'],
  [428, 'Precondition Required'],
  [429, 'Too Many Requests'],
  [431, 'Request Header Fields Too Large'],
  [451, 'Unavailable For Legal Reasons'],
  [500, 'Internal Server Error'],
  [501, 'Not Implemented'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Gateway Timeout'],
  [505, 'HTTP Version Not Supported'],
  [506, 'Variant Also Negotiates'],
  [507, 'Insufficient Storage'],
  [508, 'Loop Detected'],
  [510, 'Not Extended'],
  [511, 'Network Authentication Required'],
]);
