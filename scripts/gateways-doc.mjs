/**
 * Prints docs/gateways.md: the page's words, and a table from the catalogue of kinds. `node
 * scripts/gateways-doc.mjs` writes the file; a test holds it fresh.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { curlDoc } from './curl-doc.mjs';
import { faultsDoc } from './faults-doc.mjs';

const TARGET = new URL('../docs/gateways.md', import.meta.url);
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The text of the page, for a catalogue of kinds. */
export function gatewaysDoc(kinds) {
  const rows = [...kinds.values()].map((kind) => {
    const folder = kind.kind.replaceAll('_', '-');
    const name = existsSync(new URL(`../mock-gateways/${folder}/`, import.meta.url))
      ? `[${kind.kind}](../mock-gateways/${folder}/README.md)`
      : kind.kind;
    const words = kind.optOut.length > 0 ? `${kind.optIn.join(' ')} / ${kind.optOut.join(' ')}` : '–';
    const knows =
      [...kind.ownRejections].map((word) => word.replaceAll('_', ' ')).join(', ') || 'a plain refusal';
    return `| ${name} | ${kind.hqApiId} | ${kind.channel} | ${words} | ${knows} |`;
  });
  return `${intro}\n${rows.join('\n')}\n${afterKinds}${firstMessage(kinds)}${webhooks}\n${callRows(kinds)}\n${rest}${tests}`;
}

/** What each kind calls an application with, as it would write it. */
function callRows(kinds) {
  const at = Date.UTC(2026, 10, 16);
  const hashes = { hash: () => '', hmac: () => '' };
  const sample = { id: '1', from: '+27831234567', to: '+15005550006', text: 'YES', at };
  const request = { method: 'POST', path: '/', headers: {}, body: '{"reference":"1"}' };
  const news = { ...sample, gatewayMessageId: '1', status: 'delivered', takenAt: at, request };
  const rows = [...kinds.values()].map(({ kind, webhooks: calls }) => {
    const context = {
      gateway: { name: 'G', type: kind, numbers: [], options: new Map() },
      url: 'http://a/',
      hashes,
    };
    const text = 'none' in calls.inboundWebhook ? '–' : callWords(calls.inboundWebhook(sample, context)[0]);
    const receipt = 'none' in calls.deliveryReceipt ? '–' : callWords(calls.deliveryReceipt(news, context));
    return text === '–' && receipt === '–'
      ? undefined
      : `| ${kind} | ${text} | ${receipt} | ${planWords(calls)} |`;
  });
  return rows.filter((row) => row !== undefined).join('\n');
}

function callWords({ method, headers }) {
  const type = headers['content-type'] ?? '';
  const words = type.includes('form')
    ? 'form'
    : type.includes('json')
      ? 'JSON'
      : type.includes('xml')
        ? 'XML'
        : 'text';
  const signature = Object.keys(headers).find((name) => /signature/.test(name));
  const written = method === 'GET' ? 'GET, query' : `POST, ${words}`;
  return signature === undefined ? written : `${written}, \`${signature}\``;
}

function planWords({ retryPolicy }) {
  const { waitsMs } = retryPolicy('http://a/');
  if (waitsMs.length === 0) return '–';
  const minutes = waitsMs.reduce((sum, ms) => sum + ms, 0) / 60_000;
  const length = minutes >= 60 ? `${Math.round(minutes / 6) / 10} h` : `${minutes} min`;
  return minutes === 0 ? `${waitsMs.length} ×, at once` : `${waitsMs.length} × within ${length}`;
}

const intro = `# Gateways

<!-- The table is printed from mock-gateways/ by scripts/gateways-doc.mjs; do not edit this page. -->

A gateway is a named way out; its name is what \`contact_backend_id\` holds. drysend's gateways are fakes that
speak their kinds' own wire language: each is one pure function from a request to an answer, and there are three
doors to it.

| door | what goes through it |
|---|---|
| in process | a rehearsal: as fast as the arithmetic |
| \`drysend run --wire\` | the same rehearsal through real HTTP and SMTP sockets, on the virtual clock; the journal is the same, byte for byte |
| \`drysend gateways\` | programs of your own, on real ports |

## The gateways alone

\`\`\`console
$ drysend gateways scenarios/gateways/routing.yaml --port 4810 --smtp-port 4825 --journal ./exchanges
$ curl 'http://127.0.0.1:4810/GW_IN/send?text=Hello&msisdn=919812345001'
OK
$ curl 'http://127.0.0.1:4810/api/v1/search?query=gateway:GW_IN%20Hello'
\`\`\`

Each gateway stands at \`http://127.0.0.1:4810/<NAME>/…\` with its kind's own path behind it; without a scenario
there is one of each kind, named by it (\`/TWILIO/2010-04-01/…\`); [a first message](#a-first-message) shows how each is
asked. Mail gateways take the SMTP port and the next ones. Only this machine is served: another Host header is refused,
bodies and headers have limits, and a request that no gateway is meant by is kept and answered 404, never with a
success.

What came is kept (the last 100,000 exchanges, secrets left out) and can be asked for:

| in the words of | |
|---|---|
| WireMock | \`/__admin/requests\` with \`find\`, \`count\`, \`remove\`, \`wait\`, unmatched requests and near misses |
| Mailpit | \`/api/v1/messages\`, \`/api/v1/search\`, \`/api/v1/message/{ID}\`: over SMS and email |
| others | \`/livez\` \`/readyz\` \`/metrics\` \`/openapi.json\` |

[The gateways' API](api.md#the-gateways-api) has every route, and every word of a pattern and of a search.

A search takes Mailpit's words (\`from:\` \`to:\` \`subject:\` \`message:\` \`before:\` \`after:\` \`is:unread\` \`has:attachment\`
\`tag:\` …) and \`channel:sms\` \`gateway:NAME\` \`status:refused\` \`segments:>1\` \`id:\`; \`-\` or \`!\` before a word turns it
round. A pattern is WireMock's, with \`gateway\`, \`kind\` and \`verdict\` beside its own fields:

\`\`\`console
$ curl 'http://127.0.0.1:4810/__admin/requests/wait?timeout=10000' -d '{"gateway": "GW_IN", "verdict": "taken"}'
$ curl http://127.0.0.1:4810/__admin/requests/unmatched/near-misses
$ curl -X POST http://127.0.0.1:4810/__admin/reset
\`\`\`

\`verdict\` says what became of a request: \`taken\`, \`refused\` (in the kind's own words), \`failing\` (a fault, or
\`fail_next\`), \`other\` (it handed in no message) or \`unmatched\`. \`/openapi.json\` describes every path.

With \`--journal DIR\` an exchange is on the disk before its answer goes out; a line torn by a crash is cut off at
the next start, a damaged one is passed over and told of, and the numbering goes on. One server has the folder at a time.
Forgetting what came (\`reset\`, \`remove\`) leaves the journal as it is.

## Making a gateway misbehave

In a scenario: \`down\`, \`fail_next\`, \`rejects\`, \`max_length\`, \`latency\`, \`rate_per_minute\`, \`receipts\`, and
\`faults\`, a closed vocabulary whose chance is drawn from the seed, never from the order of arrival:

\`\`\`yaml
faults:
  - id: lost-answer
    when: {to: "27*", attempt: 1, probability: 0.05}
    connection: {mode: reset, phase: body, committed: yes}   # the gateway took it, and nobody heard
  - when: {to: "27830000004"}
    reject: opted_out
  - throttle: {rate: 10/s, burst: 20, per: from, retry_after: auto}
  - receipt: {outcome: undelivered, code: 30003, after: 90s, copies: 2, order: reversed}
\`\`\`

What HQ makes of each kind's answers (which refusals are final, which are tried again, which it takes for
accepted) is reproduced kind by kind, its surprises included.
${faultsDoc}
## The kinds

Opt words are HQ's own for the kind; a gateway may add words of its own. "Says" lists the refusals for which the
kind has a word of its own.

| kind | HQ's name | channel | opt in / out | says |
|---|---|---|---|---|`;

const afterKinds = `
Kinds that HQ has no backend for are read as HQ's generic HTTP.
`;

const webhooks = `
## Receipts and texts that come in

The standalone gateways call an application as the real ones do: with delivery receipts, and with what people text
back. They call this machine only (\`127.0.0.0/8\`, \`::1\`, \`localhost\`) and hosts that were allowed by name with
\`--allow app.test\` or \`--allow app.test:8080\`; everything else is refused and written down. A name is looked up
for each try, and the call goes to the address that was checked; redirects are not followed.

\`\`\`console
$ drysend gateways --inbound 'http://127.0.0.1:3000/sms/{gateway}' --receipts http://127.0.0.1:3000/status
$ curl http://127.0.0.1:4810/__admin/gateways/TWILIO/inbound -d '{"from": "+27831234567", "text": "STOP"}'
$ curl http://127.0.0.1:4810/api/v1/messages          # the IDs of what the application sent, or answered
$ curl http://127.0.0.1:4810/__admin/messages/m1/receipt -d '{"status": "undelivered", "code": "30003"}'
$ curl 'http://127.0.0.1:4810/__admin/webhooks?state=given%20up'
\`\`\`

Where a call goes: a receipt to the address that the request asks for (Twilio \`StatusCallback\`, Infobip
\`notifyUrl\`, Vonage \`callback\`, MessageBird \`reportUrl\`, Telerivet \`status_url\`), else to the gateway's
\`status_url\`, else to \`--receipts\`; a text to the gateway's \`inbound_url\`, else to \`--inbound\`. \`{gateway}\` in
the two flags is the gateway's name.

Receipts follow of their own accord whenever there is an address for them: the kind's steps on the way, then
\`delivered\`, after the time that \`receipts: {delivered_after: …}\` tells, in real time. A \`receipt\` fault decides
otherwise: outcome, code, time, copies, order, what is dropped, or none at all; an \`inbound\` fault has a text\ncome twice, in parts, in the wrong order or encoding. By hand every status may be sent:
\`queued\` \`sending\` \`sent\` \`delivered\` \`undelivered\` \`failed\` \`expired\` \`read\`; each kind says it in its own
words.

Calls carry their kind's signature, which its SDK finds sound: \`X-Twilio-Signature\` by \`auth_token\`,
\`X-Hub-Signature-256\` by \`app_secret\`, MessageBird's JWT by \`signing_key\`, Vonage's \`sig\` by \`signature_secret\`;
Telerivet sends its \`webhook_secret\`. SNS envelopes (Pinpoint) are not signed.

What is not taken is called again as the kind does it, on the real clock: \`--speed 60\` makes minutes
seconds. An application that is down is given up after the last try, and the list says so. Calls to one address
keep their order, one at a time.

Twilio's answer to a text may hold TwiML: each \`<Message>\` becomes a message in the record, from the number that was
texted, under all the rules of a message that was sent by the API. Plain text is sent as it stands, as Twilio does.
What cannot be read is noted with Twilio's error (12100, 12200, 12300, 14103). A document type is refused, and no
entity but XML's own five is known.

With \`carrier_opt_out: yes\` the carrier itself notes STOP and START: after STOP, Twilio refuses that number with
21610, TwiML's replies too.

| | |
|---|---|
| \`POST /__admin/gateways/{name}/inbound\` | \`{"from", "text", "to"}\`: a text from a phone; answers when the application has |
| \`POST /__admin/messages/{id}/receipt\` | \`{"status", "code"}\`: a receipt for a message of the record |
| \`POST /__admin/gateways/{name}/introduction\` | WhatsApp asks for its \`hub.challenge\` (by \`verify_token\`), Pinpoint's SNS to have its \`SubscribeURL\` fetched |
| \`GET /__admin/webhooks\` | the newest calls, with \`state\` (pending, acknowledged, given up, refused), why, every try and its answer; \`?state=\` \`gateway=\` \`since=\` \`limit=\` |
| \`DELETE /__admin/webhooks\` | forgets those that are settled |

| kind | a text | a receipt | again |
|---|---|---|---|`;

const rest = `
Twilio calls again only when it cannot connect, or as the connection overrides in the address ask (\`#rc=3&rp=5xx\`);
SNS does after a 429, a 5xx and silence; the others after everything but their own OK (Vonage: 200 or 204, else any
2xx). How often WhatsApp and Turn call is not told to the minute: those times are ours. Kinds with a dash are not known to
call again.

## Programs whose gateway's address is fixed

CommCare HQ's own backends and many vendors' SDKs have the vendor's host written in. For them there is a forward
proxy:

\`\`\`console
$ drysend gateways scenarios/gateways/routing.yaml --proxy-port 4880
$ export HTTPS_PROXY=http://127.0.0.1:4880 HTTP_PROXY=http://127.0.0.1:4880
$ export NODE_EXTRA_CA_CERTS=~/.local/share/drysend/ca.pem
$ node the-program-as-it-is.js
\`\`\`

The proxy ends each tunnel itself and plays the host's part: what a program sends to \`https://api.twilio.com/…\` is
answered by the Twilio gateway and stands in the recorder. It has no code that opens a connection, so nothing
leaves the machine: a host that no gateway stands in for is refused with 403 and the list of those that there are,
and a request in a tunnel for another host than the tunnel's with 421; both are kept among the unmatched requests.
Hosts that are to be reached without it go into \`NO_PROXY\`.

Which gateway answers is the host's choice: a host that a gateway has for itself (its subdomain at Infobip, its
region at Pinpoint, its \`url\`, \`host\` or \`host_and_port\`) leads to that gateway, the other hosts of a service to
all gateways of the kind. Of several, the first one answers that takes the request's account and path for its own
(the account SID and token at Twilio, the project at Telerivet, the key elsewhere); a stranger to all of them gets
the first.

| program | how it gets to the proxy | how it trusts the certificate |
|---|---|---|
| Node: twilio, africastalking, @infobip-api/sdk | \`HTTP_PROXY\`, \`HTTPS_PROXY\` | \`NODE_EXTRA_CA_CERTS\` |
| Node 24, late 22: all that uses Node's own \`fetch\`, \`http\` and \`https\` | the same, and \`NODE_USE_ENV_PROXY=1\` | \`NODE_EXTRA_CA_CERTS\` |
| Node before: @vonage/sms, messagebird, others with Node's global agent | \`https.globalAgent = new HttpsProxyAgent(…)\` in a file that \`node --require\` loads | \`NODE_EXTRA_CA_CERTS\` |
| Node: telerivet | \`api.agent = new HttpsProxyAgent(…)\` | \`NODE_EXTRA_CA_CERTS\` |
| Python: requests, urllib (what HQ's backends send with) | \`HTTP_PROXY\`, \`HTTPS_PROXY\` | \`REQUESTS_CA_BUNDLE\`, \`SSL_CERT_FILE\` |
| Python: boto3 (Pinpoint) | \`HTTPS_PROXY\` | \`AWS_CA_BUNDLE\` |
| Python: twilio 7 (HQ's) | \`HTTPS_PROXY\` | it reads no variable: add the certificate to the file that \`python -m certifi\` names |
| curl | \`--proxy\` | \`--cacert\` |

The certificate authority belongs to one user of one machine: made when the proxy is first opened, kept in
\`$XDG_DATA_HOME/drysend\` (\`~/.local/share/drysend\`) with a key that only its owner can read, good for two years,
and never part of the package. It can vouch for nothing but the gateways' hosts (X.509 name constraints): whoever
stole its key could not pose as a bank with it. A scenario that brings a host of its own widens it with the same
key: programs that trust it go on as before, and trust the new host when they read \`ca.pem\` again. Deleting the
folder ends it. A program that breaks off because it does not trust the certificate is reported.
`;

const firstMessage = (kinds) => `
## A first message

So HQ asks a gateway of which nothing is said but its kind: \`drysend gateways\` without a scenario. The accounts, keys
and passwords are the fakes' own for that case; with a scenario they are those that it gives the gateway, and its name
stands in the address. Mail gateways take anything by SMTP.

\`\`\`sh
${curlDoc(kinds)}
\`\`\`
`;

const tests = `
## In tests of your own

[In your own tests](testing.md) has whole examples and every call; in short:

\`\`\`ts
import { startGateways } from 'drysend/testing';

const gateways = await startGateways({
  gateways: { TWILIO: { type: 'twilio', auth_token: 'secret', number: '+27870000001' } },
  webhooks: { inboundUrl: \`\${app}/sms\`, receiptsUrl: \`\${app}/status\` },
});

// What the application sends, to gateways.url('TWILIO') in the place of https://api.twilio.com:
const [message] = await gateways.waitFor({ to: '+27831234567', text: /visit/ });
expect(message?.verdict).toBe('taken');

// What it is called with:
const [call] = await gateways.inbound('TWILIO', { from: '+27831234567', text: 'YES' });
expect(call?.state).toBe('acknowledged');
await gateways.receipt(message!, 'undelivered', '30003');

gateways.reset(); // between tests
await gateways.close();
\`\`\`

Ports are free ones, so tests may run side by side. \`gateways\` may also be a scenario or its path. \`waitFor\` and
\`messages\` take fields, a search in the words above, a test of your own, or \`{ count: 2, filter: … }\`; when nothing
fits in time (5 seconds), the error says what came instead and what it differs in.

Without sockets, for programs that send with \`fetch\` or \`node:http\` in the same process, the same gateways are
handlers of Mock Service Worker (\`msw\`, which you install):

\`\`\`ts
import { gatewayHandlers } from 'drysend/testing/msw';
import { setupServer } from 'msw/node';

const fakes = gatewayHandlers({ TWILIO: { type: 'twilio', auth_token: 'secret' } });
const server = setupServer(...fakes.handlers);
server.listen({ onUnhandledRequest: 'error' });
// … the program sends to https://api.twilio.com/…
expect(fakes.messages({ gateway: 'TWILIO' })).toHaveLength(1);
server.close();
\`\`\`

There the hosts are the vendors' own; no webhook is called, and faults do nothing. Twilio's SDK for Node (6.2) does not
hear what MSW (2.15) answers, whosever handlers they are: give it \`startGateways\`.
`;

async function main() {
  const result = await build({
    entryPoints: ['mock-gateways/index.ts'],
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  const code = Buffer.from(result.outputFiles[0].text).toString('base64');
  const { gatewayBooks } = await import(`data:text/javascript;base64,${code}`);
  const text = gatewaysDoc(gatewayBooks);
  if (!existsSync(TARGET) || readFileSync(TARGET, 'utf8') !== text) writeFileSync(TARGET, text);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
