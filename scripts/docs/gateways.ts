/** The tables of docs/gateways.md: the kinds, and what each calls an application with. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { plainGateway } from '../../src/core/model/plain-gateway.ts';
import type { ArrivedText, DeliveryReport, GatewayWebhooks, WebCall } from '../../src/core/model/web-call.ts';
import type { GatewayKind } from '../../src/core/model/wire.ts';

type Kinds = ReadonlyMap<string, GatewayKind>;

/** One row for each kind, linked to its README. */
export function kindsBlock(root: string, kinds: Kinds): string {
  const rows = [...kinds.values()].map((kind) => {
    const readme = `mock-gateways/${kind.kind.replaceAll('_', '-')}/README.md`;
    const name = existsSync(join(root, readme)) ? `[${kind.kind}](../${readme})` : kind.kind;
    const words = kind.optOut.length > 0 ? `${kind.optIn.join(' ')} / ${kind.optOut.join(' ')}` : '–';
    const rejections =
      [...kind.ownRejections].map((reason) => reason.replaceAll('_', ' ')).join(', ') || 'a plain refusal';
    return `| ${name} | ${kind.hqApiId} | ${kind.channel} | ${hqWords(kind)} | ${clientWords(kind)} | ${words} | ${rejections} |`;
  });
  const head =
    "| kind | HQ's name | channel | HQ's text of | HQ's client, its patience | opt in / out | says |";
  return [head, '|---|---|---|---|---|---|---|', ...rows].join('\n');
}

/** The day of the HQ text that a kind follows; kinds that HQ no longer loads are marked. */
function hqWords({ channel, hqText }: GatewayKind): string {
  if (hqText === undefined) return channel === 'email' ? 'Django' : 'HQ has none';
  return hqText.gone === undefined ? hqText.of : `${hqText.of}; **not in today’s HQ**: ${hqText.gone}`;
}

function clientWords({ client: { library, patienceMs, requestsPerAttempt: tries } }: GatewayKind): string {
  const patience = patienceMs === undefined ? 'for ever' : `${patienceMs / 1000} s`;
  return `${library}: ${patience}${tries > 1 ? `, ${tries} tries` : ''}`;
}

/** The webhooks of each kind that has any. */
export function webhooksBlock(kinds: Kinds): string {
  const at = Date.UTC(2026, 10, 16);
  const arrived: ArrivedText = { id: '1', from: '+27831234567', to: '+15005550006', text: 'YES', at };
  const report: DeliveryReport = {
    ...arrived,
    gatewayMessageId: '1',
    status: 'delivered',
    takenAt: at,
    request: {
      method: 'POST',
      path: '/',
      headers: { 'registered-delivery': '1' },
      body: '{"reference":"1"}',
    },
  };
  const rows = [...kinds.values()].flatMap(({ kind, webhooks }) => {
    const context = {
      gateway: plainGateway('G', kind, 'demo'),
      url: 'http://a/',
      hashes: { hash: () => '', hmac: () => '' },
    };
    const { inboundWebhook, deliveryReceipt } = webhooks;
    const text = 'none' in inboundWebhook ? '–' : callWords(inboundWebhook(arrived, context)[0]);
    const receipt = 'none' in deliveryReceipt ? '–' : callWords(deliveryReceipt(report, context));
    return text === '–' && receipt === '–'
      ? []
      : [`| ${kind} | ${text} | ${receipt} | ${retryWords(webhooks)} | ${sourceWords(webhooks)} |`];
  });
  return ['| kind | a text | a receipt | again | as read |', '|---|---|---|---|---|', ...rows].join('\n');
}

function callWords(call: WebCall | { readonly none: string } | undefined): string {
  if (call === undefined || 'none' in call) return '–';
  const { method, headers } = call;
  if (method === 'DELIVER_SM') return 'SMPP, deliver_sm';
  const format = formats.find(([part]) => (headers['content-type'] ?? '').includes(part))?.[1] ?? 'text';
  const signature = Object.keys(headers).find((name) => name.includes('signature'));
  const written = method === 'GET' ? 'GET, query' : `POST, ${format}`;
  return signature === undefined ? written : `${written}, \`${signature}\``;
}

const formats = [
  ['form', 'form'],
  ['json', 'JSON'],
  ['xml', 'XML'],
] as const;

function retryWords({ retryPolicy }: GatewayWebhooks): string {
  const { waitsMs } = retryPolicy('http://a/');
  if (waitsMs.length === 0) return '–';
  const minutes = waitsMs.reduce((sum, ms) => sum + ms, 0) / 60_000;
  const length = minutes >= 60 ? `${Math.round(minutes / 6) / 10} h` : `${minutes} min`;
  return minutes === 0 ? `${waitsMs.length} ×, at once` : `${waitsMs.length} × within ${length}`;
}

/** The vendor's page, the day it was read, and what of the plan it leaves open. */
function sourceWords({ retryPolicy, retrySource }: GatewayWebhooks): string {
  if (retrySource === undefined) return retryPolicy('http://a/').waitsMs.length === 0 ? '–' : 'ours';
  const { page, readOn, documents } = retrySource;
  return `[${readOn}](${page})${documents === 'all of it' ? '' : `: ${documents}`}`;
}
