import { once } from 'node:events';
import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { BODY_SHOWN_MAX, ExternalTraffic, OUTSIDE_MAX } from '../../src/lab/session/external-traffic.ts';
import { callerOf, clinic } from './lab-client.ts';

let lab: Lab;
let at: string;
const call = callerOf(() => lab);

beforeEach(async () => {
  const scenario = { path: 'scenarios/x/clinic.yaml', text: clinic };
  lab = await serveLab({ port: 0, scenario, gateways: { http: 0, smtp: 0 } });
  const [session] = (await call('GET', '/api/sessions')).body;
  at = `/api/sessions/${session.id}`;
});
afterEach(() => lab.close());

const account = 'AC0123456789abcdef0123456789abcdef';
const login = Buffer.from(`${account}:rehearsal`).toString('base64');
const send = (to: string, text = 'From outside') =>
  fetch(`${lab.gateways.get('GATE')}/2010-04-01/Accounts/${account}/Messages.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${login}` },
    body: new URLSearchParams({ To: to, From: '+15005550006', Body: text }),
  });
const outside = async (query = '') => (await call('GET', `${at}/outside?${query}`)).body;
const down = (is: string) => call('POST', `${at}/act`, { verb: 'gateway', gateway: { GATE: { down: is } } });

test('each gateway says where it stands, and only in its own session', async () => {
  const state = (await call('GET', `${at}/state`)).body;
  const urls = state.gateways.map(({ name, url }: { name: string; url: string }) => [name, url]);
  expect(urls).toEqual([...lab.gateways]);
  expect(Object.fromEntries(urls)).toEqual({
    GATE: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/GATE$/),
    MAIL: expect.stringMatching(/^smtp:\/\/127\.0\.0\.1:\d+$/),
  });
  const other = (await call('POST', '/api/sessions', { text: clinic })).body.id;
  const { gateways } = (await call('GET', `/api/sessions/${other}/state`)).body;
  expect(gateways.map(({ url }: { url: string }) => url)).toEqual([null, null]);
});

test('what a program hands in is seen with the contact it is meant for, and changes nothing else', async () => {
  const before = (await call('GET', `${at}/entries`)).body;
  expect((await send('+8801712345678')).status).toBe(201);
  expect((await outside()).exchanges).toEqual([
    {
      seq: 1,
      at: expect.any(Number),
      clock: Date.parse('2026-06-01T09:00:00Z'),
      afterLine: expect.any(Number),
      gateway: 'GATE',
      channel: 'sms',
      verdict: 'taken',
      to: expect.stringContaining('8801712345678'),
      from: expect.stringContaining('15005550006'),
      text: 'From outside',
      contacts: ['asha'],
      request: expect.objectContaining({ method: 'POST' }),
      response: expect.objectContaining({ status: 201 }),
    },
  ]);
  expect(JSON.stringify(await outside())).not.toContain(login);
  expect((await outside('after=1')).exchanges).toEqual([]);
  expect((await call('GET', `${at}/state`)).body.outsideSeq).toBe(1);
  expect((await call('GET', `${at}/entries`)).body).toEqual(before);
});

test('a mail is seen too', async () => {
  const { port } = new URL(lab.gateways.get('MAIL')!);
  const transport = createTransport({
    host: '127.0.0.1',
    port: Number(port),
    secure: false,
    ignoreTLS: true,
  });
  await transport.sendMail({ from: 'a@example.org', to: 'asha@example.org', subject: 'Hi', text: 'A mail' });
  const [mail] = (await outside()).exchanges;
  expect(mail).toMatchObject({
    gateway: 'MAIL',
    channel: 'email',
    to: 'asha@example.org',
    contacts: ['asha'],
  });
  expect(mail.text).toContain('A mail');
});

test('a gateway that is taken down in the lab is down for programs, until it is brought up', async () => {
  await down('yes');
  await expect(send('+8801712345678')).rejects.toThrow('fetch failed');
  await down('no');
  expect((await send('+8801712345678')).status).toBe(201);
  expect((await outside()).lastSeq).toBe(1);
});

test('a gateway that fails or refuses in the lab does so for programs, until it is mended', async () => {
  const edit = (change: object) => call('POST', `${at}/act`, { verb: 'gateway', gateway: { GATE: change } });
  expect((await send('+8801712345678')).status).toBe(201);
  await edit({ fail_next: '1' });
  expect((await send('+8801712345678')).status).toBeGreaterThanOrEqual(400);
  expect((await send('+8801712345678')).status).toBe(201);
  await edit({ faults: [{ id: 'refuses', reject: 'blocked' }] });
  expect((await send('+8801712345678')).status).toBe(400);
  await edit({ faults: [] });
  expect((await send('+8801712345678')).status).toBe(201);
  const verdicts = (await outside()).exchanges.map(({ verdict }: { verdict: string }) => verdict);
  expect(verdicts).toEqual(['taken', 'failing', 'taken', 'refused', 'taken']);
});

test('the feed tells what came, to who listens', async () => {
  const { port, hostname } = new URL(lab.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let told = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    told += part;
  });
  socket.write(`GET ${at}/events HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
  await expect.poll(() => told).toContain('event: state');
  await send('+8801712345678', 'Told at once');
  await expect.poll(() => told).toMatch(/event: outside\ndata: .*Told at once/);
  socket.destroy();
});

test('the doors are closed with the lab', async () => {
  const url = lab.gateways.get('GATE')!;
  await lab.close();
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('without ports there are no doors', async () => {
  const scenario = { path: 'scenarios/x/clinic.yaml', text: clinic };
  const shut = await serveLab({ port: 0, scenario });
  expect(shut.gateways.size).toBe(0);
  await shut.close();
  const noMail = await serveLab({ port: 0, scenario, gateways: { http: 0, smtp: undefined } });
  expect([...noMail.gateways.keys()]).toEqual(['GATE']);
  await noMail.close();
});

test('a port that is taken is told, and nothing stays open', async () => {
  const taken = Number(new URL(lab.gateways.get('GATE')!).port);
  const scenario = { path: 'scenarios/x/clinic.yaml', text: clinic };
  const second = serveLab({ port: 0, scenario, gateways: { http: taken, smtp: undefined } });
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE', port: taken });
});

test(`the lab keeps ${OUTSIDE_MAX} exchanges unless told, and of a long body the beginning`, () => {
  const kept = new ExternalTraffic(undefined, 2);
  const wire = { method: 'POST', path: '/', headers: {}, body: 'x'.repeat(BODY_SHOWN_MAX + 5), status: 200 };
  for (const seq of [1, 2, 3]) {
    kept.take(
      {
        ...{ seq, id: `m${seq}`, receivedAt: 0, gateway: 'GATE', kind: 'twilio', channel: 'sms' },
        ...{ verdict: 'taken', request: wire, response: wire, to: '1', from: '2', text: `text ${seq}` },
      },
      { clock: 0, afterLine: 0 },
    );
  }
  const told = kept.after(0, 10).exchanges;
  expect(told.map(({ seq, text }) => [seq, text])).toEqual([
    [2, 'text 2'],
    [3, 'text 3'],
  ]);
  expect(told[0]!.request.body).toHaveLength(BODY_SHOWN_MAX + 1);
  expect(kept.after(2, 10).exchanges).toHaveLength(1);
});
