/** The page of a comparison as people use it. */
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ChangedPeople, type Diff, type DiffPerson } from '../../../src/report/diff/diff.ts';
import { DiffPage } from '../../../src/report/html/diff-page.ts';
import { builtPage } from '../../report/html/a-report.ts';
import { hasBrowser } from '../lab/browser.ts';
import { type ReportOnDisk, reportOnDisk } from './a-page.ts';

const EVIL = '</script><script>window.stolen=1</script>\u202e';
const at = Date.UTC(2026, 2, 9, 6);
const message = {
  ...({ at, outcome: 'sent', person: 'asha', cause: 'alert visit', channel: 'sms' } as const),
  ...{ gateway: 'AT_KE', text: `Come on ${EVIL}` },
};
const side = { kind: 'rehearsal', title: 'Visits', sms: 2, email: 0, errors: 0, waiting: 0 } as const;

const changedPeople: readonly DiffPerson[] = [
  {
    person: 'asha',
    name: EVIL,
    label: `${EVIL} (asha)`,
    changes: [
      {
        kind: 'changed',
        before: message,
        after: { ...message, at: at + 3_600_000 },
        differences: [{ field: 'time', byMs: 3_600_000 }],
      },
    ],
  },
  {
    person: 'zuri',
    name: 'Zuri',
    label: 'Zuri',
    changes: [{ kind: 'removed', before: message, whyNot: { reason: 'case_closed', detail: '' } }],
  },
];

const peopleFrom = (all: readonly DiffPerson[]): ChangedPeople =>
  new ChangedPeople(
    all.map(({ person }) => person),
    (key) => all.find(({ person }) => person === key)!,
  );

const diff: Diff = {
  title: 'Visits',
  zone: 'Africa/Nairobi',
  before: { ...side, name: 'a.yaml' },
  after: { ...side, name: 'b.yaml', sms: 1 },
  same: 5,
  sameErrors: 0,
  changedErrors: 0,
  changed: 2,
  peopleCount: 3,
  groups: [
    { kind: 'removed', cause: 'alert visit', what: 'sms', reason: 'case_closed', count: 1, people: 1 },
    { kind: 'time', cause: 'alert visit', byMs: 3_600_000, count: 1, people: 1 },
  ],
  people: peopleFrom(changedPeople),
  notes: ['gateways are not compared'],
};

describe.skipIf(!hasBrowser)('the page of a comparison', () => {
  let report: ReportOnDisk;
  beforeAll(async () => {
    const page = new DiffPage('1.2.3');
    page.add(diff);
    page.add({ ...diff, title: 'Quiet', changed: 0, groups: [], people: peopleFrom([]), notes: [] });
    report = await reportOnDisk(page.end(builtPage()));
  });
  afterAll(() => report?.close());

  test('tells what changed in sum and for whom, and narrows it', async () => {
    const page = await report.open('');
    expect(await page.title()).toBe('2 stories · drysend diff');
    await page.getByText('1 sms no longer sent, 1 moved').waitFor();
    await page.getByText('gateways are not compared').waitFor();
    await page.getByText('Nothing changed', { exact: true }).waitFor();
    const rows = page.locator('.change-table .table-row');
    await expect.poll(() => rows.count()).toBe(2);
    expect(await rows.first().innerText()).toContain('2026-03-09 09:00');
    expect(await rows.first().innerText()).toContain('2026-03-09 10:00');
    await page.getByRole('combobox', { name: 'Change' }).selectOption('removed');
    await expect
      .poll(() => rows.allInnerTexts())
      .toEqual([expect.stringContaining('because the case is closed')]);
    await page.getByRole('searchbox').fill('nobody');
    await page.getByText('0 of 2 changes').waitFor();
    await page.context().close();
  });

  test.each(['light', 'dark'] as const)(
    'runs nothing and has nothing for axe to mend, %s',
    async (colorScheme) => {
      const page = await report.open('', { colorScheme, viewport: { width: 360, height: 740 } });
      await page.locator('.change-table .table-row').first().waitFor();
      expect(await page.evaluate('window.stolen')).toBeUndefined();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
      await page.context().close();
    },
  );

  test('asked for nothing and complained of nothing', () => {
    expect(report.requests).toEqual([]);
    expect(report.complaints).toEqual([]);
  });
});
