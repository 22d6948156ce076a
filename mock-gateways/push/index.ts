/** Push: an XML-RPC call to SendSMS. */
import { defineBody, setting } from '../define-table.ts';
import { busy, failureText, httpErrorText, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { xml } from '../reply.ts';
import { escapeXml } from '../xml.ts';
import { readXml, textIn, type XmlElement } from '../xml-reader.ts';
import { calls } from './webhooks.ts';

export const push = defineBody({
  kind: 'push',
  hqApiId: 'PUSH',
  options: [secret('password'), 'channel', 'service'],
  hqText: { of: '2019-08-23; raises since 2016-03-10; inbound of 2024-11-21' },
  webhooks: calls,
  host: '41.77.230.124:9080',
  path: '/',
  headers: () => ({ 'content-type': 'application/xml' }),

  buildBody({ gateway, to, text }) {
    const members = [
      member('Password', escapeXml(setting(gateway, 'password'))),
      member('Channel', `<int>${escapeXml(setting(gateway, 'channel', '0'))}</int>`),
      member('Service', `<int>${escapeXml(setting(gateway, 'service', '0'))}</int>`),
      member('SMSText', escapeXml(text)),
      member('Numbers', escapeXml(to)),
    ];
    return BEFORE + members.join('') + AFTER;
  },

  parseBody(body, gateway) {
    const members = membersIn(body);
    return {
      to: members.get('Numbers') ?? '',
      text: members.get('SMSText') ?? '',
      from: '',
      known: members.get('Password') === setting(gateway, 'password'),
    };
  },

  acceptedResponse: (_, context) =>
    xml(
      200,
      '<methodResponse><params><param><value><struct><member><name>Identifier</name>' +
        `<value><string>px-${idFor(context, 2)}</string></value></member></struct></value></param></params></methodResponse>`,
    ),
  rejections: { unauthorized: xml(401, '') },
  defaultRejection: xml(400, ''),
  temporaryFailure: xml(503, ''),

  interpretResponse(outcome) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    if (outcome.status !== 200) return busy(httpErrorText(outcome.status));
    return taken(membersIn(outcome.body).get('Identifier') ?? '');
  },
});

/** Pretty-printed, as HQ sends it: the untyped values, too, are its own. */
const BEFORE = `<?xml version="1.0" encoding="UTF-8"?>
<methodCall>
    <methodName>EAPIGateway.SendSMS</methodName>
    <params>
        <param>
            <value>
                <struct>
`;
const AFTER = `                </struct>
            </value>
        </param>
    </params>
</methodCall>
`;

const member = (name: string, value: string): string =>
  `                    <member>
                        <name>${name}</name>
                        <value>${value}</value>
                    </member>
`;

/** Names and values of the one struct, typed or untyped; none when the body is no XML. */
function membersIn(body: string): ReadonlyMap<string, string> {
  const root = readXml(body);
  return new Map('problem' in root ? [] : pairsIn(root));
}

function pairsIn(element: XmlElement): [name: string, value: string][] {
  const children = element.children.filter((child): child is XmlElement => typeof child !== 'string');
  if (element.name !== 'member') return children.flatMap(pairsIn);
  const [name, value] = ['name', 'value'].map((part) => children.find((child) => child.name === part));
  return name === undefined || value === undefined ? [] : [[textIn(name).trim(), valueIn(value)]];
}

/** The text of a typed value stands in the element of its type. */
function valueIn(value: XmlElement): string {
  const typed = value.children.find((child): child is XmlElement => typeof child !== 'string');
  return textIn(typed ?? value);
}
