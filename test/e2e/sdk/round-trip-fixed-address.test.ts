/** Both ways, with SDKs whose host is fixed: they send by the TLS front, and are called on loopback. */
import { createSecretKey } from 'node:crypto';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Gateways, startGateways } from '../../../src/testing/index.ts';
import { type AppCall, type LittleApp, startApp } from './little-app.ts';
import { isLeftOut } from './programs.ts';
import { standInFor, type VendorHosts } from './vendor-hosts.ts';

const require = createRequire(import.meta.url);
const PHONE = '+254711222333';
const CLINIC = '12345';

interface AfricasTalkingAnswer {
  readonly SMSMessageData: { readonly Recipients: readonly { readonly messageId: string }[] };
}
type AfricasTalking = (options: object) => { SMS: { send(message: object): Promise<AfricasTalkingAnswer> } };

interface MessageBird {
  initClient(key: string): {
    messages: {
      create(message: object, done: (error: unknown, answer: { readonly id: string }) => void): void;
    };
  };
}
interface SignatureJwt {
  verify(url: string, payload: Buffer, jwt: string, key: object): Promise<boolean>;
}

describe.skipIf(isLeftOut('openssl', 'openssl'))('SDKs with a fixed host', () => {
  let app: LittleApp;
  let gateways: Gateways;
  let hosts: VendorHosts;
  beforeAll(async () => {
    app = await startApp();
    gateways = await startGateways({
      gateways: {
        AFRICAS_TALKING: {
          type: 'africastalking',
          username: 'clinic',
          api_key: 'secret',
          number: CLINIC,
          inbound_url: `${app.url}/in`,
          status_url: `${app.url}/status`,
        },
        MESSAGEBIRD: {
          type: 'messagebird',
          access_key: 'secret',
          signing_key: 'sign here',
          number: CLINIC,
          inbound_url: `${app.url}/in?clinic=1`,
        },
      },
    });
    hosts = await standInFor({
      'api.africastalking.com': gateways.url('AFRICAS_TALKING'),
      'rest.messagebird.com': gateways.url('MESSAGEBIRD'),
    });
  });
  beforeEach(() => {
    gateways.reset();
    app.forget();
  });
  afterAll(async () => {
    hosts.close();
    await gateways.close();
    await app.close();
  });

  describe('africastalking', () => {
    const connect = require('africastalking') as AfricasTalking;
    const send = (message: string) =>
      connect({ username: 'clinic', apiKey: 'secret' }).SMS.send({ to: PHONE, message, from: CLINIC });

    test('reports on a message at the gateway’s address', async () => {
      const { SMSMessageData } = await send('Visit');
      const id = SMSMessageData.Recipients[0]?.messageId;
      const calls = await app.called('/status', 2);
      expect(calls.map(({ fields }) => fields)).toMatchObject([
        { id, status: 'Sent', phoneNumber: PHONE },
        { id, status: 'Success', phoneNumber: PHONE },
      ]);
    });

    test('brings a text, and the application answers', async () => {
      app.answer = async ({ path, fields }) => {
        if (path === '/in') await send(`Thanks: ${fields.text}`);
        return {};
      };
      await gateways.inbound('AFRICAS_TALKING', { from: PHONE, text: 'NDIYO' });
      expect(app.calls('/in')[0]?.fields).toMatchObject({ from: PHONE, to: CLINIC, text: 'NDIYO' });
      expect(gateways.messages({ verdict: 'taken' })).toMatchObject([{ to: PHONE, text: 'Thanks: NDIYO' }]);
    });
  });

  describe('messagebird', () => {
    const { initClient } = require('messagebird') as MessageBird;
    const { verify } = require('messagebird/lib/webhook-signature-jwt') as SignatureJwt;
    const key = createSecretKey(Buffer.from('sign here', 'utf8'));
    const send = (more: object): Promise<{ readonly id: string }> =>
      new Promise((resolve, reject) => {
        const message = { originator: CLINIC, recipients: [PHONE.slice(1)], ...more };
        initClient('secret').messages.create(message, (error, answer) =>
          error ? reject(error) : resolve(answer),
        );
      });
    const verified = ({ url, body, headers }: AppCall, spoilt = '') =>
      verify(url, Buffer.from(body + spoilt), headers['messagebird-signature-jwt'] ?? '', key);

    test('reports by GET where the sender wants it, with a JWT that the SDK finds sound', async () => {
      const { id } = await send({ body: 'Visit', reference: 'r-1', reportUrl: `${app.url}/mine` });
      const calls = await app.called('/mine', 2);
      expect(calls.map(({ method, fields }) => ({ method, ...fields }))).toMatchObject([
        { method: 'GET', id, reference: 'r-1', recipient: PHONE.slice(1), status: 'sent' },
        { method: 'GET', id, reference: 'r-1', recipient: PHONE.slice(1), status: 'delivered' },
      ]);
      for (const call of calls) expect(await verified(call)).toBe(true);
    });

    test('does not report on a message without a reference', async () => {
      await send({ body: 'Visit', reportUrl: `${app.url}/mine` });
      const [message] = gateways.messages();
      expect(await gateways.receipt(message!, 'delivered')).toMatchObject({
        state: 'refused',
        why: expect.stringContaining('reference'),
      });
      expect(app.calls('/mine')).toEqual([]);
    });

    test('brings a text that the SDK finds sound, and the application answers', async () => {
      app.answer = async ({ fields }) => {
        await send({ body: `Thanks: ${fields.body}` });
        return { body: 'OK' };
      };
      await gateways.inbound('MESSAGEBIRD', { from: PHONE, text: 'Ja ✓' });
      const [call] = app.calls('/in');
      expect(call?.fields).toMatchObject({ originator: PHONE.slice(1), recipient: CLINIC, body: 'Ja ✓' });
      expect(await verified(call!)).toBe(true);
      await expect(verified(call!, '&x=y')).rejects.toThrow('payload_hash');
      expect(gateways.messages({ verdict: 'taken' })).toMatchObject([{ text: 'Thanks: Ja ✓' }]);
    });
  });
});
