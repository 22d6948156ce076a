/** Requests to the gateways of all kinds and to the API of the record, byte by byte: each is answered or refused in HTTP. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { packageRoot } from '../../../src/adapters/files/package-root.ts';
import { openStandaloneGateways } from '../../../src/adapters/standalone/open-standalone.ts';
import { plainGateway } from '../../../src/core/model/plain-gateway.ts';
import { statusOf, talk } from '../sockets.ts';
import { must, type Target } from '../target.ts';

interface RecordedRequest {
  readonly kind: string;
  readonly requests: readonly {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: string;
  }[];
}

const nameOf = (kind: string): string => kind.toUpperCase();

const requestOf = (method: string, path: string, headers: readonly string[], body = ''): string =>
  `${[`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...headers].join('\r\n')}\r\n\r\n${body}`;

/** What HQ's own clients were recorded to send, addressed to our gateways. */
function recordedRequests(): string[] {
  const text = readFileSync(join(packageRoot(), 'test/vectors/hq-client-requests.json'), 'utf8');
  return (JSON.parse(text) as RecordedRequest[]).flatMap(({ kind, requests }) =>
    requests.map(({ method, url, headers, body }) => {
      const { pathname, search } = new URL(url);
      const own = headers.filter(([name]) => name !== 'Host').map((pair) => pair.join(': '));
      return requestOf(
        method,
        `/${nameOf(kind)}${pathname}${search}`,
        own,
        Buffer.from(body).toString('latin1'),
      );
    }),
  );
}

const json = (method: string, path: string, body: unknown): string => {
  const text = JSON.stringify(body);
  return requestOf(method, path, ['Content-Type: application/json', `Content-Length: ${text.length}`], text);
};

const pattern = {
  method: 'POST',
  urlPathPattern: '/TWILIO/.*',
  bodyPatterns: [{ contains: 'visit' }, { matchesJsonPath: '$.a[?(@.b == 1)]' }],
};

function apiRequests(): string[] {
  const posts = [
    'requests/find',
    'requests/count',
    'requests/remove',
    'near-misses/request',
    'near-misses/request-pattern',
  ];
  return [
    ...posts.map((path) => json('POST', `/__admin/${path}`, pattern)),
    json('POST', '/__admin/requests/wait?count=0&timeout=1', pattern),
    json('POST', '/__admin/gateways/TWILIO/inbound', { from: '+27831234567', text: 'STOP' }),
    json('POST', '/__admin/messages/m1/receipt', { status: 'delivered' }),
    json('PUT', '/api/v1/messages', { IDs: ['m1'], Read: true }),
    ...[
      '/__admin/requests?limit=2&unmatched=true',
      '/api/v1/messages?start=0&limit=5',
      '/api/v1/search?query=to:27',
    ].map((path) => requestOf('GET', path, [])),
    ...[
      '/api/v1/message/latest',
      '/api/v1/message/latest/raw',
      '/view/latest.html',
      '/metrics',
      '/livez',
      '/openapi.json',
    ].map((path) => requestOf('GET', path, [])),
    requestOf('DELETE', '/__admin/requests', []),
    requestOf('POST', '/TWILIO/x', ['Transfer-Encoding: chunked'], '5\r\nTo=27\r\n0\r\n\r\n'),
    requestOf('CONNECT', 'api.twilio.com:443', []),
  ];
}

/** Refusals of what is too much for now are none of ours. */
const INTERNAL = /^HTTP\/1\.1 500 /m;

export const http: Target = {
  name: 'http',
  isBytes: true,
  atOnce: 16,
  seeds: () => [...recordedRequests(), ...apiRequests()],
  words: [
    ...[
      'GET ',
      'POST ',
      'PUT ',
      'HTTP/1.0',
      'HTTP/1.1',
      ' HTTP/2',
      '\r\n',
      '\n',
      '\r',
      '\0',
      '\r\n\r\n',
      '\r\n ',
      ': ',
      '%00',
      '%',
    ],
    ...[
      'Host: evil\r\n',
      'Content-Length: 5\r\n',
      'Content-Length: -1\r\n',
      'Transfer-Encoding: chunked\r\n',
      'Connection: close\r\n',
    ],
    ...[
      'Transfer-Encoding: gzip, chunked\r\n',
      'Content-Encoding: gzip\r\n',
      'Expect: 100-continue\r\n',
      'Upgrade: h2c\r\n',
    ],
    ...[
      'Content-Type: application/json\r\n',
      'Content-Type: text/xml; charset=utf-16\r\n',
      'Authorization: Basic ',
      '0\r\n\r\n',
    ],
    ...[
      '../',
      '//',
      '?',
      '&',
      '=',
      '+',
      '%2B',
      '<?xml version="1.0"?>',
      '<!DOCTYPE a [<!ENTITY b "c">]>',
      '{"a":',
      '[',
      '}',
      '"',
      '\xff',
    ],
    ...[
      'http://api.twilio.com/',
      'To=',
      'Body=',
      '"messages":[',
      '"__proto__":{}',
      'ffffffff\r\n',
      '$..*',
      '"matches":"(a*)*b"',
    ],
  ],
  async open() {
    const gateways = [...gatewayCatalogue.keys()]
      .filter((kind) => kind !== 'smtp' && kind !== 'smpp')
      .map((kind) => plainGateway(nameOf(kind), kind, 'demo'));
    const opened = await openStandaloneGateways({ gateways, gatewayKinds: gatewayCatalogue, now: Date.now });
    const { httpPort } = opened;
    // The API is loaded at the first request to it.
    await statusOf(httpPort, '/livez');
    return {
      async run(input) {
        const answer = (await talk(httpPort, input, { endsLate: true })).toString('latin1');
        must(answer === '' || answer.startsWith('HTTP/1.1 '), 'what is answered is HTTP');
        must(!INTERNAL.test(answer), 'no request is an internal error');
      },
      async rest() {
        must((await statusOf(httpPort, '/livez')) === 200, 'others are served');
        opened.webhooks.reset();
        opened.recorder.remove(() => true);
        opened.fakes.reset();
      },
      close: opened.close,
    };
  },
};
