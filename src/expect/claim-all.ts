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
  const groups = new CauseGroups(projectZone);
  for (const row of rows) groups.add(row);
  return groups.claimAll();
}

/** Rows of a group that are kept, the first in time. */
const FIRST_MAX = 100;

/** Rows of one kind, cause and error code. */
interface CauseGroup {
  count: number;
  /** In order of time, as long as rows are added in it. */
  first: Row[];
  /** What all of them have in common; undefined: they differ in it. */
  common: Common;
}

/** Counts rows by cause; those without a cause are in a group by themselves that nothing claims. */
export class CauseGroups {
  private readonly groups = new Map<string, CauseGroup>();
  private readonly zone: Zone;
  /** How many rows there are. */
  count = 0;

  constructor(projectZone: Zone) {
    this.zone = projectZone;
  }

  add(row: Row): void {
    this.count += 1;
    const name = causeName(row);
    const known = this.groups.get(name);
    const common = commonOf(row, this.zone);
    if (!known) {
      this.groups.set(name, { count: 1, first: [row], common });
      return;
    }
    known.count += 1;
    known.common = shared(known.common, common);
    known.first.push(row);
    if (known.first.length >= 2 * FIRST_MAX) known.first = firstOf(known.first);
  }

  /** How many are alike. */
  countLike(row: Row): number {
    return causeOf(row) === undefined ? 0 : (this.groups.get(causeName(row))?.count ?? 0);
  }

  /** The first rows of every cause, in order of time: enough to list the first of all. */
  first(): Row[] {
    return [...this.groups.values()].flatMap(({ first }) => firstOf(first)).sort((a, b) => a.index - b.index);
  }

  claimAll(): ReadonlyMap<Row, ClaimAll> {
    const large = [...this.groups.values()].filter(({ count }) => count >= ROWS_MIN);
    const sent = this.sentChannels();
    return new Map(
      large.flatMap(({ count, first, common }) => {
        const [row] = firstOf(first);
        const each = row && eachOf(row, common, (sent.get(causeText(row))?.size ?? 0) < 2);
        return each ? [[row, { count, each }] as const] : [];
      }),
    );
  }

  /** In which channels each cause sent. */
  private sentChannels(): ReadonlyMap<string, ReadonlySet<Row['kind']>> {
    const channels = new Map<string, Set<Row['kind']>>();
    for (const { first } of this.groups.values()) {
      const [row] = first;
      if (row === undefined || !isSent(row)) continue;
      const cause = causeText(row);
      channels.set(cause, (channels.get(cause) ?? new Set()).add(row.kind));
    }
    return channels;
  }
}

const isSent = ({ kind }: Row): boolean => kind === 'sms' || kind === 'email';

const causeText = (row: Row): string => JSON.stringify(causeOf(row));

const firstOf = (rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => a.index - b.index).slice(0, FIRST_MAX);

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

interface Common {
  readonly code: string | undefined;
  readonly at: string | undefined;
  readonly via: string | undefined;
  readonly language: string | undefined;
  /** In the language that the contact asks for. */
  readonly isOwn: boolean;
}

const commonOf = (row: Row, projectZone: Zone): Common => ({
  code: row.entry.code,
  at: timeOfDay(row, projectZone),
  via: row.entry.via,
  language: row.entry.language,
  isOwn: row.entry.because?.language?.from === 'contact',
});

function shared(a: Common, b: Common): Common {
  const same = <K extends 'code' | 'at' | 'via' | 'language'>(key: K): string | undefined =>
    a[key] === b[key] ? a[key] : undefined;
  return {
    code: same('code'),
    at: same('at'),
    via: same('via'),
    language: same('language'),
    isOwn: a.isOwn && b.isOwn,
  };
}

/** undefined: nothing but the cause is common. `isOneChannel`: all that its cause sent is of its kind. */
function eachOf(
  first: Row,
  { code, at, via, language, isOwn }: Common,
  isOneChannel: boolean,
): ClaimAll['each'] | undefined {
  const [name, key] = causeOf(first) ?? [];
  if (name === undefined || key === undefined) return undefined;
  const common = { code, at, via, in: isOwn ? 'contact' : language };
  const known = Object.entries(common).flatMap(([field, value]) =>
    value === undefined ? [] : [[field, value] as const],
  );
  if (known.length === 0) return undefined;
  const channel = isSent(first) && isOneChannel ? [] : [['channel', first.kind] as const];
  return Object.fromEntries([...channel, [name, key] as const, ...known]);
}

/** `09:00 local` */
function timeOfDay(row: Row, projectZone: Zone): string {
  const minute = Math.floor(msOfDay(wallOf(row, projectZone)) / MS_PER_MINUTE);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)} local`;
}
