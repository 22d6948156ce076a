/** A live run that is interrupted wherever it can be, so that others have their turn, is the run that is not. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/core/model/plan.ts';
import { readBeside } from '../../src/lab/server/offered.ts';
import { type LiveRun, openLiveRun } from '../../src/lab/session/live-run.ts';
import { LiveSession } from '../../src/lab/session/live-session.ts';
import { planOf } from '../../src/lab/session/scenario-text.ts';

const none = () => ({ problem: 'nothing is read here' });
/** More than one entry of the timeline saves at once. */
const PEOPLE = 1100;
const keys = Array.from({ length: PEOPLE }, (_, index) => `c${index}`);
const many = `
scenario: Many
project: {time_zone: UTC, languages: [en]}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
cases:
${keys.map((key, index) => `  ${key}: {type: a, name: N ${index}, contact_phone_number: "${254_700_000_000 + index}"}`).join('\n')}
alerts:
  dose: {case_type: a, to: case, send: {daily: {at: "09:00", stop_after: "2"}}, sms: {en: "Hello"}}
starts: 2026-03-01 08:00
ends: 2026-03-04 00:00
timeline:
  - {at: 2026-03-01 08:00, register: [${keys.join(', ')}]}
  - {at: 2026-03-01 10:00, close: [${keys.slice(0, 600).join(', ')}]}
`;

const linesOf = ({ journal }: LiveRun): unknown[] => [...journal.entries()];
const endOf = (plan: Plan): number => plan.endsAt ?? plan.timeline.at(-1)!.at + 30 * 86_400_000;

function wholeAndPieces(plan: Plan): { whole: LiveRun; pieces: LiveRun; stretches: number } {
  const whole = openLiveRun(plan);
  whole.runTo(endOf(plan));
  const pieces = openLiveRun(plan);
  let stretches = 1;
  while (!pieces.runTo(endOf(plan), () => true)) stretches += 1;
  return { whole, pieces, stretches };
}

describe('interrupted wherever it can be', () => {
  test.each([
    'scenarios/two-way/join-by-sms.yaml',
    'scenarios/two-way/two-projects.yaml',
    'scenarios/gateways/routing.yaml',
  ])('%s goes as it goes at once', (path) => {
    const { whole, pieces } = wholeAndPieces(planOf(path, readFileSync(path, 'utf8'), readBeside(path)));
    expect(linesOf(pieces)).toEqual(linesOf(whole));
  });

  test('an instant at which many are registered, messaged and closed is gone in stretches, to the same lines', () => {
    const { whole, pieces, stretches } = wholeAndPieces(planOf('many.yaml', many, none));
    expect(linesOf(pieces)).toEqual(linesOf(whole));
    expect(stretches).toBeGreaterThan(PEOPLE);
  });
});

describe('a session of many', () => {
  const opened = () => new LiveSession({ id: 'x', path: 'many.yaml', text: many, read: none });

  test('begins anew in stretches, and is as it was until then', () => {
    const session = opened();
    const before = session.liveRun;
    const goOn = session.restart();
    let stretches = 1;
    while (!goOn(() => true)) {
      expect(session.liveRun).toBe(before);
      stretches += 1;
    }
    expect(stretches).toBeGreaterThan(3);
    expect(session.epoch).toBe(2);
    expect(linesOf(session.liveRun)).toEqual(linesOf(before));
  });

  test('what is done while it begins anew is in it', () => {
    const session = opened();
    const goOn = session.restart();
    goOn(() => true);
    session.act({ verb: 'note', note: 'meanwhile' });
    while (!goOn(() => true));
    session.liveRun.runTo(session.plan.startsAt + 1000);
    expect(linesOf(session.liveRun)).toContainEqual(
      expect.objectContaining({ kind: 'setting', what: 'note', name: 'meanwhile' }),
    );
  });

  test('starts over as it was opened, whatever was put into its text', async () => {
    const session = opened();
    const text = await session.text();
    session.act({ verb: 'register', register: 'late', case: { type: 'a', name: 'Late' } });
    await session.clock({ do: 'jump', to: session.now + 5000 });
    session.act({ verb: 'note', note: 'x' });
    expect(await session.text()).not.toBe(text);
    expect(await session.startOver()).toBe(true);
    expect(await session.text()).toBe(text);
    session.act({ verb: 'note', note: 'y' });
    expect((await session.text()).match(/note: [xy]/g)).toEqual(['note: y']);
  });

  test('does not start over when the clock is moved meanwhile', async () => {
    const session = opened();
    const before = session.liveRun;
    const begun = session.hand.begin(() => false);
    await session.clock({ do: 'pause' });
    expect(await begun).toBe(false);
    expect(session.liveRun).toBe(before);
  });
});
