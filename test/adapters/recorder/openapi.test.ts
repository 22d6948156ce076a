import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { FakeGateways } from '../../../src/adapters/fake/fake-gateways.ts';
import { recorderApi } from '../../../src/adapters/http-server/api.ts';
import type { ApiRoute } from '../../../src/adapters/http-server/api-route.ts';
import type { openApi } from '../../../src/adapters/http-server/openapi.ts';
import { Recorder } from '../../../src/adapters/recorder/recorder.ts';
import { plainGateway } from '../../../src/core/model/plain-gateway.ts';
import { type Api, openApiUnderTest } from './an-api.ts';

type Document = ReturnType<typeof openApi>;
type Operation = Document['paths'][string][string];

let api: Api;
let document: Document;
const operations: [name: string, path: string, method: string, operation: Operation][] = [];
beforeAll(async () => {
  api = await openApiUnderTest();
  document = (await api.ask('GET', '/openapi.json')).json as Document;
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      operations.push([`${method} ${path}`, path, method, operation]);
    }
  }
  // What takes away comes last.
  operations.sort(([, , a], [, , b]) => Number(a === 'delete') - Number(b === 'delete'));
});
afterAll(() => api.close());

/** An exchange of each sort, so that no list is empty. */
async function filled(): Promise<void> {
  api.gateways.reset();
  await fetch(`${api.base}/TWILO/2010-04-01/Accounts/AC1/Messages.json`, { method: 'POST', body: 'To=1' });
  await api.sms('नमस्ते', '27991');
  await api.mail({ subject: 'two', text: 'two', attachments: [{ filename: 'a.txt', content: 'abc' }] });
}

const answerSchema = (name: string): ValidateFunction => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ $id: 'document', ...document });
  const [, schema] = /\/(\w+)$/.exec(name) ?? [];
  return ajv.compile({ $ref: `document#/components/schemas/${schema}` });
};

function schemaOf(operation: Operation, status: number): string | undefined {
  const content = (operation.responses as Record<string, { content: Record<string, { schema: object }> }>)[
    status
  ]?.content;
  const schema = content?.['application/json']?.schema;
  return schema && '$ref' in schema ? String(schema.$ref) : undefined;
}

const QUERIES: Readonly<Record<string, string>> = {
  '/__admin/requests/wait': '?count=0',
  '/api/v1/search': '?query=two',
};

/** What a summary begins with where the answer is another than 200. */
const NOT_THERE = [
  ['Not there', 501],
  ['There is no', 404],
] as const;

/** What calls an application may be refused here, where there is none. */
const CALLS_AN_APPLICATION = /^\/__admin\/(?:gateways|messages|webhooks)\//;

test('every operation answers as it is described', async () => {
  expect(operations.length).toBeGreaterThan(25);
  for (const [name, path, method, operation] of operations) {
    await filled();
    const id = api.gateways.messages({ channel: 'email' })[0]?.id ?? '';
    await api.ask('PUT', '/api/v1/tags', { Tags: ['late'], IDs: [id] });
    const asked =
      path
        .replace('{id}', id)
        .replace('{part}', '1')
        .replace('{name}', 'OURS')
        .replace('{tag}', 'late')
        .replace('{page}', `${id}.txt`) + (QUERIES[path] ?? '');
    const example = operation.requestBody?.content['application/json'].example;
    const { status, json } = await api.ask(method.toUpperCase(), asked, example);
    const expected = NOT_THERE.find(([words]) => operation.summary.startsWith(words))?.[1] ?? 200;
    if (!CALLS_AN_APPLICATION.test(path))
      expect([name, status, status === expected ? '' : json]).toEqual([name, expected, '']);
    expect([name, Object.keys(operation.responses)]).toEqual([
      name,
      expect.arrayContaining([String(status)]),
    ]);
    const schema = schemaOf(operation, status);
    if (schema === undefined) continue;
    const validate = answerSchema(schema);
    expect([name, validate(json), validate.errors]).toEqual([name, true, null]);
  }
});

test('every refusal answers as it is described', async () => {
  const refusals: [path: string, method: string, status: number, query?: string, body?: unknown][] = [
    ['/__admin/requests/{id}', 'get', 404],
    ['/__admin/requests/{id}', 'delete', 404],
    ['/__admin/requests', 'get', 422, '?limit=-1'],
    ['/__admin/requests/find', 'post', 422, '', { nonsense: 1 }],
    ['/__admin/requests/wait', 'post', 408, '?count=9&timeout=1'],
    ['/__admin/requests/wait', 'post', 422, '?count=x'],
    ['/__admin/near-misses/request', 'post', 422, '', {}],
    ['/api/v1/messages', 'get', 422, '?start=-1'],
    ['/api/v1/messages', 'put', 422, '', { IDs: 7 }],
    ['/api/v1/search', 'get', 422, '?query=nonsense:x'],
    ['/api/v1/message/{id}', 'get', 404],
    ['/api/v1/message/{id}/part/{part}', 'get', 404],
    ['/api/v1/tags', 'put', 422, '', { Tags: [''], IDs: [] }],
  ];
  for (const [path, method, status, query = '', body] of refusals) {
    const asked = path.replace('{id}', 'nobody').replace('{part}', '9') + query;
    const answer = await api.ask(method.toUpperCase(), asked, body);
    expect([path, answer.status]).toEqual([path, status]);
    const schema = schemaOf(document.paths[path]![method]!, status);
    expect([path, schema]).not.toEqual([path, undefined]);
    const validate = answerSchema(schema!);
    expect([path, validate(answer.json), validate.errors]).toEqual([path, true, null]);
  }
});

describe('the document', () => {
  test('has every route of the API, those that others add, too', async () => {
    const fakes = new FakeGateways({
      gateways: [plainGateway('HTTP', 'http', 'demo')],
      gatewayKinds: gatewayCatalogue,
      recorder: new Recorder(),
      now: Date.now,
    });
    const more: ApiRoute = {
      method: 'put',
      path: '/__admin/extra/{id}',
      summary: 'One more',
      answer: { mediaType: 'text/plain' },
      handle: (_request, response) => void response.send('ok'),
    };
    const app = recorderApi(fakes, [more]);
    const served = await documentOf(app);
    const described = Object.entries(served.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(described).toContain('put /__admin/extra/:id');
    expect(routesOf(app).sort()).toEqual(described.sort());
  });

  test('names only schemas that are there, and the request bodies are sound by them', () => {
    const text = JSON.stringify(document);
    const named = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !(name in document.components.schemas))).toEqual([]);
    for (const [name, , , { requestBody }] of operations) {
      const json = requestBody?.content['application/json'];
      if (!json) continue;
      const validate = answerSchema(json.schema.$ref);
      expect([name, validate(json.example), validate.errors]).toEqual([name, true, null]);
    }
  });
});

/** The document as an app of its own serves it. */
async function documentOf(app: ReturnType<typeof recorderApi>): Promise<Document> {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    return (await (await fetch(`http://127.0.0.1:${port}/openapi.json`)).json()) as Document;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** What Express answers, without what it answers to every method. */
function routesOf(app: ReturnType<typeof recorderApi>): string[] {
  const { stack } = app.router as unknown as {
    stack: { route?: { path: string; methods: Record<string, boolean> } }[];
  };
  return stack.flatMap(({ route }) =>
    Object.keys(route?.methods ?? {})
      .filter((method) => method !== '_all')
      .map((method) => `${method} ${route?.path}`),
  );
}
