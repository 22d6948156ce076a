/** WireMock's own Java client, and two for Node, against the recorder; none of them is told that this is no WireMock. */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WireMock } from 'wiremock-captain';
import { WireMockRestClient } from 'wiremock-rest-client';
import { type Api, openApiUnderTest } from '../../adapters/recorder/an-api.ts';
import { runProgram } from '../proxy/run-program.ts';
import { isLeftOut } from '../sdk/programs.ts';

/** Of a 5xx this client tells the status only; the record has the sentence. */
const NOT_THERE = expect.stringMatching(/^VerificationException .* was 501$/);
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

let api: Api;
beforeAll(async () => {
  api = await openApiUnderTest();
});
afterAll(() => api.close());
/** A message with a header of its own, one of JSON, and a stray one. */
beforeEach(async () => {
  api.gateways.reset();
  await fetch(`${api.base}/NOWHERE/send`);
  await fetch(`${api.base}/OURS/json`, { method: 'POST', body: '{"visit": {"day": "Tuesday"}}' });
  await fetch(`${api.base}/OURS/send`, {
    method: 'POST',
    headers: { 'X-Odd': 'yes', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'text=Visit&to=27831234567',
  });
});

/** The jar that the npm package carries. */
function jar(): string {
  const folder = join(dirname(createRequire(import.meta.url).resolve('wiremock/package.json')), 'build');
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.jar')) ?? '');
}

describe.skipIf(isLeftOut('javac', 'default-jdk-headless'))('the Java client', () => {
  test('hears what WireMock would say, and what is not there in a sentence', {
    timeout: 60_000,
  }, async () => {
    const program = join(import.meta.dirname, 'programs', 'WireMockClient.java');
    const { out } = await runProgram('java', ['-cp', jar(), program, String(api.gateways.httpPort)], {});
    const heard = Object.fromEntries(
      out
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
    );
    const told = (sentence: string): unknown =>
      expect.stringMatching(new RegExp(`^ClientError .*"code" : \\d+, "title" : "${sentence}`));
    expect(heard).toEqual({
      events: '3',
      header: 'yes',
      matched: 'true',
      status: expect.stringMatching(/^\d{3}$/),
      found: 'text=Visit&to=27831234567',
      form: '1',
      absent: '2',
      json: '1',
      'json absent': '1',
      verify: 'ok',
      'verify none': 'ok',
      'verify wrong': expect.stringMatching(/^VerificationException .*\/OURS\/sent .*\/OURS\/send/),
      unmatched: '/NOWHERE/send',
      near: 'true',
      'near request': 'true',
      'near pattern': '3',
      mappings: '0',
      scenarios: '0',
      'reset scenarios': 'ok',
      'reset stubs': 'ok',
      save: 'ok',
      'by metadata': '0',
      recording: 'NeverStarted',
      register: NOT_THERE,
      settings: NOT_THERE,
      shutdown: NOT_THERE,
      'no such stub': told('there is no such stub mapping'),
      'remove one': 'ok',
      'remove some': expect.stringMatching(/^[01]$/),
      'reset requests': 'ok',
      left: '0',
      reset: 'ok',
    });
  });
});

test('wiremock-captain', async () => {
  const client = new WireMock(api.base);
  const all = (await client.getAllRequests()) as { id: string; wasMatched: boolean }[];
  expect(all).toHaveLength(3);
  for (const { id } of all) expect(id).toMatch(UUID);
  expect(await client.getRequestsForAPI('POST', '/OURS/send')).toHaveLength(1);
  expect(await client.getUnmatchedRequests()).toMatchObject([{ url: '/NOWHERE/send' }]);
  expect(await client.getAllMappings()).toEqual([]);
  expect(await client.getAllScenarios()).toEqual([]);
  await client.resetAllScenarios();
  await client.resetMappings();
  const stub = client.register({ method: 'GET', endpoint: '/x' }, { status: 200 });
  await expect(stub).rejects.toMatchObject({
    response: {
      status: 501,
      data: { errors: [{ code: 501, title: expect.stringContaining('stub mapping') }] },
    },
  });
  await expect(client.getMapping('x')).rejects.toMatchObject({ response: { status: 404 } });
  const noted = (await client.getAllRequests()) as { fault: string; wasMatched: boolean }[];
  expect(noted[0]).toMatchObject({ fault: 'making a stub mapping is not there', wasMatched: true });
  await client.clearAll();
  expect(await client.getAllRequests()).toEqual([]);
});

test('wiremock-rest-client', async () => {
  const client = new WireMockRestClient(api.base, { logLevel: 'silent' });
  const { requests } = await client.requests.getAllRequests();
  expect(requests).toHaveLength(3);
  const [newest] = requests;
  expect(newest?.id).toMatch(UUID);
  expect(await client.requests.getRequest(newest?.id ?? '')).toMatchObject({
    request: { url: '/OURS/send' },
  });
  const pattern = { method: 'POST', formParameters: { to: { contains: '2783' } } } as const;
  expect(await client.requests.getCount(pattern)).toMatchObject({ count: 1 });
  expect((await client.requests.findRequests(pattern)).requests).toHaveLength(1);
  expect((await client.requests.getUnmatchedRequests()).requests).toHaveLength(1);
  expect(await client.requests.getUnmatchedNearMisses()).toHaveProperty('nearMisses');
  expect(await client.mappings.getAllMappings()).toEqual({ mappings: [], meta: { total: 0 } });
  expect(await client.scenarios.getAllScenarios()).toEqual({ scenarios: [] });
  await client.scenarios.resetAllScenarios();
  await client.mappings.resetAllMappings();
  await client.mappings.deleteAllMappings();
  await client.requests.deleteRequest(newest?.id ?? '');
  await client.requests.removeRequests({ method: 'POST' });
  expect((await client.requests.getAllRequests()).requests).toHaveLength(1);
  await client.requests.deleteAllRequests();
  await client.global.resetAll();
});
