import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { LiveSession } from '../../src/lab/session/live-session.ts';
import { FOUND_LISTED_MAX, OTHERS_LISTED_MAX, WAITERS_MAX, waitFor } from '../../src/lab/session/wait.ts';
import { callerOf, clinic, sessionOf } from './lab-client.ts';

let lab: Lab;
const call = callerOf(() => lab);
const liveSession = () =>
  new LiveSession({ id: 'x', path: 'scenario', text: clinic, read: () => ({ problem: 'none' }) });
const nobodyLeaves = () => new AbortController().signal;

beforeAll(async () => {
  lab = await serveLab({ port: 0 });
});
afterAll(() => lab.close());

test('a call waits until the messages have come, and tells them', async () => {
  const at = await sessionOf(call, clinic);
  const waited = call('GET', `${at}/wait?to=asha&channel=sms&text=evening&count=2&timeout=60000`);
  await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-03 12:00' });
  const { status, body } = await waited;
  expect(status).toBe(200);
  expect(body.count).toBe(2);
  expect(body.entries.map(({ text }: { text: string }) => text)).toEqual([
    'Good evening Asha',
    'Good evening Asha',
  ]);
});

test('what is there already is found at once, by POST as by GET, after a line if need be', async () => {
  const at = await sessionOf(call, clinic);
  await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-02 12:00' });
  const posted = await call('POST', `${at}/wait`, { gateway: 'GATE', status: 'sent', count: 1, timeout: 0 });
  expect(posted.status, posted.text).toBe(200);
  const seq = posted.body.entries[0].seq;
  expect((await call('GET', `${at}/wait?gateway=GATE&timeout=0&after=${seq}`)).status).toBe(408);
});

test('when it does not come in time, the answer says what came instead', async () => {
  const at = await sessionOf(call, clinic);
  await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-02 12:00' });
  const { status, body } = await call('GET', `${at}/wait?to=rina&timeout=0`);
  expect(status).toBe(408);
  expect(body).toMatchObject({ found: '0 of 1 came', count: 0, entries: [] });
  expect(body.others.map(({ to }: { to: string }) => to)).toEqual(['asha', 'asha']);
});

test.each([
  ['channel=email', 1],
  ['to=%2B8801712345678', 1],
  ['to=asha@example.org', 1],
  ['status=sent', 2],
  ['kind=registered&case=asha', 1],
  ['alert=letter', 1],
  ['kind=queued', 2],
  ['text=Dear', 1],
  ['code=NO_PHONE_NUMBER', 0],
])('the filter %s finds %i', async (query, count) => {
  const at = await sessionOf(call, clinic);
  await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-02 12:00' });
  expect((await call('GET', `${at}/wait?${query}&timeout=0&count=10000`)).body.count).toBe(count);
});

test.each(['colour=red', 'count=x', 'timeout=60001', 'count=10001', 'after=-1'])(
  '%s is refused',
  async (query) => {
    const at = await sessionOf(call, clinic);
    expect((await call('GET', `${at}/wait?${query}`)).status).toBe(422);
  },
);

test(`at most ${WAITERS_MAX} wait for one session, and who leaves makes room`, async () => {
  const session = liveSession();
  const leave = new AbortController();
  const others = Array.from({ length: WAITERS_MAX - 1 }, () =>
    waitFor(session, { to: 'rina' }, leave.signal),
  );
  const first = new AbortController();
  const gone = waitFor(session, { to: 'rina' }, first.signal);
  expect(() => waitFor(session, { to: 'rina' }, nobodyLeaves())).toThrow('calls that wait');
  first.abort();
  await gone;
  const again = waitFor(session, { to: 'rina' }, leave.signal);
  leave.abort();
  expect(await Promise.all([...others, again])).toHaveLength(WAITERS_MAX);
});

test(`it tells ${FOUND_LISTED_MAX} of those that fit and ${OTHERS_LISTED_MAX} of the others, and counts all`, async () => {
  const session = liveSession();
  await session.clock({ do: 'jump', to: '2026-06-02 12:00' });
  const { journal } = session.liveRun;
  const sent = [...journal.entries()].find(({ kind }) => kind === 'sent')!;
  for (let count = 0; count < FOUND_LISTED_MAX + 50; count += 1) journal.record(sent);
  const found = await waitFor(session, { to: 'asha', timeout: 0, count: 10_000 }, nobodyLeaves());
  expect(found.entries).toHaveLength(FOUND_LISTED_MAX);
  expect(found.count).toBe(FOUND_LISTED_MAX + 52);
  const none = await waitFor(session, { to: 'rina', timeout: 0 }, nobodyLeaves());
  expect(none.others).toHaveLength(OTHERS_LISTED_MAX);
});

test('a session that begins anew is waited for anew', async () => {
  const session = liveSession();
  await session.clock({ do: 'jump', to: '2026-06-02 12:00' });
  const waited = waitFor(session, { channel: 'sms', count: 2 }, nobodyLeaves());
  await session.clock({ do: 'restart' });
  await session.clock({ do: 'jump', to: '2026-06-04 12:00' });
  expect(await waited).toMatchObject({ count: expect.any(Number), wanted: 2 });
});
