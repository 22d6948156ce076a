/** Real sockets on 127.0.0.1 between HQ's client and the fakes: what a fault breaks is broken for real. */
import { type AddressInfo, connect, createServer } from 'node:net';
import type { WireFailure } from '../../core/model/wire.ts';
import { openHttpWire } from './http-wire.ts';
import { openSmtpWire } from './smtp-wire.ts';
import type { Sockets } from './wire.ts';

/** Opens both servers on free ports. Mail goes over SMTP, all else but HQ's test gateway over HTTP; one exchange at a time. */
export async function openSockets(): Promise<Sockets> {
  const [http, smtp] = await Promise.all([openHttpWire(), openSmtpWire()]);
  const shutPort = await portWithoutServer();
  return {
    async carry(request, handover, says, isShut) {
      // HQ's test gateway prints its messages: there is no wire.
      if (request.method === 'PRINT') return says(request).heard;
      if (isShut) {
        says(request);
        return await knock(shutPort);
      }
      const wire = request.method === 'MAIL' ? smtp : http;
      return await wire.carry(request, handover, says, isShut);
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

/** Connects where nobody listens. */
function knock(port: number): Promise<WireFailure> {
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
