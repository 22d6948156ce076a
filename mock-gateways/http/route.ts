import type { Gateway } from '../../src/core/model/gateway.ts';
import { isOn, optionOf, perGateway } from '../per-gateway.ts';
import { quoteUtf8, unquote } from '../percent.ts';
import { isPublicHost } from '../public-host.ts';

/** A generic HTTP gateway's settings, made ready to send with. */
interface HttpRoute {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly isPost: boolean;
  readonly messageParam: string;
  readonly numberParam: string;
  readonly includePlus: boolean;
  readonly extras: readonly (readonly [name: string, value: string])[];
  /** All that stands before the text, and between text and number. */
  readonly formStart: string;
  readonly formMiddle: string;
  /** HQ calls public addresses only, by http or https. */
  readonly isBlocked: boolean;
}

/** `additional_params` is written as a query (`user=demo&pass=x`) or as a JSON object. */
export const routeOf = perGateway((gateway: Gateway): HttpRoute => {
  const { scheme, host, path } = splitUrl(optionOf(gateway, ['url'], DEFAULT_URL));
  const isPost = optionOf(gateway, ['method'], 'GET').toUpperCase() === 'POST';
  const messageParam = optionOf(gateway, ['message_param'], 'text');
  const numberParam = optionOf(gateway, ['number_param'], 'msisdn');
  const extras = extrasOf(optionOf(gateway, ['additional_params'], ''));
  return {
    path,
    headers: isPost ? { host, 'content-type': 'application/x-www-form-urlencoded' } : { host },
    isPost,
    messageParam,
    numberParam,
    includePlus: isOn(gateway, 'include_plus'),
    extras,
    formStart: `${extras.map(([name, value]) => `${quoteUtf8(name)}=${quoteUtf8(value)}&`).join('')}${quoteUtf8(messageParam)}=`,
    formMiddle: `&${quoteUtf8(numberParam)}=`,
    isBlocked: !/^https?$/.test(scheme) || !isPublicHost(host),
  };
});

const DEFAULT_URL = 'http://gateway.example/send';

interface UrlParts {
  /** Empty: the address has none. */
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
}

function splitUrl(url: string): UrlParts {
  const parts = /^(?:([a-z][a-z\d+.-]*):\/\/)?(?:[^/?#@]*@)?([^/?#]*)([^#]*)/i.exec(url.trim());
  const [, scheme = '', host = '', path = ''] = parts ?? [];
  const isRooted = path.startsWith('/');
  return { scheme: scheme.toLowerCase(), host: host.toLowerCase(), path: isRooted ? path : `/${path}` };
}

function extrasOf(encoded: string): HttpRoute['extras'] {
  if (encoded.startsWith('{')) return extrasInJson(encoded);
  return encoded
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals === -1
        ? [unquote(pair), '']
        : [unquote(pair.slice(0, equals)), unquote(pair.slice(equals + 1))];
    });
}

/** Text that only looks like JSON is taken as one parameter without a value, so that it shows on the wire. */
function extrasInJson(encoded: string): HttpRoute['extras'] {
  try {
    const value: unknown = JSON.parse(encoded);
    return Object.entries(Object(value)).map(([name, entry]) => [name, String(entry)]);
  } catch {
    return [[encoded, '']];
  }
}
