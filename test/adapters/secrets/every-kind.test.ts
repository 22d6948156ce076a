/** A secret in every secret option of every kind: nothing that is written or shown has it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { openDurableLog } from '../../../src/adapters/recorder/durable-log.ts';
import { openStandaloneGateways } from '../../../src/adapters/standalone/open-standalone.ts';
import { isSecretName } from '../../../src/core/model/secret-names.ts';
import { serveLab } from '../../../src/lab/server/serve-lab.ts';
import { loadFile } from '../../../src/load-file.ts';
import { drysend, inEmptyFolder, put } from '../../cli/a-terminal.ts';
import { callerOf } from '../../lab/lab-client.ts';
import {
  expectNoMark,
  forward,
  handInWrongly,
  kinds,
  namesOf,
  OFF_THE_WIRE,
  optionsOf,
  story,
} from './marked-story.ts';

inEmptyFolder();

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
