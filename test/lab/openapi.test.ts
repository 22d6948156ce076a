import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labApp } from '../../src/lab/server/app.ts';
import { openApi } from '../../src/lab/server/openapi.ts';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { sessionApp } from '../../src/lab/server/session-app.ts';
import { SessionStore } from '../../src/lab/server/session-store.ts';
import { LiveSession } from '../../src/lab/session/live-session.ts';
import { callerOf, clinic, sessionOf } from './lab-client.ts';

type Operation = {
  readonly responses: Readonly<Record<string, { readonly content: Record<string, { schema: object }> }>>;
};
const paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> = openApi.paths as never;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

/** Every route that express knows, in the words of the description. */
function routes(): string[] {
  const rules = { own: undefined, folder: '/nowhere' };
  const store = new SessionStore({ rules, program: new URL('file:///nowhere.js') });
  const lab = labApp({ store, offered: [], networkUrls: () => [], host: '127.0.0.1', pages: '/nowhere' });
  const session = new LiveSession({ id: 'x', path: 'x', text: clinic, read: () => ({ problem: 'none' }) });
  const thread = sessionApp({ session, kept: () => Promise.resolve() });
  const layers = [lab, thread].flatMap(({ router }) => router.stack) as {
    route?: { path: string | string[]; methods: Record<string, boolean> };
  }[];
  return layers.flatMap(({ route }) => {
    if (!route) return [];
    return [route.path]
      .flat()
      .flatMap((path) =>
        Object.keys(route.methods).map(
          (method) => `${method.toUpperCase()} ${path.replace(/:(\w+)/g, '{$1}')}`,
        ),
      );
  });
}

test('the description names every route, and no other', () => {
  expect(
    routes()
      .filter((route) => route !== 'GET /')
      .sort(),
  ).toEqual([...operations].sort());
});

describe('every answer is as described', () => {
  let lab: Lab;
  let at: string;
  const call = callerOf(() => lab);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  const asked = new Set<string>();
  const hq = '/a/clinic/api';

  beforeAll(async () => {
    ajv.addSchema(openApi, 'lab');
    lab = await serveLab({
      port: 0,
      scenario: { path: 'scenarios/x/clinic.yaml', text: clinic },
      gateways: { http: 0, smtp: 0 },
    });
    const [session] = (await call('GET', '/api/sessions')).body;
    at = `/api/sessions/${session.id}`;
    await fetch(`${lab.gateways.get('GATE')}/nowhere`, { method: 'POST', body: 'x' });
    await call('POST', `${at}/act`, { verb: 'inbound', inbound: { from: '+8801712345999', text: 'Hello' } });
    await call('POST', `${at}/act`, { verb: 'register', register: 'rina' });
    await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-03 12:00' });
    await call('POST', `${hq}/case/v2/`, {
      ...{ case_type: 'woman', case_name: 'Hana', owner_id: 'nurse', external_id: 'h-1' },
      indices: { parent: { case_id: 'asha', case_type: 'woman', relationship: 'child' } },
    });
  });
  afterAll(() => lab.close());

  const validators = new Map<object, ValidateFunction>();
  function validatorOf(pointer: string): ValidateFunction {
    const schema = { $ref: `lab#${pointer}` };
    const known = validators.get(schema) ?? ajv.compile(schema);
    validators.set(schema, known);
    return known;
  }

  async function check(operation: string, path: string, body?: unknown, status = 200): Promise<void> {
    const [method = '', described = ''] = operation.split(' ');
    const answer = await call(method, path, body);
    expect(answer.status, answer.text).toBe(status);
    const { responses } = paths[described]![method.toLowerCase()]!;
    const name = responses[status] ? String(status) : 'default';
    const type = String(answer.headers['content-type']).split(';')[0]!;
    expect(Object.keys(responses[name]!.content)).toContain(type);
    asked.add(operation);
    if (type !== 'application/json') return;
    const escaped = (part: string) =>
      part.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D');
    const validate = validatorOf(
      `/paths/${escaped(described)}/${method.toLowerCase()}/responses/${name}/content/application~1json/schema`,
    );
    validate(answer.body);
    expect(validate.errors ?? [], operation).toEqual([]);
  }

  const session = '/api/sessions/{id}';
  const cases = '/a/{domain}/api/case/v2';

  test('of the lab itself', async () => {
    await check('GET /api/scenarios', '/api/scenarios');
    await check('GET /api/addresses', '/api/addresses');
    await check('GET /api/sessions', '/api/sessions');
    await check('POST /api/sessions', '/api/sessions', { text: clinic }, 201);
    await check('POST /api/sessions', '/api/sessions', { text: 'x' }, 422);
    await check(`GET ${session}/state`, `${at}/state`);
    await check(`GET ${session}/state`, `${at}/state?contacts=apart`);
    await check(`GET ${session}/contacts`, `${at}/contacts?limit=2`);
    await check(`GET ${session}/contacts`, `${at}/contacts?limit=x`, undefined, 422);
    await check(`GET ${session}/entries`, `${at}/entries`);
    await check(`GET ${session}/why`, `${at}/why?case=asha`);
    await check(`GET ${session}/why`, `${at}/why`, undefined, 422);
    const { entries } = (await call('GET', `${at}/wait?status=sent&timeout=0`)).body;
    await check(`GET ${session}/exchanges`, `${at}/exchanges?id=${entries[0].id}`);
    await check(`GET ${session}/person`, `${at}/person?key=asha`);
    await check(`GET ${session}/filled`, `${at}/filled?seq=${entries[0].seq}`);
    await check(`GET ${session}/acts`, `${at}/acts`);
    await check(`GET ${session}/look-link`, `${at}/look-link`);
    await check(`GET ${session}/roster`, `${at}/roster`);
    await check(`GET ${session}/plan`, `${at}/plan`);
    await check(`GET ${session}/outside`, `${at}/outside`);
    await check(`POST ${session}/outside/text`, `${at}/outside/text`, { from: '1', text: 'x' }, 422);
    await check(`GET ${session}/wait`, `${at}/wait?timeout=0`);
    await check(`GET ${session}/wait`, `${at}/wait?timeout=0&to=nobody`, undefined, 408);
    await check(`POST ${session}/wait`, `${at}/wait`, { timeout: 0 });
    await check(`POST ${session}/clock`, `${at}/clock`, { do: 'step' });
    await check(`POST ${session}/clock`, `${at}/clock`, { do: 'fly' }, 422);
    await check(`POST ${session}/act`, `${at}/act`, { verb: 'note', note: 'x' });
    await check(`POST ${session}/check-case`, `${at}/check-case`, {
      properties: { contact_backend_id: 'X' },
    });
    await check(`POST ${session}/import`, `${at}/import`, {
      name: 'x.csv',
      text: 'name\nEva\n',
      type: 'woman',
    });
    await check(`POST ${session}/import-preview`, `${at}/import-preview`, {
      name: 'x.csv',
      text: 'name\nZoe\n',
      type: 'woman',
    });
    await check(`POST ${session}/rename`, `${at}/rename`, { title: 'Mine' });
    await check(`GET ${session}/scenario.yaml`, `${at}/scenario.yaml`);
    await check(`GET ${session}/saved.yaml`, `${at}/saved.yaml`);
    await check(`POST ${session}/save`, `${at}/save`, {});
    await check(`GET ${session}/state`, '/api/sessions/none/state', undefined, 404);
    const other = await sessionOf(call, clinic.replace('name: clinic', 'name: other'));
    await check(`POST ${session}/start-over`, `${other}/start-over`, {});
    await check(`POST ${session}/duplicate`, `${other}/duplicate`, {}, 201);
    await check(`DELETE ${session}`, other);
    for (const path of ['/openapi.json', '/livez', '/readyz']) await check(`GET ${path}`, path);
  });

  test('of CommCare’s two APIs', async () => {
    const hana = { case_type: 'woman', case_name: 'Ibu', owner_id: 'nurse' };
    await sessionOf(call, clinic);
    await check(`POST ${cases}/`, `${hq}/case/v2/`, { ...hana, external_id: 'h-1' });
    await check(`POST ${cases}/`, `${hq}/case/v2/`, [{ create: true, ...hana }]);
    await check(`POST ${cases}/`, `${hq}/case/v2/`, {}, 400);
    await check(`PUT ${cases}/`, `${hq}/case/v2/`, { case_id: 'ibu', close: true });
    await check(`GET ${cases}/`, `${hq}/case/v2/?limit=1`);
    await check(`POST ${cases}/bulk-fetch/`, `${hq}/case/v2/bulk-fetch/`, { case_ids: ['asha', 'none'] });
    await check(`GET ${cases}/ext/{external_id}/`, `${hq}/case/v2/ext/h-1/`);
    await check(`PUT ${cases}/ext/{external_id}/`, `${hq}/case/v2/ext/h-2/`, hana);
    await check(`GET ${cases}/{case_id}`, `${hq}/case/v2/asha`);
    await check(`GET ${cases}/{case_id}`, `${hq}/case/v2/asha,ibu,none`);
    await check(`GET ${cases}/{case_id}`, `${hq}/case/v2/none`, undefined, 404);
    await check(`PUT ${cases}/{case_id}`, `${hq}/case/v2/asha`, { properties: { village: 'Bon' } });
    const id = (await call('GET', '/api/sessions')).body.at(-1).id;
    await call('POST', `/api/sessions/${id}/clock`, { do: 'jump', to: '2026-06-03 12:00' });
    await check('GET /a/{domain}/api/messaging-event/v1/', `${hq}/messaging-event/v1/`);
    await check(
      'GET /a/{domain}/api/messaging-event/v1/',
      `${hq}/messaging-event/v1/?limit=x`,
      undefined,
      400,
    );
    await check('GET /a/{domain}/api/v0.5/messaging-event/', `${hq}/v0.5/messaging-event/?limit=2`);
  });

  test('of the feed: its states are the state’s beat', async () => {
    const [type, data] = await firstState(new URL(`${at}/events`, lab.url));
    expect(type).toContain('text/event-stream');
    asked.add(`GET ${session}/events`);
    const { properties } = openApi.components.schemas.State as unknown as {
      properties: Record<string, object>;
    };
    const whole = { ...(await call('GET', `${at}/state`)).body, ...data };
    const validate = validatorOf('/components/schemas/State');
    validate(whole);
    expect(validate.errors ?? []).toEqual([]);
    expect(Object.keys(data).every((key) => key in properties)).toBe(true);
  });

  test('and nothing was left unasked', () => {
    expect([...operations].filter((operation) => !asked.has(operation))).toEqual([]);
  });
});

function firstState(url: URL): Promise<[type: string, data: Record<string, unknown>]> {
  return new Promise((resolve, reject) => {
    const asked = request(url, (response: IncomingMessage) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        const data = /event: state\ndata: (.*)\n/.exec(text)?.[1];
        if (data === undefined) return;
        asked.destroy();
        resolve([String(response.headers['content-type']), JSON.parse(data)]);
      });
    });
    asked.on('error', reject).end();
  });
}
