/** Grapevine (GVI): XML in, a result code out. */
import type { Reply } from '../define-gateway.ts';
import { defineBody, setting } from '../define-table.ts';
import { busy, failureText, httpErrorText, takenWithoutId } from '../hq.ts';
import { secret } from '../options.ts';
import { xml } from '../reply.ts';
import { elementIn, escapeXml } from '../xml.ts';
import { childText } from '../xml-child.ts';
import { calls } from './webhooks.ts';

export const grapevine = defineBody({
  kind: 'grapevine',
  hqApiId: 'GVI',
  options: ['affiliate_code', secret('authentication_code')],
  hqText: { of: '2020-11-03' },
  webhooks: calls,
  optIn: ['START'],
  optOut: ['STOP', 'END', 'CANCEL', 'UNSUBSCRIBE', 'QUIT'],
  host: 'www.gvi.bms9.vine.co.za',
  path: '/httpInputhandler/ApplinkUpload',
  headers: () => ({ 'content-type': 'text/xml' }),

  buildBody({ gateway, to, text }) {
    const affiliate = escapeXml(setting(gateway, 'affiliate_code'));
    const authentication = escapeXml(setting(gateway, 'authentication_code'));
    return (
      `<gviSmsMessage><affiliateCode>${affiliate}</affiliateCode>` +
      `<authenticationCode>${authentication}</authenticationCode><messageType>text</messageType>` +
      `<recipientList><message>${escapeXml(text)}</message>` +
      `<recipient><msisdn>${escapeXml(to)}</msisdn></recipient></recipientList></gviSmsMessage>`
    );
  },

  parseBody(body, gateway) {
    return {
      to: elementIn(body, 'msisdn') ?? '',
      text: elementIn(body, 'message') ?? '',
      from: '',
      known:
        elementIn(body, 'affiliateCode') === setting(gateway, 'affiliate_code') &&
        elementIn(body, 'authenticationCode') === setting(gateway, 'authentication_code'),
    };
  },

  acceptedResponse: () => result(0),
  rejections: {
    invalid_destination: result(12),
    unauthorized: result(3),
    insufficient_funds: result(5),
  },
  defaultRejection: result(99),
  temporaryFailure: xml(503, ''),

  interpretResponse(outcome) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    if (outcome.status !== 200) return busy(httpErrorText(outcome.status));
    const code = childText(outcome.body, 'resultCode');
    return code === '0' ? takenWithoutId : busy(`resultCode ${code ?? 'is missing'}`);
  },
});

function result(code: number) {
  return xml(200, `<gviSmsResponse><resultCode>${code}</resultCode></gviSmsResponse>`) satisfies Reply;
}
