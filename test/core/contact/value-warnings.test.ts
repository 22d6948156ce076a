/** What a tester is told of a value: the words, whose it is, and the cure. */
import { describe, expect, test } from 'vitest';
import { isReportedByImport, valueWarnings } from '../../../src/core/contact/case-warnings.ts';
import { valueAdviser } from '../../../src/imports/value-adviser.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const [plan] = plansFrom(`
scenario: Values
project: {time_zone: Asia/Kolkata, languages: [en, hin], us_opt_in: warn}
other_projects: {pilot: {time_zone: Africa/Nairobi, languages: [swa], gateways: {THEIRS: {type: test, scope: project}}}}
gateways: {G: {type: test}}
cases: {asha: {type: mother}}
alerts:
  a: {case_type: mother, to: case, start: {property: edd}, send: {daily: {at: "09:00"}}, sms: A}
  b: {case_type: mother, to: case, stop: {property: count}, send: {daily: {at: "09:00"}}, sms: A}
timeline: [{at: 2026-03-02 08:00, register: asha}]
`);
const { project, otherProjects, gateways } = plan!;

function warningsOf(
  property: string,
  value: string,
  more: Readonly<Record<string, string>> = {},
  own = project.name,
  adviser: typeof valueAdviser | null = valueAdviser,
) {
  const around = {
    ...{ plan: plan!, project, gateways, adviser: adviser ?? undefined, now: plan!.startsAt },
    projectNamed: (name: string) => otherProjects.get(name) ?? project,
  };
  const subject = {
    project: own,
    type: 'mother',
    properties: new Map(Object.entries({ ...more, [property]: value })),
  };
  return valueWarnings(around, subject, property).map(({ code, message, hint }) => [code, message, hint]);
}

describe('a value that HQ takes otherwise than it is meant', () => {
  test.each<[string, string, string, string, string]>([
    [
      'contact_phone_number',
      '9.19812E+11',
      'NUMBER_NOT_READ',
      'contact_phone_number "9.19812E+11": ',
      'format the column as text before saving',
    ],
    [
      'contact_phone_number_is_verified',
      'no',
      'VERIFIED_FLAG_ODD',
      'contact_phone_number_is_verified "no" counts as verified: any text does',
      'store 1, or nothing',
    ],
    [
      'contact_phone_number_is_verified',
      ' ',
      'VERIFIED_FLAG_ODD',
      'contact_phone_number_is_verified " " counts as verified: any text does',
      'store 1, or nothing',
    ],
    [
      'time_zone',
      'Asia/Calcuta',
      'UNKNOWN_ZONE',
      'time_zone "Asia/Calcuta" is not a zone: the project\'s (Asia/Kolkata) is used',
      '',
    ],
    [
      'time_zone',
      '\u200bx',
      'UNKNOWN_ZONE',
      'time_zone "‹U+200B›x" is not a zone: the project\'s (Asia/Kolkata) is used',
      'use an IANA name such as Africa/Nairobi',
    ],
    [
      'language_code',
      'HIN',
      'LANGUAGE_NOT_IN_PROJECT',
      'language_code "HIN" is not one of the project\'s: en, hin',
      'codes are compared exactly',
    ],
    [
      'contact_backend_id',
      'TWILLIO',
      'GATEWAY_UNKNOWN',
      'contact_backend_id "TWILLIO" names no gateway of the project: messages will end in GATEWAY_NOT_FOUND',
      'HQ never falls back to the default',
    ],
    [
      'edd',
      '2072-01-15',
      'DATE_FAR_AHEAD',
      'edd: 2072-01-15 is more than 2 years ahead',
      'check the year: nothing is sent until then',
    ],
  ])('%s %j is %s, in words', (property, value, code, message, hint) => {
    const found = warningsOf(property, value);
    expect(found).toHaveLength(1);
    expect(found[0]![0]).toBe(code);
    expect(found[0]![1]).toContain(message);
    expect(found[0]![2]).toContain(hint);
  });

  test('is told by the project of the case', () => {
    expect(warningsOf('language_code', 'en', {}, 'pilot')).toEqual([
      [
        'LANGUAGE_NOT_IN_PROJECT',
        'language_code "en" is not one of the project\'s: swa',
        'codes are compared exactly',
      ],
    ]);
    expect(warningsOf('time_zone', 'x', {}, 'pilot')[0]![1]).toContain('(Africa/Nairobi)');
    expect(warningsOf('contact_backend_id', 'THEIRS', {}, 'pilot')).toEqual([]);
    expect(warningsOf('contact_backend_id', 'THEIRS')).toHaveLength(1);
  });

  test('without an adviser is told as far as HQ itself goes', () => {
    expect(warningsOf('contact_phone_number', 'x', {}, project.name, null)).toEqual([
      [
        'NUMBER_NOT_READ',
        'contact_phone_number "x": HQ reads no phone number: NO_PHONE_NUMBER',
        'write digits only, country code first',
      ],
    ]);
    expect(warningsOf('contact_phone_number', '12065550188', {}, project.name, null)).toEqual([]);
    expect(warningsOf('contact_phone_number', '123', {}, project.name, null)).toHaveLength(1);
    expect(warningsOf('edd', '12/06/2026', {}, project.name, null)).toEqual([]);
  });

  test.each([
    ['contact_phone_number', '919812345001'],
    ['contact_phone_number', ''],
    ['contact_phone_number_is_verified', '1'],
    ['time_zone', 'Asia/Kolkata'],
    ['time_zone', ''],
    ['language_code', 'hin'],
    ['contact_backend_id', ' '],
    ['contact_backend_id', 'G'],
    ['edd', '2026-06-12'],
    ['other', '2072-01-15'],
    ['count', '2072-01-15'],
  ])('%s %j is sound', (property, value) => {
    expect(warningsOf(property, value)).toEqual([]);
  });

  test('a property that is not there is nothing', () => {
    const around = {
      plan: plan!,
      project,
      gateways,
      adviser: valueAdviser,
      now: 0,
      projectNamed: () => project,
    };
    expect(
      valueWarnings(around, { project: project.name, type: 'mother', properties: new Map() }, 'edd'),
    ).toEqual([]);
  });

  test('a US number without consent is told; with consent, or of another country, it is not', () => {
    const us = '12065550188';
    expect(warningsOf('contact_phone_number', us)).toEqual([
      [
        'US_OPT_IN_MISSING',
        'a US number without consent',
        'store 1 in contact_phone_number_is_verified when the person agrees',
      ],
    ]);
    expect(warningsOf('contact_phone_number', us, { contact_phone_number_is_verified: '0' })).toHaveLength(1);
    expect(warningsOf('contact_phone_number', us, { contact_phone_number_is_verified: '1' })).toEqual([]);
    expect(warningsOf('contact_phone_number', '919812345001')).toEqual([]);
  });

  test('a start date is held against the zone and the number of the person', () => {
    const year = (more: Readonly<Record<string, string>>, own?: string) =>
      warningsOf('edd', '2018-05-01', more, own).map(([code]) => code);
    expect(year({})).toEqual([]);
    expect(year({ time_zone: 'Africa/Addis_Ababa' })).toEqual(['DATE_OTHER_CALENDAR']);
    expect(year({ contact_phone_number: '+251 911-234567' })).toEqual(['DATE_OTHER_CALENDAR']);
    expect(year({ contact_phone_number: '254712000006' })).toEqual([]);
  });

  test('a number that is a date to an alert is told as what a spreadsheet makes of dates', () => {
    expect(warningsOf('count', '46186').map(([code]) => code)).toEqual(['DATE_SERIAL']);
    expect(warningsOf('weight', '46186')).toEqual([]);
  });
});

describe('what an import has told already', () => {
  const around = {
    plan: plan!,
    project,
    gateways,
    adviser: valueAdviser,
    now: 0,
    projectNamed: () => project,
  };
  const isReported = (property: string, value: string) =>
    isReportedByImport(
      around,
      { project: project.name, type: 'mother', properties: new Map([[property, value]]) },
      property,
    );

  test.each([
    ['contact_phone_number', '9.19812E+11', true],
    ['contact_phone_number', '0712000006', true],
    ['contact_phone_number', '+0712000006', true],
    ['contact_phone_number', ' 0712000006', true],
    ['contact_phone_number', '7012000006', false],
    ['contact_phone_number', '919812345001', false],
    ['edd', '12/06/2026', true],
    ['edd', '2026-06-12', false],
    ['note', '0712000006', false],
  ])('%s %j: %s', (property, value, wanted) => {
    expect(isReported(property, value)).toBe(wanted);
  });

  test('of a property that is not there is nothing', () => {
    expect(
      isReportedByImport(around, { project: project.name, type: 'mother', properties: new Map() }, 'edd'),
    ).toBe(false);
  });
});
