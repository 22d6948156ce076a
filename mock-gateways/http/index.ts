/** HQ's generic HTTP gateway: text and number in a query or a form, any 2xx is success. */
import type { Handover } from '../../src/core/model/answer.ts';
import type { WireRequest } from '../../src/core/model/wire.ts';
import {
  defineGateway,
  type FakeRejectionReason,
  type GatewayDefinition,
  type ParsedRequest,
} from '../define-gateway.ts';
import { heardByHttp, refused } from '../hq.ts';
import { isDigits, withoutPlus } from '../numbers.ts';
import { fieldOf, quoteLatin1OrUtf8, quoteUtf8 } from '../percent.ts';
import { text } from '../reply.ts';
import { withoutWebhooks } from '../webhooks.ts';
import { routeOf } from './route.ts';

/** Also the whole of SISLOG and YO, which inherit it in HQ. */
export function defineHttp(kind: string, hqApiId: string): GatewayDefinition {
  return {
    kind,
    hqApiId,

    buildRequest(handover) {
      const route = routeOf(handover.gateway);
      if (route.isBlocked) return refused('FAULTY_GATEWAY_CONFIGURATION');

      const form = formOf(handover);
      return route.isPost
        ? { method: 'POST', path: route.path, headers: route.headers, body: form }
        : { method: 'GET', path: `${route.path}?${form}`, headers: route.headers, body: '' };
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
    defaultRejection: text(400, 'refused'),
    temporaryFailure: text(503, 'try again later'),

    interpretResponse: heardByHttp,
  };
}

/** Additional parameters, then the text, then the number: HQ's order. */
function formOf({ gateway, text: body, to }: Handover): string {
  const { formStart, formMiddle, includePlus } = routeOf(gateway);
  const number = quoteUtf8(withoutPlus(to));
  return formStart + quoteLatin1OrUtf8(body) + formMiddle + (includePlus ? '%2B' : '') + number;
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
  ...defineHttp('http', 'HTTP'),
  webhooks: withoutWebhooks('HQ’s generic HTTP gateway has no door for texts: sislog and yo have'),
});
