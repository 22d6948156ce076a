import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rehearsePlan } from '../../src/rehearse.ts';
import { plansFromFile } from '../helpers/plans-from.ts';

test('the shipped story keeps its promises, and its journal names each damaged row', () => {
  const [plan] = plansFromFile(join(import.meta.dirname, '../../scenarios/imports/case-export.yaml'));
  const run = rehearsePlan(plan!);

  expect(run.verdicts.filter(({ kept }) => !kept)).toEqual([]);
  expect(run.ok).toBe(true);
  const rows = plan!.notices.map(({ code, about }) => `${about.row} ${about.case} ${code}`);
  expect(rows).toEqual([
    '2 asha IMPORT_MISSING_MARK',
    '3 meera IMPORT_NUMBER_FORMATTED',
    '4 farida IMPORT_EXCEL_NUMBER',
    '4 farida IMPORT_DATE_FORMAT',
    '4 farida IMPORT_MISSING_MARK',
    '4 farida IMPORT_CLOSED',
  ]);
  const journal = [...run.journal.lines()].join('');
  for (const { code } of plan!.notices) expect(journal).toContain(code);
});
