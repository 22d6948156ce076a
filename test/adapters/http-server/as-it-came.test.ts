/** What the record tells of a request is what came: names of headers, their order, repeats, and the body's bytes. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, openApiUnderTest } from '../recorder/an-api.ts';

let api: Api;
beforeAll(async () => {
  api = await openApiUnderTest();
});
afterAll(() => api.close());

async function say(path: string, headers: string, body: string): Promise<void> {
  const socket = connect(api.gateways.httpPort, '127.0.0.1');
  const length = body.length;
  socket.end(
    `POST ${path} HTTP/1.1\r\n${headers}Connection: close\r\nContent-Length: ${length}\r\n\r\n${body}`,
    'latin1',
  );
  socket.resume();
  await once(socket, 'close');
}

const newest = async () => (await api.ask('GET', '/__admin/requests?limit=1')).json.requests[0].request;

test.each(['/OURS/send', '/NOBODY/send'])('at %s', async (path) => {
  await say(
    path,
    'hOST: 127.0.0.1\r\nX-Odd: one\r\nX-API-Key: S3CRET\r\nx-odd: two\r\n',
    'text=caf\xe9&to=27',
  );
  const { headers, bodyAsBase64 } = await newest();
  expect(Object.entries(headers)).toEqual([
    ['hOST', '127.0.0.1'],
    ['X-Odd', ['one', 'two']],
    ['X-API-Key', '[redacted]'],
    ['Connection', 'close'],
    ['Content-Length', '15'],
  ]);
  expect(Buffer.from(bodyAsBase64, 'base64').toString('latin1')).toBe('text=caf\xe9&to=27');
});

test('secrets in a header that is repeated are left out, too', async () => {
  await say('/OURS/send', 'Host: 127.0.0.1\r\nX-Api-Key: S3CRET\r\nx-api-key: S3CRET\r\n', 'text=a&to=27');
  expect((await newest()).headers['X-Api-Key']).toEqual(['[redacted]', '[redacted]']);
  const raw = await (await fetch(`${api.base}/api/v1/message/latest/raw`)).text();
  expect(raw).toContain('Host: 127.0.0.1\r\nX-Api-Key: [redacted]\r\nx-api-key: [redacted]\r\n');
});
