import { connect, type Socket } from 'node:net';

/** A client of bytes: it says what no honest client says. */
export class RawSmtp {
  readonly socket: Socket;
  /** All that came. */
  heard = '';
  private taken = 0;
  private isClosed = false;
  private wake: () => void = () => undefined;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.setEncoding('latin1');
    this.socket.on('data', (text: string) => {
      this.heard += text;
      this.wake();
    });
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => {
      this.isClosed = true;
      this.wake();
    });
  }

  say(text: string): void {
    this.socket.write(text, 'latin1');
  }

  /** The next whole reply, or what there is when the connection ends. */
  async reply(): Promise<string> {
    for (;;) {
      const left = this.heard.slice(this.taken);
      const [reply] = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/.exec(left) ?? [];
      if (reply !== undefined) {
        this.taken += reply.length;
        return reply.trimEnd();
      }
      if (this.isClosed) return left;
      await this.something();
    }
  }

  async replies(count: number): Promise<string[]> {
    const replies: string[] = [];
    for (let index = 0; index < count; index += 1) replies.push(await this.reply());
    return replies;
  }

  /** Says a line and gives the reply. */
  async ask(line: string): Promise<string> {
    this.say(`${line}\r\n`);
    return await this.reply();
  }

  /** All that came until the connection ended. */
  async end(): Promise<string> {
    while (!this.isClosed) await this.something();
    return this.heard.slice(this.taken);
  }

  /** Something came, or the connection ended. */
  private something(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}

/** A client that has been greeted. */
export async function greeted(port: number): Promise<RawSmtp> {
  const client = new RawSmtp(port);
  await client.reply();
  return client;
}

/** One that has got as far as the go-ahead for its data. */
export async function sending(port: number, to = 'asha@example.org'): Promise<RawSmtp> {
  const client = await greeted(port);
  await client.ask('EHLO client');
  await client.ask('MAIL FROM:<clinic@example.org>');
  await client.ask(`RCPT TO:<${to}>`);
  await client.ask('DATA');
  return client;
}
