/**
 * SMPP: HQ has no backend for it, so in a rehearsal the message goes out and is read as generic HTTP. The SMPP server of
 * the standalone gateways asks with the methods of SMPP, and gets the answers of an SMSC.
 */
import type { GatewayKind, WireRequest, WireResponse } from '../../src/core/model/wire.ts';
import { defineGateway, type FakeRejectionReason, type ParsedRequest } from '../define-gateway.ts';
import { isDigits, withoutPlus } from '../encodings.ts';
import { defineHttp } from '../http/index.ts';
import { secret } from '../options.ts';
import { smppWebhooks } from './webhooks.ts';

const http = {
  ...defineHttp('smpp', 'HTTP', undefined),
  options: ['host', 'port', 'system_id', secret('password'), 'system_type', 'window'],
};
const overHttp = defineGateway(http);

/** Status as HTTP would have it, for who reads the record; `command-status` is what goes out. */
const answered = (status: number, name: string, body = ''): WireResponse => ({
  status,
  headers: HEADERS.get(name) ?? { 'command-status': name },
  body,
});

const HEADERS: ReadonlyMap<string, WireResponse['headers']> = new Map(
  ['ESME_ROK', 'ESME_RTHROTTLED'].map((name) => [name, { 'command-status': name }]),
);

const overSmpp = defineGateway({
  ...http,
  parseRequest({ path, headers, body }) {
    const parsed: ParsedRequest = { step: 'send', to: path, from: headers['source-addr'] ?? '', text: body };
    const wrong = wrongIn(path);
    return wrong === undefined ? parsed : { ...parsed, wrong };
  },
  acceptedResponse: (_parsed, { messageId }) => answered(200, 'ESME_ROK', messageId),
  rejections: {
    missing_number: answered(400, 'ESME_RINVDSTADR'),
    invalid_destination: answered(400, 'ESME_RINVDSTADR'),
    too_long: answered(400, 'ESME_RINVMSGLEN'),
    unauthorized: answered(401, 'ESME_RINVPASWD'),
    bad_sender: answered(400, 'ESME_RINVSRCADR'),
    unroutable: answered(400, 'ESME_RDELIVERYFAILURE'),
  },
  defaultRejection: answered(400, 'ESME_RSUBMITFAIL'),
  temporaryFailure: answered(503, 'ESME_RTHROTTLED'),
});

function wrongIn(to: string): FakeRejectionReason | undefined {
  if (to === '') return 'missing_number';
  return isDigits(withoutPlus(to), 0, 1) ? undefined : 'invalid_destination';
}

const isSmpp = ({ method }: WireRequest): boolean =>
  method === 'SUBMIT_SM' || method === 'SUBMIT_MULTI' || method === 'DATA_SM';

export const smpp: GatewayKind = {
  ...overHttp,
  webhooks: smppWebhooks,
  respond: (request, context) => (isSmpp(request) ? overSmpp : overHttp).respond(request, context),
};
