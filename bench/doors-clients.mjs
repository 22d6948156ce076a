/** Clients of the servers that crowds come to: each with a connection of its own, and with whether it was served. */
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';

export const HOST = '127.0.0.1';

export const httpServed = async (port, path) => (await answerTo(port, { path })).status === 200;

/** The fake knows no such path, and says so: it was asked. */
export const proxyServed = async (port) => {
  const headers = { host: 'api.twilio.com' };
  return (await answerTo(port, { path: 'http://api.twilio.com/', headers })).status === 401;
};

/**
 * What a client is answered; status 0: not at all. `halfway`: what is waited for when half of the body is out.
 * @param {number} port
 * @param {{ path: string, method?: string, headers?: object, body?: string, halfway?: () => Promise<void> }} asked
 * @returns {Promise<{ status: number, text: string }>}
 */
export function answerTo(port, { path, method = 'GET', headers = {}, body = '', halfway }) {
  return new Promise((resolve) => {
    const length = method === 'GET' ? {} : { 'content-length': Buffer.byteLength(body) };
    const options = { host: HOST, port, path, method, agent: false, headers: { ...headers, ...length } };
    const asked = request(options);
    asked.on('error', () => resolve({ status: 0, text: '' }));
    asked.on('response', async (response) => {
      let text = '';
      response.on('error', () => {});
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, text });
    });
    if (halfway === undefined) return void asked.end(body);
    const half = Math.floor(body.length / 2);
    asked.write(body.slice(0, half), () => void halfway().then(() => asked.end(body.slice(half))));
  });
}

/** What is answered to a mail in the end. `halfway`: what is waited for when half of its text is out. */
export function answerToMail(port, text = 'Hello\r\n', halfway = async () => {}) {
  const commands = ['EHLO a\r\n', 'MAIL FROM:<a@example.org>\r\n', 'RCPT TO:<b@example.org>\r\n', 'DATA\r\n'];
  return new Promise((resolve) => {
    const socket = connect(port, HOST);
    let last = '';
    let isSent = false;
    socket.on('error', () => {});
    socket.on('close', () => resolve(isSent ? last : ''));
    socket.on('data', (chunk) => {
      last = chunk.toString('latin1');
      const next = commands.shift();
      if (next !== undefined) return void socket.write(next, 'latin1');
      if (isSent) return void socket.destroy();
      isSent = true;
      const half = Math.floor(text.length / 2);
      socket.write(text.slice(0, half), 'latin1', () => {
        void halfway().then(() => socket.write(`${text.slice(half)}.\r\n`, 'latin1'));
      });
    });
  });
}

/** Whether a mail is taken. */
export const mailServed = async (port) => (await answerToMail(port)).startsWith('250 ');

/** Whether an enquire_link is answered. */
export async function smppServed(port) {
  const socket = connect(port, HOST);
  socket.on('error', () => {});
  socket.write('\0\0\0\x10\0\0\0\x15\0\0\0\0\0\0\0\x01', 'latin1');
  const [answer] = await Promise.race([once(socket, 'data'), once(socket, 'close')]);
  socket.destroy();
  return Buffer.isBuffer(answer) && answer.readUInt32BE(4) === 0x8000_0015;
}

export async function firstSession(port) {
  const { text } = await answerTo(port, { path: '/api/sessions' });
  return JSON.parse(text)[0].id;
}
