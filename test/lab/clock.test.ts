import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { LiveSession } from '../../src/lab/session/live-session.ts';
import { callerOf, clinic, sessionOf } from './lab-client.ts';

let lab: Lab;
const call = callerOf(() => lab);

beforeAll(async () => {
  lab = await serveLab({ port: 0 });
});
afterAll(() => lab.close());

/** A daily text to so many people: 200 messages for each. */
function yearOf(count: number): string {
  const people = Array.from({ length: count }, (_, index) => `p${index}`);
  return `
scenario: A long year
project: {time_zone: UTC, languages: [en]}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
cases:
${people.map((key, index) => `  ${key}: {type: woman, name: ${key}, contact_phone_number: "88017123${10_000 + index}"}`).join('\n')}
alerts:
  daily: {case_type: woman, to: case, send: {daily: {at: "09:00", stop_after: "200"}}, sms: {en: "Good morning"}}
starts: 2026-01-01 00:00
ends: 2026-12-31 00:00
timeline:
  - {at: 2026-01-01 00:00, register: [${people.join(', ')}]}
`;
}
const year = yearOf(60);
/** So many messages that a jump is still under way when the next request comes, on a quick machine too. */
const longYear = yearOf(300);
const end = '2026-12-01 00:00';
const nothing = () => ({ problem: 'nothing is read here' });
const stateOf = async (at: string) => (await call('GET', `${at}/state`)).body;

test('another session is answered while a long jump is under way', async () => {
  const [long, other] = [await sessionOf(call, year), await sessionOf(call, clinic)];
  const order: string[] = [];
  const jump = call('POST', `${long}/clock`, { do: 'jump', to: end }).then((answer) => {
    order.push('jump');
    return answer;
  });
  const [state, act] = await Promise.all([
    stateOf(other),
    call('POST', `${other}/act`, { verb: 'note', note: 'meanwhile' }),
  ]);
  order.push('other');
  expect(state.title).toBe('A clinic');
  expect(act.status).toBe(200);
  expect((await jump).body).toMatchObject({ isThere: true, now: Date.UTC(2026, 11, 1) });
  expect(order).toEqual(['other', 'jump']);
  expect((await stateOf(long)).counts.sms).toBe(12_000);
});

test('a jump tells how far it is, is called back by pause, and goes on to the same end', async () => {
  const at = await sessionOf(call, longYear);
  const jump = call('POST', `${at}/clock`, { do: 'jump', to: end });
  const under = await stateUnderWay(at);
  expect(under.journey).toEqual({ from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 11, 1) });
  await call('POST', `${at}/clock`, { do: 'pause' });
  const called = (await jump).body;
  expect(called.isThere).toBe(false);
  expect(called.now).toBeLessThan(Date.UTC(2026, 11, 1));
  expect((await stateOf(at)).journey).toBe(null);
  const again = await call('POST', `${at}/clock`, { do: 'jump', to: end });
  expect(again.body.isThere).toBe(true);

  const straight = await sessionOf(call, longYear);
  await call('POST', `${straight}/clock`, { do: 'jump', to: end });
  const lines = async (of: string) => (await call('GET', `${of}/entries?limit=5000&after=100000`)).text;
  expect(await lines(at)).toBe(await lines(straight));
});

test('an act during a jump happens on the way, and the jump goes on', async () => {
  const at = await sessionOf(call, longYear);
  const jump = call('POST', `${at}/clock`, { do: 'jump', to: end });
  await stateUnderWay(at);
  const act = await call('POST', `${at}/act`, { verb: 'close', close: 'p0' });
  expect(act.status, act.text).toBe(200);
  expect(act.body.now).toBeLessThan(Date.UTC(2026, 11, 1));
  expect((await jump).body.isThere).toBe(true);
  const text = (await call('GET', `${at}/scenario.yaml`)).text;
  const fresh = await sessionOf(call, text);
  await call('POST', `${fresh}/clock`, { do: 'jump', to: end });
  expect((await stateOf(fresh)).counts).toEqual((await stateOf(at)).counts);
});

test('a jump listens in between: it is gone in stretches', async () => {
  const session = new LiveSession({ id: 'x', path: 'scenario', text: year, read: nothing });
  let told = 0;
  let turns = 0;
  session.listen(() => {
    told += 1;
  });
  const count = setInterval(() => {
    turns += 1;
  }, 0);
  expect(await session.clock({ do: 'jump', to: end })).toBe(true);
  clearInterval(count);
  expect(told).toBeGreaterThan(2);
  expect(turns).toBeGreaterThan(0);
});

test('a jump past the end of the rehearsal says that it did not get there, and why', async () => {
  const at = await sessionOf(call, clinic);
  const jump = await call('POST', `${at}/clock`, { do: 'jump', to: '2100-01-01 00:00' });
  expect(jump.body).toMatchObject({ isThere: false });
  expect((await stateOf(at)).stopped).toContain('ten years');
  const back = await call('POST', `${at}/clock`, { do: 'restart' });
  expect(back.body.isThere).toBe(true);
  expect((await stateOf(at)).stopped).toBe(null);
});

test('the next message is looked for however far it is, and there may be none', async () => {
  const session = new LiveSession({ id: 'x', path: 'scenario', text: clinic, read: nothing });
  for (let count = 1; count <= 7; count += 1) {
    await session.clock({ do: 'next-message' });
    const { sms, email } = session.liveRun.counts;
    expect(sms + email).toBe(count);
  }
  await expect(session.clock({ do: 'next-message' })).rejects.toMatchObject({ status: 409 });
});

test('a clock stands still at the most lines that a journal may have, and says why', async () => {
  const session = new LiveSession({ id: 'x', path: 'scenario', text: year, read: nothing, entriesMax: 500 });
  await expect(session.clock({ do: 'jump', to: end })).rejects.toMatchObject({ status: 409 });
  expect(session.liveRun.journal.length).toBeLessThan(10_000);
  expect(() => session.act({ verb: 'note', note: 'x' })).toThrow(/entries/);
  await session.clock({ do: 'run', speed: 1 });
  await expect.poll(() => session.stopped).toContain('500 entries');
  expect(session.speed).toBe(0);
  await session.clock({ do: 'restart' });
  expect(session.stopped).toBe(undefined);
});

async function stateUnderWay(at: string) {
  for (;;) {
    const state = await stateOf(at);
    if (state.journey !== null) return state;
    if (state.counts.sms === 12_000) throw new Error('the jump was over before anybody could look');
  }
}

test.each([-3_600_000, 3_600_000])(
  'a clock that runs goes on at its pace when the machine’s clock jumps by %i ms',
  async (jump) => {
    vi.useFakeTimers();
    try {
      const session = new LiveSession({ id: 'x', path: 'scenario', text: clinic, read: nothing });
      const begins = session.now;
      await session.clock({ do: 'run', speed: 60 });
      vi.advanceTimersByTime(10_000);
      expect(session.now - begins).toBe(600_000);
      vi.setSystemTime(Date.now() + jump);
      vi.advanceTimersByTime(10_000);
      expect(session.now - begins).toBe(1_200_000);
      await session.clock({ do: 'pause' });
    } finally {
      vi.useRealTimers();
    }
  },
);
