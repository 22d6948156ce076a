/** What the kinds call an application with: one table of cases for all of them. */
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { readXml, textIn, type XmlElement } from '../../mock-gateways/xml-reader.ts';
import { hashes } from '../../src/adapters/webhooks/node-hashes.ts';
import {
  type ArrivedText,
  type CallContext,
  type DeliveryReport,
  type GatewayWebhooks,
  receiptStatuses,
  type WebCall,
} from '../../src/core/model/web-call.ts';
import { aGateway, aHandover, contextOf } from './a-handover.ts';

const everyKind = [...gatewayCatalogue.values()].map(
  (gatewayKind) => [gatewayKind.kind, gatewayKind] as const,
);
const AT = Date.UTC(2026, 10, 16, 10, 1, 0);
const URL_ = 'http://127.0.0.1:3000/in/k?clinic=a%20b';

const context = (kind: string, url = URL_): CallContext => ({ gateway: aGateway(kind), url, hashes });

const arrived = (given: Partial<ArrivedText> = {}): ArrivedText => ({
  id: 'one',
  from: '+27831234567',
  to: '+15005550006',
  text: 'YES',
  at: AT,
  ...given,
});

const news = (given: Partial<DeliveryReport> = {}): DeliveryReport => ({
  gatewayMessageId: 'SM1',
  to: '+27831234567',
  from: '+15005550006',
  text: 'Visit',
  status: 'delivered',
  takenAt: AT - 60_000,
  at: AT,
  // 17: on any outcome, and on the way there.
  request: {
    method: 'POST',
    path: '/',
    headers: { 'registered-delivery': '17' },
    body: '{"reference":"r-1"}',
  },
  ...given,
});

function brought(kind: string, calls: GatewayWebhooks, given: Partial<ArrivedText> = {}): readonly WebCall[] {
  return 'none' in calls.inboundWebhook ? [] : calls.inboundWebhook(arrived(given), context(kind));
}

function reported(
  kind: string,
  calls: GatewayWebhooks,
  given: Partial<DeliveryReport> = {},
): WebCall | undefined {
  const said =
    'none' in calls.deliveryReceipt
      ? calls.deliveryReceipt
      : calls.deliveryReceipt(news(given), context(kind));
  return 'none' in said ? undefined : said;
}

const fieldsOf = ({ method, url, body }: WebCall): Record<string, string> =>
  Object.fromEntries(method === 'GET' ? new URL(url).searchParams : new URLSearchParams(body));

const xmlIn = (text: string): XmlElement => {
  const root = readXml(text);
  if ('problem' in root) throw new Error(root.problem);
  return root;
};
const inXml = (text: string, ...path: readonly (readonly [name: string, value?: string])[]): string => {
  let found: XmlElement | undefined = xmlIn(text);
  for (const [name, value] of path) {
    found = found?.children.find(
      (child): child is XmlElement =>
        typeof child !== 'string' &&
        child.name === name &&
        (value === undefined || child.attributes.get('name') === value),
    );
  }
  return found === undefined ? '' : textIn(found);
};
const utf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** How an application reads number and text of each kind. */
const readers: Readonly<Record<string, (call: WebCall) => readonly [from: string, text: string]>> = {
  twilio: (call) => [fieldsOf(call).From!, fieldsOf(call).Body!],
  telerivet: (call) => [fieldsOf(call).from_number_e164!, fieldsOf(call).content!],
  infobip: ({ body }) => {
    const [{ from, text, message }] = JSON.parse(body).results;
    return [from, text === message.text ? text : 'two texts'];
  },
  turn: ({ body }) => {
    const [{ from, text }] = JSON.parse(body).messages;
    return [from, text.body];
  },
  whatsapp_cloud: ({ body }) => {
    const [{ from, text }] = JSON.parse(body).entry[0].changes[0].value.messages;
    return [from, text.body];
  },
  pinpoint: ({ body }) => {
    const { originationNumber, messageBody } = JSON.parse(JSON.parse(body).Message);
    return [originationNumber, messageBody];
  },
  africastalking: (call) => [fieldsOf(call).from!, fieldsOf(call).text!],
  vonage: (call) => [fieldsOf(call).msisdn!, fieldsOf(call).text!],
  messagebird: (call) => [fieldsOf(call).originator!, fieldsOf(call).body!],
  apposit: ({ body }) => [JSON.parse(body).from, JSON.parse(body).message],
  grapevine: (call) => {
    const xml = fieldsOf(call).XML!;
    return [inXml(xml, ['cellNumber']), inXml(xml, ['content'])];
  },
  unicel: (call) => {
    const { send = '', msg = '', DCS } = fieldsOf(call);
    return [send, DCS === '8' ? utf16(msg) : msg];
  },
  smsgh: (call) => [fieldsOf(call).snr!, fieldsOf(call).msg!],
  starfish: (call) => [fieldsOf(call).msisdn!, fieldsOf(call).message!],
  push: ({ body }) => [inXml(body, ['field', 'MobileNumber']), inXml(body, ['field', 'Text'])],
  trumpia: (call) => {
    const { xml = '' } = fieldsOf(call);
    return [inXml(xml, ['PHONENUMBER']), inXml(xml, ['CONTENTS'])];
  },
  tropo: ({ body }) => {
    const { from, initialText } = JSON.parse(body).session;
    return [from.id, initialText];
  },
  sislog: (call) => [fieldsOf(call).sender!, fieldsOf(call).msgdata!],
  yo: (call) => [fieldsOf(call).sender!, fieldsOf(call).message!],
  smpp: ({ headers, body }) => [headers['source-addr']!, body],
};

/** Kinds that report by a call. */
const reporters = [
  ...['twilio', 'telerivet', 'infobip', 'turn', 'africastalking', 'vonage', 'messagebird'],
  ...['whatsapp_cloud', 'grapevine', 'start_enterprise', 'smpp'],
];

describe.each(everyKind)('%s', (kind, { webhooks: calls, ...book }) => {
  test('brings texts, or says why not', () => {
    const reader = readers[kind];
    if ('none' in calls.inboundWebhook) {
      expect(reader).toBeUndefined();
      expect(calls.inboundWebhook.none).toMatch(/\w/);
      return;
    }
    for (const text of ['YES', 'Ja & nö = 50%+', 'आपकी <b>जाँच</b>', 'emoji 😀 "q"', '']) {
      const all = brought(kind, calls, { text });
      expect(all).toHaveLength(1);
      const [from, read] = reader!(all[0]!);
      expect([from.replace('+', ''), read]).toEqual(['27831234567', text]);
    }
  });

  test('reports on messages, or says why not', () => {
    expect(reported(kind, calls) !== undefined).toBe(reporters.includes(kind));
    if ('none' in calls.deliveryReceipt) expect(calls.deliveryReceipt.none).toMatch(/\w/);
    if ('none' in calls.deliveryReceipt) return;
    for (const status of receiptStatuses) {
      const said = calls.deliveryReceipt(news({ status, code: '5' }), context(kind));
      expect('none' in said ? said.none : said.method).toMatch(/\w/);
    }
    const [good, bad] = [reported(kind, calls), reported(kind, calls, { status: 'undelivered' })];
    expect(bad).toBeDefined();
    expect(bad).not.toEqual(good);
  });

  test('writes the same bytes for the same news', () => {
    expect(brought(kind, calls)).toEqual(brought(kind, calls));
    expect(reported(kind, calls)).toEqual(reported(kind, calls));
    const [one, other] = [brought(kind, calls), brought(kind, calls, { id: 'two' })];
    const isNamed = !['grapevine', 'smsgh', 'starfish', 'push', 'tropo', 'sislog', 'yo', 'smpp'].includes(
      kind,
    );
    if (one.length > 0 && isNamed) expect(one).not.toEqual(other);
  });

  test('goes to the address it was given, whose own query stays', () => {
    const report = reported(kind, calls);
    for (const call of [...brought(kind, calls), ...(report ? [report] : [])]) {
      expect(call.url.startsWith(URL_)).toBe(true);
      expect(new URL(call.url).searchParams.get('clinic')).toBe('a b');
      if (call.method === 'DELIVER_SM') continue;
      expect(call.method === 'GET' ? call.body : call.headers['content-type']).toMatch(
        call.method === 'GET' ? /^$/ : /\//,
      );
    }
  });

  test('calls again for a time that ends, and is content with a 200', () => {
    const { waitsMs, isTaken } = calls.retryPolicy(URL_);
    expect(waitsMs.length).toBeLessThan(1000);
    for (const waitMs of waitsMs) expect(waitMs).toBeGreaterThanOrEqual(0);
    expect([isTaken(200), isTaken(302), isTaken(500)]).toEqual([true, false, false]);
  });

  test('calls again only as a page of its vendor says, which is named with the day it was read', () => {
    const { waitsMs } = calls.retryPolicy(URL_);
    // SMPP leaves it to each SMSC.
    expect(calls.retrySource !== undefined).toBe(waitsMs.length > 0 && kind !== 'smpp');
    if (calls.retrySource === undefined) return;
    const { page, readOn } = calls.retrySource;
    expect([page, readOn]).toEqual([
      expect.stringMatching(/^https:\/\//),
      expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
    ]);
  });

  test('finds the id that its own answer gave', () => {
    if (calls.idIn === undefined) return;
    const full = { ...book, calls };
    const handover = aHandover(aGateway(kind));
    let asked = full.buildRequest(handover);
    let id = '';
    while ('method' in asked) {
      const { response } = full.respond(asked, contextOf(handover));
      id = calls.idIn(response);
      asked = full.interpretResponse(response, handover, asked);
    }
    expect(id).toMatch(/\w/);
    if (asked.kind === 'taken' && asked.gatewayMessageId !== '') expect(id).toBe(asked.gatewayMessageId);
    expect(calls.idIn({ status: 200, headers: {}, body: '<html>' })).not.toMatch(/undefined/);
  });
});

describe('signatures', () => {
  const signedBy = (kind: string, options: Readonly<Record<string, string>>): CallContext => ({
    ...context(kind),
    gateway: aGateway(kind, { options: new Map(Object.entries(options)) }),
  });
  const callOf = (kind: string, options: Readonly<Record<string, string>>, text: string): WebCall => {
    const { inboundWebhook: brings } = gatewayCatalogue.get(kind)!.webhooks;
    if ('none' in brings) throw new Error(brings.none);
    return brings(arrived({ text }), signedBy(kind, options))[0]!;
  };

  test('whatsapp_cloud: the body’s bytes by app_secret', () => {
    const { headers, body } = callOf('whatsapp_cloud', { app_secret: 'hush' }, 'nö ✓');
    const seal = createHmac('sha256', 'hush').update(Buffer.from(body)).digest('hex');
    expect(headers['x-hub-signature-256']).toBe(`sha256=${seal}`);
  });

  test('vonage: all fields by signature_secret, with & and = in them as _', () => {
    const { sig, ...fields } = fieldsOf(callOf('vonage', { signature_secret: 'hush' }, 'a&b=c'));
    const names = Object.keys(fields).sort();
    expect(names).toContain('timestamp');
    const signed = names.map((name) => `&${name}=${fields[name]!.replaceAll('&', '_').replaceAll('=', '_')}`);
    expect(sig).toBe(
      createHash('md5')
        .update(`${signed.join('')}hush`)
        .digest('hex'),
    );
    expect(fieldsOf(callOf('vonage', {}, 'a')).sig).toBeUndefined();
  });
});

interface Vector {
  readonly method?: string;
  readonly fields?: readonly string[];
  readonly example?: unknown;
  readonly failed?: unknown;
  readonly sms_shape?: unknown;
  readonly hq_shape?: unknown;
}
type Vectors = Readonly<Record<string, { readonly inbound?: Vector; readonly receipt?: Vector }>>;
const vectors: Vectors = JSON.parse(readFileSync('test/vectors/gateway-calls.json', 'utf8'));

/** What each call says anew, beside its text: ids, and what the example only happens to have. */
const LOOSE = new Set([
  ...['SmsSid', 'SmsMessageSid', 'MessageSid', 'id', 'messageId', 'linkId', 'contact_id', 'bulkId', 'name'],
  ...['ToCountry', 'FromCountry', 'from_number', 'inboundMessageId', 'secret', 'timestamp', 'time_created'],
  ...['time_sent', 'sentAt', 'doneAt', 'receivedAt'],
]);

/** Leaves of a value, by their path, without those that are each call's own. */
function leaves(value: unknown, path = ''): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return { [path]: value };
  return Object.assign(
    {},
    ...Object.entries(value)
      .filter(([name]) => !LOOSE.has(name))
      .map(([name, each]) => leaves(each, `${path}.${name}`)),
  );
}

/** The example as plain data: a form's text, or JSON. */
const dataOf = (example: unknown): unknown =>
  typeof example === 'string' ? Object.fromEntries(new URLSearchParams(example)) : example;

function sent(call: WebCall): unknown {
  const isJson = call.body.startsWith('{');
  return isJson ? JSON.parse(call.body) : fieldsOf(call);
}

const like: Readonly<Record<string, Partial<ArrivedText> & Partial<DeliveryReport>>> = {
  twilio: { text: 'STOP' },
  africastalking: { from: '+254711000001', to: '12345' },
  apposit: { from: '+251911234567', to: '8080' },
  vonage: { to: '2020' },
};
const reportLike: Readonly<Record<string, Partial<DeliveryReport>>> = {
  africastalking: { to: '+254711000001' },
  vonage: { from: '2020' },
};

const HOUR = 3_600_000;

test.each([
  // An address alone, without Twilio's overrides.
  ['twilio', [0], 0, [200, 204, 299]],
  ['telerivet', [60_000, 120_000, 240_000], 24, [200]],
  ['infobip', [60_000, 120_000, 300_000, 600_000], 41.5, [200, 204, 299]],
  ['turn', [5000, 10_000, 20_000], 0.25, [200, 204, 299]],
  ['pinpoint', [20_000, 20_000, 20_000], 1 / 60, [200, 204, 299]],
  ['vonage', [5000, 10_000, 20_000], 24, [200, 204]],
  ['whatsapp_cloud', [10_000, 20_000, 40_000], 168, [200]],
])('%s: calls again after %j and on, for %f hours at most, until %j', (kind, first, hours, taken) => {
  const { waitsMs, isTaken } = gatewayCatalogue.get(kind)!.webhooks.retryPolicy(URL_);
  expect(waitsMs.slice(0, first.length)).toEqual(first);
  const sum = waitsMs.reduce((total, ms) => total + ms, 0);
  expect(sum).toBeLessThanOrEqual(hours * HOUR);
  expect(sum).toBeGreaterThan((hours - 1) * HOUR);
  expect([200, 204, 299, 302].filter((status) => isTaken(status))).toEqual(taken);
});

describe('the documented calls', () => {
  const all = Object.entries(vectors).flatMap(([kind, { inbound, receipt }]) => [
    ...(inbound ? [[kind, 'inbound', inbound] as const] : []),
    ...(receipt ? [[kind, 'receipt', receipt] as const] : []),
  ]);

  test.each(all)('%s: %s has its method, fields and example', (kind, what, vector) => {
    const { webhooks: calls } = gatewayCatalogue.get(kind)!;
    const [call] =
      what === 'inbound' ? brought(kind, calls, like[kind]) : [reported(kind, calls, reportLike[kind])];
    expect(call).toBeDefined();
    if (vector.method !== undefined) expect(vector.method.split('|')).toContain(call!.method);
    const data = sent(call!);
    for (const example of [vector.example, vector.sms_shape, vector.hq_shape]) {
      if (example === undefined) continue;
      const wanted =
        kind === 'pinpoint' ? JSON.parse(Reflect.get(Object(example), 'Message')) : dataOf(example);
      const found = kind === 'pinpoint' ? JSON.parse(Reflect.get(Object(data), 'Message')) : data;
      expect(leaves(found)).toMatchObject(leaves(wanted));
    }
    if (call!.body.startsWith('{') || kind === 'grapevine') return;
    const names = Object.keys(fieldsOf(call!));
    for (const field of (vector.fields ?? []).map(bare))
      if (!RARE.has(`${kind} ${field}`)) expect(names).toContain(field);
  });

  test('whatsapp_cloud: a failure is the documented one', () => {
    const { webhooks: calls } = gatewayCatalogue.get('whatsapp_cloud')!;
    const failed = reported('whatsapp_cloud', calls, { status: 'failed' });
    expect(leaves(sent(failed!))).toMatchObject(leaves(vectors.whatsapp_cloud?.receipt?.failed));
  });
});

/** `SmsStatus=received` is SmsStatus, `ErrorCode?` is ErrorCode. */
const bare = (field: string): string => field.replace(/[=? (].*$/, '');

/** Fields that such a call need not have. */
const RARE = new Set([
  ...['twilio MessagingServiceSid', 'twilio ErrorCode', 'twilio MediaUrl{n}', 'twilio ButtonText'],
  ...['telerivet error_message', 'telerivet service_id', 'africastalking failureReason'],
  ...['vonage concat', 'vonage concat-ref', 'vonage concat-total', 'vonage concat-part'],
  ...['messagebird statusErrorCode', 'start_enterprise ...'],
]);
