/** A secret in every secret option of every kind: nothing that is written or shown has it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { firstRequest } from '../../../src/adapters/proxy/hosts.ts';
import { openDurableLog } from '../../../src/adapters/recorder/durable-log.ts';
import { openStandaloneGateways } from '../../../src/adapters/standalone/open-standalone.ts';
import type { Gateway } from '../../../src/core/model/gateway.ts';
import { isSecretName } from '../../../src/core/model/secret-names.ts';
import { serveLab } from '../../../src/lab/server/serve-lab.ts';
import { loadFile } from '../../../src/load-file.ts';
import { drysend, inEmptyFolder, put } from '../../cli/a-terminal.ts';
import { callerOf } from '../../lab/lab-client.ts';

inEmptyFolder();

const MARK = 'MaRk7q9ZxW';
/** The mark as it is, and inside what is base64. */
const MARKS = [MARK, ...[0, 1, 2].map((shift) => innerBase64(shift))];

function innerBase64(shift: number): string {
  const written = Buffer.from('x'.repeat(shift) + MARK).toString('base64');
  return written.slice(4, 12);
}

function expectNoMark(text: string, where: string): void {
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

function namesOf(kind: string): { readonly options: readonly string[]; readonly secrets: readonly string[] } {
  const { options } = gatewayCatalogue.get(kind)!;
  const secrets = options.filter(({ isSecret }) => isSecret);
  return { options: options.map(({ name }) => name), secrets: secrets.map(({ name }) => name) };
}

function optionsOf(kind: string): Record<string, string> {
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
const OFF_THE_WIRE = ['smtp', 'smpp', 'airtel_tcl'];

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

function story(kind: string, isBroken: boolean): string {
  const isMail = gatewayCatalogue.get(kind)!.channel === 'email';
  const sms = 'sms: {en: "Your password is tuesday"}';
  const email = 'email: {subject: {en: Hello}, body: {en: Hello}}';
  const gateway = JSON.stringify({ type: kind, ...optionsOf(kind) });
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

const kinds = [...gatewayCatalogue.keys()];

test('the kinds have secrets to look for, and each of them is a secret by its name', () => {
  expect(kinds.filter((kind) => namesOf(kind).secrets.length === 0)).toEqual([
    'test',
    'starfish',
    'megamobile',
  ]);
  for (const { options, secrets } of kinds.map(namesOf)) {
    for (const option of options) {
      const isMarked = secrets.includes(option);
      expect(isSecretName(option), option).toBe(isMarked);
    }
  }
});

test.each(kinds)('%s: not in the journal, the exchanges, the reports or the trail of a run', async (kind) => {
  put('a.yaml', story(kind, true));
  const ran = await drysend([
    ...['run', 'a.yaml', '--exchanges', 'x.ndjson', '--journal', 'j.ndjson'],
    ...['--reporter', 'pretty', '--reporter', 'json=r.json'],
  ]);
  expect(ran.code, ran.err).toBe(4);
  const why = await drysend(['why', 'a.yaml', '--case', 'asha', '--json']);
  const written = Object.fromEntries(
    ['x.ndjson', 'j.ndjson', 'r.json'].map((file) => [file, readFileSync(file, 'utf8')]),
  );
  const all = { ...written, out: ran.out, err: ran.err, why: why.out };
  for (const [where, text] of Object.entries(all)) expectNoMark(text, where);
  const isOnWire = namesOf(kind).secrets.length > 0 && !OFF_THE_WIRE.includes(kind);
  expect(written['x.ndjson']!.includes('[redacted]')).toBe(isOnWire);
});

test.each(kinds)('%s: nor in the picture of a problem beside it', async (kind) => {
  const lines = Object.entries(optionsOf(kind)).flatMap(([name, value]) => [
    `    ${name}: ${JSON.stringify(value)}`,
    `    nonsense_${name}: 1`,
  ]);
  const flow = JSON.stringify({ type: kind, nonsense: 1, ...optionsOf(kind) });
  put('a.yaml', `scenario: x\ngateways:\n  FLOW: ${flow}\n  GATE:\n    type: ${kind}\n${lines.join('\n')}\n`);
  const { code, err } = await drysend(['run', 'a.yaml']);
  expect(code).toBe(2);
  expect(err).toContain('nonsense');
  expectNoMark(err, 'problems');
});

test.each(kinds)(
  '%s: nor on the recorder, its journal on the disk, the list of webhooks or in the OpenAPI document',
  async (kind) => {
    const [plan] = loadFile('a.yaml', story(kind, false), {});
    const gateways = plan!.gateways;
    const log = openDurableLog('journal');
    const servers = await openStandaloneGateways({
      gateways,
      gatewayKinds: gatewayCatalogue,
      now: Date.now,
      log,
      webhooks: { speed: 1000 },
    });
    try {
      const base = `http://127.0.0.1:${servers.httpPort}`;
      await forward(base, kind, gateways[0]!);
      await handInWrongly(base);
      await Promise.allSettled([
        servers.webhooks.inbound('GATE', { from: '+27831234567', text: 'hello' }),
        ...[...servers.recorder.all()].map(({ id }) => servers.webhooks.receipt(id, 'delivered')),
      ]);
      const paths = [
        '/__admin/requests',
        '/__admin/requests/unmatched',
        '/__admin/requests/unmatched/near-misses',
      ];
      const ids = [...servers.recorder.all()].map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(1);
      paths.push('/api/v1/messages', '/__admin/webhooks', '/openapi.json', '/metrics');
      for (const id of ids)
        paths.push(`/__admin/requests/${id}`, `/api/v1/message/${id}`, `/api/v1/message/${id}/raw`);
      for (const path of paths) expectNoMark(await (await fetch(base + path)).text(), path);
    } finally {
      await servers.close();
      log.close();
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    const files = readdirSync('journal').map(
      (name) => [name, readFileSync(join('journal', name), 'utf8')] as const,
    );
    expect(files.some(([, text]) => text.includes('[redacted]'))).toBe(true);
    for (const [name, text] of files) expectNoMark(text, name);
  },
);

/** What HQ sends to this gateway, over a socket. */
async function forward(base: string, kind: string, gateway: Gateway): Promise<void> {
  const request = firstRequest(gatewayCatalogue.get(kind)!, gateway);
  if (request === undefined || request.method === 'MAIL') return;
  const { host: _, ...headers } = request.headers;
  const body = request.method === 'GET' ? {} : { body: request.body };
  await fetch(`${base}/GATE${request.path}`, { method: request.method, headers, ...body });
}

/** A secret in the address, the headers and the body of what no gateway knows. */
async function handInWrongly(base: string): Promise<void> {
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

test.each(kinds)('%s: nor in what the lab tells of a session', async (kind) => {
  const scenario = { path: 'a.yaml', text: story(kind, false) };
  const lab = await serveLab({ port: 0, scenario, gateways: { http: 0, smtp: 0 } });
  try {
    const call = callerOf(() => lab);
    const [gateway] = loadFile('a.yaml', scenario.text, {})[0]!.gateways;
    const url = lab.gateways.get('GATE')!;
    if (url.startsWith('http')) {
      const base = url.replace(/\/GATE\/?$/, '');
      await forward(base, kind, gateway!);
      await handInWrongly(base);
    }
    const [{ id: session }] = (await call('GET', '/api/sessions')).body;
    const at = `/api/sessions/${session}`;
    await call('POST', `${at}/clock`, { do: 'jump', to: '2026-03-03 09:00' });
    const told = await call('GET', `${at}/entries`);
    const ids = [...told.text.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id!);
    expect(ids.length, told.text).toBeGreaterThan(0);
    const paths = [
      '/api/sessions',
      `${at}/state`,
      `${at}/entries`,
      `${at}/why?case=asha`,
      `${at}/outside`,
      '/openapi.json',
    ];
    paths.push(...new Set(ids.map((id) => `${at}/exchanges?id=${id}`)));
    for (const path of paths) {
      const { status, text } = await call('GET', path);
      expect(status, `${path} ${text}`).toBe(200);
      expectNoMark(text, path);
    }
  } finally {
    await lab.close();
  }
});
