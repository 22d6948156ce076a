import { connect } from 'node:net';

/**
 * A mail client that never sends anything twice by itself: one connection, one mail after another.
 * `send` resolves when the server has said 250 after the dot, and rejects when the connection ends.
 */
export async function mailClient(port) {
  const socket = connect(port, '127.0.0.1');
  let [said, heard] = ['', () => {}];
  let ended = false;
  socket.setEncoding('latin1').on('data', (chunk) => {
    said += chunk;
    heard();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    ended = true;
    heard();
  });

  /** The next reply; a reply of several lines has a dash in all but its last. */
  async function reply(wanted) {
    for (;;) {
      const match = /^(?:\d{3}-.*\r\n)*(\d{3}) .*\r\n/.exec(said);
      if (match) {
        said = said.slice(match[0].length);
        if (match[1] === wanted) return;
        throw new Error(match[0]);
      }
      if (ended) throw new Error('the connection has ended');
      await new Promise((resolve) => {
        heard = () => resolve(undefined);
      });
    }
  }
  async function say(line, wanted) {
    socket.write(`${line}\r\n`);
    await reply(wanted);
  }

  await reply('220');
  await say('EHLO localhost', '250');
  return {
    async send(text) {
      await say('MAIL FROM:<clinic@example.org>', '250');
      await say('RCPT TO:<ana@example.org>', '250');
      await say('DATA', '354');
      await say(`Subject: ${text}\r\n\r\n${text}\r\n.`, '250');
    },
    close: () => socket.destroy(),
  };
}
