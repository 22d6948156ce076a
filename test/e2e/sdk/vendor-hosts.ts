/** A TLS front on loopback for SDKs whose host is fixed: their own hosts' names, our gateways behind it. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import https, { Agent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface VendorHosts {
  close(): void;
}

/**
 * Answers `https://HOST/…` of this process from a gateway's URL. SDKs without an agent of their own use Node's
 * global one, and that is what is exchanged: nothing of an SDK is changed, and TLS is checked as ever.
 */
export async function standInFor(urls: Readonly<Record<string, string>>): Promise<VendorHosts> {
  const { key, cert } = throwAwayCertificate(Object.keys(urls));
  const front = https.createServer({ key, cert }, (incoming, answer) => {
    const url = urls[incoming.headers.host ?? ''];
    if (url === undefined) answer.writeHead(502).end();
    else passOn(incoming, `${url}${incoming.url}`, answer);
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const { port } = front.address() as AddressInfo;

  const before = https.globalAgent;
  https.globalAgent = new LoopbackAgent(port, cert);
  return {
    close() {
      https.globalAgent.destroy();
      https.globalAgent = before;
      front.close();
      front.closeAllConnections();
    },
  };
}

/** Whatever the host is, the connection goes to the front; the certificate must still be the host's. */
class LoopbackAgent extends Agent {
  private readonly frontPort: number;

  constructor(port: number, ca: string) {
    super({ ca });
    this.frontPort = port;
  }

  override createConnection(...[options, done]: Parameters<Agent['createConnection']>) {
    const wanted = options as { readonly host?: string; readonly servername?: string };
    const here = { ...options, host: '127.0.0.1', port: this.frontPort };
    return super.createConnection({ ...here, servername: wanted.servername ?? wanted.host }, done);
  }
}

function passOn(incoming: IncomingMessage, url: string, answer: ServerResponse): void {
  const { host: _, ...headers } = incoming.headers;
  const outgoing = request(url, { method: incoming.method, headers }, (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
  });
  outgoing.on('error', () => answer.destroy());
  incoming.pipe(outgoing);
}

function throwAwayCertificate(hosts: readonly string[]): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const names = hosts.map((host) => `DNS:${host}`).join(',');
  try {
    const wanted = `-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=loopback`;
    const files = ['-addext', `subjectAltName=${names}`, '-keyout', key, '-out', cert];
    execFileSync('openssl', ['req', ...wanted.split(' '), ...files], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
