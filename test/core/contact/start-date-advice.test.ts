import { describe, expect, test } from 'vitest';
import { startDateAdvice } from '../../../src/core/contact/start-date-advice.ts';

const now = Date.UTC(2026, 2, 1, 9);
const kenyan = { zone: 'Africa/Nairobi', number: '254712000001' };
const ethiopian = { zone: 'Africa/Addis_Ababa', number: '' };
const nepali = { zone: 'Asia/Kathmandu', number: '9779812345678' };

describe('a start date', () => {
  test.each([
    ['2028-03-02', kenyan, 'DATE_FAR_AHEAD'],
    ['2072-01-15', kenyan, 'DATE_FAR_AHEAD'],
    ['2018-05-01', ethiopian, 'DATE_OTHER_CALENDAR'],
    ['2010-01-01', { zone: 'UTC', number: '251911234567' }, 'DATE_OTHER_CALENDAR'],
    ['2020-12-30', { zone: 'africa/addis_ababa', number: '' }, 'DATE_OTHER_CALENDAR'],
    ['2082-11-17', nepali, 'DATE_OTHER_CALENDAR'],
    ['2090-01-01', { zone: 'UTC', number: '9779812345678' }, 'DATE_OTHER_CALENDAR'],
    ['2091-01-01', nepali, 'DATE_FAR_AHEAD'],
  ])('%s is told', (text, person, code) => {
    expect(startDateAdvice(text, now, person)?.code).toBe(code);
  });

  test.each([
    ['2028-03-01', kenyan],
    ['2018-05-01', kenyan],
    ['2021-01-01', ethiopian],
    ['2009-12-31', ethiopian],
    ['2026-05-01', ethiopian],
    ['2026-05-01', nepali],
    ['12/04/2082', nepali],
  ])('%s is sound, or somebody else tells of it', (text, person) => {
    expect(startDateAdvice(text, now, person)).toBeUndefined();
  });

  test.each([
    ['2018-05-01', 2023, ethiopian, 'DATE_OTHER_CALENDAR'],
    ['2018-05-01', 2022, ethiopian, undefined],
    ['2072-01-15', 2066, nepali, 'DATE_OTHER_CALENDAR'],
    ['2072-01-15', 2067, nepali, 'DATE_FAR_AHEAD'],
    ['2070-01-15', 2060, nepali, 'DATE_OTHER_CALENDAR'],
    ['2069-12-31', 2060, nepali, 'DATE_FAR_AHEAD'],
    ['2090-12-31', 2080, { zone: 'ASIA/KATMANDU', number: '' }, 'DATE_OTHER_CALENDAR'],
  ])(
    '%s, looked at in %i, is told as of another calendar when it is five years away',
    (text, year, person, code) => {
      expect(startDateAdvice(text, Date.UTC(year, 5, 1), person)?.code).toBe(code);
    },
  );

  test('is told in words, with what to write instead', () => {
    expect(startDateAdvice('2018-05-01', now, ethiopian)).toEqual({
      code: 'DATE_OTHER_CALENDAR',
      message: '2018-05-01 looks like a date of the Ethiopian calendar: HQ reads every date as Gregorian',
      hint: 'if it is, write 2026-01-09',
    });
    expect(startDateAdvice('2082-11-17', now, nepali)).toEqual({
      code: 'DATE_OTHER_CALENDAR',
      message:
        "2082-11-17 looks like a date of Nepal's calendar, Bikram Sambat: HQ reads every date as Gregorian",
      hint: 'if it is, write the Gregorian date: its year is 2025 or 2026',
    });
    expect(startDateAdvice('2028-03-02', now, kenyan)).toEqual({
      code: 'DATE_FAR_AHEAD',
      message: '2028-03-02 is more than 2 years ahead',
      hint: 'check the year: nothing is sent until then',
    });
  });

  test('of the years 2010 to 2020 is sound while they last', () => {
    expect(startDateAdvice('2018-05-01', Date.UTC(2018, 0, 1), ethiopian)).toBeUndefined();
  });

  test.each([
    ['2018-01-01', '2025-09-11'],
    ['2018-05-01', '2026-01-09'],
    ['2016-01-01', '2023-09-12'],
    ['2015-12-30', '2023-09-05'],
  ])('%s of the Ethiopian calendar is %s', (written, gregorian) => {
    expect(startDateAdvice(written, now, ethiopian)?.hint).toBe(`if it is, write ${gregorian}`);
  });
});
