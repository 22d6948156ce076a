import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';

const HOST = '127.0.0.1';

/** Servers that listen on loopback, and who is connected to them. */
export class ListeningServers {
  /** Those that are open. */
  readonly ownPorts = new Set<number>();
  private readonly servers: Server[] = [];
  private readonly sockets = new Set<Socket>();

  /**
   * Opens a port (0: a free one) and gives its number. When that fails everything opened before is closed.
   * @throws the system's error, with `port`.
   */
  async open(server: Server, port: number): Promise<number> {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    try {
      server.listen(port, HOST);
      await once(server, 'listening');
    } catch (error) {
      await this.close();
      throw Object.assign(error as Error, { port });
    }
    this.servers.push(server);
    const { port: opened } = server.address() as AddressInfo;
    this.ownPorts.add(opened);
    return opened;
  }

  /** Closes all, open connections included. */
  async close(): Promise<void> {
    const closed = this.servers.splice(0).map((server) => new Promise((done) => server.close(done)));
    for (const socket of this.sockets) socket.destroy();
    await Promise.all(closed);
  }
}
