/** Vendors' SDKs, as published, in processes of their own that know nothing but a proxy and a certificate. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  aGateway,
  aTwilio,
  type OpenProxy,
  OTHER_SID,
  openProxy,
  SID,
  TOKEN,
} from '../../adapters/proxy/open-proxy.ts';
import { runProgram } from './run-program.ts';

const TO = '+254711222333';

let proxy: OpenProxy;
beforeAll(async () => {
  proxy = await openProxy([
    aTwilio('TWILIO', SID),
    aTwilio('TWILIO_TWO', OTHER_SID),
    aGateway('AFRICAS_TALKING', 'africastalking', { username: 'clinic', api_key: TOKEN }),
    aGateway('AT_SANDBOX', 'africastalking', { username: 'sandbox', api_key: TOKEN }),
    aGateway('VONAGE', 'vonage', { api_key: 'key', api_secret: TOKEN }),
    aGateway('MESSAGEBIRD', 'messagebird', { access_key: TOKEN }),
    aGateway('TELERIVET', 'telerivet', { api_key: TOKEN, project_id: 'PJ1' }),
    aGateway('TELERIVET_TWO', 'telerivet', { api_key: TOKEN, project_id: 'PJ2' }),
    aGateway('INFOBIP', 'infobip', { auth_token: TOKEN, personalized_subdomain: 'clinic' }),
  ]);
});
beforeEach(() => proxy.forget());
afterAll(() => proxy.close());

/** For SDKs that take Node's global agent: what a program's start script does to bring them through a proxy. */
const THROUGH_PROXY = `
  const HttpsProxyAgent = require('https-proxy-agent');
  require('node:https').globalAgent = new HttpsProxyAgent(process.env.HTTPS_PROXY);
`;
const TOLD = `const told = (answer) => console.log(JSON.stringify(answer));`;

/** Runs a few lines of Node that print one JSON value. */
async function node(lines: string, different: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const environment = {
    HTTP_PROXY: proxy.url,
    HTTPS_PROXY: proxy.url,
    NODE_EXTRA_CA_CERTS: proxy.certificatePath,
    ...different,
  };
  const { code, out, errors } = await runProgram(process.execPath, ['-e', TOLD + lines], environment);
  if (code !== 0) throw new Error(errors);
  return JSON.parse(out);
}

const only = () => {
  const all = proxy.recorded();
  expect(all).toHaveLength(1);
  return all[0];
};

describe('twilio, which reads HTTP_PROXY', () => {
  const send = (sid: string, options = '{}') =>
    `require('twilio')('${sid}', '${TOKEN}', ${options}).messages
       .create({ to: '${TO}', from: '+15005550006', body: 'Visit Tuesday ✓' })
       .then(({ sid, status, accountSid }) => told({ sid, status, accountSid }));`;

  test('sends and gets the sid', async () => {
    expect(await node(send(SID))).toMatchObject({ sid: expect.stringMatching(/^SM/), accountSid: SID });
    expect(only()).toMatchObject({ gateway: 'TWILIO', verdict: 'taken', to: TO, text: 'Visit Tuesday ✓' });
  });

  test('reaches the gateway whose account it has', async () => {
    expect(await node(send(OTHER_SID))).toMatchObject({ accountSid: OTHER_SID });
    expect(only()).toMatchObject({ gateway: 'TWILIO_TWO', verdict: 'taken' });
  });

  test('reaches it in a region, too', async () => {
    await node(send(SID, `{ region: 'ie1', edge: 'dublin' }`));
    expect(only()).toMatchObject({
      gateway: 'TWILIO',
      request: { headers: { host: 'api.dublin.ie1.twilio.com' } },
    });
  });

  test('that does not trust the certificate fails, sends nothing, and is heard of', async () => {
    await expect(node(send(SID), { NODE_EXTRA_CA_CERTS: '' })).rejects.toThrow(/unable to verify/);
    expect(proxy.recorded()).toEqual([]);
    await expect.poll(() => proxy.brokenOff).toEqual([expect.stringMatching(/^api\.twilio\.com: /)]);
  });
});

describe('africastalking, whose client reads HTTPS_PROXY', () => {
  const send = (username: string) =>
    `require('africastalking')({ username: '${username}', apiKey: '${TOKEN}' }).SMS
       .send({ to: '${TO}', message: 'Visit Tuesday', from: 'Clinic' })
       .then(({ SMSMessageData }) => told(SMSMessageData.Recipients));`;

  test('sends and gets the id', async () => {
    expect(await node(send('clinic'))).toMatchObject([{ status: 'Success', number: TO }]);
    expect(only()).toMatchObject({ gateway: 'AFRICAS_TALKING', verdict: 'taken', text: 'Visit Tuesday' });
  });

  test('has a sandbox on a host of its own', async () => {
    expect(await node(send('sandbox'))).toMatchObject([{ status: 'Success' }]);
    expect(only()).toMatchObject({
      gateway: 'AT_SANDBOX',
      request: { headers: { host: 'api.sandbox.africastalking.com' } },
    });
  });
});

test('@infobip-api/sdk, whose client reads HTTPS_PROXY, sends to a customer’s own host', async () => {
  const answer = await node(`
    const { AuthType, Infobip } = require('@infobip-api/sdk');
    new Infobip({ baseUrl: 'https://clinic.api.infobip.com', apiKey: '${TOKEN}', authType: AuthType.ApiKey })
      .channels.sms.send({ messages: [{ from: 'Clinic', destinations: [{ to: '${TO}' }], text: 'Visit Tuesday' }] })
      .then(({ data }) => told(data));`);
  expect(answer).toMatchObject({ messages: [{ messageId: expect.stringMatching(/^ib-/) }] });
  expect(only()).toMatchObject({ gateway: 'INFOBIP', verdict: 'taken', text: 'Visit Tuesday' });
});

test('@vonage/sms sends through the global agent', async () => {
  const answer = await node(`${THROUGH_PROXY}
    const { SMS } = require('@vonage/sms');
    new SMS({ apiKey: 'key', apiSecret: '${TOKEN}' })
      .send({ to: '${TO.slice(1)}', from: 'Clinic', text: 'Visit Tuesday' })
      .then(({ messages }) => told(messages));`);
  expect(answer).toMatchObject([{ status: '0', to: TO.slice(1) }]);
  expect(only()).toMatchObject({
    gateway: 'VONAGE',
    verdict: 'taken',
    request: { headers: { host: 'rest.nexmo.com' } },
  });
});

test('messagebird sends through the global agent', async () => {
  const answer = await node(`${THROUGH_PROXY}
    require('messagebird').initClient('${TOKEN}').messages.create(
      { originator: 'Clinic', recipients: ['${TO.slice(1)}'], body: 'Visit Tuesday' },
      (error, answer) => { if (error) throw error; told(answer); });`);
  expect(answer).toMatchObject({ recipients: { totalSentCount: 1 } });
  expect(only()).toMatchObject({ gateway: 'MESSAGEBIRD', verdict: 'taken', text: 'Visit Tuesday' });
});

test.each([
  ['PJ1', 'TELERIVET'],
  ['PJ2', 'TELERIVET_TWO'],
])('telerivet sends through an agent that it is given, for project %s', async (project, gateway) => {
  const answer = await node(`
    const HttpsProxyAgent = require('https-proxy-agent');
    const { API } = require('telerivet');
    const api = new API('${TOKEN}');
    api.agent = new HttpsProxyAgent(process.env.HTTPS_PROXY);
    api.initProjectById('${project}').sendMessage({ to_number: '${TO}', content: 'Visit Tuesday' },
      (error, { id, status }) => { if (error) throw error; told({ id, status }); });`);
  expect(answer).toMatchObject({ status: 'queued' });
  expect(only()).toMatchObject({
    gateway,
    verdict: 'taken',
    request: { headers: { host: 'api.telerivet.com' } },
  });
});

/** Node 22 and 24, in their later versions. */
const readsProxyVariables = process.allowedNodeEnvironmentFlags.has('--use-env-proxy');

const ofThisNode = readsProxyVariables ? test : () => undefined;

ofThisNode('with NODE_USE_ENV_PROXY nothing of a program is changed', async () => {
  const answers = await node(
    `const { SMS } = require('@vonage/sms');
     new SMS({ apiKey: 'key', apiSecret: '${TOKEN}' })
       .send({ to: '${TO.slice(1)}', from: 'Clinic', text: 'By an SDK' })
       .then(({ messages }) => fetch('http://www.unicel.in/SendSMS/sendmsg.php')
         .then(() => 'answered', () => 'refused')
         .then((fetched) => told([messages[0].status, fetched])));`,
    { NODE_USE_ENV_PROXY: '1' },
  );
  expect(answers).toEqual(['0', 'refused']);
  expect(proxy.recorded()).toMatchObject([
    { gateway: 'VONAGE', verdict: 'taken', text: 'By an SDK' },
    { verdict: 'unmatched', request: { method: 'CONNECT', path: 'www.unicel.in:80' } },
  ]);
});

test('a host of nobody is refused to an SDK, and kept', async () => {
  const status = await node(`${THROUGH_PROXY}
    require('node:https').get('https://api.plivo.com/', ({ statusCode }) => told(statusCode));`);
  expect(status).toBe(403);
  expect(proxy.recorded()).toMatchObject([{ request: { method: 'CONNECT', path: 'api.plivo.com:443' } }]);
});
