import { describe, expect, test } from 'vitest';
import { checkPlan } from '../../src/check/check-plan.ts';
import { severityOf } from '../../src/core/model/warning-codes.ts';
import { importCases } from '../../src/imports/import-cases.ts';
import { NOTICES_PER_CODE_MAX } from '../../src/imports/limits.ts';
import { planFrom } from '../../src/scenario/load.ts';

interface Told {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly hint: string | undefined;
}

const own = 'case_type: w, to: case';

/** What a check says of a scenario that imports these rows. */
function told(csv: string, rest: string): Told[] {
  const text = `scenario: x
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways: {G: {type: http}, MAIL: {type: smtp}}
routing: {global: {"*": G}}
import: [{file: women.csv, type: w, key: case_id, register_at: 2026-03-02 10:00}]
${rest}
starts: 2026-03-02 09:00
ends: 2026-03-09 09:00
`;
  const loaded = planFrom(text, { read: () => ({ text: csv }), importCases });
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  const all: Told[] = [];
  checkPlan(loaded.plans[0]!, { dstYears: 0 }, ({ code, message, hint }) =>
    all.push({ code, severity: severityOf(code), message, hint }),
  );
  return all.filter(({ code }) => /DATE|COLUMN|AND_MORE/.test(code));
}

const rows = (...visits: readonly string[]): string =>
  `caseid,name,contact_phone_number,next_visit\n${visits.map((visit, at) => `c${at},Asha,25471200000${at},${visit}\n`).join('')}`;

const alerts = (fields: string, text = 'Hi'): string =>
  `alerts:\n  a: {${own}, sms: {en: "${text}"}, ${fields}}`;

describe('an odd date is as serious as its use', () => {
  const odd = rows('12/03/2026', '2026-03-05');

  test.each([
    ['an alert starts from it', alerts('start: {property: next_visit}, send: {daily: {at: "09:00"}}')],
    ['an alert stops at it', alerts('stop: {property: next_visit}, send: {daily: {at: "09:00"}}')],
    ['an alert begins again by it', alerts('restart_when_changed: next_visit, send: {daily: {at: "09:00"}}')],
    ['a rule compares it', alerts('when: {next_visit: {before: "2"}}, send: immediately')],
    [
      'a rule that changes cases compares it',
      'rules:\n  r: {case_type: w, when: {next_visit: {before: "2"}}, set: {late: "yes"}}',
    ],
  ])('%s: an error', (_use, rest) => {
    expect(told(odd, rest).map(({ code, severity }) => [code, severity])).toEqual([
      ['IMPORT_DATE_FORMAT', 'error'],
    ]);
  });

  test('only a text shows it: a warning', () => {
    const [one, ...others] = told(odd, alerts('send: immediately', 'Your visit: {case.next_visit}'));
    expect(one).toMatchObject({ code: 'IMPORT_DATE_IN_TEXT', severity: 'warning' });
    expect(one?.message).toBe(
      'women.csv row 2 (c0): next_visit "12/03/2026": kept as written; texts show it as it is',
    );
    expect(others).toEqual([]);
  });

  test('a survey that shows it counts as a text', () => {
    const survey = `surveys:\n  s: {questions: [{id: q, ask: {en: "Was it {case.next_visit}?"}}]}`;
    const rest = `${survey}\nalerts:\n  a: {${own}, survey: s, send: immediately}`;
    expect(told(odd, rest).map(({ code }) => code)).toEqual(['IMPORT_DATE_IN_TEXT']);
  });

  test('nothing reads it: one line for the column, however many there are', () => {
    const many = rows(...Array.from({ length: NOTICES_PER_CODE_MAX + 200 }, () => '12/03/2026'));
    expect(told(many, alerts('send: immediately'))).toEqual([
      {
        code: 'IMPORT_DATE_UNREAD',
        severity: 'note',
        message:
          'women.csv: next_visit has 1,200 dates that HQ does not read; no alert, rule or text of the scenario reads next_visit',
        hint: 'nothing needs mending, unless an alert is to start from it',
      },
    ]);
  });

  test('a case of the file is told by the same rule', () => {
    const cases = 'cases:\n  b: {type: w, contact_phone_number: "254712000009", edd: 12/03/2026}\n';
    const codes = (rest: string): string[] => told(rows('2026-03-05'), cases + rest).map(({ code }) => code);
    expect(codes(alerts('start: {property: edd}, send: {daily: {at: "09:00"}}'))).toContain('DATE_FORMAT');
    expect(codes(alerts('send: immediately', '{case.edd}'))).toEqual(['DATE_IN_TEXT']);
    expect(codes(alerts('send: immediately'))).toEqual([]);
  });
});

describe('a column gives its dates one reading', () => {
  const start = alerts('start: {property: next_visit}, send: {daily: {at: "09:00"}}');
  const hintsOf = (...visits: readonly string[]) => told(rows(...visits), start).map(({ hint }) => hint);

  test.each([
    [['03/04/2026', '21/04/2026'], 'write 2026-04-03: the column is day-first, as 21/04/2026 shows'],
    [['03/04/2026', '04/21/2026'], 'write 2026-03-04: the column is month-first, as 04/21/2026 shows'],
    [['03/04/2026', '05/04/2026'], 'write 2026-04-03 if the day comes first, 2026-03-04 if the month does'],
    [
      ['03/04/2026', '21/04/2026', '04/21/2026'],
      'write 2026-04-03 if the day comes first, 2026-03-04 if the month does',
    ],
  ])('%j', (visits, hint) => {
    expect(hintsOf(...visits)[0]).toBe(hint);
  });
});

describe('a column that is nearly what messages need', () => {
  const csv = (header: string, cell: string): string => `caseid,name,${header}\nc1,Asha,${cell}\n`;
  const sms = alerts('send: immediately');
  const email = `alerts:\n  a: {${own}, email: {subject: {en: Hi}, body: {en: Hi}}, send: immediately}`;

  test.each([
    ['contact_phone_numbr', 'contact_phone_number', sms],
    ['phone_number', 'contact_phone_number', sms],
    ['Phone number', 'contact_phone_number', sms],
    ['email', 'commcare_email_address', email],
  ])('%s is an error where no row has it', (header, meant, rest) => {
    const [one] = told(csv(header, 'x'), rest);
    expect(one).toMatchObject({ code: 'IMPORT_COLUMN_NEEDED', severity: 'error' });
    expect(one?.message).toContain(`no row has ${meant}, and this column seems to be it`);
    expect(one?.hint).toContain(`: ${meant}} in the import`);
  });

  test('is a warning where no alert sends to it', () => {
    const [one] = told(csv('email', 'x'), sms);
    expect(one).toMatchObject({ code: 'IMPORT_COLUMN_NAME', severity: 'warning' });
  });

  test.each([
    'contact_phone_number,phone_number',
    'contact_phone_number,phone_owner',
    'contact_phone_number,notes',
  ])('nothing is said of %s', (header) => {
    expect(told(csv(header, '254712000001,254712000002'), sms)).toEqual([]);
  });
});
