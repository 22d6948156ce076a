import { connect } from 'node:net';
import nodemailer from 'nodemailer';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aGateway, type Doors, openStandaloneGateways } from './open-gateways.ts';

let servers: Doors;
const open = async (different = {}): Promise<void> => {
  servers = await openStandaloneGateways([aGateway('SMTP', 'smtp', different)]);
};
beforeEach(() => open());
afterEach(() => servers.close());

const transport = (options = {}) =>
  nodemailer.createTransport({ host: '127.0.0.1', port: servers.smtpPort, ignoreTLS: true, ...options });
const mail = { from: 'clinic@example.org', to: 'asha@example.org', subject: 'Bienvenida', text: 'Hola Ines' };

describe('a mail', () => {
  test('is taken, recorded and found', async () => {
    const { response } = await transport().sendMail(mail);
    expect(response).toMatch(/^250 2\.0\.0 Ok: queued as/);
    const [recorded] = [...servers.recorder.all()];
    expect(recorded).toMatchObject({
      channel: 'email',
      gateway: 'SMTP',
      to: 'asha@example.org',
      from: 'clinic@example.org',
    });
    expect(recorded!.request.headers.subject).toBe('Bienvenida');
    expect(recorded!.text.trim()).toBe('Hola Ines');
  });

  test('goes by a pool of kept connections', async () => {
    const pooled = transport({ pool: true, maxConnections: 3, ignoreTLS: false });
    await Promise.all(Array.from({ length: 20 }, () => pooled.sendMail(mail)));
    pooled.close();
    expect(servers.recorder.size).toBe(20);
  });

  test('to several people is one exchange each', async () => {
    await transport().sendMail({ ...mail, to: 'a@example.org, b@example.org' });
    expect([...servers.recorder.all()].map(({ to }) => to)).toEqual(['a@example.org', 'b@example.org']);
  });
});

describe('refusals', () => {
  test('a rejected address is refused at RCPT', async () => {
    await servers.close();
    await open({ rejects: ['bad@*'] });
    await expect(transport().sendMail({ ...mail, to: 'bad@example.org' })).rejects.toMatchObject({
      responseCode: 550,
    });
  });

  test('a wrong password is refused, the right one is not', async () => {
    await servers.close();
    await open({
      options: new Map([
        ['username', 'hq'],
        ['password', 's3cret'],
      ]),
    });
    const auth = (pass: string) => transport({ auth: { user: 'hq', pass } }).sendMail(mail);
    await expect(auth('wrong')).rejects.toMatchObject({ responseCode: 535 });
    expect((await auth('s3cret')).response).toContain('250');
    await expect(transport().sendMail(mail)).rejects.toThrow();
  });

  test('a mail above the limit is refused, and the next one is taken', async () => {
    await expect(transport().sendMail({ ...mail, text: 'x'.repeat(200_000) })).rejects.toMatchObject({
      responseCode: 552,
    });
    await transport().sendMail(mail);
    expect([...servers.recorder.all()].map(({ verdict }) => verdict)).toEqual(['refused', 'taken']);
  });

  test('a gateway that is down greets nobody', async () => {
    await servers.close();
    await open({ down: true });
    await expect(transport().sendMail(mail)).rejects.toMatchObject({ responseCode: 421 });
  });
});

test('pipelined nonsense does not stop it', async () => {
  await new Promise<void>((resolve) => {
    const socket = connect(servers.smtpPort, '127.0.0.1', () => {
      socket.write(
        'EHLO x\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nDATA\r\n\x00\xff\r\n.\r\nFOO\r\nBAR\r\n'.repeat(
          20,
        ),
        'latin1',
      );
      setTimeout(() => socket.destroy(), 400);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
  expect((await transport().sendMail(mail)).response).toContain('250');
});
