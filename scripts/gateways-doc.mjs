/**
 * Prints docs/gateways.md: the page's words, and a table from the catalogue of books. `node
 * scripts/gateways-doc.mjs` writes the file; a test holds it fresh.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const TARGET = new URL('../docs/gateways.md', import.meta.url);
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The text of the page, for a catalogue of books. */
export function gatewaysDoc(books) {
  const rows = [...books.values()].map((book) => {
    const folder = book.kind.replaceAll('_', '-');
    const name = existsSync(new URL(`../mock-gateways/${folder}/`, import.meta.url))
      ? `[${book.kind}](../mock-gateways/${folder}/README.md)`
      : book.kind;
    const words = book.optOut.length > 0 ? `${book.optIn.join(' ')} / ${book.optOut.join(' ')}` : '–';
    const knows = [...book.knows].map((word) => word.replaceAll('_', ' ')).join(', ') || 'a plain refusal';
    return `| ${name} | ${book.hqApiId} | ${book.channel} | ${words} | ${knows} |`;
  });
  return `${intro}\n${rows.join('\n')}\n${rest}`;
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
\`\`\`

Each gateway stands at \`http://127.0.0.1:4810/<NAME>/…\` with its kind's own path behind it; without a scenario
there is one of each kind, named by it (\`/TWILIO/2010-04-01/…\`). Mail gateways take the SMTP port and the next
ones. Only this machine is served: another Host header is refused, bodies and headers have limits, and a request
that no gateway is meant by is kept and answered 404, never with a success.

What came is kept (the last 100,000 exchanges, secrets left out) and can be asked for:

| in the words of | |
|---|---|
| WireMock | \`GET\`/\`DELETE /__admin/requests\`, \`POST …/find\` \`…/count\` \`…/remove\`, \`GET …/unmatched\` and \`…/unmatched/near-misses\`, and \`POST …/wait?count=n&timeout=ms\` |
| Mailpit | \`GET /api/v1/messages\`, \`/api/v1/search?query=\`, \`/api/v1/message/{ID}\`, \`…/raw\`, \`DELETE /api/v1/messages\`: over SMS and email. Search words: \`from:\` \`to:\` \`subject:\` \`message:\` \`before:\` \`after:\` \`is:\` \`has:\`, and our own \`channel:\` \`gateway:\` \`segments:\` \`status:\` |
| others | \`/livez\` \`/readyz\` \`/metrics\` \`/openapi.json\` |

With \`--journal DIR\` an exchange is on the disk before its answer goes out; a line torn by a crash is cut off at
the next start, and the numbering goes on.

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

## The kinds

Opt words are HQ's own for the kind; a gateway may add words of its own. "Says" lists the refusals for which the
kind has a word of its own.

| kind | HQ's name | channel | opt in / out | says |
|---|---|---|---|---|`;

const rest = `
Kinds that HQ has no backend for are read as HQ's generic HTTP.

## What is not there yet

Webhooks from the standalone gateways to an application under test, and the forward proxy for clients whose
gateway's address is fixed.
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
