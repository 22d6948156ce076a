/** Vendors' SDKs, as published, against the fakes: those that let their user say where the service is. */
import { createRequire } from 'node:module';
import { PinpointClient, SendMessagesCommand } from '@aws-sdk/client-pinpoint';
import { SMS } from '@vonage/sms';
import twilio from 'twilio';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Gateways, startGateways } from '../../../src/testing/index.ts';

const require = createRequire(import.meta.url);
const GOOD = '+27831234567';
const BARRED = '+27839999999';
const ACCOUNT = 'AC00000000000000000000000000000001';

let gateways: Gateways;
beforeAll(async () => {
  const rejects = BARRED.slice(1);
  gateways = await startGateways({
    gateways: {
      TWILIO: { type: 'twilio', account_sid: ACCOUNT, auth_token: 'secret' },
      TELERIVET: { type: 'telerivet', api_key: 'secret', project_id: 'PJ1', rejects },
      INFOBIP: { type: 'infobip', auth_token: 'secret', rejects },
      VONAGE: { type: 'vonage', api_key: 'key', api_secret: 'secret', rejects },
      PINPOINT: { type: 'pinpoint', project_id: 'app1', access_key: 'AKIDEXAMPLE', rejects },
    },
  });
});
beforeEach(() => gateways.reset());
afterAll(() => gateways.close());

/** What the recorder has of the one message that was taken. */
function onlyTaken() {
  const taken = gateways.messages({ verdict: 'taken' });
  expect(taken).toHaveLength(1);
  return taken[0]!;
}

type RequestOptions<T> = Parameters<typeof twilio.RequestClient.prototype.request<T>>[0];

describe('twilio', () => {
  /** The documented server: a request client of one's own, which changes nothing but the address. */
  class ToTheFake extends twilio.RequestClient {
    override request<T>(options: RequestOptions<T>) {
      const uri = options.uri.replace('https://api.twilio.com', gateways.url('TWILIO'));
      return super.request<T>({ ...options, uri });
    }
  }
  const client = (token = 'secret') => twilio(ACCOUNT, token, { httpClient: new ToTheFake() });

  test('sends and gets the sid', async () => {
    const message = await client().messages.create({
      to: GOOD,
      from: '+15005550006',
      body: 'Visit Tuesday ✓',
    });
    expect(message).toMatchObject({ status: 'queued', to: GOOD, accountSid: ACCOUNT, errorCode: null });
    expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(message.dateCreated).toBeInstanceOf(Date);
    expect(onlyTaken()).toMatchObject({
      gateway: 'TWILIO',
      to: GOOD,
      from: '+15005550006',
      text: 'Visit Tuesday ✓',
    });
  });

  test('meets a refusal with its code', async () => {
    const sending = client().messages.create({ to: '+15005550001', from: '+15005550006', body: 'Hello' });
    await expect(sending).rejects.toMatchObject({ status: 400, code: 21211 });
    expect(gateways.messages({ verdict: 'refused' })).toHaveLength(1);
  });

  test('sends a picture or a kept content without words', async () => {
    const shared = { to: GOOD, from: '+15005550006' };
    const urls = ['https://example.org/a.png', 'https://example.org/b.png'];
    expect(await client().messages.create({ ...shared, mediaUrl: urls })).toMatchObject({ numMedia: '2' });
    expect(await client().messages.create({ ...shared, contentSid: `HX${'0'.repeat(32)}` })).toMatchObject({
      numMedia: '0',
      status: 'queued',
    });
    const sending = client().messages.create(shared);
    await expect(sending).rejects.toMatchObject({ status: 400, code: 21602 });
  });

  test('is refused to its own number', async () => {
    const sending = client().messages.create({ to: GOOD, from: GOOD, body: 'Hello' });
    await expect(sending).rejects.toMatchObject({ status: 400, code: 21266 });
  });

  test('is listed page by page, the newest first, and by number', async () => {
    for (const body of ['one', 'two', 'three', 'four', 'five'])
      await client().messages.create({
        to: body === 'two' ? '+27830000002' : GOOD,
        from: '+15005550006',
        body,
      });
    const bodies = async (options: object) => (await client().messages.list(options)).map(({ body }) => body);
    expect(await bodies({ pageSize: 2 })).toEqual(['five', 'four', 'three', 'two', 'one']);
    expect(await bodies({ limit: 3 })).toEqual(['five', 'four', 'three']);
    expect(await bodies({ to: '+27830000002' })).toEqual(['two']);
    expect(await bodies({ dateSentAfter: new Date(Date.now() + 86_400_000) })).toEqual([]);
    expect(await bodies({ dateSentBefore: new Date(Date.now() + 86_400_000), pageSize: 1 })).toHaveLength(5);
    const [{ sid, dateSent } = { sid: '' }] = await client().messages.list({ limit: 1 });
    expect(await client().messages(sid).fetch()).toMatchObject({ sid, body: 'five', status: 'delivered' });
    expect(dateSent).toBeInstanceOf(Date);
  });

  test('is told what is not there', async () => {
    const calling = client().calls.create({ to: GOOD, from: '+15005550006', twiml: '<Response/>' });
    await expect(calling).rejects.toMatchObject({
      status: 501,
      message: expect.stringContaining('Calls.json'),
    });
  });

  test('meets a wrong token', async () => {
    const sending = client('wrong').messages.create({ to: GOOD, from: '+15005550006', body: 'Hello' });
    await expect(sending).rejects.toMatchObject({ status: 401, code: 20003 });
  });
});

interface TelerivetMessage {
  readonly id: string;
  readonly status: string;
}
interface Telerivet {
  API: new (
    key: string,
    url: string,
  ) => {
    initProjectById(id: string): {
      sendMessage(options: object, done: (error: unknown, message: TelerivetMessage) => void): void;
    };
  };
}

describe('telerivet', () => {
  const { API } = require('telerivet') as Telerivet;
  /** The second argument of `API` is the address. */
  const send = (to_number: string, content: string): Promise<TelerivetMessage> =>
    new Promise((resolve, reject) => {
      new API('secret', `${gateways.url('TELERIVET')}/v1`)
        .initProjectById('PJ1')
        .sendMessage({ to_number, content, route_id: 'PN1', message_type: 'sms' }, (error, message) =>
          error ? reject(error) : resolve(message),
        );
    });

  test('sends and gets the id', async () => {
    const message = await send(GOOD, 'Visit Tuesday');
    expect(message.id).toMatch(/^SM/);
    expect(message.status).toBe('queued');
    expect(onlyTaken()).toMatchObject({ gateway: 'TELERIVET', to: GOOD, text: 'Visit Tuesday' });
  });

  test('sends a long text, which it packs with gzip', async () => {
    const long = 'Visit Tuesday. '.repeat(40).trim();
    await send(GOOD, long);
    expect(onlyTaken().text).toBe(long);
  });

  test('meets a refusal with its code', async () => {
    await expect(send(BARRED, 'Hello')).rejects.toMatchObject({ code: 'invalid_param' });
    expect(gateways.messages({ verdict: 'refused', to: BARRED })).toHaveLength(1);
  });
});

interface InfobipSdk {
  AuthType: { readonly ApiKey: string };
  Infobip: new (
    options: object,
  ) => {
    channels: {
      sms: {
        send(message: object): Promise<{ data: { messages: { messageId: string; status: object }[] } }>;
      };
    };
  };
}

describe('@infobip-api/sdk', () => {
  const { AuthType, Infobip } = require('@infobip-api/sdk') as InfobipSdk;
  /** Its `baseUrl` is the address: every customer of Infobip has one of their own. */
  const send = (to: string, apiKey = 'secret') =>
    new Infobip({ baseUrl: gateways.url('INFOBIP'), apiKey, authType: AuthType.ApiKey }).channels.sms.send({
      messages: [{ from: 'Clinic', destinations: [{ to }], text: 'Visit Tuesday' }],
    });

  test('sends and gets the id', async () => {
    const { data } = await send(GOOD);
    expect(data.messages[0]).toMatchObject({
      messageId: expect.stringMatching(/^ib-/),
      status: { groupId: 1 },
    });
    expect(onlyTaken()).toMatchObject({
      gateway: 'INFOBIP',
      to: GOOD,
      from: 'Clinic',
      text: 'Visit Tuesday',
    });
  });

  test('meets a refusal inside a 200', async () => {
    const { data } = await send(BARRED);
    expect(data.messages[0]).toMatchObject({ status: { groupName: 'REJECTED' } });
    expect(gateways.messages({ verdict: 'refused', to: BARRED })).toHaveLength(1);
  });

  test('meets a wrong key, which it gives back as a value', async () => {
    expect(await send(GOOD, 'wrong')).toMatchObject({ response: { status: 401 } });
  });
});

describe('@vonage/sms', () => {
  /** Its `restHost` is the address. */
  const client = (apiSecret = 'secret') =>
    new SMS({ apiKey: 'key', apiSecret }, { restHost: gateways.url('VONAGE') });

  test('sends and gets the id', async () => {
    const { messages } = await client().send({ to: GOOD.slice(1), from: 'Clinic', text: 'Visit Tuesday' });
    expect(messages[0]).toMatchObject({
      status: '0',
      to: GOOD.slice(1),
      messageId: expect.stringMatching(/\w/),
    });
    expect(onlyTaken()).toMatchObject({ gateway: 'VONAGE', to: GOOD.slice(1), text: 'Visit Tuesday' });
  });

  test('meets a refusal inside a 200', async () => {
    const sending = client().send({ to: BARRED.slice(1), from: 'Clinic', text: 'Hello' });
    await expect(sending).rejects.toMatchObject({ response: { messages: [{ status: '3' }] } });
    expect(gateways.messages({ verdict: 'refused' })).toHaveLength(1);
  });

  test('meets a wrong secret', async () => {
    const sending = client('wrong').send({ to: GOOD.slice(1), from: 'Clinic', text: 'Hello' });
    await expect(sending).rejects.toMatchObject({ response: { messages: [{ status: '4' }] } });
  });
});

describe('@aws-sdk/client-pinpoint', () => {
  /** Its `endpoint` is the address; every request carries a real Signature Version 4. */
  const send = async (to: string, accessKeyId = 'AKIDEXAMPLE') => {
    const client = new PinpointClient({
      region: 'us-east-1',
      endpoint: gateways.url('PINPOINT'),
      credentials: { accessKeyId, secretAccessKey: 'secret' },
      maxAttempts: 1,
    });
    const SMSMessage = {
      Body: 'Visit Tuesday',
      MessageType: 'TRANSACTIONAL',
      OriginationNumber: '+15005550006',
    } as const;
    const { MessageResponse } = await client.send(
      new SendMessagesCommand({
        ApplicationId: 'app1',
        MessageRequest: { Addresses: { [to]: { ChannelType: 'SMS' } }, MessageConfiguration: { SMSMessage } },
      }),
    );
    return MessageResponse?.Result?.[to];
  };

  test('sends and gets the id', async () => {
    expect(await send(GOOD)).toMatchObject({
      DeliveryStatus: 'SUCCESSFUL',
      MessageId: expect.stringMatching(/^pp-/),
    });
    expect(onlyTaken()).toMatchObject({
      gateway: 'PINPOINT',
      to: GOOD,
      from: '+15005550006',
      text: 'Visit Tuesday',
    });
  });

  test('meets a refusal inside a 200', async () => {
    expect(await send(BARRED)).toMatchObject({ DeliveryStatus: 'PERMANENT_FAILURE', StatusCode: 400 });
    expect(gateways.messages({ verdict: 'refused', to: BARRED })).toHaveLength(1);
  });

  test('meets a key that is not ours', async () => {
    await expect(send(GOOD, 'AKIDEXAMPLE2')).rejects.toMatchObject({ name: 'ForbiddenException' });
  });
});
