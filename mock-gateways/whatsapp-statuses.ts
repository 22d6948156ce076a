import type { ReceiptStatus } from '../src/core/model/web-call.ts';

/** What WhatsApp calls the states of a message, whoever passes them on. A state that is not here is not told. */
export const whatsappStatuses: Readonly<Partial<Record<ReceiptStatus, string>>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
  expired: 'failed',
};
