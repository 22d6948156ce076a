import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { planFrom } from '../../src/scenario/load.ts';
import { callerOf, clinic } from './lab-client.ts';

const story = readFileSync('scenarios/two-way/stop-then-start.yaml', 'utf8');
let lab: Lab;

beforeAll(async () => {
  lab = await serveLab({ port: 0 });
});
afterAll(() => lab.close());

const call = callerOf(() => lab);

async function opened(text = story): Promise<string> {
  const { body } = await call('POST', '/api/sessions', { text });
  return `/api/sessions/${body.id}`;
}

const state = async (at: string) => (await call('GET', `${at}/state`)).body;
const jump = (at: string, to: string) => call('POST', `${at}/clock`, { do: 'jump', to });

/** Reads the feed until it has said enough. */
function listen(path: string, isEnough: (text: string) => boolean, headers = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, lab.url), { headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (!isEnough(text)) return;
        asked.destroy();
        resolve(text);
      });
    });
    asked.on('error', reject).end();
  });
}

test('the scenarios of the package are offered, and a session can be opened on one', async () => {
  const { body } = await call('GET', '/api/scenarios');
  const found = body.find(({ path }: { path: string }) => path === 'two-way/stop-then-start.yaml');
  expect(found.title).toBe('STOP, then START');
  expect((await call('POST', '/api/sessions', { scenario: found.path })).status).toBe(201);
  expect((await call('GET', '/api/sessions')).body[0].title).toBe('STOP, then START');
});

test('what was done by hand is saved as a scenario that passes', async () => {
  const at = await opened();
  await jump(at, '2026-06-04 10:00');
  const done = await call('POST', `${at}/act`, { verb: 'inbound', from: 'dora', text: 'STOP' });
  expect(done.status, done.text).toBe(200);
  await jump(at, '2026-06-05 10:00');
  const { body } = await call('POST', `${at}/save`, {});
  const loaded = planFrom(body.yaml);
  expect('problems' in loaded && loaded.problems).toBe(false);
  const run = rehearsePlan('plans' in loaded ? loaded.plans[0]! : (undefined as never));
  expect(run.verdicts.filter(({ kept }) => !kept)).toEqual([]);
  expect(run.plan.expectations.length).toBeGreaterThan(5);
  expect((await call('GET', `${at}/scenario.yaml`)).text).toContain('STOP');
});

test('an act that is refused says what was wanted and changes nothing', async () => {
  const at = await opened();
  await jump(at, '2026-06-02 10:00');
  const before = [await state(at), (await call('GET', `${at}/scenario.yaml`)).text];
  const bad = [
    { verb: 'fly' },
    { verb: 'register', register: 'nobody' },
    { verb: 'inbound', from: 'nobody', text: 'x' },
  ];
  for (const body of bad) {
    const answer = await call('POST', `${at}/act`, body);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ found: expect.any(String), wanted: expect.any(String) });
  }
  expect([await state(at), (await call('GET', `${at}/scenario.yaml`)).text]).toEqual(before);
});

test('a new case is registered, messaged by its alert, explained, and seen on the wire', async () => {
  const at = await opened();
  const record = { type: 'patient', name: 'Eva', contact_phone_number: '13125550199' };
  const added = await call('POST', `${at}/act`, { verb: 'register', register: 'eva', case: record });
  expect(added.status, added.text).toBe(200);
  await jump(at, '2026-06-01 10:00');
  const { entries } = (await call('GET', `${at}/entries?after=0&limit=100`)).body;
  const sent = entries.find((one: { kind: string; to: string }) => one.kind === 'sent' && one.to === 'eva');
  expect(sent.text).toBe('Tip of the day');
  expect((await call('GET', `${at}/exchanges?id=${sent.id}`)).body.exchanges).toHaveLength(1);
  expect((await call('GET', `${at}/why?case=eva`)).body.contact).toBe('eva');
  expect((await state(at)).contacts.map(({ key }: { key: string }) => key)).toContain('eva');
});

test('why nobody was written to is refused by name, with who may have been meant', async () => {
  const at = await opened();
  await call('POST', `${at}/act`, {
    verb: 'register',
    register: 'eva',
    case: { type: 'patient', name: 'Eva' },
  });
  const unknown = await call('GET', `${at}/why?case=nobody`);
  expect(unknown.status).toBe(404);
  expect(unknown.body).toMatchObject({ found: 'no case nobody', wanted: expect.any(String) });
  expect((await call('GET', `${at}/why?case=evq`)).body.hint).toBe('did you mean "eva"?');
  expect((await call('GET', `${at}/why?case=${'x'.repeat(5000)}`)).body.found.length).toBeLessThan(100);
  expect((await call('GET', `${at}/why?case=eva`)).status).toBe(200);
});

test('a case that is not registered yet has a trail, an empty one', async () => {
  const { body } = await call('POST', '/api/sessions', { text: clinic });
  const { status, body: trail } = await call('GET', `/api/sessions/${body.id}/why?case=rina`);
  expect([status, trail.sections]).toEqual([200, []]);
});

test('a jump beyond the end of time says that it is not there, and why', async () => {
  const at = await opened();
  expect((await jump(at, '2099-01-01 00:00')).body.isThere).toBe(false);
  expect((await state(at)).stopped).toContain('ten years');
});

test('two windows on one session agree', async () => {
  const at = await opened();
  await jump(at, '2026-06-03 10:00');
  const [one, other] = await Promise.all([state(at), state(at)]);
  expect(one).toEqual(other);
  expect((await call('GET', `${at}/entries`)).text).toBe((await call('GET', `${at}/entries`)).text);
});

test('a jump over a clock change keeps the wall time of the alert', async () => {
  const text = story.replaceAll('2026-06-', '2026-03-').replace('stop_after: "5"', 'stop_after: "30"');
  const at = await opened(text);
  const { status, text: told } = await jump(at, '2026-03-09 10:00');
  expect(status, told).toBe(200);
  const { entries } = (await call('GET', `${at}/entries?limit=1000`)).body;
  const tips = entries.filter(
    (one: { kind: string; text?: string }) => one.kind === 'sent' && one.text === 'Tip of the day',
  );
  expect(tips.map(({ local }: { local: string }) => local.slice(11, 16))).toEqual(tips.map(() => '09:00'));
  expect(tips.some(({ at: sent }: { at: string }) => sent.includes('T15:00'))).toBe(true);
  expect(tips.some(({ at: sent }: { at: string }) => sent.includes('T14:00'))).toBe(true);
});

test('the clock steps, finds the next message, runs, pauses and starts again', async () => {
  const at = await opened();
  const clock = (body: object) => call('POST', `${at}/clock`, body);
  expect((await clock({ do: 'step' })).status).toBe(200);
  await clock({ do: 'next-message' });
  expect((await state(at)).counts.sms).toBe(1);
  await clock({ do: 'run', speed: 3600 });
  await clock({ do: 'pause' });
  expect((await state(at)).speed).toBe(0);
  await clock({ do: 'restart' });
  expect((await state(at)).counts.sms).toBe(0);
  expect((await clock({ do: 'fly' })).status).toBe(422);
  expect((await clock({ do: 'run', speed: -1 })).status).toBe(422);
  expect((await clock({ do: 'jump', to: '2020-01-01 00:00' })).status).toBe(422);
});

test('the feed tells entries, resumes after the last one, and says when all began anew', async () => {
  const at = await opened();
  await jump(at, '2026-06-02 10:00');
  const first = await listen(`${at}/events`, (text) => text.includes('event: state'));
  const id = /id: (\S+)/.exec(first)![1]!;
  await jump(at, '2026-06-05 10:00');
  const rest = await listen(`${at}/events`, (text) => text.includes('event: state'), { 'last-event-id': id });
  expect(rest).toContain(`"seq":${Number(id.split(':')[1]) + 1},`);
  expect(rest).not.toContain('"seq":1,');
  await call('POST', `${at}/clock`, { do: 'restart' });
  const again = await listen(`${at}/events`, (text) => text.includes('event: state'), {
    'last-event-id': id,
  });
  expect(again).toContain('event: reset');
});

test('the six properties are explained as they are typed', async () => {
  const at = await opened();
  const properties = {
    contact_phone_number: '13125550188',
    time_zone: 'Mars/Base',
    contact_backend_id: 'NONE',
  };
  const { body } = await call('POST', `${at}/check-case`, { properties });
  expect(body.map(({ level }: { level: string }) => level)).toEqual([
    'ok',
    'warning',
    'error',
    'warning',
    'ok',
    'ok',
  ]);
  expect(body[2].laterError).toBe('GATEWAY_NOT_FOUND');
});

test('an export registers its cases', async () => {
  const at = await opened();
  const text = 'name,contact_phone_number\nFay,13125550101\nGil,13125550102\n';
  const { body, status } = await call('POST', `${at}/import`, { name: 'people.csv', text, type: 'patient' });
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.registered).toHaveLength(2);
});
