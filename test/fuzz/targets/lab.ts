/**
 * Requests to the lab's API: the first line of an input is a method and a path, what follows is the body. `{session}` is a session
 * of its own. Nothing is an internal error, no session dies, and the lab goes on.
 */
import { request } from 'node:http';
import { commCareRoutes, labRoutes, sessionRoutes } from '../../../src/lab/contract/routes.ts';
import { type Lab, serveLab } from '../../../src/lab/server/serve-lab.ts';
import { clinic } from '../../lab/lab-client.ts';
import { LONG_PATIENCE_MS } from '../sockets.ts';
import { must, type Target } from '../target.ts';

/** The feed never ends, and a wait may take as long as it says. */
const PATIENCE_MS = 300;

const routes = [...Object.keys(labRoutes), ...Object.keys(sessionRoutes), ...Object.keys(commCareRoutes)]
  .filter((route) => route !== 'DELETE /api/sessions/{id}')
  .map((route) => route.replace('/sessions/{id}', '/sessions/{session}').replace('{domain}', 'clinic'));

const bodies: Readonly<Record<string, readonly string[]>> = {
  act: [
    '{"verb":"register","register":"rina"}',
    '{"verb":"register","register":"new","case":{"type":"woman","name":"New","contact_phone_number":"8801712345670"}}',
    '{"verb":"update","update":{"asha":{"contact_phone_number":"12","language_code":"fr"}}}',
    '{"verb":"inbound","inbound":{"from":"asha","text":"HELP"}}',
    '{"verb":"gateway","gateway":{"GATE":{"down":"yes","faults":[{"respond":{"status":"500"}}]}}}',
    '{"verb":"receipt","receipt":{"for":{"to":"asha"},"status":"delivered"}}',
    '{"verb":"settings","settings":{"daily_limit":"2"}}',
    '{"verb":"alert","alert":{"evening":"off"}}',
    '{"verb":"send","send":{"to":"asha","text":"By hand"}}',
    '{"verb":"platform","platform":"down"}',
    '{"verb":"broadcast","broadcast":"news"}',
  ],
  clock: [
    '{"do":"step"}',
    '{"do":"next-message"}',
    '{"do":"jump","to":"2026-06-03 19:00"}',
    '{"do":"run","speed":60}',
    '{"do":"pause"}',
  ],
  'check-case': [
    '{"properties":{"contact_phone_number":"0711","time_zone":"Mars","language_code":"en"},"key":"asha"}',
  ],
  import: ['{"name":"x.csv","text":"caseid,name,contact_phone_number\\nx,Eva,880171\\n","type":"woman"}'],
  'import-preview': [
    '{"name":"x.json","text":"[{\\"case_id\\":\\"a\\"}]","type":"woman"}',
    '{"name":"x.xlsx","base64":"UEsDBA=="}',
  ],
  wait: ['{"count":1,"timeout":0,"kind":"sent"}'],
  rename: ['{"title":"Other"}'],
  'start-over': ['{}', '{"from":"file"}'],
  sessions: ['{"text":"scenario: a\\nstarts: 2026-01-01 00:00\\n"}', '{"scenario":"two-way/fever.yaml"}'],
  'bulk-fetch': ['{"case_ids":["asha"],"external_ids":["x"]}'],
  v2: [
    '{"case_type":"woman","case_name":"Hana","owner_id":"nurse","properties":{"a":"b"},"indices":{}}',
    '[{"create":true,"case_type":"woman","case_name":"H"}]',
  ],
};

function seeds(): string[] {
  return routes.flatMap((route) => {
    const last = route.split('/').findLast((step) => step !== '' && !step.startsWith('{')) ?? '';
    if (route.startsWith('GET'))
      return [`${route}?limit=3&after=0&count=1&timeout=0&key=asha&seq=2&case=asha`];
    return (bodies[last] ?? ['{}']).map((body) => `${route}\n${body}`);
  });
}

export const lab: Target = {
  name: 'lab',
  atOnce: 8,
  seeds,
  words: [
    ...[
      'GET ',
      'POST ',
      'PUT ',
      '{session}',
      '/api/sessions/',
      '/state',
      '?after=-1',
      '&limit=1e9',
      '%00',
      '%E0%A4%A',
      '..%2f',
      '{}',
      '[]',
    ],
    ...[
      'null',
      'true',
      '-1',
      '1e400',
      '""',
      '"asha"',
      '"verb":"update"',
      '"register":',
      '{"a":{"a":{"a":[[[',
      '"__proto__":{"x":1}',
    ],
    ...[
      '"{{x}}"',
      '"{case.name}"',
      '"*x"',
      '"&x"',
      '"<<"',
      '"x: y"',
      '"\\u0000"',
      '"\\ud800"',
      '"2026-06-01 09:00"',
      '"9999-12-31 00:00"',
    ],
    ...[
      '"faults":[{"after":"1 hour"}]',
      '"daily":{"at":"18:00"}',
      '"to":"nurse"',
      '"timeout":0',
      '"case_id":',
      '"closed":"yes"',
      'cursor=x',
    ],
  ],
  async open() {
    const opened = await serveLab({ port: 0 });
    let session = await sessionIn(opened);
    return {
      async run(input) {
        const status = await ask(opened, input.replaceAll('{session}', session));
        must(status !== 500, 'no request is an internal error');
      },
      async rest() {
        must(
          (await ask(opened, `GET /api/sessions/${session}/state`, LONG_PATIENCE_MS)) === 200,
          'the session lives',
        );
        for (const { id } of opened.store.all()) {
          must(
            (await ask(opened, `DELETE /api/sessions/${id}`, LONG_PATIENCE_MS)) === 200,
            'a session can be ended',
          );
        }
        session = await sessionIn(opened);
      },
      close: () => opened.close(),
    };
  },
};

async function sessionIn({ store }: Lab): Promise<string> {
  return (await store.open('clinic.yaml', clinic)).id;
}

/** The status of the answer; 0 when there is none, as of a path that is no path. */
function ask({ url }: Lab, input: string, patienceMs = PATIENCE_MS): Promise<number> {
  const [head = '', ...rest] = input.split('\n');
  const [method = '', ...path] = head.split(' ');
  return new Promise((resolve) => {
    try {
      const sent = request(
        new URL(url),
        {
          method: method || 'GET',
          path: path.join(' '),
          headers: { 'content-type': 'application/json' },
          timeout: patienceMs,
        },
        (response) => {
          const timer = setTimeout(() => sent.destroy(), patienceMs);
          response.resume().on('close', () => {
            clearTimeout(timer);
            resolve(response.statusCode ?? 0);
          });
          response.on('error', () => {});
        },
      );
      sent.on('timeout', () => sent.destroy());
      sent.on('error', () => resolve(0));
      if (method === 'GET' || method === 'DELETE') sent.end();
      else sent.end(rest.join('\n'));
    } catch {
      // Node itself sends no such path or method.
      resolve(0);
    }
  });
}
