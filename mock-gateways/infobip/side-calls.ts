/** What HQ asks Infobip beside sending: the fee of a message, and the templates of a sender. */
import type { WireContext, WireRequest, WireResponse } from '../../src/core/model/wire.ts';
import { isKnown, setting } from '../define-table.ts';
import { fieldOf, splitPath } from '../percent.ts';
import { json } from '../reply.ts';
import { segmentCount } from '../twilio/segments.ts';
import { exampleTemplate } from '../whatsapp-template.ts';

const REPORTS = /^\/(sms|omni)\/1\/(?:reports|logs)$/;
const TEMPLATES = /^\/whatsapp\/1\/senders\/[^/]+\/templates$/;
const DELIVERED = {
  groupId: 3,
  groupName: 'DELIVERED',
  id: 5,
  name: 'DELIVERED_TO_HANDSET',
  description: 'Message delivered to handset',
};
const FREE = { perSegment: '0', currency: 'EUR' };

/** Undefined: the request is none of these. */
export function sideCall(request: WireRequest, context: WireContext): WireResponse | undefined {
  if (request.method !== 'GET') return undefined;
  const headers = { authorization: `App ${setting(context.gateway, 'auth_token')}` };
  if (!isKnown(request, headers)) return undefined;
  const [path, query] = splitPath(request.path);
  const report = REPORTS.exec(path);
  if (report !== null)
    return json(200, { results: resultsFor(fieldOf(query, 'messageId'), report[1], context) });
  return TEMPLATES.test(path) ? json(200, { templates: [templateEntry] }) : undefined;
}

/** A message that the fake no longer knows counts as one segment. */
function resultsFor(messageId: string | undefined, api: string | undefined, context: WireContext): object[] {
  if (messageId === undefined) return [];
  const message = context.messages?.().find(({ id }) => id === messageId);
  const { perSegment, currency } = context.gateway.price ?? FREE;
  const count = message === undefined ? 1 : segmentCount(message.text);
  return [
    {
      messageId,
      to: message?.to ?? '',
      ...(api === 'omni' ? { messageCount: count } : { smsCount: count }),
      price: { pricePerMessage: Number(perSegment), currency },
      status: DELIVERED,
    },
  ];
}

const templateEntry = { id: '1', status: 'APPROVED', ...exampleTemplate };
