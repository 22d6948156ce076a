/** SMPP: HQ has no backend for it, so the message goes out and is read as generic HTTP. */

import { defineGateway } from '../define-gateway.ts';
import { defineHttp } from '../http/index.ts';
import { withoutWebhooks } from '../webhooks.ts';

export const smpp = defineGateway({
  ...defineHttp('smpp', 'HTTP', undefined),
  webhooks: withoutWebhooks('its texts and receipts come over SMPP, which is not spoken here'),
});
