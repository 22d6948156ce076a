/** How each kind of gateway is asked, as a line for the terminal: for docs/gateways.md. */

const BASE = 'http://127.0.0.1:4810';
const STEPS_MAX = 3;
/** Some kinds' clients only write to their own country. */
const NUMBERS = ['+27831234567', '+919812345678', '+251911234567', '+22507123456'];
/** What curl says of its own accord, or what says nothing to a fake. */
const LEFT_OUT = new Set(['host', 'accept', 'accept-encoding', 'user-agent', 'connection', 'content-length']);
const FORM = /^application\/x-www-form-urlencoded\b/;

/** What hands in the first message to a gateway of each kind that is asked over HTTP: `{ kind, request }`. */
export function firstMessages(kinds) {
  return [...kinds.values()]
    .filter(({ channel }) => channel === 'sms')
    .flatMap((kind) => {
      const request = NUMBERS.map((to) => handedIn(kind, to)).find((each) => each !== undefined);
      return request === undefined ? [] : [{ kind: kind.kind, request }];
    });
}

/** The request that is taken for the message: some kinds are asked something else before. */
function handedIn(kind, to) {
  const gateway = plain(kind.kind);
  const handover = { id: 'm1', attempt: 1, at: 0, gateway, channel: 'sms', to, text: 'Hello' };
  let asked = kind.buildRequest(handover);
  for (let step = 1; step <= STEPS_MAX; step += 1) {
    if (!asked.path?.startsWith('/')) return undefined;
    const { verdict, response } = kind.respond(asked, { gateway, messageId: 'm1', attempt: 1, at: 0 });
    if (verdict === 'taken') return asked;
    asked = kind.interpretResponse(response, handover, asked);
  }
  return undefined;
}

/** The lines of all kinds, each with its kind's name above it. */
export const curlDoc = (kinds) =>
  firstMessages(kinds)
    .map(({ kind, request }) => `# ${kind}\n${curlFor(kind, request)}`)
    .join('\n');

/** A gateway of the name of its kind, of which nothing else is said. */
function plain(kind) {
  const none = { numbers: [], optOut: [], optIn: [], rejects: [], faults: [], options: new Map() };
  const said = { latencyMs: 0, failNext: 0, carrierOptOut: false, down: false, deleted: false };
  return {
    name: kind.toUpperCase(),
    type: kind,
    project: 'demo',
    scope: { kind: 'global' },
    ...none,
    ...said,
  };
}

export function curlFor(kind, { method, path, headers, body }) {
  const said = Object.entries(headers).flatMap(([name, value]) => flagFor(name.toLowerCase(), value));
  const isPlain = method === 'GET' || (method === 'POST' && body !== '');
  const parts = [
    ...(isPlain ? [] : [`-X ${method}`]),
    quoted(`${BASE}/${kind.toUpperCase()}${path}`),
    ...said,
    ...(body === '' ? [] : [`--data-raw ${quoted(body)}`]),
  ];
  return `curl ${parts.join(' ')}`;
}

function flagFor(name, value) {
  if (LEFT_OUT.has(name) || (name === 'content-type' && FORM.test(value))) return [];
  if (name === 'authorization' && value.startsWith('Basic ')) {
    return [`-u ${quoted(Buffer.from(value.slice(6), 'base64').toString('utf8'))}`];
  }
  return [`-H ${quoted(`${name}: ${value}`)}`];
}

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
