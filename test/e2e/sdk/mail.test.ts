/** Mail programs as people use them: nodemailer, and Debian's swaks and smtp-source. All take host and port. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Gateways, startGateways } from '../../../src/testing/index.ts';
import { isLeftOut } from './programs.ts';

const run = promisify(execFile);
const FROM = 'clinic@example.org';
const GOOD = 'ana@example.org';
const BARRED = 'nobody@example.org';

let gateways: Gateways;
beforeAll(async () => {
  gateways = await startGateways({
    gateways: {
      MAIL: { type: 'smtp', rejects: BARRED },
      SECURED: { type: 'smtp', username: 'clinic', password: 'secret' },
    },
  });
});
beforeEach(() => gateways.reset());
afterAll(() => gateways.close());

const portOf = (name: string): number => Number(new URL(gateways.url(name)).port);

describe('nodemailer', () => {
  const send = async (to: string | string[], options: object = {}) => {
    const mailer = createTransport({
      host: '127.0.0.1',
      port: portOf('MAIL'),
      ...options,
    });
    try {
      return await mailer.sendMail({
        from: FROM,
        to,
        subject: 'Visit ✓',
        text: 'Tuesday ✓',
        html: '<b>Tuesday</b>',
      });
    } finally {
      mailer.close();
    }
  };

  test('sends and gets the id', async () => {
    const { accepted, response } = await send(GOOD);
    expect(accepted).toEqual([GOOD]);
    expect(response).toMatch(/^250 2\.0\.0 Ok: queued as \w+$/);
    const [mail] = gateways.messages({ verdict: 'taken' });
    expect(mail).toMatchObject({ gateway: 'MAIL', channel: 'email', to: GOOD, from: FROM });
    expect(mail?.text.trim()).toBe('Tuesday ✓');
    expect(gateways.messages('subject:"Visit ✓"')).toHaveLength(1);
  });

  test('meets a refusal of the recipient', async () => {
    await expect(send(BARRED)).rejects.toMatchObject({ code: 'EENVELOPE', responseCode: 550 });
    expect(gateways.messages({ verdict: 'taken' })).toEqual([]);
  });

  test('hears which of two recipients was refused', async () => {
    const { accepted, rejected } = await send([GOOD, BARRED]);
    expect({ accepted, rejected }).toEqual({ accepted: [GOOD], rejected: [BARRED] });
    expect(gateways.messages({ verdict: 'taken' })).toHaveLength(1);
  });

  test('logs in where a gateway asks for it, and not with a wrong password', async () => {
    const port = portOf('SECURED');
    await send(GOOD, { port, auth: { user: 'clinic', pass: 'secret' } });
    expect(gateways.messages({ gateway: 'SECURED', verdict: 'taken' })).toHaveLength(1);
    const wrong = send(GOOD, { port, auth: { user: 'clinic', pass: 'wrong' } });
    await expect(wrong).rejects.toMatchObject({ code: 'EAUTH', responseCode: 535 });
    await expect(send(GOOD, { port })).rejects.toMatchObject({ responseCode: 530 });
  });
});

describe.skipIf(isLeftOut('swaks', 'swaks'))('swaks', () => {
  const send = (to: string, ...more: string[]) =>
    run('swaks', ['--server', `127.0.0.1:${portOf('MAIL')}`, '--from', FROM, '--to', to, ...more]);

  test('sends and gets the id', async () => {
    const { stdout } = await send(GOOD, '--body', 'Visit Tuesday', '--header', 'Subject: Visit');
    expect(stdout).toMatch(/250 2\.0\.0 Ok: queued as \w+/);
    expect(gateways.messages({ verdict: 'taken' })).toMatchObject([{ to: GOOD, from: FROM }]);
    expect(gateways.messages('"Visit Tuesday"')).toHaveLength(1);
  });

  test('meets a refusal', async () => {
    await expect(send(BARRED)).rejects.toMatchObject({ stdout: expect.stringContaining('550 5.1.1') });
    expect(gateways.messages({ verdict: 'taken' })).toEqual([]);
  });
});

describe.skipIf(isLeftOut('smtp-source', 'postfix'))('smtp-source', () => {
  test('sends 50 mails over 5 connections, and none is lost', async () => {
    await run('smtp-source', ['-s', '5', '-m', '50', '-f', FROM, '-t', GOOD, `127.0.0.1:${portOf('MAIL')}`]);
    expect(gateways.messages({ verdict: 'taken', to: GOOD })).toHaveLength(50);
  });

  test('meets a refusal', async () => {
    const sending = run('smtp-source', ['-m', '1', '-f', FROM, '-t', BARRED, `127.0.0.1:${portOf('MAIL')}`]);
    await expect(sending).rejects.toMatchObject({ stderr: expect.stringContaining('550 5.1.1') });
    expect(gateways.messages({ verdict: 'taken' })).toEqual([]);
  });
});
