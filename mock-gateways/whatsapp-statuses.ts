import type { ReceiptStatus } from '../src/core/model/web-call.ts';

/** WhatsApp's names for the statuses of a message, at all vendors. A status that is not here is not reported. */
export const whatsappStatuses: Readonly<Partial<Record<ReceiptStatus, string>>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
  expired: 'failed',
};
