import { expect, test } from 'vitest';
import { viewOf } from '../../../src/core/engine/run-state.ts';
import type { WorldView } from '../../../src/core/ports.ts';
import { type Json, stageAfter } from '../../fidelity/helpers/play.ts';

const daily = (to: string, time: string): Json => ({
  case_type: 'c',
  to,
  send: { daily: { at: time } },
  sms: 'Take it',
});

/** Two cases with two daily alerts, one of them to people of a group. */
function viewAfter(timeline: readonly Json[], parts: Json = {}): WorldView {
  const { stage } = stageAfter({
    cases: {
      ana: { type: 'c', contact_phone_number: '447700900301', shoes: '38', owner: 'team' },
      ben: { type: 'c', contact_phone_number: '447700900302', owner: 'team' },
    },
    users: { uma: { phones: ['447700900303'] }, vic: { phones: ['447700900304'] } },
    groups: { team: { users: ['uma', 'vic'] } },
    alerts: {
      early: daily('case', '09:00'),
      late: daily('owner', '15:00'),
      once: { case_type: 'c', to: 'case', send: 'immediately', sms: 'Hi' },
    },
    timeline,
    ...parts,
  });
  return viewOf(stage);
}

const registered: Json = { at: '2024-01-01 08:00', register: 'ana' };
const nextDay: Json = { at: '2024-01-01 10:00', register: 'ben' };
const minute = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString().slice(5, 16).replace('T', ' ');

test('what is next due is the earliest of the alert, or of the case or recipient that is asked for', () => {
  const { nextDue } = viewAfter([registered, nextDay]);
  expect(minute(nextDue('early'))).toBe('01-01 09:00');
  expect(minute(nextDue('early', 'ana'))).toBe('01-01 09:00');
  expect(minute(nextDue('early', 'ben'))).toBe('01-02 09:00');
  expect(minute(nextDue('early', undefined, 'ben'))).toBe('01-02 09:00');
  expect(minute(nextDue('late'))).toBe('01-01 15:00');
});

test('a recipient is asked for by its key, or by what the alert calls it', () => {
  const { nextDue } = viewAfter([registered]);
  expect(minute(nextDue('late', 'ana', 'owner'))).toBe('01-01 15:00');
  expect(minute(nextDue('late', 'ana', 'team'))).toBe('01-01 15:00');
  expect(nextDue('late', 'ana', 'ben')).toBeUndefined();
  expect(nextDue('late', 'ben')).toBeUndefined();
});

test('of several that are due the earliest counts, whichever comes first', () => {
  const { nextDue } = viewAfter([{ at: '2024-01-01 08:00', register: ['ana', 'ben', 'cis'] }], {
    cases: {
      ana: { type: 'c', hour: '11:00' },
      ben: { type: 'c', hour: '09:00' },
      cis: { type: 'c', hour: '10:00' },
    },
    alerts: { early: { ...daily('case', '09:00'), send: { daily: { at_property: 'hour' } } } },
  });
  expect(minute(nextDue('early'))).toBe('01-01 09:00');
  expect(minute(nextDue('early', 'ana'))).toBe('01-01 11:00');
  expect(minute(nextDue('early', undefined, 'case'))).toBe('01-01 09:00');
});

test('how the newest survey of a contact stands can be seen, and whether one is open', () => {
  const asked = (...timeline: readonly Json[]) =>
    viewAfter([registered, ...timeline], {
      cases: {
        ana: { type: 'c', contact_phone_number: '447700900301', contact_phone_number_is_verified: '1' },
      },
      surveys: { s: { questions: [{ id: 'q', ask: 'Q?', type: 'text' }] } },
      keywords: { GO: { survey: 's' } },
    });
  const text = (words: string): Json => ({ at: '2024-01-01 08:01', inbound: { from: 'ana', text: words } });
  const seen = ({ surveyStatus, hasOpenSession }: WorldView) => [surveyStatus('ana'), hasOpenSession('ana')];
  expect(seen(asked())).toEqual([undefined, false]);
  expect(seen(asked(text('go')))).toEqual(['in_progress', true]);
  expect(seen(asked(text('go'), text('x')))).toEqual(['completed', false]);
  expect(seen(asked(text('go'), text('#stop')))).toEqual(['not_finished', false]);
});

test('numbers that are opted in again are no longer opted out, and the others stand in their order', () => {
  const view = viewAfter(
    [{ at: '2024-01-01 08:00', inbound: { from: '447700900398', via: 'T', text: 'START' } }],
    {
      gateways: { T: { type: 'twilio', number: '1' } },
      project: { opted_out: ['447700900399', '447700900398', '447700900397'] },
    },
  );
  expect(view.optedOut()).toEqual(['447700900397', '447700900399']);
});

test('what has ended, or never began, has nothing due', () => {
  const { nextDue } = viewAfter([registered, { at: '2024-01-01 08:30', close: 'ana' }]);
  expect(nextDue('early')).toBeUndefined();
  expect(nextDue('no such alert')).toBeUndefined();
});

test('properties, owners of numbers, opted-out numbers and the queue can be seen', () => {
  const view = viewAfter([registered, { at: '2024-01-01 08:10', send: { to: 'ana', text: 'hi' } }], {
    project: { opted_out: ['447700900399', '447700900398'] },
  });
  expect(view.property('ana', 'shoes')).toBe('38');
  expect(view.property('ana', 'hats')).toBeUndefined();
  expect(view.property('nobody', 'shoes')).toBeUndefined();
  expect(view.optedOut()).toEqual(['447700900398', '447700900399']);
  expect(view.queued()).toBe(1);
  expect(view.twoWayOwner('447700900301')).toBeUndefined();
  expect(view.hasOpenSession('ana')).toBe(false);
});
