import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { drysend } from '../cli/a-terminal.ts';
import { type Call, callerOf, clinic, sessionOf } from './lab-client.ts';

describe('roster and plan of a session', () => {
  let lab: Lab;
  let call: Call;
  let at: string;
  let file: string;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'drysend-'));
    file = join(folder, 'clinic.yaml');
    writeFileSync(file, clinic);
    lab = await serveLab({ port: 0 });
    call = callerOf(() => lab);
    at = await sessionOf(call, clinic);
  });
  afterAll(async () => {
    await lab?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('at its end the roster counts what drysend roster counts', async () => {
    await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-10 00:00' });
    const { body } = await call('GET', `${at}/roster`);
    const { out } = await drysend(['roster', file, '--json']);
    const [told] = JSON.parse(out).stories;
    const steps = ({ cause, matched, started, fell_due }: Record<string, unknown>) => [
      cause,
      matched,
      started,
      fell_due,
    ];
    expect(body.funnels.map(steps)).toEqual(told.funnels.map(steps));
    expect(body.contacts).toBe(told.contacts);
  });

  test('the roster names who got nothing, with reason and cure, and narrows to an alert', async () => {
    const other = await sessionOf(call, clinic.replace('contact_phone_number: "8801712345678", ', ''));
    await call('POST', `${other}/clock`, { do: 'jump', to: '2026-06-03 00:00' });
    const { body } = await call('GET', `${other}/roster?alert=evening`);
    expect(body.funnels).toHaveLength(1);
    expect(body.gotNothing).toMatchObject([
      { reason: 'NO_PHONE_NUMBER', count: 1, people: [{ key: 'asha', label: 'Asha' }] },
    ]);
    expect(body.gotNothing[0].cure).toMatch(/\.$/);
  });

  test('the plan runs to the end wherever the clock stands, with what was done by hand', async () => {
    const other = await sessionOf(call, clinic);
    const first = (await call('GET', `${other}/plan`)).body;
    expect(first.all.messages).toBe(7);
    expect(first.days.map(({ key }: { key: string }) => key)[0]).toBe('2026-06-01');
    await call('POST', `${other}/act`, { verb: 'register', register: 'rina' });
    const second = (await call('GET', `${other}/plan`)).body;
    expect(second.all.messages).toBe(12);
    expect((await call('GET', `${other}/state`)).body.counts.sms).toBe(0);
    const ofRina = (await call('GET', `${other}/plan?case=Rina`)).body;
    expect(ofRina.messages.map(({ label }: { label: string }) => label)).toEqual(Array(5).fill('Rina'));
  });
});
