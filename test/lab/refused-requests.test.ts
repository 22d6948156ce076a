/** Requests to the lab on bare sockets: what reads in two ways is refused and reported, and nothing behind it is read. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';

let lab: Lab;
const lines: string[] = [];
beforeAll(async () => {
  lab = await serveLab({ port: 0, tell: (line) => void lines.push(line) });
});
beforeEach(() => void lines.splice(0));
afterAll(() => lab.close());

const HOST = 'Host: 127.0.0.1\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';
const BEHIND = `GET /livez HTTP/1.1\r\n${HOST}\r\n`;

/** Everything that comes until the lab closes the connection. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(lab.url).port), '127.0.0.1');
  let heard = '';
  socket.on('error', () => {});
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
  });
  socket.write(bytes, 'latin1');
  await once(socket, 'close');
  return heard;
}

test.each([
  ['two Host headers', `GET /livez HTTP/1.1\r\n${HOST}Host: evil.example\r\n\r\n`, 400, 'two Host headers'],
  [
    'a length and chunks',
    `POST /api/sessions HTTP/1.1\r\n${HOST}${JSON_TYPE}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
    'HPE_',
  ],
  [
    'chunks in HTTP/1.0',
    `POST /api/sessions HTTP/1.0\r\n${HOST}${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
    'Transfer-Encoding in HTTP/1.0',
  ],
  [
    'chunks of another coding',
    `POST /api/sessions HTTP/1.1\r\n${HOST}${JSON_TYPE}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    400,
    'a Transfer-Encoding other than chunked',
  ],
  ['a bare LF', `GET /livez HTTP/1.1\n${HOST}\n`, 400, 'HPE_'],
  ['a bare CR', `GET /livez HTTP/1.1\r\n${HOST}X: a\rb\r\n\r\n`, 400, 'HPE_'],
  ['NUL', `GET /livez HTTP/1.1\r\n${HOST}X: a\0b\r\n\r\n`, 400, 'HPE_'],
  ['a whole address', `GET http://evil.example/livez HTTP/1.1\r\n${HOST}\r\n`, 400, 'as for a proxy'],
  ['a tunnel', `CONNECT evil.example:443 HTTP/1.1\r\n${HOST}\r\n`, 421, 'no proxy'],
  ['an Expect that nobody meets', `GET /livez HTTP/1.1\r\n${HOST}Expect: x\r\n\r\n`, 417, 'Expect'],
  [
    'headers without end',
    `GET /livez HTTP/1.1\r\n${HOST}${`X: ${'y'.repeat(99)}\r\n`.repeat(300)}\r\n`,
    431,
    'too long',
  ],
])('%s: refused, reported, and nothing behind it is read', async (_, bytes, status, why) => {
  const heard = await raw(bytes + BEHIND);
  expect(new Set(heard.match(/HTTP\/1\.1 \d+/g))).toEqual(new Set([`HTTP/1.1 ${status}`]));
  expect(lines[0]).toMatch(new RegExp(`^refused with ${status}: .*${why}`));
});

test.each([
  ['no Host header', '', 421, ''],
  ['another name', 'Host: evil.example\r\n', 421, 'evil.example'],
  ['a page of another origin', `${HOST}Origin: http://evil.example\r\n`, 403, 'Origin: http://evil.example'],
])('%s is refused and reported, and no line has a secret', async (_, headers, status, why) => {
  const bytes = `POST /api/sessions?token=hush HTTP/1.1\r\n${headers}${JSON_TYPE}Connection: close\r\nContent-Length: 2\r\n\r\n{}`;
  expect(await raw(bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`refused with ${status}: `);
  expect(lines[0]).toContain(why);
  expect(lines[0]).not.toContain('hush');
});
