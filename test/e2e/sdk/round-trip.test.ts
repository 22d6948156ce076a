/**
 * Both ways, with vendors' SDKs as published: the application sends, hears of the delivery, gets a text from a
 * phone, checks who called with the SDK's own verifier, and answers.
 */
import { createRequire } from 'node:module';
import { PinpointClient, SendMessagesCommand } from '@aws-sdk/client-pinpoint';
import { SMS } from '@vonage/sms';
import twilio from 'twilio';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Gateways, startGateways, waitFor } from '../../../src/testing/index.ts';
import { type AppCall, type LittleApp, startApp } from './little-app.ts';

const require = createRequire(import.meta.url);
const PHONE = '+27831234567';
const ACCOUNT = 'AC00000000000000000000000000000001';
const TOKEN = 'secret';
const CLINIC = '+27870000001';

let app: LittleApp;
let gateways: Gateways;
beforeAll(async () => {
  app = await startApp();
  const number = CLINIC;
  gateways = await startGateways({
    gateways: {
      TWILIO: { type: 'twilio', account_sid: ACCOUNT, auth_token: TOKEN, number, carrier_opt_out: 'yes' },
      TELERIVET: { type: 'telerivet', api_key: 'secret', project_id: 'PJ1', webhook_secret: 'hush', number },
      INFOBIP: { type: 'infobip', auth_token: 'secret', number },
      VONAGE: { type: 'vonage', api_key: 'key', api_secret: 'secret', number },
      PINPOINT: { type: 'pinpoint', project_id: 'app1', access_key: 'AKIDEXAMPLE', number },
    },
    webhooks: { inboundUrl: `${app.url}/in/{gateway}`, receiptsUrl: `${app.url}/status/{gateway}` },
  });
});
beforeEach(() => {
  gateways.reset();
  app.forget();
});
afterAll(async () => {
  await gateways.close();
  await app.close();
});

const json = ({ body }: AppCall) => JSON.parse(body);

describe('twilio', () => {
  type RequestOptions<T> = Parameters<typeof twilio.RequestClient.prototype.request<T>>[0];
  class ToTheFake extends twilio.RequestClient {
    override request<T>(options: RequestOptions<T>) {
      const uri = options.uri.replace('https://api.twilio.com', gateways.url('TWILIO'));
      return super.request<T>({ ...options, uri });
    }
  }
  const client = () => twilio(ACCOUNT, TOKEN, { httpClient: new ToTheFake() });
  const isFromTwilio = ({ headers, url, fields }: AppCall): boolean =>
    twilio.validateRequest(TOKEN, headers['x-twilio-signature'] ?? '', url, fields);
  const isKnown = (call: AppCall) =>
    isFromTwilio(call) && !isFromTwilio({ ...call, fields: { ...call.fields, Body: 'forged' } });

  test('reports on a message where its sender wants it, signed, step by step', async () => {
    const message = await client().messages.create({
      to: PHONE,
      from: CLINIC,
      body: 'Visit Tuesday',
      statusCallback: `${app.url}/mine?clinic=1&x=a%20b`,
    });
    const calls = await app.called('/mine', 4);
    expect(calls.map(({ fields }) => fields.MessageStatus)).toEqual([
      'queued',
      'sending',
      'sent',
      'delivered',
    ]);
    for (const call of calls) {
      expect(call.fields).toMatchObject({ MessageSid: message.sid, To: PHONE, From: CLINIC });
      expect(isKnown(call)).toBe(true);
    }
    expect(app.calls('/status/TWILIO')).toEqual([]);
  });

  test('brings a text, signed, and the application answers it by the API', async () => {
    app.answer = async ({ fields }) => {
      await client().messages.create({ to: fields.From!, from: fields.To!, body: `Thanks: ${fields.Body}` });
      return { type: 'text/xml', body: new twilio.twiml.MessagingResponse().toString() };
    };
    const [delivery] = await gateways.inbound('TWILIO', { from: PHONE, text: 'YES & nö 😀 +1' });
    expect(delivery).toMatchObject({ state: 'acknowledged', about: 'inbound', replies: [] });
    const [call] = app.calls('/in/TWILIO');
    expect(call?.fields).toMatchObject({
      From: PHONE,
      To: CLINIC,
      Body: 'YES & nö 😀 +1',
      SmsStatus: 'received',
    });
    expect(isKnown(call!)).toBe(true);
    expect(gateways.messages({ verdict: 'taken' })).toMatchObject([
      { to: PHONE, from: CLINIC, text: 'Thanks: YES & nö 😀 +1' },
    ]);
  });

  test('sends the messages of TwiML that the SDK wrote', async () => {
    const twiml = new twilio.twiml.MessagingResponse();
    twiml.message('One & <two> “three”');
    twiml.message({ to: '+27830000009', statusCallback: `${app.url}/reply` }, '').body('Four');
    app.answer = ({ path }) => (path === '/in/TWILIO' ? { type: 'text/xml', body: twiml.toString() } : {});
    const [delivery] = await gateways.inbound('TWILIO', { from: PHONE, text: 'HI' });
    const sent = gateways.messages({ verdict: 'taken' });
    expect(sent).toMatchObject([
      { to: PHONE, from: CLINIC, text: 'One & <two> “three”' },
      { to: '+27830000009', from: CLINIC, text: 'Four' },
    ]);
    expect(delivery?.replies).toEqual(sent.map(({ id }) => id));
    expect(await app.called('/reply', 4)).toHaveLength(4);
  });

  test('a STOP is kept by the carrier: 21610 to the SDK and to TwiML, until START', async () => {
    const send = () => client().messages.create({ to: PHONE, from: CLINIC, body: 'Visit' });
    const reply = { type: 'text/xml', body: '<Response><Message>Sorry to hear</Message></Response>' };
    app.answer = ({ path }) => (path === '/in/TWILIO' ? reply : {});
    await gateways.inbound('TWILIO', { from: PHONE, text: 'Stop' });
    await expect(send()).rejects.toMatchObject({ status: 400, code: 21610 });
    const refused = gateways.messages({ verdict: 'refused' });
    expect(refused.map(({ text }) => text)).toEqual(['Sorry to hear', 'Visit']);
    expect(refused.map(({ response }) => JSON.parse(response.body).code)).toEqual([21610, 21610]);
    await gateways.inbound('TWILIO', { from: PHONE, text: 'START' });
    expect(await send()).toMatchObject({ status: 'queued' });
  });
});

interface Telerivet {
  API: new (
    key: string,
    url: string,
  ) => {
    initProjectById(id: string): {
      sendMessage(options: object, done: (error: unknown, message: { readonly id: string }) => void): void;
    };
  };
}

describe('telerivet', () => {
  const { API } = require('telerivet') as Telerivet;
  const send = (options: object): Promise<{ readonly id: string }> =>
    new Promise((resolve, reject) => {
      new API('secret', `${gateways.url('TELERIVET')}/v1`)
        .initProjectById('PJ1')
        .sendMessage({ to_number: PHONE, message_type: 'sms', ...options }, (error, message) =>
          error ? reject(error) : resolve(message),
        );
    });

  test('reports at the address of the message, with its secret', async () => {
    const { id } = await send({ content: 'Visit', status_url: `${app.url}/mine`, status_secret: 'ssh' });
    const calls = await app.called('/mine', 2);
    expect(calls.map(({ fields }) => fields)).toMatchObject([
      { event: 'send_status', id, status: 'sent', secret: 'ssh' },
      { event: 'send_status', id, status: 'delivered', secret: 'ssh' },
    ]);
    await gateways.receipt(gateways.messages()[0]!, 'failed', 'SIM card blocked');
    expect((await app.called('/mine', 3))[2]?.fields).toMatchObject({
      ...{ id, status: 'failed', secret: 'ssh', error_message: 'SIM card blocked' },
    });
    expect(JSON.stringify([gateways.webhooks(), gateways.exchanges()])).not.toContain('ssh');
  });

  test('brings a text with the webhook’s secret, and the application answers', async () => {
    app.answer = async ({ fields }) => {
      if (fields.event === 'incoming_message') await send({ content: `Thanks: ${fields.content}` });
      return {};
    };
    await gateways.inbound('TELERIVET', { from: PHONE, text: 'YES' });
    expect(app.calls('/in/TELERIVET').map(({ fields }) => fields)).toMatchObject([
      { message_type: 'sms', content: 'YES', from_number_e164: PHONE, to_number: CLINIC, secret: 'hush' },
    ]);
    expect(gateways.messages({ verdict: 'taken' })).toMatchObject([{ to: PHONE, text: 'Thanks: YES' }]);
  });
});

interface InfobipSdk {
  readonly AuthType: { readonly ApiKey: string };
  readonly Infobip: new (
    options: object,
  ) => {
    channels: {
      sms: { send(message: object): Promise<{ data: { messages: { messageId: string }[] } }> };
    };
  };
}

describe('@infobip-api/sdk', () => {
  const { AuthType, Infobip } = require('@infobip-api/sdk') as InfobipSdk;
  const send = (text: string, more: object = {}) =>
    new Infobip({
      baseUrl: gateways.url('INFOBIP'),
      apiKey: 'secret',
      authType: AuthType.ApiKey,
    }).channels.sms.send({ messages: [{ from: 'Clinic', destinations: [{ to: PHONE }], text, ...more }] });

  test('reports on a message where its sender wants it', async () => {
    const { data } = await send('Visit', { notifyUrl: `${app.url}/mine` });
    const [call] = await app.called('/mine');
    expect(json(call!).results).toMatchObject([
      {
        messageId: data.messages[0]?.messageId,
        to: PHONE.slice(1),
        status: { groupName: 'DELIVERED', name: 'DELIVERED_TO_HANDSET' },
        error: { groupId: 0 },
      },
    ]);
  });

  test('brings a text, and the application answers', async () => {
    app.answer = async (call) => {
      if (call.path === '/in/INFOBIP') await send(`Thanks: ${json(call).results[0].text}`);
      return {};
    };
    await gateways.inbound('INFOBIP', { from: PHONE, text: 'JA, grüß' });
    expect(gateways.messages({ verdict: 'taken' })).toMatchObject([{ to: PHONE, text: 'Thanks: JA, grüß' }]);
  });
});

describe('@vonage/sms', () => {
  const client = () => new SMS({ apiKey: 'key', apiSecret: 'secret' }, { restHost: gateways.url('VONAGE') });

  test('reports on a message where its sender wants it', async () => {
    const { messages } = await client().send({
      to: PHONE.slice(1),
      from: 'Clinic',
      text: 'Visit',
      callback: `${app.url}/mine`,
    });
    const calls = await app.called('/mine', 2);
    expect(calls.map(({ fields }) => fields)).toMatchObject([
      { status: 'accepted', messageId: messages[0]?.messageId },
      { status: 'delivered', msisdn: PHONE.slice(1), to: 'Clinic', 'err-code': '0' },
    ]);
  });

  test('brings a long text in parts, which the application puts together and answers', async () => {
    const parts: string[] = [];
    app.answer = async ({ path, fields }) => {
      if (path !== '/in/VONAGE') return {};
      parts[Number(fields['concat-part']) - 1] = fields.text ?? '';
      if (parts.length === Number(fields['concat-total'])) {
        await client().send({ to: fields.msisdn!, from: fields.to!, text: `${parts.join('').length} read` });
      }
      return { status: 204 };
    };
    const text = 'é'.repeat(200);
    const deliveries = await gateways.inbound('VONAGE', { from: PHONE, text });
    expect(deliveries.map(({ state }) => state)).toEqual(['acknowledged', 'acknowledged']);
    expect(parts.join('')).toBe(text);
    expect(new Set(app.calls('/in/VONAGE').map(({ fields }) => fields['concat-ref'])).size).toBe(1);
    expect(gateways.messages({ verdict: 'taken' })).toMatchObject([{ to: PHONE.slice(1), text: '200 read' }]);
  });
});

describe('@aws-sdk/client-pinpoint', () => {
  const send = async (to: string, Body: string) => {
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
    const endpoint = gateways.url('PINPOINT');
    const client = new PinpointClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 });
    const SMSMessage = { Body, MessageType: 'TRANSACTIONAL', OriginationNumber: CLINIC } as const;
    const Addresses = { [to]: { ChannelType: 'SMS' } } as const;
    await client.send(
      new SendMessagesCommand({
        ApplicationId: 'app1',
        MessageRequest: { Addresses, MessageConfiguration: { SMSMessage } },
      }),
    );
  };

  test('brings a text in an SNS envelope, and the application answers', async () => {
    app.answer = async (call) => {
      const { originationNumber, messageBody } = JSON.parse(json(call).Message);
      await send(originationNumber, `Thanks: ${messageBody}`);
      return {};
    };
    await gateways.inbound('PINPOINT', { from: PHONE, text: 'YES' });
    const [call] = app.calls('/in/PINPOINT');
    expect(call?.headers).toMatchObject({ 'x-amz-sns-message-type': 'Notification' });
    expect(json(call!).Type).toBe('Notification');
    expect(gateways.messages({ verdict: 'taken' })).toMatchObject([{ to: PHONE, text: 'Thanks: YES' }]);
  });

  test('has no receipts by a call, and says so', async () => {
    await send(PHONE, 'Visit');
    const [message] = await waitFor(() => gateways.messages({ verdict: 'taken' }));
    await expect(gateways.receipt(message!, 'delivered')).rejects.toThrow('Kinesis');
  });
});
