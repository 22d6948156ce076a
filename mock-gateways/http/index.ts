/** HQ's generic HTTP gateway: text and number in a query, any 2xx is success. The fake takes a form too; HQ cannot send one. */
import type { Handover } from '../../src/core/model/answer.ts';
import type { HqText, WireRequest } from '../../src/core/model/wire.ts';
import { urllibClient } from '../clients.ts';
import {
  ANY_DIGITS,
  defineGateway,
  type FakeRejectionReason,
  type GatewayDefinition,
  type ParsedRequest,
} from '../define-gateway.ts';
import { isDigits, withoutPlus } from '../encodings.ts';
import { busy, heardByHttp, refused } from '../hq.ts';
import { secret } from '../options.ts';
import { fieldOf, quoteLatin1OrUtf8, quoteUtf8 } from '../percent.ts';
import { text } from '../reply.ts';
import { withoutWebhooks } from '../webhooks.ts';
import { routeOf } from './route.ts';

/** Python's own words: HQ gives urlopen a form as text. */
const POST_FAILS =
  'POST data should be bytes, an iterable of bytes, or a file object. It cannot be of type str.';

/** Also SISLOG and YO, which inherit it in HQ. `quoteText`: how the text's bytes are chosen. */
export function defineHttp(
  kind: string,
  hqApiId: string,
  hqText: HqText | undefined,
  quoteText: (text: string) => string = quoteLatin1OrUtf8,
): GatewayDefinition {
  return {
    kind,
    hqApiId,
    options: ['method', 'number_param', 'message_param', 'include_plus', secret('additional_params')],
    client: urllibClient,
    alikeNumbers: ANY_DIGITS,
    ...(hqText && { hqText }),

    hostOf: (gateway) => routeOf(gateway).headers.host ?? '',

    buildRequest(handover) {
      const route = routeOf(handover.gateway);
      if (route.isBlocked) return refused('FAULTY_GATEWAY_CONFIGURATION');

      if (route.isPost) return busy(POST_FAILS);
      const form = formOf(handover, quoteText);
      return { method: 'GET', path: `${route.path}?${form}`, headers: route.headers, body: '' };
    },

    parseRequest(request, gateway) {
      const { path, isPost, messageParam, numberParam, extras } = routeOf(gateway);
      const form = formIn(request, path, isPost);
      if (form === undefined) return { step: 'send', to: '', from: '', text: '', wrong: 'not_found' };

      const body = fieldOf(form, messageParam) ?? '';
      const to = fieldOf(form, numberParam) ?? '';
      const known = extras.every(([name, value]) => fieldOf(form, name) === value);
      return { step: 'send', to, from: '', text: body, wrong: known ? wrongIn(to, body) : 'unauthorized' };
    },

    acceptedResponse: () => ACCEPTED,
    rejections: REFUSES,
    /** The address is the project's own: every other one is a mistake. */
    otherAccounts: /^/,
    defaultRejection: text(400, 'refused'),
    temporaryFailure: text(503, 'try again later'),

    interpretResponse: heardByHttp,
  };
}

/** Additional parameters, then the text, then the number: HQ's order. */
function formOf({ gateway, text: body, to }: Handover, quoteText: (text: string) => string): string {
  const { formStart, formMiddle, includePlus } = routeOf(gateway);
  const number = quoteUtf8(withoutPlus(to));
  return formStart + quoteText(body) + formMiddle + (includePlus ? '%2B' : '') + number;
}

function formIn(request: WireRequest, path: string, isPost: boolean): string | undefined {
  if (request.method !== (isPost ? 'POST' : 'GET') || !request.path.startsWith(path)) return undefined;
  if (isPost) return request.path.length === path.length ? request.body : undefined;
  return request.path[path.length] === '?' ? request.path.slice(path.length + 1) : undefined;
}

function wrongIn(to: string, body: string): FakeRejectionReason | undefined {
  if (body === '') return 'missing_text';
  if (to === '') return 'missing_number';
  return isDigits(withoutPlus(to), 0, 1) ? undefined : 'invalid_destination';
}

const ACCEPTED = text(200, 'OK');

const REFUSES: GatewayDefinition['rejections'] = {
  unauthorized: text(401, 'unknown user'),
  missing_text: (parsed: ParsedRequest) => text(400, `no text for ${parsed.to}`),
  missing_number: text(400, 'no number'),
  not_found: text(404, 'not found'),
};

export const http = defineGateway({
  ...defineHttp('http', 'HTTP', { of: '2021 or later; before that, of 2020-07-30' }),
  webhooks: withoutWebhooks('HQ’s generic HTTP gateway has no endpoint for texts: sislog and yo have'),
});
