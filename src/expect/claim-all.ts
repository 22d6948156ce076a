/** The one `each` that would claim all rows of a cause: what they have in common. */

import { MS_PER_MINUTE } from '../core/model/instant.ts';
import type { ClaimAll } from '../core/model/verdict.ts';
import type { Zone } from '../core/time/zone.ts';
import { msOfDay, wallOf } from './promised-time.ts';
import type { Row } from './rows.ts';

/** Fewer are claimed one by one. */
const ROWS_MIN = 4;

/** For the first row of each cause that has many; the others are like it. */
export function claimAllOf(rows: readonly Row[], projectZone: Zone): ReadonlyMap<Row, ClaimAll> {
  const large = [...groupsOf(rows).values()].filter(({ length }) => length >= ROWS_MIN);
  return new Map(
    large.flatMap((group) => {
      const each = commonOf(group, projectZone);
      return each ? [[group[0]!, { count: group.length, each }] as const] : [];
    }),
  );
}

/** Rows of one kind, cause and error code; those without a cause are in no group. */
export function groupsOf(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    if (causeOf(row) === undefined) continue;
    const name = causeName(row);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

/** Names the group of a row. */
export const causeName = (row: Row): string => JSON.stringify([row.kind, causeOf(row), row.entry.code]);

type Cause = readonly [name: 'alert' | 'broadcast' | 'keyword' | 'survey', key: string];

function causeOf({ entry }: Row): Cause | undefined {
  for (const name of ['alert', 'broadcast', 'keyword', 'survey'] as const) {
    const key = entry[name];
    if (key !== undefined) return [name, key];
  }
  return undefined;
}

/** undefined: nothing but the cause is common. */
function commonOf(group: readonly Row[], projectZone: Zone): ClaimAll['each'] | undefined {
  const [first] = group;
  const [name, key] = causeOf(first!)!;
  const common = {
    code: shared(group, ({ entry }) => entry.code),
    at: shared(group, (row) => timeOfDay(row, projectZone)),
    via: shared(group, ({ entry }) => entry.via),
    in: languageOf(group),
  };
  const known = Object.entries(common).flatMap(([field, value]) =>
    value === undefined ? [] : [[field, value] as const],
  );
  if (known.length === 0) return undefined;
  const channel = first!.kind === 'sms' || first!.kind === 'email' ? [] : [['channel', first!.kind] as const];
  return Object.fromEntries([...channel, [name, key] as const, ...known]);
}

function languageOf(group: readonly Row[]): string | undefined {
  const own = group.every(({ entry }) => entry.because?.language?.from === 'contact');
  return own ? 'contact' : shared(group, ({ entry }) => entry.language);
}

function shared(group: readonly Row[], of: (row: Row) => string | undefined): string | undefined {
  const value = of(group[0]!);
  return group.every((row) => of(row) === value) ? value : undefined;
}

/** `09:00 local` */
function timeOfDay(row: Row, projectZone: Zone): string {
  const minute = Math.floor(msOfDay(wallOf(row, projectZone)) / MS_PER_MINUTE);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)} local`;
}
