import { describe, expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

/** The warnings of one case's first save, and of a second save that changes nothing. */
const warningsOf = (properties: Json, project: Json = {}): (string | undefined)[] =>
  warnedOf(properties, project).map(({ code }) => code);

/** With what they say happens, and the cure. */
function warnedOf(properties: Json, project: Json = {}) {
  const { of } = play({
    project: { time_zone: 'Asia/Kolkata', languages: ['en', 'hin'], ...project },
    cases: { asha: { type: 'patient', ...properties } },
    timeline: [
      { at: '2024-01-01 09:00', register: 'asha' },
      { after: '1h', update: { asha: properties } },
    ],
  });
  return of('warning').map(({ code, message, hint }) => ({ code, message, hint }));
}

const number = '919812345001';

describe('what HQ accepts in silence is said once when the case is saved', () => {
  test.each<[string, Json, string]>([
    ['verified "no" counts as verified', verified('no'), 'VERIFIED_FLAG_ODD'],
    ['verified "0" counts as verified', verified('0'), 'VERIFIED_FLAG_ODD'],
    ['a blank counts as verified', verified(' '), 'VERIFIED_FLAG_ODD'],
    ['a national zero', { contact_phone_number: '09812345001' }, 'NUMBER_NATIONAL_ZERO'],
    ['a zero after the country code', { contact_phone_number: '9109812345001' }, 'NUMBER_NATIONAL_ZERO'],
    ['what Excel makes of a number', { contact_phone_number: '9.19812E+11' }, 'NUMBER_NOT_READ'],
    ['letters in a number', { contact_phone_number: '91 98123 ask' }, 'NUMBER_NOT_READ'],
    ['a number that is far too long', { contact_phone_number: '91981234500112233' }, 'NUMBER_IMPOSSIBLE'],
    ['an unknown zone', { contact_phone_number: number, time_zone: 'Asia/Calcuta' }, 'UNKNOWN_ZONE'],
    [
      'a language that the project does not have',
      { contact_phone_number: number, language_code: 'HIN' },
      'LANGUAGE_NOT_IN_PROJECT',
    ],
    [
      'a gateway that does not exist',
      { contact_phone_number: number, contact_backend_id: 'TWILLIO' },
      'GATEWAY_UNKNOWN',
    ],
    ['a US number without consent', { contact_phone_number: '12065550188' }, 'US_OPT_IN_MISSING'],
  ])('%s', (_what, properties, code) => {
    expect(warningsOf(properties)).toEqual([code]);
    expect(warnedOf(properties)).toEqual([
      { code, message: expect.stringMatching(/\S/), hint: expect.stringMatching(/\S/) },
    ]);
  });

  test.each([
    ['HIN', 'did you mean "hin"? codes are compared exactly'],
    ['hi', 'did you mean "hin"? codes are compared exactly'],
    ['eng', 'did you mean "en"? codes are compared exactly'],
    ['swa', 'codes are compared exactly'],
    [' ', 'codes are compared exactly'],
  ])('the hint for the language %j names the code that the project has for it', (language_code, hint) => {
    expect(warnedOf({ contact_phone_number: number, language_code })[0]!.hint).toBe(hint);
  });

  test('a sound case has none', () => {
    const sound = {
      ...verified('1'),
      time_zone: 'Asia/Kolkata',
      language_code: 'hin',
      contact_backend_id: ' g ',
    };
    expect(warningsOf(sound)).toEqual([]);
  });

  test('a US number with consent, or with us_opt_in off, has none', () => {
    const us = { contact_phone_number: '12065550188' };
    expect(warningsOf({ ...us, contact_phone_number_is_verified: '1' })).toEqual([]);
    expect(warningsOf(us, { us_opt_in: 'off' })).toEqual([]);
  });

  test('a gateway of another project is one that this project does not have', () => {
    const { of } = play({
      cases: { asha: { type: 'patient', contact_phone_number: number, contact_backend_id: 'THEIRS' } },
      other_projects: { sisters: { gateways: { THEIRS: { type: 'test', scope: 'project' } } } },
      timeline: [{ at: '2024-01-01 09:00', register: 'asha' }],
    });
    expect(of('warning').map(({ code }) => code)).toEqual(['GATEWAY_UNKNOWN']);
  });
});

test.each([
  ['a back reference', String.raw`(a)\1`, 'aa'],
  ['a value too long to try', 'a+$', 'a'.repeat(20_000)],
])(
  'a criterion with %s, which is not tried as HQ would, is told once for its alert',
  (_what, pattern, note) => {
    const keys = ['a', 'b', 'c'];
    const { of } = play({
      cases: Object.fromEntries(keys.map((key) => [key, { type: 'patient', note }])),
      alerts: {
        odd: {
          case_type: 'patient',
          when: { note: { matches: pattern } },
          to: 'case',
          send: 'immediately',
          sms: 'x',
        },
      },
      timeline: [{ at: '2024-01-01 09:00', register: keys }],
    });
    const warned = of('warning').filter(({ code }) => code === 'PATTERN_NOT_TRIED');
    expect(warned.map(({ about }) => about?.alert)).toEqual(['odd']);
    expect(of('skipped').map(({ case: key }) => key)).toEqual(keys);
  },
);

function verified(flag: string): Json {
  return { contact_phone_number: number, contact_phone_number_is_verified: flag };
}
