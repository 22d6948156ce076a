/** What came to a session from outside, kept over the end of the lab. */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Recorded } from '../../src/adapters/recorder/recorded.ts';
import type { Delivery } from '../../src/adapters/webhooks/delivery.ts';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { ExternalTraffic } from '../../src/lab/session/external-traffic.ts';
import { OutsideLog, outsideLogOf } from '../../src/lab/worker/outside-log.ts';
import { callerOf, clinic } from './lab-client.ts';

const moment = { clock: 0, afterLine: 0 };
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-outside-'));
  file = join(folder, '0123456789abcdef.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function exchange(text: string, body = ''): Recorded {
  const wire = { method: 'POST', path: '/', headers: {}, body, status: 200 };
  return {
    ...{ seq: 1, id: 'm1', receivedAt: 5, gateway: 'GATE', kind: 'twilio', channel: 'sms' },
    ...{ verdict: 'taken', request: wire, response: wire, to: '1', from: '2', text },
  };
}

const opened = (most?: number): ExternalTraffic => new ExternalTraffic(new OutsideLog(file), most);
const seen = (traffic: ExternalTraffic) =>
  traffic.after(0, 100).exchanges.map(({ seq, text }) => [seq, text]);

describe('what came from outside', () => {
  test('is there again, by the same numbers, with what comes later behind it', () => {
    const before = opened();
    for (const text of ['one', 'two']) before.take(exchange(text), moment);
    const after = opened();
    expect(after.after(0, 100)).toEqual(before.after(0, 100));
    after.take(exchange('three'), moment);
    expect(seen(opened())).toEqual([
      [1, 'one'],
      [2, 'two'],
      [3, 'three'],
    ]);
  });

  test('is kept without secrets', () => {
    const secret = { ...exchange('hi').request, headers: { authorization: `Basic ${btoa('me:hush-hush')}` } };
    opened().take({ ...exchange('hi'), request: secret }, moment);
    expect(readFileSync(outsideLogOf(file), 'utf8')).not.toContain(btoa('me:hush-hush'));
  });

  test('that is forgotten when the session starts over is forgotten on disk, and its numbers are not given again', () => {
    const before = opened();
    for (const text of ['one', 'two']) before.take(exchange(text), moment);
    before.forget();
    before.take(exchange('three'), moment);
    expect(seen(opened())).toEqual([[3, 'three']]);
  });

  test('is bounded in number and in characters, on disk as in the lab', () => {
    const few = opened(2);
    for (const text of ['one', 'two', 'three']) few.take(exchange(text), moment);
    expect(seen(opened(2))).toEqual([
      [2, 'two'],
      [3, 'three'],
    ]);
    const long = 'x'.repeat(19_000);
    const many = opened();
    for (let index = 0; index < 300; index += 1) many.take(exchange('much', long), moment);
    expect(seen(many).length).toBeLessThan(110);
    expect(seen(opened())).toEqual(seen(many));
    expect(readFileSync(outsideLogOf(file)).length).toBeLessThan(17_000_000);
  });

  test('a last line that is cut short was answered to nobody, and is left out', () => {
    opened().take(exchange('one'), moment);
    appendFileSync(outsideLogOf(file), '{"kind":"exchange","item":{"seq":2');
    const after = opened();
    after.take(exchange('two'), moment);
    expect(seen(opened())).toEqual([
      [1, 'one'],
      [2, 'two'],
    ]);
  });

  test.each([
    ['no JSON', 'x'],
    ['no item', '{"kind":"exchange","item":{"seq":2}}'],
    ['a number that does not follow', '{"forgotten":"x"}'],
  ])('with %s in it is kept up to there, and the file is put aside', (_what, line) => {
    opened().take(exchange('one'), moment);
    appendFileSync(outsideLogOf(file), `${line}\n`);
    const log = new OutsideLog(file);
    expect(log.notice).toMatch(/^line 2 of what came from outside cannot be read/);
    const after = new ExternalTraffic(log);
    after.take(exchange('two'), moment);
    expect(seen(opened())).toEqual([
      [1, 'one'],
      [2, 'two'],
    ]);
    expect(readFileSync(`${outsideLogOf(file)}.unreadable`, 'utf8')).toContain(line);
  });

  test('has not come when the disk cannot take it', () => {
    const log = new OutsideLog(file);
    const traffic = new ExternalTraffic(log);
    vi.spyOn(log, 'append').mockImplementationOnce(() => {
      throw new Error('ENOSPC');
    });
    expect(() => traffic.take(exchange('one'), moment)).toThrow('ENOSPC');
    expect(traffic.lastSeq).toBe(0);
    traffic.take(exchange('two'), moment);
    expect(seen(opened())).toEqual([[1, 'two']]);
  });

  test('a text whose call was cut off by the end of the lab says so', () => {
    const before = opened();
    const words = { from: '+1', to: '2', text: 'Hello' };
    before.takeText('GATE', words, 5, moment);
    const called = before.takeText('GATE', words, 5, moment);
    before.called(called, [
      { id: 'd1', url: 'http://app', state: 'pending', attempts: [] } as never as Delivery,
    ]);
    const after = opened().after(3, 100).texts;
    const lost = { state: 'given up', why: 'the lab ended before the application had answered' };
    expect(after).toMatchObject([
      { id: 1, calls: [lost] },
      { id: 2, calls: [{ ...lost, url: 'http://app' }] },
    ]);
    expect(opened().after(5, 100).texts).toEqual([]);
  });
});

describe('a lab with a folder', () => {
  let lab: Lab;
  const call = callerOf(() => lab);
  const start = async (isStanding = true): Promise<string> => {
    const scenario = { path: 'scenarios/x/clinic.yaml', text: clinic };
    const gateways = { http: 0, smtp: undefined };
    lab = await serveLab({ port: 0, journal: folder, ...(isStanding && { scenario, gateways }) });
    return `/api/sessions/${(await call('GET', '/api/sessions')).body[0].id}`;
  };

  test('shows after its end what came from outside, also without sockets; a session that ends takes it along', async () => {
    const at = await start();
    const account = 'AC0123456789abcdef0123456789abcdef';
    await fetch(`${lab.gateways.get('GATE')}/2010-04-01/Accounts/${account}/Messages.json`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${account}:rehearsal`)}` },
      body: new URLSearchParams({ To: '+8801712345678', From: '+15005550006', Body: 'From outside' }),
    });
    const { exchanges } = (await call('GET', `${at}/outside`)).body;
    expect(exchanges).toMatchObject([{ text: 'From outside', verdict: 'taken', contacts: ['asha'] }]);
    await lab.close();
    await start();
    expect((await call('GET', `${at}/outside`)).body.exchanges).toEqual(exchanges);
    await lab.close();
    await start(false);
    expect((await call('GET', `${at}/outside`)).body.exchanges).toEqual(exchanges);
    const kept = join(folder, `${at.split('/').at(-1)}.outside`);
    expect(existsSync(kept)).toBe(true);
    await call('DELETE', at);
    expect(existsSync(kept)).toBe(false);
    await lab.close();
  });

  test('tells of a file that is damaged, and goes on with the session', async () => {
    const at = await start(true);
    await lab.close();
    writeFileSync(join(folder, `${at.split('/').at(-1)}.outside`), 'x\n');
    const said: string[] = [];
    lab = await serveLab({ port: 0, journal: folder, tell: (words) => said.push(words) });
    expect(said).toEqual([expect.stringContaining('line 1 of what came from outside cannot be read')]);
    expect(lab.store.all()).toHaveLength(1);
    await lab.close();
  });
});
