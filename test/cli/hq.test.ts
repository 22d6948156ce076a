import { expect, test } from 'vitest';
import { hqFacts, hqText } from '../../src/cli/hq-followed.ts';
import { HQ_TZ_RELEASE } from '../../src/core/time/generated/hq-zone-table.ts';
import { TZ_RELEASE } from '../../src/core/time/generated/zone-table.ts';

test.each([80, 120])('it names the dates and releases, and no line is wider than %i columns', (columns) => {
  const text = hqText(columns);
  for (const word of ['2026-07-23', HQ_TZ_RELEASE, TZ_RELEASE, '15.1', 'Django', 'sms/verify.py', 'UNSTOP'])
    expect(text).toContain(word);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
});

test('as JSON it has the same facts', () => {
  expect(hqFacts()).toMatchObject({
    as_of: '2026-07-23',
    zones: { hq: '2026a', drysend: '2026f' },
    django: '5.2.17',
  });
  expect(hqFacts().texts.length).toBeGreaterThan(10);
});
