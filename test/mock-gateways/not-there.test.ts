/** What a vendor has and its fake does not do is said so, and never blamed on the client. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import type { WireRequest } from '../../src/core/model/wire.ts';
import { type Gateways, startGateways } from '../../src/testing/index.ts';
import { aGateway, aHandover, contextOf, requestOf } from './a-handover.ts';

const said = (kind: string, different: (own: WireRequest) => Partial<WireRequest>) => {
  const gatewayKind = gatewayCatalogue.get(kind)!;
  const handover = aHandover(aGateway(kind));
  const own = requestOf(gatewayKind, handover);
  return gatewayKind.respond({ ...own, ...different(own) }, contextOf(handover));
};

/** Their address is the project's own, or they have none. */
const WITHOUT_PATHS = new Set(['http', 'sislog', 'yo', 'smpp', 'smtp', 'test']);
const kinds = [...gatewayCatalogue.keys()].filter((kind) => !WITHOUT_PATHS.has(kind));

test.each(kinds)('%s: a path that it does not serve is 501, with its name', (kind) => {
  const { verdict, response, missing } = said(kind, () => ({ path: '/v9/balance/of-mine?x=1' }));
  expect([verdict, response.status, missing]).toEqual([
    'refused',
    501,
    expect.stringMatching(/^(?:GET|POST) \/v9\/balance\/of-mine$/),
  ]);
  expect(JSON.parse(response.body).message).toContain(`kind ${kind} has no`);
});

test.each([
  ['twilio', '/2010-04-01/Accounts/AC1/Messages.json', 404],
  ['twilio', '/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls.json', 501],
  ['telerivet', '/v1/projects/PJ9/messages/send', 404],
  ['pinpoint', '/v1/apps/other/messages', 404],
  ['whatsapp_cloud', '/v25.0/1/messages', 404],
  ['http', '/elsewhere', 404],
])('%s: %s is %i', (kind, path, status) => {
  expect(said(kind, () => ({ path })).response.status).toBe(status);
});

const json =
  (change: (body: Record<string, unknown>) => object) =>
  ({ body }: WireRequest) => ({ body: JSON.stringify({ ...JSON.parse(body), ...change(JSON.parse(body)) }) });

test.each<[string, (own: WireRequest) => Partial<WireRequest>, string]>([
  [
    'vonage',
    json(() => ({ type: 'binary', text: undefined, body: '00', udh: '00' })),
    'messages of type binary',
  ],
  ['whatsapp_cloud', json(() => ({ type: 'image', text: undefined, image: {} })), 'messages of type image'],
  ['messagebird', json(() => ({ type: 'binary' })), 'messages of type binary'],
  ['telerivet', json(() => ({ message_type: 'call', content: undefined })), 'messages of type call'],
  ['pinpoint', json(() => ({ MessageConfiguration: { GCMMessage: {} } })), 'messages by GCMMessage'],
  ['twilio', ({ body }) => ({ body: `${body}&ScheduleType=fixed` }), 'scheduled messages (ScheduleType)'],
])('%s: what its message asks for is named', (kind, different, missing) => {
  expect(said(kind, different)).toMatchObject({ missing, response: { status: 501 } });
});

test('whoever is not known is told that first', () => {
  const strange = () => ({ path: '/v9/x', headers: { authorization: 'Basic eDp5' } });
  expect(said('twilio', strange).response.status).toBe(401);
});

describe('at the server', () => {
  let gateways: Gateways;
  beforeAll(async () => {
    gateways = await startGateways({
      gateways: { TW: { type: 'twilio' }, MB: { type: 'messagebird' }, TR: { type: 'telerivet' } },
    });
  });
  beforeEach(() => gateways.reset());
  afterAll(() => gateways.close());

  const posted = (name: string, path: string, authorization: string, form: Record<string, string>) =>
    fetch(gateways.url(name) + path, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams(form),
    });

  test('the record has a note of it', async () => {
    const path = '/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls.json';
    const account = `Basic ${btoa('AC0123456789abcdef0123456789abcdef:rehearsal')}`;
    expect((await posted('TW', path, account, { To: '+27831234567' })).status).toBe(501);
    const answer = await fetch(`http://127.0.0.1:${gateways.httpPort}/__admin/requests?limit=1`);
    const { requests } = (await answer.json()) as { requests: object[] };
    expect(requests).toMatchObject([{ verdict: 'refused', fault: `POST ${path} is not there` }]);
  });

  test.each([
    [
      'MB',
      '/messages',
      'AccessKey demo',
      { originator: 'Clinic', recipients: '27831234567,27831234568', body: 'Hi' },
      201,
      2,
    ],
    [
      'TR',
      '/v1/projects/PJ1/messages/send',
      `Basic ${btoa('demo:')}`,
      { to_number: '+27831234567', content: 'Hi' },
      200,
      1,
    ],
  ] as const)(
    '%s takes a form as its vendor documents it',
    async (name, path, account, form, status, messages) => {
      expect((await posted(name, path, account, form)).status).toBe(status);
      expect(gateways.messages({ verdict: 'taken', text: 'Hi' })).toHaveLength(messages);
    },
  );
});
