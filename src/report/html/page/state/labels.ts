/** CommCare's own words for what the page shows (docs/hq/users-and-formats.md#s2-8). */
import { numberText } from '../../../../core/contact/number-text.ts';
import type { Instant } from '../../../../core/model/instant.ts';
import { isoLocal } from '../../../../core/time/format.ts';
import type { Zone } from '../../../../core/time/zone.ts';
import type { People } from '../../../people.ts';
import { wordsFor } from '../../../roster/cures.ts';
import type { PageRow, Status } from '../model/page-row.ts';

/** Statuses of a message as CommCare shows them; the last two are ours: HQ shows these to nobody. */
export const statusWords: Readonly<Record<Status, string>> = {
  sent: 'Sent',
  error: 'Error',
  waiting: 'Queued',
  received: 'Received',
  skipped: 'Not sent',
  nothing: 'Got nothing',
};

/** `Error - Contact has no phone number` */
export function statusText({ status, reason }: Pick<PageRow, 'status' | 'reason'>): string {
  const words = reason === undefined ? '' : wordsFor(reason);
  return words === '' ? statusWords[status] : `${statusWords[status]} - ${words}`;
}

/** `Conditional Alert | SMS Message` */
export function typeText({ cause, channel, status }: PageRow): string {
  if (status === 'received') return 'Incoming';
  const [kind = ''] = cause.split(' ');
  const source = sources[kind] ?? 'Other';
  const content = channel === 'email' ? 'Email' : kind === 'survey' ? 'SMS Survey' : 'SMS Message';
  return channel === undefined ? source : `${source} | ${content}`;
}

const sources: Readonly<Record<string, string>> = {
  alert: 'Conditional Alert',
  broadcast: 'Broadcast',
  keyword: 'Keyword',
  default: 'Unrecognized',
  forward: 'Forwarded Message',
};

/** `2026-03-09 09:00:00 +03:00`, as CommCare's Message Log has it, with the offset. */
export const dateText = (zone: Zone, at: number): string =>
  isoLocal(zone, at as Instant)
    .replace('T', ' ')
    .replace(/\.(\d{3})/, (_, ms: string) => (ms === '000' ? ' ' : `.${ms} `));

/** `+254700000001`, an address, or nothing. */
export const reachText = ({ number, address }: Pick<PageRow, 'number' | 'address'>): string =>
  number === undefined ? (address ?? '') : numberText(number);

/** Under `User Name`: the name, also where the key says the same, with a short id where a machine made the key. */
export function userName(people: People, key: string): string {
  const label = people.label(key);
  const name = people.name(key);
  return name !== '' && label === people.id(key) ? name : label;
}
