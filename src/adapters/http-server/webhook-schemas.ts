/** What the bodies of the webhooks' API look like. */
import { receiptStatuses } from '../../core/model/web-call.ts';

const text = { type: 'string' } as const;
const instant = { type: 'string', format: 'date-time' } as const;
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

export const webhookSchemas = {
  PhoneText: {
    type: 'object',
    required: ['from', 'text'],
    properties: { from: text, to: text, text },
    additionalProperties: false,
  },
  ReceiptWanted: {
    type: 'object',
    required: ['status'],
    properties: { status: { enum: receiptStatuses }, code: text },
    additionalProperties: false,
  },
  Webhook: {
    type: 'object',
    required: ['id', 'seq', 'createdAt', 'gateway', 'kind', 'about', 'url', 'state', 'attempts', 'replies'],
    properties: {
      id: text,
      seq: { type: 'integer', minimum: 0 },
      createdAt: instant,
      gateway: text,
      kind: text,
      about: { enum: ['inbound', 'receipt', 'introduction'] },
      message: text,
      status: text,
      url: text,
      call: {
        type: 'object',
        required: ['method', 'url', 'headers', 'body'],
        properties: {
          method: text,
          url: text,
          headers: { type: 'object', additionalProperties: text },
          body: text,
        },
        additionalProperties: false,
      },
      state: { enum: ['pending', 'acknowledged', 'given up', 'refused'] },
      why: text,
      attempts: {
        type: 'array',
        items: {
          type: 'object',
          required: ['at'],
          properties: { at: instant, status: { type: 'integer' }, answer: text, failure: text },
          additionalProperties: false,
        },
      },
      nextAt: instant,
      confirmedAt: instant,
      replies: { type: 'array', items: text },
      problem: text,
    },
    additionalProperties: false,
  },
  Webhooks: {
    type: 'object',
    required: ['webhooks', 'meta'],
    properties: {
      webhooks: { type: 'array', items: ref('Webhook') },
      meta: {
        type: 'object',
        required: ['total', 'pending'],
        properties: { total: { type: 'integer' }, pending: { type: 'integer' } },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  },
};
