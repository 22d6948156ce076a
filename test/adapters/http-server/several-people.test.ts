import { afterEach, describe, expect, test } from 'vitest';
import { basicAuth } from '../../../mock-gateways/encodings.ts';
import { aFault, type FaultyServers, openFaultyServers, troubled } from '../faults/faulty-servers.ts';

let servers: FaultyServers;
afterEach(() => servers.close());

const [ASHA, BEN, CHI] = ['+27831110001', '+27831110002', '+27831110003'];
const digits = (number: string): string => number.replace('+', '');

const kinds = {
  africastalking: {
    path: '/version1/messaging',
    headers: { apikey: 'demo', 'content-type': 'application/x-www-form-urlencoded' },
    body: `username=sandbox&to=${[ASHA, BEN, CHI].map(encodeURIComponent).join('%2C')}&message=Hello&from=CLINIC`,
    entries: (answer: Answer) => answer.SMSMessageData.Recipients.map(({ status }) => status),
    refused: 'UserInBlacklist',
    taken: 'Success',
  },
  messagebird: {
    path: '/messages',
    headers: { authorization: 'AccessKey demo' },
    body: JSON.stringify({ originator: 'CLINIC', recipients: [ASHA, BEN, CHI].map(digits), body: 'Hello' }),
    entries: (answer: Answer) => answer.recipients.items.map(({ status }) => status),
    refused: 'delivery_failed',
    taken: 'sent',
  },
  pinpoint: {
    path: '/v1/apps/demo/messages',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=demo/2026/us-east-1/mobiletargeting/aws4_request',
    },
    body: JSON.stringify({
      MessageConfiguration: { SMSMessage: { Body: 'Hello', OriginationNumber: 'CLINIC' } },
      Addresses: Object.fromEntries([ASHA, BEN, CHI].map((to) => [to, { ChannelType: 'SMS' }])),
    }),
    entries: (answer: Answer) => Object.values(answer.Result).map(({ DeliveryStatus }) => DeliveryStatus),
    refused: 'OPT_OUT',
    taken: 'SUCCESSFUL',
  },
  infobip: {
    path: '/sms/2/text/advanced',
    headers: { authorization: 'App demo' },
    body: JSON.stringify({
      messages: [
        { from: 'CLINIC', destinations: [{ to: ASHA }, { to: BEN }], text: 'Hello' },
        { from: 'CLINIC', destinations: [{ to: CHI }], text: 'Hello' },
      ],
    }),
    entries: (answer: Answer) => answer.messages.map(({ status }) => status.groupName),
    refused: 'REJECTED',
    taken: 'PENDING',
  },
} as const;

/** What the tests read of the answers. */
interface Answer {
  readonly SMSMessageData: { readonly Recipients: readonly { readonly status: string }[] };
  readonly recipients: { readonly items: readonly { readonly status: string }[] };
  readonly Result: Readonly<Record<string, { readonly DeliveryStatus: string }>>;
  readonly messages: readonly { readonly status: { readonly groupName: string } }[];
}

describe.each(Object.entries(kinds))('%s: a request for three people', (kind, given) => {
  const send = () =>
    fetch(servers.base + given.path, { method: 'POST', headers: given.headers, body: given.body });

  test('is three messages, with an entry and a receipt id for each', async () => {
    servers = await openFaultyServers(troubled(kind, []));
    const answer = (await (await send()).json()) as Answer;
    expect(given.entries(answer)).toEqual([given.taken, given.taken, given.taken]);
    const came = servers.all();
    expect(came.map(({ to, text, verdict }) => [digits(to), text, verdict])).toEqual(
      [ASHA, BEN, CHI].map((to) => [digits(to), 'Hello', 'taken']),
    );
    expect(new Set(came.map(({ id }) => id)).size).toBe(3);
    const { idIn } = servers.fakes.kindOf(servers.fakes.gateways[0]!).webhooks;
    const ids = came.map(({ gatewayId, response }) => gatewayId ?? idIn?.(response));
    if (idIn !== undefined) expect(new Set(ids).size).toBe(kind === 'messagebird' ? 1 : 3);
  });

  test('meets faults and opt-outs by person', async () => {
    const faults = [aFault('reject', 'opted_out', { to: `*${digits(BEN)}` })];
    servers = await openFaultyServers(troubled(kind, faults));
    const answer = (await (await send()).json()) as Answer;
    expect(given.entries(answer)).toEqual([given.taken, given.refused, given.taken]);
    expect(servers.all().map(({ verdict }) => verdict)).toEqual(['taken', 'refused', 'taken']);
  });

  test('a carrier’s own STOP list stops its one person', async () => {
    const gateway = troubled(kind, [], { carrierOptOut: true });
    servers = await openFaultyServers(gateway);
    servers.fakes.stateOf(gateway).noteCarrierKeyword(CHI, 'STOP');
    await send();
    expect(servers.all().map(({ verdict }) => verdict)).toEqual(['taken', 'taken', 'refused']);
  });

  test('a connection that breaks for one breaks for all, and is committed by person', async () => {
    const broken = aFault('connection', { mode: 'reset' }, { to: `*${digits(ASHA)}` });
    servers = await openFaultyServers(troubled(kind, [broken]));
    await expect(send()).rejects.toThrow();
    expect(servers.all().map(({ verdict }) => verdict)).toEqual(['failing', 'taken', 'taken']);
  });
});

test('Karix: every destination of every message is a message', async () => {
  servers = await openFaultyServers(troubled('karix', []));
  const messages = [
    { dest: ['919812345678', '919812345679'], send: 'CLINIC', text: 'One' },
    { dest: ['919812345670'], send: 'CLINIC', text: 'Two' },
  ];
  const key = basicAuth('demo', 'demo').replace('Basic ', '');
  const body = JSON.stringify({ ver: '1.0', key, messages });
  const answer = await fetch(`${servers.base}/httpapi/JsonReceiver`, { method: 'POST', body });
  expect(await answer.json()).toMatchObject({ status: { code: '200' } });
  expect(servers.all().map(({ to, text }) => [to, text])).toEqual([
    ['919812345678', 'One'],
    ['919812345679', 'One'],
    ['919812345670', 'Two'],
  ]);
});

test('Vonage takes a form as well as JSON', async () => {
  servers = await openFaultyServers(troubled('vonage', []));
  const body = `api_key=demo&api_secret=demo&from=CLINIC&to=${digits(ASHA)}&text=Caf%C3%A9+at+9`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await fetch(`${servers.base}/sms/json`, { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({ messages: [{ to: digits(ASHA), status: '0' }] });
  expect(servers.all()).toMatchObject([{ to: digits(ASHA), from: 'CLINIC', text: 'Café at 9' }]);
});

test('Infobip: a scenario’s destinations are messages too', async () => {
  servers = await openFaultyServers(troubled('infobip', [], { options: new Map([['scenario_key', 'K']]) }));
  const body = JSON.stringify({
    destinations: [{ to: { phoneNumber: ASHA } }, { to: { phoneNumber: BEN } }],
    scenarioKey: 'K',
    sms: { text: 'Hello' },
  });
  const headers = { authorization: 'App demo' };
  const answer = await fetch(`${servers.base}/omni/1/advanced`, { method: 'POST', headers, body });
  expect(((await answer.json()) as Answer).messages).toHaveLength(2);
  expect(servers.all().map(({ to }) => to)).toEqual([ASHA, BEN]);
});
