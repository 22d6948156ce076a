/** Real sockets on 127.0.0.1 between HQ's client and the fakes: what a fault breaks is broken for real. */
import { type AddressInfo, connect, createServer } from 'node:net';
import type { WireFailure } from '../../core/model/wire.ts';
import { openHttpWire } from './http-wire.ts';
import { openSmtpWire } from './smtp-wire.ts';
import type { Sockets } from './wire.ts';

/** Opens both servers on free ports. Mail goes over SMTP, all else but HQ's test gateway over HTTP; one exchange at a time. */
export async function openSockets(): Promise<Sockets> {
  const [http, smtp] = await Promise.all([openHttpWire(), openSmtpWire()]);
  const closedPort = await portWithoutServer();
  return {
    async transport(request, handover, respond, isRefused) {
      // HQ's test gateway prints its messages: there is no wire.
      if (request.method === 'PRINT') return respond(request).received;
      if (isRefused) {
        respond(request);
        return await connectToClosedPort(closedPort);
      }
      const wire = request.method === 'MAIL' ? smtp : http;
      return await wire.transport(request, handover, respond, isRefused);
    },
    async close() {
      await Promise.all([http.close(), smtp.close()]);
    },
  };
}

/** A port that was free a moment ago. */
async function portWithoutServer(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Connects to a port where no server listens. */
function connectToClosedPort(port: number): Promise<WireFailure> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      resolve({ failure: code === 'ECONNREFUSED' ? 'refused' : 'reset' });
    });
    socket.on('connect', () => {
      socket.destroy();
      resolve({ failure: 'reset' });
    });
  });
}
