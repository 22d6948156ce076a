import { describe, expect, test } from 'vitest';
import { codePointsNamed } from '../../../src/core/render/visible.ts';
import { importCases } from '../../../src/imports/import-cases.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { planFrom } from '../../../src/scenario/load.ts';

/** What a run says of a value in the file, or saved later as a form or the lab would. */
function saved(
  property: string,
  value: string,
  isLater: boolean,
): { code: string; said: string } | undefined {
  const own = { type: 'pregnancy', name: 'Asha', ...(isLater ? {} : { [property]: value }) };
  const loaded = planFrom({
    scenario: 'x',
    gateways: { G: { type: 'http' } },
    cases: { asha: own },
    // A rule compares the property: of a date that nothing reads there would be nothing to say.
    alerts: {
      compares: {
        ...{ case_type: 'pregnancy', to: 'case', send: 'immediately', sms: { en: 'Hello' } },
        when: { [property]: 'another' },
      },
    },
    starts: '2026-01-01 09:00',
    ends: '2026-01-01 12:00',
    timeline: [
      { at: '2026-01-01 10:00', register: 'asha' },
      ...(isLater ? [{ at: '2026-01-01 11:00', update: { asha: { [property]: value } } }] : []),
    ],
  });
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  const entries = [...rehearsePlan(loaded.plans[0]!).journal.entries()];
  const warned = entries.find(({ kind }) => kind === 'warning');
  return warned && { code: warned.code ?? '', said: `${tail(warned.message)}; ${warned.hint}` };
}

/** What an import says of the same cell. */
function imported(property: string, value: string): string | undefined {
  const text = `case_id,name,case_type,${property}\n1,Asha,pregnancy,"${value}"\n`;
  const { notices } = importCases(
    { file: 'a.csv', columns: new Map(), project: 'demo' },
    { path: 'a.csv', bytes: new TextEncoder().encode(text) },
  );
  return notices[0] && `${tail(notices[0].message)}; ${notices[0].hint}`;
}

/** Without the value and what stands before it. */
const tail = (message = ''): string => message.slice(message.lastIndexOf('": ') + 3);

describe('an odd value gets one advice from an import, a case in the file and a later save', () => {
  test.each([
    ['contact_phone_number', '254712000006.0', 'NUMBER_DECIMAL'],
    ['contact_phone_number', '2,54712E+11', 'NUMBER_NOT_READ'],
    ['contact_phone_number', '2.54712000006E+11', 'NUMBER_NOT_READ'],
    ['contact_phone_number', '0712 000 ask', 'NUMBER_NOT_READ'],
    ['next_visit', '12/06/2026', 'DATE_FORMAT'],
    ['next_visit', '46186', 'DATE_SERIAL'],
    ['next_visit', '2026-02-30', 'DATE_IMPOSSIBLE'],
    ['note', '12 June 2026', 'DATE_FORMAT'],
    ['weight', '2,54712E+11', 'EXCEL_NUMBER'],
  ])('%s %s', (property, value, code) => {
    const first = saved(property, value, false);
    expect(first?.code).toBe(code);
    expect(first?.said).toBe(imported(property, value));
    expect(saved(property, value, true)).toEqual(first);
  });

  test.each([
    ['contact_phone_number', '254712000006'],
    ['next_visit', '2026-06-12'],
    ['children', '46186'],
    ['note', 'see 12/06/2026'],
  ])('%s %s is sound', (property, value) => {
    expect(saved(property, value, false)).toBeUndefined();
    expect(saved(property, value, true)).toBeUndefined();
  });
});

describe('a quoted value names what cannot be seen', () => {
  test.each([
    ['a zero-width space', 'vi\u200bsit', 'vi‹U+200B›sit'],
    ['a mark of direction', '\u200e254712', '‹U+200E›254712'],
    ['a no-break space', 'en\u00a0', 'en‹U+00A0›'],
    ['an accent of its own', 'Ame\u0301lie', 'Ame‹U+0301›lie'],
    ['two accents', 'e\u0323\u0302', 'e‹U+0323›‹U+0302›'],
    ['a soft hyphen', 'visit\u00ad', 'visit‹U+00AD›'],
    ['a joiner that joins nothing', 'vi\u200dsit', 'vi‹U+200D›sit'],
    ['a byte order mark', '\ufeffname', '‹U+FEFF›name'],
  ])('%s', (_what, text, named) => {
    expect(codePointsNamed(text)).toBe(named);
  });

  test.each(['Amélie', 'क्‍ष', 'می‌خواهم', '👩‍👩‍👧‍👦 1️⃣', 'ẹ́', 'อรอนงค์', 'line\nand\ttab', 'Nguyễn'])(
    '%s stays as it is',
    (text) => {
      expect(codePointsNamed(text)).toBe(text);
    },
  );
});
