import { describe, expect, test } from 'vitest';
import type { Criterion } from '../../../src/core/model/alert.ts';
import { type Facts, matchRule } from '../../../src/core/trigger/criteria.ts';

type Values = ReturnType<Facts['values']>;

const now = Date.parse('2024-05-10T12:00:00Z');
const yes: Criterion = { kind: 'equal', property: 'p', value: 'Y' };
const no: Criterion = { kind: 'equal', property: 'p', value: 'N' };

test.each<[string, Criterion, Values, boolean]>([
  ['case counts', yes, ['y'], false],
  ['any one value will do', yes, ['N', 'Y'], true],
  ['a missing property equals nothing, not even nothing', { ...yes, value: '' }, [undefined], false],
  ['a missing property differs', { ...yes, kind: 'not_equal' }, [undefined], true],
  ['a missing parent fails even what differs', { ...yes, kind: 'not_equal' }, 'missing parent', false],
  [
    'a missing parent has not even no value',
    { kind: 'has_no_value', property: 'p' },
    'missing parent',
    false,
  ],
  ['blanks are no value', { kind: 'has_value', property: 'p' }, [' \t'], false],
  ['no value means that none of them has one', { kind: 'has_no_value', property: 'p' }, ['', 'x'], false],
  ['a pattern is held against the start', { kind: 'matches', property: 'p', value: 'a' }, ['ba'], false],
  ['a pattern skips a missing value', { kind: 'matches', property: 'p', value: '' }, [undefined], false],
  ['an invalid pattern matches nothing', { kind: 'matches', property: 'p', value: '(' }, ['('], false],
  ['before: now is earlier than the date', { kind: 'before', property: 'p', days: 0 }, ['2024-05-11'], true],
  [
    'before: the date itself is too late',
    { kind: 'before', property: 'p', days: 0 },
    ['2024-05-10T12:00Z'],
    false,
  ],
  ['after: the moment itself counts', { kind: 'after', property: 'p', days: 0 }, ['2024-05-10T12:00Z'], true],
  ['after: days may be negative', { kind: 'after', property: 'p', days: -5 }, ['2024-05-15'], true],
  [
    'at most: the moment itself counts',
    { kind: 'at_most', property: 'p', days: 0 },
    ['2024-05-10T12:00Z'],
    true,
  ],
  [
    'at most: a moment later does not',
    { kind: 'at_most', property: 'p', days: -1 },
    ['2024-05-11T11:59Z'],
    false,
  ],
  [
    'more than: the moment itself does not count',
    { kind: 'more_than', property: 'p', days: 0 },
    ['2024-05-10T12:00Z'],
    false,
  ],
  [
    'more than: a moment later does',
    { kind: 'more_than', property: 'p', days: -1 },
    ['2024-05-11T11:59Z'],
    true,
  ],
  ['after: text is no date', { kind: 'after', property: 'p', days: 0 }, ['soon', ''], false],
])('%s', (_story, criterion, values, matches) => {
  expect(matchRule({ operator: 'ALL', criteria: [criterion] }, facts(values)).matches).toBe(matches);
});

test.each([
  ['ALL of none', 'ALL', [], true],
  ['ANY of none', 'ANY', [], false],
  ['ALL with one that fails', 'ALL', [yes, no], false],
  ['ANY with one that holds', 'ANY', [no, yes], true],
] as const)('%s', (_story, operator, criteria, matches) => {
  expect(matchRule({ operator, criteria }, facts(['Y'])).matches).toBe(matches);
});

test.each([
  ['longer ago than the days', 3, true],
  ['exactly the days', 4, false],
])('not modified: %s', (_story, days, matches) => {
  const given = { ...facts([]), serverModifiedAt: Date.parse('2024-05-06T12:00:00Z') };
  expect(matchRule({ operator: 'ALL', criteria: [{ kind: 'not_modified_for', days }] }, given).matches).toBe(
    matches,
  );
});

test.each([
  ['the location itself', 'village', false, true],
  ['one above it, without those below', 'district', false, false],
  ['one above it, with those below', 'district', true, true],
])('the owner’s location: %s', (_story, location, descendants, matches) => {
  const criteria: Criterion[] = [{ kind: 'owner_location', location, descendants }];
  const given = {
    ...facts([]),
    owner: 'village',
    ownedAt: (key: string, below: boolean) => key === 'village' || (key === 'district' && below),
  };
  expect(matchRule({ operator: 'ALL', criteria }, given).matches).toBe(matches);
});

test('a closed parent is looked for by its identifier', () => {
  const criteria: Criterion[] = [{ kind: 'parent_closed', identifier: 'host' }];
  const given = { ...facts([]), parentClosed: (identifier: string) => identifier === 'host' };
  expect(matchRule({ operator: 'ALL', criteria }, given).matches).toBe(true);
});

describe('a rule that fails', () => {
  test('says on what: found and wanted', () => {
    expect(matchRule({ operator: 'ALL', criteria: [yes, no] }, facts(['Y'])).failing).toEqual({
      criterion: 'p',
      found: 'Y',
      wanted: 'equal to "N"',
    });
  });

  test('says so when nothing was there', () => {
    expect(matchRule({ operator: 'ALL', criteria: [yes] }, facts([undefined])).failing?.found).toBeNull();
    expect(matchRule({ operator: 'ANY', criteria: [] }, facts([])).failing?.wanted).toBe(
      'at least one criterion',
    );
  });

  test('says when a pattern was refused', () => {
    const criteria: Criterion[] = [{ kind: 'matches', property: 'p', value: '(a)\\1' }];
    const { failing } = matchRule({ operator: 'ALL', criteria }, facts(['aa']));
    expect(failing?.refused).toBe('drysend does not follow patterns with back references');
  });
});

function facts(values: Values): Facts {
  return {
    values: () => values,
    now,
    serverModifiedAt: now,
    parentClosed: () => false,
    owner: undefined,
    ownedAt: () => false,
  };
}

const dated = { property: 'p', days: 2 } as const;
test.each<[Criterion, string, string, string | null]>([
  [yes, 'p', 'equal to "Y"', 'x, y'],
  [{ kind: 'not_equal', property: 'p', value: 'x' }, 'p', 'other than "x"', 'x'],
  [{ kind: 'matches', property: 'p', value: 'b+' }, 'p', 'text that matches b+', 'x, y'],
  [{ kind: 'has_value', property: 'p' }, 'p', 'a value', ''],
  [{ kind: 'has_no_value', property: 'p' }, 'p', 'no value', 'x, y'],
  [{ kind: 'before', ...dated }, 'p', 'a date, with now before it plus 2 days', 'x, y'],
  [{ kind: 'after', ...dated }, 'p', 'a date, with now at or after it plus 2 days', 'x, y'],
  [{ kind: 'at_most', ...dated }, 'p', 'a date, with now at or before it plus 2 days', 'x, y'],
  [{ kind: 'more_than', ...dated }, 'p', 'a date, with now after it plus 2 days', 'x, y'],
  [
    { kind: 'owner_location', location: 'hill', descendants: false },
    'owner',
    'the location hill, or a user of it',
    null,
  ],
  [
    { kind: 'owner_location', location: 'hill', descendants: true },
    'owner',
    'the location hill, one below it, or a user of one of them',
    null,
  ],
  [
    { kind: 'not_modified_for', days: 3 },
    'server_modified_on',
    'more than 3 days ago',
    '2024-05-10T12:00:00.000Z',
  ],
  [{ kind: 'parent_closed', identifier: 'mother' }, 'mother', 'a closed parent', null],
])('what does not hold is told with what was wanted and found: %j', (criterion, subject, wanted, found) => {
  const values = found === null || found === '' ? [''] : found.split(', ');
  const given = { ...facts(values), serverModifiedAt: now };
  expect(matchRule({ operator: 'ALL', criteria: [criterion] }, given).failing).toEqual({
    criterion: subject,
    wanted,
    found,
  });
});

test('of several that do not hold the first is told, and ANY of none tells that there is none', () => {
  const { failing } = matchRule({ operator: 'ANY', criteria: [no, { ...no, value: 'M' }] }, facts(['Y']));
  expect(failing).toEqual({ criterion: 'p', found: 'Y', wanted: 'equal to "N"' });
  expect(matchRule({ operator: 'ANY', criteria: [] }, facts(['Y'])).failing).toEqual({
    criterion: 'any',
    found: null,
    wanted: 'at least one criterion',
  });
});
