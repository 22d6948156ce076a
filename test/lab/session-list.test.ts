import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import type { SessionInfo } from '../../src/lab/web/state/answers.ts';
import { type Call, callerOf, clinic, sessionOf } from './lab-client.ts';

describe('sessions as a list', () => {
  let folder: string;
  let file: string;
  let lab: Lab;
  let call: Call;
  let at: string;
  const options = () => ({ port: 0, scenario: { path: file, text: clinic }, journal: join(folder, 'kept') });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'drysend-'));
    file = join(folder, 'clinic.yaml');
    writeFileSync(file, clinic);
    lab = await serveLab(options());
    call = callerOf(() => lab);
    at = `/api/sessions/${(await call('GET', '/api/sessions')).body[0].id}`;
  });
  afterAll(async () => {
    await lab?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const listed = async (): Promise<SessionInfo[]> => (await call('GET', '/api/sessions')).body;
  const stateOf = async (path: string) => (await call('GET', `${path}/state`)).body;

  test('each has its title, its contacts and its last use', async () => {
    await call('POST', `${at}/act`, { verb: 'register', register: 'rina' });
    await expect.poll(async () => (await listed())[0]?.contacts).toBe(2);
    const [session] = await listed();
    expect(session?.title).toBe('A clinic');
    expect(session?.usedAt).toBeGreaterThanOrEqual(session!.openedAt);
  });

  test('one is called otherwise, and stays so after a restart of the lab', async () => {
    expect((await call('POST', `${at}/rename`, { title: 'For the ministry' })).status).toBe(200);
    expect((await stateOf(at)).title).toBe('For the ministry');
    await lab.close();
    lab = await serveLab(options());
    expect((await listed()).map(({ title }) => title)).toEqual(['For the ministry']);
    expect((await call('POST', `${at}/rename`, { title: 'x'.repeat(201) })).status).toBe(422);
    await call('POST', `${at}/rename`, { title: '' });
    expect((await stateOf(at)).title).toBe('A clinic');
  });

  test('a duplicate goes on from the same moment with the same acts, and touches the first no more', async () => {
    await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-02 20:00' });
    const { status, body } = await call('POST', `${at}/duplicate`, {});
    expect(status).toBe(201);
    const other = `/api/sessions/${body.id}`;
    const [one, copy] = [await stateOf(at), await stateOf(other)];
    expect([copy.now, copy.counts, copy.title]).toEqual([one.now, one.counts, 'A clinic (copy)']);
    await call('POST', `${other}/act`, { verb: 'close', close: 'asha' });
    const isClosed = ({ contacts }: { contacts: { key: string; closed: boolean }[] }) =>
      contacts.find(({ key }) => key === 'asha')?.closed;
    expect([isClosed(await stateOf(at)), isClosed(await stateOf(other))]).toEqual([false, true]);
    await call('DELETE', other);
  });

  test('to start over is to forget what was done by hand; back to start is not', async () => {
    await call('POST', `${at}/clock`, { do: 'restart' });
    expect((await call('GET', `${at}/scenario.yaml`)).text).toContain('register: rina');
    await call('POST', `${at}/start-over`, {});
    expect((await call('GET', `${at}/scenario.yaml`)).text).not.toContain('register: rina');
    expect((await stateOf(at)).wall).toContain('2026-06-01 09:00');
    await lab.close();
    lab = await serveLab(options());
    expect((await call('GET', `${at}/scenario.yaml`)).text).not.toContain('register: rina');
  });

  test('a story that changes on disk is noticed, and loaded when asked; a bad one with its place', async () => {
    writeFileSync(file, clinic.replace('name: Rina', 'name: Rani'));
    await expect.poll(async () => (await stateOf(at)).isFileChanged, { timeout: 10_000 }).toBe(true);
    expect((await stateOf(at)).contacts[1].name).toBe('Rina');
    expect((await call('POST', `${at}/start-over`, { from: 'file' })).status).toBe(200);
    const state = await stateOf(at);
    expect([state.isFileChanged, state.contacts[1].name]).toEqual([false, 'Rani']);

    writeFileSync(file, clinic.replace('{type: twilio,', '{type: twillio,'));
    const refused = await call('POST', `${at}/start-over`, { from: 'file' });
    expect(refused.status).toBe(422);
    expect(refused.body.problems[0]).toMatchObject({
      file,
      line: 5,
      hint: expect.stringContaining('twilio'),
    });
    expect((await stateOf(at)).contacts[1].name).toBe('Rani');
  });

  test('a story that was sent as a text has no file to load again', async () => {
    const sent = await sessionOf(call, clinic);
    expect((await call('POST', `${sent}/start-over`, { from: 'file' })).status).toBe(422);
    expect((await call('POST', `${sent}/start-over`, { from: 'moon' })).status).toBe(422);
    await call('DELETE', sent);
  });
});
