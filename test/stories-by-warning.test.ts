import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type WarningCode, warningCodes } from '../src/core/model/warning-codes.ts';
import { rehearsePlan } from '../src/rehearse.ts';
import { plansFromFile } from './helpers/plans-from.ts';

const folder = join(import.meta.dirname, '../scenarios/warnings');
const codeOf = (file: string): WarningCode =>
  file.replace('.yaml', '').toUpperCase().replaceAll('-', '_') as WarningCode;

/** What would hurt people, and is told without being asked. */
const mustBeShown: readonly WarningCode[] = [
  ...(['PLACEHOLDER_NEVER_FILLED', 'TEXT_LANGUAGE_UNKNOWN', 'LANGUAGE_WITHOUT_TEXT'] as const),
  ...(['DOUBLE_MESSAGE', 'PERSON_TWICE', 'NIGHT_MESSAGE', 'DATE_FAR_AHEAD', 'DATE_OTHER_CALENDAR'] as const),
  ...(['NEAR_NUMBER', 'SYSTEM_TEXT_DEFAULT', 'UNKNOWN_ZONE'] as const),
  ...(['NUMBER_NOT_READ', 'NUMBER_DECIMAL', 'DATE_FORMAT', 'DATE_SERIAL', 'DATE_IMPOSSIBLE'] as const),
];

test.each(mustBeShown)('%s has stories', (code) => {
  expect(existsSync(join(folder, `${code.toLowerCase().replaceAll('_', '-')}.yaml`))).toBe(true);
});

const shownIn = readdirSync(folder).filter((file) => !file.endsWith('-silent.yaml'));

test('every story of the folder shows a code, or says when it stays silent', () => {
  const both = shownIn.flatMap((file) => [file, file.replace('.yaml', '-silent.yaml')]);
  expect(readdirSync(folder).sort()).toEqual(both.sort());
});

describe.each(shownIn.sort())('%s', (file) => {
  const code = codeOf(file);
  const [shown] = plansFromFile(join(folder, file));
  const [silent] = plansFromFile(join(folder, file.replace('.yaml', '-silent.yaml')));
  const codesOf = (plan: typeof shown): (string | undefined)[] =>
    [...rehearsePlan(plan!).journal.entries()].filter(({ kind }) => kind === 'warning').map((it) => it.code);

  test('is about a code of the table, in one story that shows it and one in which it stays silent', () => {
    expect(Object.keys(warningCodes)).toContain(code);
    expect([shown!.tags, silent!.tags]).toEqual([
      ['warnings', 'shown'],
      ['warnings', 'silent'],
    ]);
    expect(codesOf(shown)).toContain(code);
    expect(codesOf(silent)).not.toContain(code);
  });

  test('tells with each warning a cure, and what it is about', () => {
    for (const { kind, hint = '', about = {} } of rehearsePlan(shown!).journal.entries()) {
      if (kind !== 'warning') continue;
      expect(hint).not.toBe('');
      expect(Object.keys(about)).not.toEqual([]);
    }
  });
});
