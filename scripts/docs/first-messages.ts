/** How each kind of gateway is asked, as a line for the terminal: for docs/gateways.md. */
import type { Handover } from '../../src/core/model/answer.ts';
import { plainGateway } from '../../src/core/model/plain-gateway.ts';
import type { GatewayKind, WireRequest } from '../../src/core/model/wire.ts';

const BASE = 'http://127.0.0.1:4810';
const STEPS_MAX = 3;
/** Headers that curl adds by itself, or that say nothing to a fake. */
const LEFT_OUT = new Set(['host', 'accept', 'accept-encoding', 'user-agent', 'connection', 'content-length']);
const FORM = /^application\/x-www-form-urlencoded\b/;

/** The request that sends the first message to a gateway of each kind that is asked over HTTP. */
export function firstMessages(
  kinds: ReadonlyMap<string, GatewayKind>,
): { readonly kind: string; readonly request: WireRequest }[] {
  return [...kinds.values()]
    .filter(({ channel }) => channel === 'sms')
    .flatMap((kind) => {
      const request = sendRequest(kind);
      return request === undefined ? [] : [{ kind: kind.kind, request }];
    });
}

/** The request that is taken for the message: some kinds are asked something else before. */
function sendRequest(kind: GatewayKind): WireRequest | undefined {
  const gateway = plainGateway(kind.kind.toUpperCase(), kind.kind, 'demo');
  const handover: Handover = {
    id: 'm1',
    attempt: 1,
    at: 0,
    gateway,
    channel: 'sms',
    from: undefined,
    to: kind.exampleNumber,
    text: 'Hello',
    subject: undefined,
    html: undefined,
  };
  let asked = kind.buildRequest(handover);
  for (let step = 1; step <= STEPS_MAX; step += 1) {
    if (!('path' in asked) || !asked.path.startsWith('/')) return undefined;
    const { verdict, response } = kind.respond(asked, { gateway, messageId: 'm1', attempt: 1, at: 0 });
    if (verdict === 'taken') return asked;
    asked = kind.interpretResponse(response, handover, asked);
  }
  return undefined;
}

/** The lines of all kinds, each with its kind's name above it. */
export const firstMessagesBlock = (kinds: ReadonlyMap<string, GatewayKind>): string =>
  [
    '```sh',
    ...firstMessages(kinds).map(({ kind, request }) => `# ${kind}\n${curlFor(kind, request)}`),
    '```',
  ].join('\n');

export function curlFor(
  kind: string,
  { method, path, headers, body }: Pick<WireRequest, 'method' | 'path' | 'headers' | 'body'>,
): string {
  const flags = Object.entries(headers).flatMap(([name, value]) => flagFor(name.toLowerCase(), value));
  const isPlain = method === 'GET' || (method === 'POST' && body !== '');
  const parts = [
    ...(isPlain ? [] : [`-X ${method}`]),
    quoted(`${BASE}/${kind.toUpperCase()}${path}`),
    ...flags,
    ...(body === '' ? [] : [`--data-raw ${quoted(body)}`]),
  ];
  return `curl ${parts.join(' ')}`;
}

function flagFor(name: string, value: string): string[] {
  if (LEFT_OUT.has(name) || (name === 'content-type' && FORM.test(value))) return [];
  if (name === 'authorization' && value.startsWith('Basic ')) {
    return [`-u ${quoted(Buffer.from(value.slice(6), 'base64').toString('utf8'))}`];
  }
  return [`-H ${quoted(`${name}: ${value}`)}`];
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
