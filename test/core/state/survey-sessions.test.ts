import { describe, expect, test } from 'vitest';
import type { SessionParts } from '../../../src/core/state/session.ts';
import { channelKey, SurveySessions } from '../../../src/core/state/survey-sessions.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** What sessions look at of a survey that starts now and runs for an hour. */
function parts(contact: string, more: Partial<SessionParts> = {}): SessionParts {
  const party = { kind: 'number', key: contact, project: 'demo', number: '1' } as const;
  return {
    party,
    channel: undefined,
    startedAt: 0,
    expiresAt: 60 * MINUTE,
    reminders: [],
    ...more,
  } as SessionParts;
}

describe('the sessions of a contact', () => {
  test('are open until each is closed, in the order in which they were opened', () => {
    const sessions = new SurveySessions();
    const one = sessions.open(parts('ana'));
    const two = sessions.open(parts('ana'));
    sessions.open(parts('ben'));
    expect(sessions.openOf('ana')).toEqual([one, two]);
    expect([one.rank, two.rank, sessions.size]).toEqual([1, 2, 2]);
    sessions.close(one, 'completed', 0);
    expect(sessions.openOf('ana')).toEqual([two]);
    sessions.close(two, 'completed', 0);
    expect([sessions.openOf('ana'), sessions.size]).toEqual([[], 1]);
    expect(sessions.openOf('nobody')).toEqual([]);
  });

  test('show how the newest of them stands', () => {
    const sessions = new SurveySessions();
    expect(sessions.statusOf('ana')).toBeUndefined();
    const one = sessions.open(parts('ana'));
    expect([one.status, one.isOpen, sessions.statusOf('ana')]).toEqual(['in_progress', true, 'in_progress']);
    sessions.close(one, 'partial', 0);
    expect([one.status, one.isOpen, sessions.statusOf('ana')]).toEqual(['partial', false, 'partial']);
    sessions.tell('ana', 'completed');
    expect(sessions.statusOf('ana')).toBe('completed');
  });

  test('once closed stay as they are', () => {
    const sessions = new SurveySessions();
    const one = sessions.open(parts('ana'));
    sessions.close(one, 'completed', 0);
    sessions.close(one, 'not_finished', 0);
    expect([one.status, sessions.statusOf('ana')]).toEqual(['completed', 'completed']);
    const two = sessions.open(parts('ben'));
    expect([two.slot, sessions.openOf('ben')]).toEqual([one.slot, [two]]);
    expect(sessions.open(parts('cis')).slot).not.toBe(two.slot);
  });
});

describe('the timer of a session', () => {
  test('is its next reminder, and its end after the last of them', () => {
    const sessions = new SurveySessions();
    const one = sessions.open(parts('ana', { reminders: [10, 20] }));
    expect(sessions.timers.earliest).toBe(10);
    expect(sessions.take(9)).toBeUndefined();
    expect(sessions.take(10)).toBe(one);
    one.reminders.shift();
    sessions.plan(one);
    expect(sessions.timers.earliest).toBe(20);
    one.reminders.shift();
    sessions.plan(one);
    expect(sessions.timers.earliest).toBe(60 * MINUTE);
    sessions.plan(one, 61 * MINUTE);
    expect(sessions.timers.earliest).toBe(61 * MINUTE);
  });

  test('is gone when it has ended', () => {
    const sessions = new SurveySessions();
    sessions.close(sessions.open(parts('ana')), 'completed', 0);
    expect(sessions.timers.earliest).toBe(Number.POSITIVE_INFINITY);
    expect(sessions.take(DAY)).toBeUndefined();
  });

  test('keeps a first prompt that waits, also after the session has ended', () => {
    const sessions = new SurveySessions();
    const one = sessions.open(parts('ana', { startedAt: 5 }));
    sessions.holdPrompt(one, 'Q?');
    expect(one.prompt).toEqual({ text: 'Q?', tryAt: 5 + MINUTE });
    sessions.close(one, 'completed', 0);
    expect(sessions.timers.earliest).toBe(5 + MINUTE);
    expect(sessions.take(DAY)).toBe(one);
    one.prompt = undefined;
    sessions.plan(one);
    expect(sessions.open(parts('ben')).slot).toBe(one.slot);
  });
});

describe('a channel', () => {
  const channel = channelKey('G', '1');

  test('is of one gateway and one number', () => {
    expect(new Set([channel, channelKey('G', '2'), channelKey('H', '1')]).size).toBe(3);
  });

  test('is claimed by one session at a time; a session without a channel needs none', () => {
    const sessions = new SurveySessions();
    const one = sessions.open(parts('ana', { channel }));
    const two = sessions.open(parts('ben', { channel }));
    const other = sessions.open(parts('cis', { channel: channelKey('G', '2') }));
    const free = sessions.open(parts('dan'));
    expect(sessions.claim(one, 0)).toBe(true);
    expect(sessions.claim(one, 0)).toBe(true);
    expect(sessions.claim(two, 0)).toBe(false);
    expect(sessions.claim(other, 0)).toBe(true);
    expect(sessions.claim(free, 0)).toBe(true);
    expect(sessions.channels.runningOn(channel)).toBe(one);
    expect(sessions.channels.runningOn('nowhere')).toBeUndefined();
  });

  test('that is taken stops the timer of a session that waits', () => {
    const sessions = new SurveySessions();
    sessions.claim(sessions.open(parts('ana', { channel })), 0);
    const two = sessions.open(parts('ben', { channel, reminders: [10] }));
    sessions.claim(two, 0);
    expect(sessions.timers.has(two.slot)).toBe(false);
    expect(sessions.timers.earliest).toBe(60 * MINUTE);
  });

  test('that is free again lets those that wait go on at their own next turns', () => {
    const sessions = new SurveySessions();
    const one = sessions.open(parts('ana', { channel }));
    const two = sessions.open(parts('ben', { channel, startedAt: 1_500, reminders: [8 * SECOND] }));
    const three = sessions.open(parts('cis', { channel, startedAt: 2_500 }));
    for (const each of [one, two, three]) sessions.claim(each, 3_000);
    sessions.holdPrompt(three, 'Q?');
    sessions.close(one, 'completed', 33 * SECOND);
    expect(sessions.channels.runningOn(channel)).toBeUndefined();
    // Ten seconds after ten seconds, counted from the reminder that was due.
    expect(sessions.timers.take(38 * SECOND - 1)).toBe(-1);
    expect(sessions.take(38 * SECOND)).toBe(two);
    // Minute after minute, counted from the start.
    expect(three.prompt?.tryAt).toBe(2_500 + MINUTE);
    expect(sessions.timers.earliest).toBe(2_500 + MINUTE);
  });

  test('lets go nobody when one ends that did not have it', () => {
    const sessions = new SurveySessions();
    const [one, two, three] = ['ana', 'ben', 'cis'].map((key) => sessions.open(parts(key, { channel })));
    for (const each of [one, two, three]) sessions.claim(each!, 0);
    sessions.close(two!, 'completed', 0);
    expect(sessions.channels.runningOn(channel)).toBe(one);
    expect(sessions.timers.has(three!.slot)).toBe(false);
  });

  test('remembers whom it asked last for 30 days after nobody is asked any more', () => {
    const sessions = new SurveySessions();
    const { channels } = sessions;
    expect(channels.lastContactOn(channel, 0)).toBeUndefined();
    const one = sessions.open(parts('ana', { channel, expiresAt: 100 * DAY }));
    sessions.claim(one, 0);
    expect(channels.lastContactOn(channel, 90 * DAY)).toBe('ana');
    sessions.close(one, 'completed', DAY);
    expect(channels.lastContactOn(channel, 31 * DAY)).toBe('ana');
    expect(channels.lastContactOn(channel, 31 * DAY + 1)).toBeUndefined();
  });

  test('that an ended session claims for its late prompt is not held by it', () => {
    const sessions = new SurveySessions();
    const one = sessions.open(parts('ana', { channel }));
    sessions.holdPrompt(one, 'Q?');
    sessions.close(one, 'completed', 0);
    expect(sessions.claim(one, 0)).toBe(true);
    expect(sessions.channels.runningOn(channel)).toBeUndefined();
    expect(sessions.channels.lastContactOn(channel, 30 * DAY)).toBe('ana');
    expect(sessions.channels.lastContactOn(channel, 30 * DAY + 1)).toBeUndefined();
  });
});
