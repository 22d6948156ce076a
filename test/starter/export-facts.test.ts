import { describe, expect, test } from 'vitest';
import { formatDay } from '../../src/core/time/calendar.ts';
import { factsOf } from '../../src/starter/export-facts.ts';
import { readExport } from '../../src/starter/new-scenario.ts';

const factsFrom = (lines: readonly string[]) =>
  factsOf(readExport({ path: 'x.csv', bytes: Buffer.from(lines.join('\n')) }, 'x.csv', 'woman').cases);

describe('facts of an export', () => {
  const facts = factsFrom([
    'caseid,name,case_type,contact_phone_number,commcare_email_address,language_code,time_zone,contact_backend_id,closed',
    'a1,Amina,woman,254712000001,a@example.org,swa,Africa/Nairobi,AT_KE,False',
    'a2,Halima,woman,+254 712 000002,,swa,Nairobi,AT_KE,True',
    'a3,Joy,child,2.54712E+11,,EN,Africa/Nairobi,AT_UG,False',
    'a4,Ruth,woman,256772000004,,en,,,False',
  ]);

  test('count what cases have, the most frequent first', () => {
    expect(facts).toMatchObject({
      caseCount: 4,
      closedCount: 1,
      emailCount: 1,
      types: [
        { value: 'woman', count: 3 },
        { value: 'child', count: 1 },
      ],
      gateways: [
        { value: 'AT_KE', count: 2 },
        { value: 'AT_UG', count: 1 },
      ],
      callingCodes: [
        { value: '254', count: 2 },
        { value: '256', count: 1 },
      ],
    });
  });

  test('tell values that HQ does not know from those that it does', () => {
    expect(facts.languages.map(({ value }) => value)).toEqual(['swa', 'en']);
    expect(facts.oddLanguages).toEqual([{ value: 'EN', count: 1 }]);
    expect(facts.zones).toEqual([{ value: 'Africa/Nairobi', count: 2 }]);
    expect(facts.oddZones).toEqual([{ value: 'Nairobi', count: 1 }]);
    expect(facts.unreadableNumberCount).toBe(1);
  });

  test('one date that was mistyped does not stretch the span of a column', () => {
    const rows = Array.from(
      { length: 40 },
      (_, at) => `b${at},N${at},2026-03-${String((at % 20) + 1).padStart(2, '0')}`,
    );
    const { dates } = factsFrom([
      'caseid,name,next_visit',
      ...rows,
      'b99,Late,2062-03-01',
      'b98,Odd,12/03/2026',
    ]);
    expect(dates.map(({ property, count }) => [property, count])).toEqual([['next_visit', 41]]);
    expect([formatDay(dates[0]!.firstDay), formatDay(dates[0]!.lastDay)]).toEqual([
      '2026-03-02',
      '2026-03-20',
    ]);
  });
});
