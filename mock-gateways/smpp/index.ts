/** SMPP: HQ has no backend for it, so the message goes out and is read as generic HTTP. */
import { silent } from '../calls.ts';
import { defineGateway } from '../define-gateway.ts';
import { defineHttp } from '../http/index.ts';

export const smpp = defineGateway({
  ...defineHttp('smpp', 'HTTP'),
  calls: silent('its texts and receipts come over SMPP, which is not spoken here'),
});
