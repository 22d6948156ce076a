/** Every way an SMS stops before it is queued, with all that is known of it by then. */
import { describe, expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

const AT = '2024-03-04 10:00';
const number = '447700900301';

function sent(parts: Json, alert: Json = {}, amy: Json = {}) {
  const { of } = play({
    cases: { amy: { type: 'c', name: 'Amy', contact_phone_number: number, ...amy } },
    alerts: { a: { case_type: 'c', to: 'case', send: 'immediately', sms: 'Hello', ...alert } },
    timeline: [{ at: AT, register: 'amy' }],
    ...parts,
  });
  return { of, first: of('sent')[0], error: of('error')[0] };
}

/** What an error says beside what every error says. */
function errorOf(parts: Json, alert: Json = {}, amy: Json = {}) {
  const { error, of } = sent(parts, alert, amy);
  expect(of('sent')).toEqual([]);
  expect(error).toMatchObject({
    to: 'amy',
    case: 'amy',
    cause: 'alert',
    name: 'a',
    alert: 'a',
    event: 0,
    iteration: 1,
  });
  const { code, channel, number: to, language, detail, level, because } = error!;
  return {
    code,
    channel,
    to,
    language,
    detail,
    level,
    known: Object.keys(because ?? {}).filter((key) => Reflect.get(because!, key) !== undefined),
  };
}

describe('a text', () => {
  test('is sent with its language, its number, its gateway and the reasons for each', () => {
    const { first } = sent(
      { project: { languages: ['en', 'hin'] } },
      { sms: { hin: 'Namaste', en: 'Hello' } },
      { language_code: 'hin' },
    );
    expect(first).toMatchObject({
      channel: 'sms',
      to: 'amy',
      number,
      via: 'G',
      language: 'hin',
      text: 'Namaste',
    });
    expect(first?.because).toMatchObject({
      zone: { from: 'project' },
      language: { code: 'hin', from: 'contact' },
      number: { from: 'contact_phone_number' },
      gateway: { name: 'G' },
    });
  });

  test('without a number has none', () => {
    expect(errorOf({}, {}, { contact_phone_number: '' })).toEqual({
      ...{ code: 'NO_PHONE_NUMBER', channel: 'sms', to: undefined, language: undefined, detail: undefined },
      ...{ level: expect.any(String), known: ['zone'] },
    });
  });

  test('to the US without consent ends where the project enforces it, and only for cases', () => {
    const us = { contact_phone_number: '12065550188' };
    const enforce = { project: { us_opt_in: 'enforce' } };
    expect(errorOf(enforce, {}, us)).toMatchObject({
      code: 'US_OPT_IN_MISSING',
      to: '12065550188',
      known: ['zone', 'number'],
    });
    expect(sent({ project: { us_opt_in: 'warn' } }, {}, us).of('sent')).toHaveLength(1);
    expect(sent(enforce, {}, { ...us, contact_phone_number_is_verified: '1' }).of('sent')).toHaveLength(1);
    expect(sent(enforce).of('sent')).toHaveLength(1);
    const users = { users: { uma: { username: 'uma', phone: '12065550188' } } };
    expect(sent({ ...enforce, ...users }, { to: { user: 'uma' } }).of('sent')).toHaveLength(1);
  });

  test('in none of the languages is no message', () => {
    const parts = { project: { languages: ['en'], language_fallback: 'SCHEDULE' } };
    expect(errorOf(parts, { sms: { fra: 'Salut' } })).toMatchObject({
      code: 'NO_MESSAGE',
      to: number,
      known: ['zone', 'number'],
    });
  });

  test('that cannot be filled in says why, and in which language', () => {
    const found = errorOf({ project: { languages: ['en'] } }, { sms: { en: 'Hello {' } });
    expect(found).toMatchObject({
      code: 'CANNOT_RENDER_MESSAGE',
      language: 'en',
      to: number,
      known: ['zone', 'language', 'number'],
    });
    expect(found.detail).toMatch(/\S/);
  });

  test('for a gateway that does not exist names it', () => {
    const found = errorOf({}, {}, { contact_backend_id: 'NOPE' });
    expect(found).toMatchObject({
      code: 'GATEWAY_NOT_FOUND',
      to: number,
      known: ['zone', 'language', 'number'],
    });
    expect(found.detail).toContain('NOPE');
  });

  test('of nothing is passed over, with its recipient and its event', () => {
    const { of } = sent({}, { sms: '{case.blank}' }, { blank: '' });
    expect(of('error')).toEqual([]);
    expect(of('skipped')).toMatchObject([
      {
        alert: 'a',
        case: 'amy',
        recipient: 'amy',
        event: 0,
        iteration: 1,
        due: Date.parse('2024-03-04T10:00:00Z'),
        reason: 'empty_text',
      },
    ]);
  });
});

describe('a gateway chosen by hand', () => {
  const byHand = (via: string) =>
    play({
      gateways: { G: { type: 'test' }, H: { type: 'test' }, GONE: { type: 'test' } },
      cases: { amy: { type: 'c', contact_phone_number: number } },
      timeline: [
        { at: AT, register: 'amy' },
        { at: AT, gateway: { GONE: { delete: 'yes' } } },
        { at: AT, send: { to: 'amy', text: 'Hi', via } },
      ],
    });

  test('is told as the sender’s choice', () => {
    expect(byHand('H').of('sent')[0]?.because?.gateway).toEqual({ name: 'H', rule: 'sender' });
  });

  test('that is gone is an error', () => {
    expect(
      byHand('GONE')
        .of('error')
        .map(({ code, detail }) => [code, detail]),
    ).toEqual([['GATEWAY_NOT_FOUND', 'There is no gateway GONE']]);
  });
});

describe('custom content', () => {
  const custom = (texts: readonly string[], amy: Json = {}) => {
    const { of } = sent({}, { sms: undefined, custom: texts }, amy);
    return [of('sent').map(({ text, language }) => [text, language]), of('error').map(({ code }) => code)];
  };

  test('is one SMS for each text, of no language', () => {
    expect(custom(['one', '{two'])).toEqual([
      [
        ['one', '*'],
        ['{two', '*'],
      ],
      [],
    ]);
  });

  test('to nobody’s number is one error, however many texts', () => {
    expect(custom(['one', 'two'], { contact_phone_number: '' })).toEqual([[], ['NO_PHONE_NUMBER']]);
  });
});
