/** A client of a proxy that says exactly what it is told to. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';

/** Says something to a port of this machine, and gives back all that comes until the other end closes. */
export async function saidTo(port: number, words: string, host = '127.0.0.1'): Promise<string> {
  const socket = connect(port, host);
  socket.on('error', () => undefined);
  socket.write(words);
  return allOf(socket);
}

/** Opens a tunnel. */
export async function tunnelTo(port: number, authority: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  if (!answer.toString().startsWith('HTTP/1.1 200')) throw new Error(answer.toString());
  return socket;
}

/** A tunnel, and TLS in it. */
export async function secureTunnel(port: number, host: string, ca: string): Promise<TLSSocket> {
  const socket = await tunnelTo(port, `${host}:443`);
  const secure = connectTls({ socket, servername: host, ca });
  await once(secure, 'secureConnect');
  return secure;
}

/** Everything that still comes. */
export async function allOf(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

/** A POST of a form, closing. */
export function formPost(
  path: string,
  host: string,
  body: string,
  headers: Record<string, string> = {},
): string {
  const all = {
    host,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}
