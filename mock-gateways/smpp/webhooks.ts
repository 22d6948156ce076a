/** Texts and receipts of an SMSC: units of deliver_sm to whoever is bound as a receiver. */
import type {
  DeliveryReport,
  GatewayWebhooks,
  NoWebhook,
  ReceiptStatus,
} from '../../src/core/model/web-call.ts';
import { none, retryAfter } from '../webhooks.ts';

/** Names of SMPP 3.4's appendix B, and the numbers of its message_state. */
const STATES: Readonly<Record<ReceiptStatus, readonly [name: string, number: number]>> = {
  queued: ['ACCEPTD', 6],
  sending: ['ENROUTE', 1],
  sent: ['ENROUTE', 1],
  delivered: ['DELIVRD', 2],
  undelivered: ['UNDELIV', 5],
  failed: ['REJECTD', 8],
  expired: ['EXPIRED', 3],
  read: ['DELIVRD', 2],
};

const ON_ITS_WAY: ReadonlySet<ReceiptStatus> = new Set(['queued', 'sending', 'sent']);
const GOOD: ReadonlySet<ReceiptStatus> = new Set(['delivered', 'read']);

/** registered_delivery: what of a message its sender wants to hear. */
function isWanted(status: ReceiptStatus, registered: number): boolean {
  if (ON_ITS_WAY.has(status)) return (registered & 0x10) !== 0;
  const outcomes = registered & 3;
  return outcomes === 1 || outcomes === (GOOD.has(status) ? 3 : 2);
}

const TEXT_SHOWN = 20;
const SECOND = 1000;
const WAITS_MS = [1, 2, 5, 10, 30, 60, 120, 300].map((seconds) => seconds * SECOND);
const retryPlan = retryAfter(WAITS_MS)();

/** `2611300115`, UTC. */
const shortTime = (at: number): string => new Date(at).toISOString().replace(/\D/g, '').slice(2, 12);

function receiptText({ status, code, text, takenAt, at }: DeliveryReport, id: string): string {
  const delivered = GOOD.has(status) ? '001' : '000';
  const dates = `submit date:${shortTime(takenAt)} done date:${shortTime(at)}`;
  const excerpt = text.slice(0, TEXT_SHOWN).replace(/\s/g, ' ');
  const [name] = STATES[status];
  return `id:${id} sub:001 dlvrd:${delivered} ${dates} stat:${name} err:${code ?? '000'} text:${excerpt}`;
}

function deliveryReceipt(report: DeliveryReport, { url }: { readonly url: string }) {
  const { headers, path } = report.request;
  const registered = Number(headers['registered-delivery'] ?? 0);
  if (!isWanted(report.status, registered)) return notAsked(registered);
  const wanted = [...(headers['part-ids']?.split(' ') ?? []), report.gatewayMessageId];
  return {
    method: 'DELIVER_SM',
    url,
    headers: {
      'source-addr': path,
      'destination-addr': report.from,
      'esm-class': '4',
      'receipted-message-id': wanted.join(' '),
      'message-state': String(STATES[report.status][1]),
    },
    body: wanted.map((id) => receiptText(report, id)).join('\n'),
  } as const;
}

const notAsked = (registered: number): NoWebhook =>
  none(`the message did not ask for such a receipt: its registered_delivery is ${registered}`);

/** `receiptUrlIn` only says whether a receipt is wanted: it goes to the session. */
export const smppWebhooks: GatewayWebhooks = {
  inboundWebhook: ({ from, to, text }, { url }) => [
    {
      method: 'DELIVER_SM',
      url,
      headers: { 'source-addr': from, 'destination-addr': to, 'esm-class': '0' },
      body: text,
    },
  ],
  deliveryReceipt,
  receiptUrlIn: ({ headers }) =>
    (Number(headers['registered-delivery'] ?? 0) & 0x13) === 0 ? undefined : 'smpp:',
  before: ['sent'],
  // A receiver that has refused for good is not asked again.
  retryPolicy: () => ({ ...retryPlan, isRepeated: (outcome) => outcome !== 400 }),
};
