/** An SMPP client for tests: node-smpp as it is, with promises around its calls. */
import { createRequire } from 'node:module';
import { connect } from 'node:net';

export interface Unit {
  readonly command: string;
  readonly command_status: number;
  readonly sequence_number: number;
  readonly message_id: string;
  readonly esm_class: number;
  readonly short_message: { readonly message: string | Buffer };
  readonly receipted_message_id: string;
  readonly [field: string]: unknown;
  response(): Unit;
}

interface NodeSmppSession {
  on(event: string, heard: (unit: Unit) => void): void;
  once(event: string, heard: () => void): void;
  send(unit: Unit): boolean;
  close(): void;
  destroy(): void;
  readonly [command: string]: unknown;
}

const smpp = createRequire(import.meta.url)('smpp') as {
  connect(options: Readonly<Record<string, unknown>>): NodeSmppSession;
};

export interface Client {
  /** Sends a unit; resolves with its response. */
  ask(command: string, fields?: Readonly<Record<string, unknown>>): Promise<Unit>;
  /** Units of deliver_sm so far; each is acknowledged. */
  readonly delivered: readonly Unit[];
  readonly closed: Promise<void>;
  close(): void;
}

/** Connects and binds, in full settings of node-smpp's own. */
export async function bound(
  port: number,
  bind: Readonly<Record<string, unknown>> = {},
  { as = 'bind_transceiver', ...options }: { readonly as?: string; readonly [option: string]: unknown } = {},
): Promise<Client & { readonly bind: Unit }> {
  const client = connected(port, options);
  return Object.assign(client, { bind: await client.ask(as, { system_id: 'app', password: 'pw', ...bind }) });
}

function connected(port: number, options: Readonly<Record<string, unknown>> = {}): Client {
  const session = smpp.connect({ host: '127.0.0.1', port, ...options });
  const delivered: Unit[] = [];
  session.on('error', () => {});
  session.on('deliver_sm', (unit) => {
    delivered.push(unit);
    session.send(unit.response());
  });
  return {
    delivered,
    closed: new Promise((resolve) => session.once('close', resolve)),
    ask: (command, fields = {}) =>
      new Promise((resolve) => {
        const call = session[command] as (
          fields: Readonly<Record<string, unknown>>,
          heard: (response: Unit) => void,
        ) => void;
        call.call(session, fields, resolve);
      }),
    close: () => session.destroy(),
  };
}

/** On a bare socket: what the server says until it closes. */
export async function said(port: number, ...sent: readonly Buffer[]): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => {});
  for (const bytes of sent) socket.write(bytes);
  await new Promise((resolve) => socket.once('close', resolve));
  return Buffer.concat(chunks);
}
