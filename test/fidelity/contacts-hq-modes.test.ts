import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cleanPhoneNumber } from '../../src/core/contact/number.ts';
import { type Json, play } from './helpers/play.ts';

type Mode = 'exact' | 'tidy';

const modes: Mode[] = ['exact', 'tidy'];
const AT = '2024-01-01 12:00';
const codesOf = (entries: readonly { readonly code?: string | undefined }[]) =>
  entries.map(({ code }) => code);

/** One project in one mode: what it does where the other mode does something else. */
const inMode = (hq: Mode, parts: Json, project: Json = {}) => play({ ...parts, project: { hq, ...project } });

describe('a number that no gateway is mapped to', () => {
  const noRoute: Json = {
    routing: {},
    cases: { amy: { type: 'c', contact_phone_number: '999123' } },
    timeline: [
      { at: AT, register: 'amy' },
      { at: AT, send: { to: 'amy', text: 'Hello' } },
    ],
  };

  test('exact: it is held until stale, and the warning comes at once', () => {
    const { of } = inMode('exact', noRoute);
    expect(of('held').map(({ reason }) => reason)).toEqual(['no_gateway']);
    expect(of('warning').map(({ code, at }) => [code, at])).toEqual([
      ['NO_SUITABLE_GATEWAY', Date.parse('2024-01-01T12:00:00Z')],
    ]);
    expect(of('error').map(({ code, at, attempts }) => [code, at, attempts])).toEqual([
      ['MESSAGE_IS_STALE', Date.parse('2024-01-08T12:00:01Z'), 0],
    ]);
  });

  test('exact: each try for it uses up one of the daily limit', () => {
    const both = {
      routing: { global: { '255': 'G' } },
      cases: {
        amy: { type: 'c', contact_phone_number: '999123' },
        ben: { type: 'c', contact_phone_number: '255123' },
      },
      timeline: [
        { at: AT, register: ['amy', 'ben'] },
        { at: AT, send: { to: 'amy', text: 'Hello' } },
        { at: AT, send: { to: 'ben', text: 'Hello' } },
      ],
    };
    const { of } = inMode('exact', both, { daily_limit: '1' });
    expect(of('sent').map(({ to }) => to)).toEqual([]);
    expect(of('held').map(({ reason }) => reason)).toContain('daily_limit');
  });

  test('tidy: it ends at once', () => {
    const { of } = inMode('tidy', noRoute);
    expect(of('held')).toEqual([]);
    expect(of('error').map(({ code, at }) => [code, at])).toEqual([
      ['NO_SUITABLE_GATEWAY', Date.parse('2024-01-01T12:00:00Z')],
    ]);
  });
});

describe('an opt-out word on a gateway without an opt-in word', () => {
  const stop: Json = {
    gateways: { G: { type: 'test', opt_out: 'STOP' } },
    cases: { amy: { type: 'c', contact_phone_number: '999123', contact_phone_number_is_verified: '1' } },
    timeline: [
      { at: AT, register: 'amy' },
      { at: AT, inbound: { from: 'amy', via: 'G', text: 'stop' } },
    ],
  };
  const reply = { default_reply: 'Sorry?' };

  test('exact: the number is out, HQ fails to confirm it, and no handler sees the text', () => {
    const { of } = inMode('exact', stop, reply);
    expect(of('opt').map(({ direction }) => direction)).toEqual(['out']);
    expect(codesOf(of('warning'))).toEqual(['OPT_OUT_REPLY_FAILS']);
    expect(of('queued')).toEqual([]);
  });

  test('tidy: the number is out, it is confirmed, and the handlers go on', () => {
    const { of } = inMode('tidy', stop, reply);
    expect(of('opt').map(({ direction }) => direction)).toEqual(['out']);
    expect(of('sent').map(({ cause }) => cause)).toEqual(['opt_out']);
    expect(of('error').map(({ cause, code }) => [cause, code])).toEqual([
      ['default_reply', 'PHONE_NUMBER_OPTED_OUT'],
    ]);
  });
});

describe('digits and numbers that only Python reads', () => {
  const arabic = '٩٩٩١٢٣';
  const hello: Json = {
    cases: { amy: { type: 'c', contact_phone_number: arabic } },
    timeline: [
      { at: AT, register: 'amy' },
      { at: AT, send: { to: 'amy', text: 'Hello' } },
    ],
  };

  test('exact: a number in Arabic digits is a number', () => {
    expect(
      inMode('exact', hello)
        .of('sent')
        .map(({ number }) => number),
    ).toEqual([arabic]);
  });

  test('tidy: it is none', () => {
    expect(codesOf(inMode('tidy', hello).of('error'))).toEqual(['NO_PHONE_NUMBER']);
  });

  test.each<[Mode, string, string, boolean]>([
    ['exact', 'int', '1_0', false],
    ['tidy', 'int', '1_0', false],
    ['exact', 'int', '１２', true],
    ['tidy', 'int', '１２', true],
    ['exact', 'float', 'nan', false],
    ['tidy', 'float', 'nan', false],
    ['exact', 'int', '12', true],
    ['tidy', 'int', '12', true],
  ])('%s: as an answer of type %s, %s is accepted: %s', (hq, type, text, isAccepted) => {
    const { of } = inMode(hq, {
      surveys: { s: { questions: [{ id: 'q', ask: 'Q?', type }] } },
      keywords: { GO: { survey: 's' } },
      cases: { amy: { type: 'c', contact_phone_number: '999123', contact_phone_number_is_verified: '1' } },
      timeline: [
        { at: AT, register: 'amy' },
        { after: '1m', inbound: { from: 'amy', text: 'go' } },
        { after: '1m', inbound: { from: 'amy', text } },
      ],
    });
    expect(of('survey').some(({ state }) => state === 'completed')).toBe(isAccepted);
  });

  test.each<[Mode, string, string[]]>([
    ['exact', 'the value as it is', ['Hello Amy']],
    ['tidy', 'an error', ['CANNOT_RENDER_MESSAGE']],
  ])('%s: {case.name!r}, a dump of a Python object in HQ, is %s', (hq, _what, outcome) => {
    const { of } = inMode(hq, {
      cases: { amy: { type: 'c', name: 'Amy', contact_phone_number: '999123' } },
      alerts: { a: { case_type: 'c', to: 'case', send: 'immediately', sms: 'Hello {case.name!r}' } },
      timeline: [{ at: AT, register: 'amy' }],
    });
    expect([...of('sent').map(({ text }) => text), ...codesOf(of('error'))]).toEqual(outcome);
  });
});

test.each<[Mode, string]>([
  ['exact', '+999.123'],
  ['tidy', '+999123'],
])('%s: a dot in a number that is cleaned for the wire: %s', (hq, wire) => {
  expect(cleanPhoneNumber('+999.123', hq)).toBe(wire);
});

test.each(modes)('%s: a text that comes twice is handled twice, and flagged', (hq) => {
  const { of } = inMode(hq, {
    keywords: { HELP: { reply: 'Soon.' } },
    cases: { amy: { type: 'c', contact_phone_number: '999123', contact_phone_number_is_verified: '1' } },
    timeline: [
      { at: AT, register: 'amy' },
      { after: '1m', inbound: { from: 'amy', text: 'help', message_id: 'SM1' } },
      { after: '1m', inbound: { from: 'amy', text: 'help', message_id: 'SM1' } },
      { after: '1m', inbound: { from: 'amy', text: 'help', message_id: 'SM2' } },
    ],
  });
  expect(of('sent').map(({ text }) => text)).toEqual(['Soon.', 'Soon.', 'Soon.']);
  expect(codesOf(of('warning'))).toEqual(['INBOUND_REPEATED']);
});

test('docs/hq-modes.md speaks of both modes and of each warning', () => {
  const page = readFileSync(new URL('../../docs/hq-modes.md', import.meta.url), 'utf8');
  for (const word of [...modes, 'NO_SUITABLE_GATEWAY', 'OPT_OUT_REPLY_FAILS', 'INBOUND_REPEATED']) {
    expect(page).toContain(word);
  }
});
