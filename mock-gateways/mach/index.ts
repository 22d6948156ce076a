/** Mach (Syniverse): a query in, one line of text out. The only kind whose "too long" HQ understands. */
import type { Handover } from '../../src/core/model/answer.ts';
import type { Gateway } from '../../src/core/model/gateway.ts';
import { urllibClient } from '../clients.ts';
import { defineGateway, type FakeRejectionReason, type ParsedRequest } from '../define-gateway.ts';
import { fromUtf16Hex, isDigits, toUtf16Hex, withoutPlus } from '../encodings.ts';
import { busy, failureText, httpErrorText, isFine, refused, takenWithoutId } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { optionOf, perGateway } from '../per-gateway.ts';
import { fieldOf, isLatin1, quoteLatin1OrUtf8, quoteUtf8, splitPath } from '../percent.ts';
import { text } from '../reply.ts';

const HEADERS = { host: 'smsgw.a2p.mme.syniverse.com' };
const PATH = '/sms.php';
/** So many segments HQ lets the gateway make of one text. */
const SEGMENTS_MAX = 10;

export const mach = defineGateway({
  kind: 'mach',
  client: urllibClient,
  hqApiId: 'MACH',
  options: ['account_id', secret('password'), 'sender_id', 'max_sms_per_second'],
  hqText: { of: '2019-08-28' },

  buildRequest(handover) {
    return { method: 'GET', path: `${PATH}?${queryOf(handover)}`, headers: HEADERS, body: '' };
  },

  parseRequest({ method, path }, gateway) {
    const [route, query] = splitPath(path);
    if (method !== 'GET' || route !== PATH) return { ...NOTHING, wrong: 'not_found' };

    const encoded = fieldOf(query, 'msg') ?? '';
    const parsed: ParsedRequest = {
      step: 'send',
      to: fieldOf(query, 'dnr') ?? '',
      from: fieldOf(query, 'snr') ?? '',
      text: fieldOf(query, 'encoding') === 'ucs' ? fromUtf16Hex(encoded) : encoded,
    };
    const { id, password } = accountOf(gateway);
    const known = fieldOf(query, 'id') === id && fieldOf(query, 'pw') === password;
    return { ...parsed, wrong: known ? wrongIn(parsed) : 'unauthorized' };
  },

  acceptedResponse: ({ to }, context) =>
    text(200, `+OK 01 message queued (dest=${to}, ref=${idFor(context, 2)})`),

  rejections: {
    invalid_destination: text(200, '-ERR 52 invalid dnr'),
    too_long: text(200, '-ERR 59 message too long'),
    unauthorized: text(200, '-ERR 10 login failed'),
    insufficient_funds: text(200, '-ERR 58 over quota'),
    missing_text: text(200, '-ERR 54 missing msg'),
    missing_number: text(200, '-ERR 51 missing dnr'),
  },
  defaultRejection: text(200, '-ERR 99 refused'),
  temporaryFailure: text(200, '-ERR 58 over quota'),

  interpretResponse(outcome) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    if (!isFine(outcome.status)) return busy(httpErrorText(outcome.status));

    const line = outcome.body.trim();
    const [first = '', second] = line.toUpperCase().split(/\s+/);
    if (first.startsWith('+OK')) return takenWithoutId;
    switch (first.startsWith('-ERR') ? second : undefined) {
      case '52':
        return refused('INVALID_DESTINATION_NUMBER');
      case '59':
        return refused('MESSAGE_TOO_LONG');
      default:
        return busy(line);
    }
  },
});

const accountOf = perGateway((gateway: Gateway) => {
  const id = optionOf(gateway, ['account_id', 'id', 'account'], 'demo');
  const password = optionOf(gateway, ['password', 'pw'], 'demo');
  return {
    id,
    password,
    sender: gateway.options.get('sender_id'),
    start: `id=${quoteUtf8(id)}&pw=${quoteUtf8(password)}&snr=`,
  };
});

function queryOf({ gateway, from, to, text: body }: Handover): string {
  const { start, sender } = accountOf(gateway);
  const head = `${start}${quoteUtf8(sender ?? from ?? '')}&dnr=${quoteUtf8(to)}&split=${SEGMENTS_MAX}&msg=`;
  return isLatin1(body) ? head + quoteLatin1OrUtf8(body) : `${head}${toUtf16Hex(body)}&encoding=ucs`;
}

const NOTHING = { step: 'send', to: '', from: '', text: '' } as const;

function wrongIn({ to, text: body }: ParsedRequest): FakeRejectionReason | undefined {
  if (to === '') return 'missing_number';
  if (body === '') return 'missing_text';
  return isDigits(withoutPlus(to), 0, 1) ? undefined : 'invalid_destination';
}
