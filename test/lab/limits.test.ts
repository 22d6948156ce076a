/** What a session of the lab may cost: it stands still before what takes too much, says why, and goes on from there. */
import { describe, expect, test } from 'vitest';
import { LiveSession } from '../../src/lab/session/live-session.ts';

const nothing = () => ({ problem: 'no file' });
const phone = (index: number): string => `"91981${1_000_000 + index}"`;

/** At ten everybody of a group gets a text for each text that one of them sends: the square of them, in one instant. */
function storm(people: number): string {
  const keys = Array.from({ length: people }, (_, index) => `u${index}`);
  return `scenario: Storm
gateways: {G: {type: test}}
routing: {project: {"*": G}}
users:
${keys.map((key, index) => `  ${key}: {phone: ${phone(index)}, verified: yes}`).join('\n')}
groups: {all: {users: [${keys.join(', ')}]}}
keywords: {K: {reply: K, notify: {to: {group: all}, sms: K}}}
starts: 2026-01-01 08:00
timeline:
${keys.map((_, index) => `  - {at: 2026-01-01 10:00, inbound: {from: ${phone(index)}, via: G, text: K}}`).join('\n')}
ends: 2026-01-02 00:00
`;
}

const TEN = Date.UTC(2026, 0, 1, 10);

const sessionOf = (limits: { readonly entriesMax?: number; readonly maxMemory?: number }, people = 60) =>
  new LiveSession({ id: 's', path: 'scenario', text: storm(people), read: nothing, ...limits });

describe('an instant that takes more than a session may', () => {
  test('is not begun: the clock stands before it, with the reason', async () => {
    const session = sessionOf({ entriesMax: 500 });
    await expect(session.clock({ do: 'jump', to: '2026-01-01 12:00' })).rejects.toMatchObject({
      status: 409,
      found: 'over 1,000 entries in one instant',
      hint: 'Back to start (restart) plays it again',
    });
    expect(session.now).toBe(TEN - 1);
    expect(session.liveRun.journal.length).toBeLessThan(500);
  });

  test('leaves a session that can be worked in, and that a lab can open again as it stood', async () => {
    const session = sessionOf({ entriesMax: 500 });
    await session.clock({ do: 'jump', to: '2026-01-01 12:00' }).catch(() => undefined);
    session.act({ verb: 'note', note: 'before the storm' });
    const { draft, now, text } = session;
    const again = new LiveSession({
      ...{ id: 's', path: 'scenario', text: draft.base, acts: draft.acts, now },
      ...{ read: nothing, entriesMax: 500 },
    });
    expect([again.now, again.text]).toEqual([now, text]);
  });

  test('stops a running clock, which says why', async () => {
    const session = sessionOf({ entriesMax: 500 });
    await session.clock({ do: 'run', speed: 10_000_000 });
    await expect.poll(() => session.stopped).toContain('over 1,000 entries in one instant');
    expect(session.speed).toBe(0);
    await session.clock({ do: 'restart' });
    expect(session.stopped).toBe(undefined);
  });

  test('stays what it is where there is room for it', async () => {
    const session = sessionOf({});
    await session.clock({ do: 'jump', to: '2026-01-01 12:00' });
    expect(session.liveRun.counts.sms).toBe(60 * 60 + 60);
  });
});

test('memory that the process does not have stops a clock before the instant that takes it', async () => {
  const session = sessionOf({ maxMemory: 1_000_000 }, 100);
  await expect(session.clock({ do: 'jump', to: '2026-01-01 12:00' })).rejects.toMatchObject({
    status: 409,
    found: expect.stringMatching(/^more than 1 MB of memory \([\d,]+ MB\) by 2026-01-01 10:00 UTC$/),
  });
  expect(session.now).toBe(TEN - 1);
});
