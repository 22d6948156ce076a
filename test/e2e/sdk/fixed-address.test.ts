/** Vendors' SDKs, as published, whose https host is fixed: they reach the fakes by a TLS front on loopback. */
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Gateways, startGateways } from '../../../src/testing/index.ts';
import { isLeftOut } from './programs.ts';
import { standInFor, type VendorHosts } from './vendor-hosts.ts';

const require = createRequire(import.meta.url);
const GOOD = '+254711222333';
const BARRED = '+254711000001';

interface AfricasTalkingAnswer {
  readonly SMSMessageData: {
    readonly Recipients: readonly { readonly status: string; readonly messageId: string }[];
  };
}
type AfricasTalking = (options: object) => { SMS: { send(message: object): Promise<AfricasTalkingAnswer> } };

interface MessageBirdMessage {
  readonly id: string;
  readonly recipients: { readonly totalSentCount: number };
}
interface MessageBird {
  initClient(key: string): {
    messages: { create(message: object, done: (error: unknown, answer: MessageBirdMessage) => void): void };
  };
}

describe.skipIf(isLeftOut('openssl', 'openssl'))('SDKs with a fixed host', () => {
  let gateways: Gateways;
  let hosts: VendorHosts;
  beforeAll(async () => {
    const rejects = BARRED.slice(1);
    gateways = await startGateways({
      gateways: {
        AFRICAS_TALKING: { type: 'africastalking', username: 'clinic', api_key: 'secret', rejects },
        MESSAGEBIRD: { type: 'messagebird', access_key: 'secret', rejects },
      },
    });
    hosts = await standInFor({
      'api.africastalking.com': gateways.url('AFRICAS_TALKING'),
      'rest.messagebird.com': gateways.url('MESSAGEBIRD'),
    });
  });
  beforeEach(() => gateways.reset());
  afterAll(async () => {
    hosts.close();
    await gateways.close();
  });

  describe('africastalking', () => {
    const connect = require('africastalking') as AfricasTalking;
    const send = (to: string, apiKey = 'secret') =>
      connect({ username: 'clinic', apiKey }).SMS.send({ to, message: 'Visit Tuesday', from: 'Clinic' });

    test('sends and gets the id', async () => {
      const { SMSMessageData } = await send(GOOD);
      expect(SMSMessageData.Recipients).toMatchObject([
        { status: 'Success', statusCode: 101, number: GOOD, messageId: expect.stringMatching(/^ATXid_/) },
      ]);
      expect(gateways.messages()).toMatchObject([
        { gateway: 'AFRICAS_TALKING', verdict: 'taken', to: GOOD, from: 'Clinic', text: 'Visit Tuesday' },
      ]);
    });

    test('meets a refusal of one recipient', async () => {
      const { SMSMessageData } = await send(BARRED);
      expect(SMSMessageData.Recipients).toMatchObject([{ status: 'InvalidPhoneNumber', statusCode: 403 }]);
      expect(gateways.messages({ verdict: 'refused', to: BARRED })).toHaveLength(1);
    });

    test('meets a wrong key', async () => {
      await expect(send(GOOD, 'wrong')).rejects.toMatchObject({ response: { status: 401 } });
    });
  });

  describe('messagebird', () => {
    const { initClient } = require('messagebird') as MessageBird;
    const send = (to: string, key = 'secret'): Promise<MessageBirdMessage> =>
      new Promise((resolve, reject) => {
        const message = { originator: 'Clinic', recipients: [to.slice(1)], body: 'Visit Tuesday' };
        initClient(key).messages.create(message, (error, answer) =>
          error ? reject(error) : resolve(answer),
        );
      });

    test('sends and gets the id', async () => {
      const message = await send(GOOD);
      expect(message.id).toMatch(/^[0-9a-f]{32}$/);
      expect(message.recipients.totalSentCount).toBe(1);
      expect(gateways.messages()).toMatchObject([
        {
          gateway: 'MESSAGEBIRD',
          verdict: 'taken',
          to: GOOD.slice(1),
          from: 'Clinic',
          text: 'Visit Tuesday',
        },
      ]);
    });

    test('meets a refusal with its code', async () => {
      await expect(send(BARRED)).rejects.toMatchObject({ errors: [{ code: 9 }] });
      expect(gateways.messages({ verdict: 'refused' })).toHaveLength(1);
    });

    test('meets a wrong key', async () => {
      await expect(send(GOOD, 'wrong')).rejects.toMatchObject({ errors: [{ code: 2 }] });
    });
  });
});
