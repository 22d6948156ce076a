/** What WhatsApp's Cloud API calls an application with: a signed envelope of entries and changes. */
import type { CallContext, GatewayWebhooks, WebCall } from '../../src/core/model/web-call.ts';
import type { WireResponse } from '../../src/core/model/wire.ts';
import { setting } from '../define-table.ts';
import { jsonIn, textAt, withoutPlus } from '../encodings.ts';
import { idForArrived } from '../ids.ts';
import { doubling, jsonCall, none, queryCall, retryAfter, unixTime } from '../webhooks.ts';
import { whatsappStatuses } from '../whatsapp-statuses.ts';

const ACCOUNT = '100000000000001';
const DISPLAY = '27870000001';
const UNDELIVERABLE = 131026;

const SECOND = 1000;
const HOUR = 3_600_000;
/** Less and less often for seven days; the exact intervals are not documented. */
const WAITS = doubling(10 * SECOND, HOUR, 7 * 24 * HOUR);

export const calls: GatewayWebhooks = {
  inboundWebhook({ id, from, text, at }, context) {
    const wa_id = withoutPlus(from);
    const message = {
      from: wa_id,
      id: `wamid.${idForArrived(context, id, 4).toUpperCase()}`,
      timestamp: String(unixTime(at)),
      type: 'text',
      text: { body: text },
    };
    return [envelope(context, { contacts: [{ profile: { name: wa_id }, wa_id }], messages: [message] })];
  },

  deliveryReceipt({ gatewayMessageId: id, to, status, code, at }, context) {
    const word = whatsappStatuses[status];
    if (word === undefined) return none(`WhatsApp has no status for ${status}`);
    const error = { code: Number(code ?? UNDELIVERABLE), title: 'Message undeliverable' };
    const vendorStatus = { id, recipient_id: withoutPlus(to), status: word, timestamp: String(unixTime(at)) };
    return envelope(context, {
      statuses: [word === 'failed' ? { ...vendorStatus, errors: [error] } : vendorStatus],
    });
  },

  /** The application proves that it knows the token by giving the challenge back. */
  handshake({ id }, context) {
    const { gateway, url } = context;
    const challenge = String(Number.parseInt(idForArrived(context, id, 1), 16));
    const call = queryCall(url, [
      ['hub.mode', 'subscribe'],
      ['hub.challenge', challenge],
      ['hub.verify_token', setting(gateway, 'verify_token')],
    ]);
    const lacks = ({ body }: WireResponse) =>
      body === challenge ? undefined : 'hub.challenge was not given back';
    return { call, lacks, isConfirmed: false };
  },

  idIn: ({ body }) => textAt(jsonIn(body), 'messages', 0, 'id'),
  before: ['sent'],
  retryPolicy: retryAfter(WAITS, (status) => status === 200),
  retrySource: {
    page: 'https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview',
    readOn: '2026-11-30',
    documents: 'how long, not how often',
  },
};

function envelope({ gateway, url, hashes }: CallContext, news: object): WebCall {
  const metadata = {
    display_phone_number: withoutPlus(gateway.numbers[0] ?? DISPLAY),
    phone_number_id: setting(gateway, 'phone_number_id', '200000000000002'),
  };
  const value = { messaging_product: 'whatsapp', metadata, ...news };
  const changes = [{ field: 'messages', value }];
  const call = jsonCall(url, { object: 'whatsapp_business_account', entry: [{ id: ACCOUNT, changes }] });
  const seal = hashes.hmac('sha256', setting(gateway, 'app_secret'), call.body, 'hex');
  return { ...call, headers: { ...call.headers, 'x-hub-signature-256': `sha256=${seal}` } };
}
