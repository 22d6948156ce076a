import { describe, expect, test } from 'vitest';
import { type Json, play, stageAfter } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 12:00';

describe('JOIN from a stranger', () => {
  const join = (text: string, registration: Json, parts: Json = {}) =>
    stageAfter({
      project: { name: 'clinic', sms_registration: registration },
      timeline: [{ at: AT, inbound: { from: '999123', via: 'G', text } }],
      ...parts,
    }).stage.world;

  test('with WORKER makes a case where workers may not register', () => {
    const world = join('join clinic worker grace', { cases: 'yes', case_type: 'patient' });
    expect([...world.cases.values()].map(({ type, name }) => [type, name])).toEqual([['patient', 'unknown']]);
    expect(world.users.size).toBe(0);
  });

  test('with WORKER and no name makes a worker named by the digits', () => {
    const world = join('join clinic worker', { workers: 'yes' });
    expect([...world.users.values()].map(({ user }) => user.username)).toEqual(['999123']);
    expect(world.phones.twoWayOwner('999123')?.owner).toBe('+999123');
  });

  test('makes nothing where nobody may register', () => {
    const world = join('join clinic', {});
    expect(world.cases.size + world.users.size).toBe(0);
  });

  test('may name another project', () => {
    const other = { other: { sms_registration: { cases: 'yes', case_type: 'visitor' } } };
    const world = join('JOIN Other', {}, { other_projects: other });
    expect([...world.cases.values()].map(({ project, type }) => [project, type])).toEqual([
      ['other', 'visitor'],
    ]);
  });
});

test('a confirmation goes to the number that wrote, not to the first number of the contact', () => {
  const { of } = play({
    gateways: { G: { type: 'twilio', number: '+999000' } },
    users: { nurse: { phones: ['999111', '999222'], verified: 'yes' } },
    timeline: [{ at: AT, inbound: { from: '999222', via: 'G', text: 'stop' } }],
  });
  expect(of('opt').map(({ number }) => number)).toEqual(['999222']);
  expect(of('sent').map(({ number, cause }) => [number, cause])).toEqual([['999222', 'opt_out']]);
});

test('a pending number does not confirm while another text comes, and a second start asks again', () => {
  const { of } = play({
    users: { nurse: { phone: '999111' } },
    timeline: [
      { at: AT, verify: { user: 'nurse', number: '999111' } },
      { after: '1m', inbound: { from: '999111', text: '12 3' } },
      { after: '1m', verify: { user: 'nurse', number: '999111' } },
      { after: '1m', inbound: { from: '999111', text: 'x123x' } },
      { after: '1m', verify: { user: 'nurse', number: '999111' } },
    ],
  });
  expect(of('sent').map(({ cause }) => cause)).toEqual(['verification', 'verification', 'verification']);
  expect(of('inbound').map(({ handled_by: by }) => by)).toEqual([undefined, 'verification']);
  expect(of('warning').map(({ code }) => code)).toEqual([
    'SYSTEM_TEXT_DEFAULT',
    'SYSTEM_TEXT_DEFAULT',
    'VERIFICATION_NOT_STARTED',
  ]);
});

test('a survey more than 14 days old is closed without being submitted', () => {
  const { of } = play({
    surveys: {
      s: {
        submit_partial: 'yes',
        reminders: ['30'],
        questions: [{ id: 'q', ask: 'Q?', type: 'text' }],
        on_submit: { update: { q: '{q}' } },
      },
    },
    cases: { amy: { type: 'c', contact_phone_number: '999123', contact_phone_number_is_verified: '1' } },
    alerts: { a: { case_type: 'c', to: 'case', send: 'immediately', survey: 's' } },
    timeline: [
      { at: AT, register: 'amy' },
      { after: '1m', platform: 'down' },
      { after: '15 days', platform: 'up' },
    ],
  });
  expect(of('survey').map(({ state }) => state)).toEqual(['opened', 'closed']);
  expect(of('sent')).toHaveLength(1);
  expect(of('updated')).toEqual([]);
});

test('a text waits while the platform is down, or is lost with it, and is told either way', () => {
  const during = (platform: unknown) =>
    play({
      project: { default_reply: 'Sorry?' },
      cases: { amy: { type: 'c', contact_phone_number: '999123', contact_phone_number_is_verified: '1' } },
      timeline: [
        { at: AT, register: 'amy' },
        { after: '1m', platform },
        { after: '1m', inbound: { from: 'amy', text: 'hello' } },
        { after: '1m', platform: 'up' },
      ],
    });
  expect(during('down').of('sent')).toHaveLength(1);
  const lost = during({ down: { inbound: 'lost' } });
  expect(lost.of('sent')).toEqual([]);
  expect(lost.of('inbound').map(({ handled_by: by }) => by)).toEqual(['lost']);
});
