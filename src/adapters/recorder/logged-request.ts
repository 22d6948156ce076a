/** An exchange as WireMock's journal shows it. */
import { uuidOf } from './exchange-uuid.ts';
import { groupedHeaders, headerLines } from './header-lines.ts';
import { bodyBytes, notParsedIn } from './mail-head.ts';
import type { Recorded } from './recorder.ts';
import { cookiesOf, formOf, queryOf, urlOf } from './request-fields.ts';

/** The servers listen on loopback only, so no other machine can have asked. */
const CLIENT_IP = '127.0.0.1';

const headOf = (recorded: Recorded) => ({
  id: uuidOf(recorded),
  ...ours(recorded),
  wasMatched: recorded.verdict !== 'unmatched',
});

const ours = ({ id, seq, gateway, kind, verdict, fault }: Recorded) => ({
  seq,
  messageId: id,
  gateway: gateway ?? null,
  kind: kind ?? null,
  verdict,
  fault: fault ?? null,
});

/** WireMock's LoggedRequest, and our own `seq`, `gateway`, `kind`, `verdict` and `fault` beside it. */
export function loggedRequest(recorded: Recorded) {
  const { receivedAt, request } = recorded;
  const notParsed = notParsedIn(recorded);
  return {
    ...headOf(recorded),
    ...(notParsed !== undefined && { notParsed }),
    method: request.method,
    url: urlOf(recorded),
    absoluteUrl: absoluteUrl(recorded),
    clientIp: CLIENT_IP,
    headers: headersIn(recorded),
    cookies: Object.fromEntries(cookiesOf(recorded)),
    queryParams: parameters(queryOf(recorded)),
    formParams: parameters(formOf(recorded)),
    body: request.body,
    bodyAsBase64: bodyBytes(recorded).toString('base64'),
    loggedDate: receivedAt,
    loggedDateString: new Date(receivedAt).toISOString(),
  };
}

/** WireMock's ServeEvent: the request, and what was answered. */
export function serveEvent(recorded: Recorded) {
  const { response } = recorded;
  const answer = { status: response.status, headers: response.headers, body: response.body };
  return {
    ...headOf(recorded),
    request: loggedRequest(recorded),
    responseDefinition: answer,
    response: answer,
  };
}

const SMPP: ReadonlySet<string> = new Set(['SMPP', 'SUBMIT_SM', 'SUBMIT_MULTI', 'DATA_SM']);
const ABSOLUTE = /^[a-z][a-z\d+.-]*:\/\//i;
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d{1,5})?$/i;

/** Where it was sent: to our own HTTP or mail server, or to a vendor's host through the proxy. */
function absoluteUrl(recorded: Recorded): string {
  const { request } = recorded;
  if (request.method === 'MAIL' || request.method === 'SMTP') return `smtp://${CLIENT_IP}${urlOf(recorded)}`;
  if (SMPP.has(request.method)) return `smpp://${CLIENT_IP}${urlOf(recorded)}`;
  if (request.method === 'CONNECT') return `https://${request.path}`;
  if (ABSOLUTE.test(request.path)) return request.path;
  const host = request.headers.host ?? CLIENT_IP;
  return LOOPBACK.test(host) ? `http://${host}${urlOf(recorded)}` : `https://${host}${request.path}`;
}

/** Names as they were written; a list where one is repeated. Beside those of a mail stands its envelope's sender. */
function headersIn(recorded: Recorded): Record<string, string | readonly string[]> {
  const groups = [...groupedHeaders(headerLines(recorded))].map(([name, values]) => {
    const [only = ''] = values;
    return [name, values.length === 1 ? only : values] as const;
  });
  const sender = recorded.request.headers['envelope-from'];
  return Object.fromEntries(sender === undefined ? groups : [...groups, ['envelope-from', sender]]);
}

/** WireMock's form of parameters: name → {key, values}. */
const parameters = (values: ReadonlyMap<string, readonly string[]>) =>
  Object.fromEntries([...values].map(([key, each]) => [key, { key, values: each }]));
