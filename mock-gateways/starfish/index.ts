/** Starfish: an XML-RPC call to SendSMS. */

import type { Answer } from '../../src/core/model/answer.ts';
import type { GatewayKind, WireFailure, WireResponse } from '../../src/core/model/wire.ts';
import { defineBody, setting } from '../define-table.ts';
import { busy, failureText, httpErrorText, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { xml } from '../reply.ts';
import { elementIn, escapeXml, unescapeXml } from '../xml.ts';
import { calls } from './webhooks.ts';

/** Also PUSH, which differs only in how its answer is read. */
export function defineSendSms(
  kind: string,
  hqApiId: string,
  hears: (outcome: WireResponse | WireFailure) => Answer,
): GatewayKind {
  return defineBody({
    kind,
    hqApiId,
    webhooks: calls,
    host: '41.77.230.124:9080',
    path: '/',
    headers: () => ({ 'content-type': 'application/xml' }),

    buildBody({ gateway, to, text }) {
      const members = [
        textMember('Password', setting(gateway, 'password')),
        numberMember('Channel', setting(gateway, 'channel', '0')),
        numberMember('Service', setting(gateway, 'service', '0')),
        textMember('SMSText', text),
        textMember('Numbers', to),
      ];
      return (
        '<methodCall><methodName>EAPIGateway.SendSMS</methodName><params><param><value><struct>' +
        `${members.join('')}</struct></value></param></params></methodCall>`
      );
    },

    parseBody(body, gateway) {
      return {
        to: memberIn(body, 'Numbers'),
        text: memberIn(body, 'SMSText'),
        from: '',
        known: memberIn(body, 'Password') === setting(gateway, 'password'),
      };
    },

    acceptedResponse(_, context) {
      const member = textMember('Identifier', `px-${idFor(context, 2)}`);
      return xml(
        200,
        `<methodResponse><params><param><value><struct>${member}</struct></value></param></params></methodResponse>`,
      );
    },

    rejections: { unauthorized: xml(401, ''), not_found: xml(404, '') },
    defaultRejection: xml(400, ''),
    temporaryFailure: xml(503, ''),
    interpretResponse: hears,
  });
}

export const starfish = defineSendSms('starfish', 'STARFISH', (outcome) => {
  if (outcome.failure !== undefined) return busy(failureText(outcome));
  return outcome.status === 200 ? taken(identifierIn(outcome.body)) : busy(httpErrorText(outcome.status));
});

/** The gateway's id, which it may leave out. */
export const identifierIn = (body: string): string =>
  elementIn(body, 'name') === 'Identifier' ? memberIn(body, 'Identifier') : '';

const textMember = (name: string, value: string): string =>
  `<member><name>${name}</name><value><string>${escapeXml(value)}</string></value></member>`;

const numberMember = (name: string, value: string): string =>
  `<member><name>${name}</name><value><int>${escapeXml(value)}</int></value></member>`;

function memberIn(body: string, name: string): string {
  const at = body.indexOf(`<name>${name}</name>`);
  if (at === -1) return '';
  const value = /<string>([^<]*)<\/string>/.exec(body.slice(at));
  return unescapeXml(value?.[1] ?? '');
}
