/** A story of one gateway kind whose every secret is marked, and how to look for the mark in what was written. */
import { inflateRawSync } from 'node:zlib';
import { expect } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { firstRequest } from '../../../src/adapters/proxy/hosts.ts';
import type { Gateway } from '../../../src/core/model/gateway.ts';

export const MARK = 'MaRk7q9ZxW';
/** The mark as it is, and inside what is base64. */
const MARKS = [MARK, ...[0, 1, 2].map((shift) => innerBase64(shift))];

function innerBase64(shift: number): string {
  const written = Buffer.from('x'.repeat(shift) + MARK).toString('base64');
  return written.slice(4, 12);
}

export function expectNoMark(text: string, where: string): void {
  for (const mark of MARKS) expect(text.includes(mark), `${where}: ${around(text, mark)}`).toBe(false);
}

const around = (text: string, mark: string): string =>
  text.slice(Math.max(0, text.indexOf(mark) - 120), text.indexOf(mark) + 20);

/** Options that no kind sends without, and what they may say. */
const PLAIN: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['username', 'user_name', 'sender_id', 'sender', 'customer_id', 'circle_name', 'campaign_name'].map(
      (name) => [name, 'demo'],
    ),
  ),
  ...Object.fromEntries(
    ['application_id', 'affiliate_code', 'client_id', 'account_id', 'account_sid'].map((name) => [
      name,
      'demo',
    ]),
  ),
  host: 'gate.example',
  host_and_port: 'gate.example:80',
  from_number: '27839999999',
};

export function namesOf(kind: string): {
  readonly options: readonly string[];
  readonly secrets: readonly string[];
} {
  const { options } = gatewayCatalogue.get(kind)!;
  const secrets = options.filter(({ isSecret }) => isSecret);
  return { options: options.map(({ name }) => name), secrets: secrets.map(({ name }) => name) };
}

export function optionsOf(kind: string): Record<string, string> {
  const { secrets, options } = namesOf(kind);
  const marked = Object.fromEntries(secrets.map((name) => [name, MARK]));
  if (options.includes('additional_params')) {
    marked.additional_params = `uid=${MARK}&password=${MARK}&pin=${MARK}`;
    marked.url = `https://user:${MARK}@gate.example/send?api_token=${MARK}`;
  }
  const plain = options.filter((name) => Object.hasOwn(PLAIN, name)).map((name) => [name, PLAIN[name]!]);
  return {
    ...Object.fromEntries(plain),
    ...marked,
    ...(options.includes('inbound_url') && {
      inbound_url: `http://127.0.0.1:9/in?token=${MARK}`,
      status_url: `http://me:${MARK}@127.0.0.1:9/status?auth_key=${MARK}`,
      inbound_api_key: MARK,
    }),
  };
}

/** Kinds whose secrets HQ does not send over HTTP. */
export const OFF_THE_WIRE = ['smtp', 'smpp', 'airtel_tcl'];

/** Numbers of the countries that one or the other kind sends to. */
const people = Object.entries({
  asha: '27831234567',
  india: '919812345678',
  ethiopia: '251911234567',
  ivory: '22507123456',
}).map(
  ([key, number]) =>
    `  ${key}: {type: mother, name: A, contact_phone_number: "${number}", commcare_email_address: a@example.org}`,
);

export function story(
  kind: string,
  isBroken: boolean,
  different: Readonly<Record<string, unknown>> = {},
): string {
  const isMail = gatewayCatalogue.get(kind)!.channel === 'email';
  const sms = 'sms: {en: "Your password is tuesday"}';
  const email = 'email: {subject: {en: Hello}, body: {en: Hello}}';
  const gateway = JSON.stringify({ type: kind, ...optionsOf(kind), ...different });
  return `scenario: Of ${kind}
project: {time_zone: UTC, languages: [en]}
gateways: {GATE: ${gateway}}
${isMail ? '' : 'routing: {global: {"*": GATE}}\n'}cases:
${people.join('\n')}
alerts:
  welcome: {case_type: mother, to: case, send: immediately, ${isMail ? email : sms}}
timeline:
  - {at: 2026-03-02 09:00, register: [asha, india, ethiopia, ivory]}
${isBroken ? 'expect:\n  - sms to asha containing "never"\n' : ''}`;
}

export const kinds = [...gatewayCatalogue.keys()];

/** What HQ sends to this gateway, over a socket. */
export async function forward(base: string, kind: string, gateway: Gateway, name = 'GATE'): Promise<void> {
  const request = firstRequest(gatewayCatalogue.get(kind)!, gateway);
  if (request === undefined || request.method === 'MAIL') return;
  const { host: _, ...headers } = request.headers;
  const body = request.method === 'GET' ? {} : { body: request.body };
  await fetch(`${base}/${name}${request.path}`, { method: request.method, headers, ...body });
}

/** A secret in the address, the headers and the body of what no gateway knows. */
export async function handInWrongly(base: string): Promise<void> {
  const headers = {
    authorization: `Bearer ${MARK}`,
    cookie: `a=${MARK}`,
    'x-auth-key': MARK,
    'content-type': 'application/json',
  };
  const body = JSON.stringify({ a: { token: MARK }, b: JSON.stringify({ password: MARK }) });
  for (const path of ['/GATE/nowhere', '/nobody'])
    await fetch(`${base}${path}?api_token=${MARK}&user[password]=${MARK}`, { method: 'POST', headers, body });
  await fetch(`${base}/__admin/near-misses/request`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ method: 'POST', url: `/x?token=${MARK}`, headers, body }),
  }).then(async (answer) => expectNoMark(await answer.text(), 'near misses'));
}

/** The text of a page, with what its blocks hold when they are unpacked. */
export function unpacked(page: string): string {
  const blocks = page.matchAll(/type="application\/octet-stream" id="[^"]*">([^<]+)</g);
  const texts = [...blocks].map(([, base64]) =>
    inflateRawSync(Buffer.from(base64!, 'base64')).toString('latin1'),
  );
  return [page, ...texts].join('\n');
}
