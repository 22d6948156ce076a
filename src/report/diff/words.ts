/** Changes in messaging words: `+120 sms`, `14 moved, one hour later`, `7 by another gateway`. */
import type { ComparedMessage, MessageDifference } from '../../core/model/message-change.ts';
import { grouped } from '../../core/text/grouped.ts';
import { wallText } from '../../core/time/format.ts';
import type { Zone } from '../../core/time/zone.ts';
import { quoted } from '../../expect/describe.ts';
import { sentenceFor, wordsFor } from '../roster/cures.ts';
import { counted } from '../text/span.ts';
import { spanText, textDifference } from '../verdict/difference-text.ts';
import {
  type ChangeKind,
  codeOf,
  type Diff,
  type DiffChange,
  type DiffGroup,
  messageIn,
  type Noun,
  nounOf,
  type SideSums,
} from './diff.ts';
import type { WhyNot } from './reasons.ts';

/** `+120 sms, 14 moved, 7 by another gateway, 3 sms no longer sent`; undefined: nothing changed. */
export function headlineOf({ groups }: Pick<Diff, 'groups'>): string | undefined {
  const sums = new Map<string, { group: DiffGroup; count: number }>();
  for (const group of groups) {
    const key = headKey(group);
    const sum = sums.get(key) ?? { group, count: 0 };
    sums.set(key, { group, count: sum.count + group.count });
  }
  const parts = [...sums.values()].map(({ group, count }) => countText({ ...group, count }));
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** Errors that come or go are told by code; those that moved are one sum. */
const headKey = ({ kind, what, code }: DiffGroup): string =>
  `${kind} ${what ?? ''} ${isOfOneSide(kind) ? (code ?? '') : ''}`;

const isOfOneSide = (kind: ChangeKind): boolean => kind === 'added' || kind === 'removed';

/** `+120 sms`, `+1 error NO_PHONE_NUMBER`, `3 sms no longer sent`, `14 moved`, `2 errors moved` */
export function countText({
  kind,
  what,
  code,
  count,
}: Pick<DiffGroup, 'kind' | 'what' | 'code' | 'count'>): string {
  const named = code === undefined || !isOfOneSide(kind) ? '' : ` ${code}`;
  const noun = what === undefined ? '' : `${nounText(what, count)}${named}`;
  if (kind === 'added') return `+${grouped(count)} ${noun}`;
  if (kind === 'removed')
    return `${grouped(count)} ${noun} ${what === 'error' ? 'no longer' : goneWords(what)}`;
  return `${grouped(count)} ${noun === '' ? '' : `${noun} `}${kindWords[kind]}`;
}

const nounText = (what: Noun, count: number): string =>
  what === 'error' ? counted(count, 'error').replace(/^\S+ /, '') : what;

const goneWords = (what: Noun | undefined): string => (what === 'waiting' ? 'no longer' : 'no longer sent');

const kindWords: Readonly<Record<Exclude<ChangeKind, 'added' | 'removed'>, string>> = {
  time: 'moved',
  outcome: 'ended otherwise',
  gateway: 'by another gateway',
  language: 'in another language',
  text: 'with other words',
  number: 'to another number',
  address: 'to another address',
  channel: 'by another channel',
  cause: 'from another alert',
};

/** What all changes of a group have in common: `one hour later`, `AT_KE → TWILIO`, `before, the case is closed`. */
export function groupWords({ kind, byMs, from, to, code, reason, detail = '' }: DiffGroup): string {
  const still = code === undefined ? '' : `still ${code}, `;
  if (byMs !== undefined) return `${still}${shiftText(byMs)}`;
  if (from !== undefined && to !== undefined) return `${still}${named(kind, from)} → ${named(kind, to)}`;
  if (!isOfOneSide(kind)) return still.replace(/, $/, '');
  return reason === undefined ? '' : whyText(kind, { reason, detail });
}

/** An error's code with what it means; all else as it is. */
function named(kind: ChangeKind, value: string): string {
  if (kind !== 'outcome') return value === '' ? 'unknown' : value;
  const words = wordsFor(value);
  return words === value ? value : `${value} (${words})`;
}

/** `one hour later` */
const shiftText = (byMs: number): string => `${spanText(Math.abs(byMs))} ${byMs < 0 ? 'earlier' : 'later'}`;

const ownWords: Readonly<Record<string, string>> = {
  no_person: 'nobody has this key',
  not_registered: 'it is never registered',
  no_cause: 'there is no such alert, broadcast or keyword',
};

/** `not before, because its rule is not true (edd: a value)`, `because the case is closed` */
export function whyText(kind: ChangeKind, { reason, detail }: WhyNot): string {
  const words = ownWords[reason] ?? sentenceFor(reason, detail);
  return kind === 'added' ? `not before, because ${words}` : `because ${words}`;
}

/** One difference of one message: `one hour later`, `by TWILIO, not AT_KE`, `text differs at character 5: …`. */
export function differenceWords(difference: MessageDifference): string {
  switch (difference.field) {
    case 'time':
      return shiftText(difference.byMs);
    case 'text':
      return textDifference(difference.from, difference.to);
    case 'outcome':
      return `${named('outcome', difference.from)} → ${named('outcome', difference.to)}`;
    default:
      return `${prepositions[difference.field]} ${difference.to || 'unknown'}, not ${difference.from || 'unknown'}`;
  }
}

/** `still NO_PHONE_NUMBER, 7 hours later` */
export function differencesText(change: DiffChange & { readonly kind: 'changed' }): string {
  const code = codeOf(change);
  return `${code === undefined ? '' : `still ${code}, `}${change.differences.map(differenceWords).join('; ')}`;
}

const prepositions = {
  gateway: 'by',
  language: 'in',
  channel: 'by',
  number: 'to',
  address: 'to',
  cause: 'from',
} as const;

/** `+`, `-`, or `~` for what changed. */
export const signOf = ({ kind }: DiffChange): string => signs[kind];

const signs = { added: '+', removed: '-', changed: '~' } as const;

/** What a line says of a change: `7 hours later; now 2026-03-09 16:00`, `sms by AT_KE "…"; because …`. */
export function changeWords(change: DiffChange, zone: Zone): string {
  if (change.kind === 'changed') {
    const isMoved = change.differences.some(({ field }) => field === 'time');
    const moved = isMoved ? [`now ${wallText(zone, change.after.at)}`] : [];
    return [differencesText(change), ...moved].join('; ');
  }
  const why = change.whyNot && whyText(change.kind, change.whyNot);
  return [messageWords(messageIn(change)), why].filter((part) => part !== undefined).join('; ');
}

/** `sms by AT_KE "Asha, your visit…"`, `error NO_PHONE_NUMBER` */
function messageWords(message: ComparedMessage): string {
  const { reason, gateway, text } = message;
  const noun = nounOf(message);
  return [
    noun,
    noun === 'error' || noun === 'waiting' ? reason : undefined,
    gateway === undefined || noun === 'error' ? undefined : `by ${gateway}`,
    text === undefined ? undefined : quoted(text.replaceAll(/\s+/g, ' ')),
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** `3,876 messages and 1,088 errors are the same` */
export function sameText({ same, sameErrors }: Pick<Diff, 'same' | 'sameErrors'>): string {
  return `${withErrors(same, sameErrors)} ${same + sameErrors === 1 ? 'is' : 'are'} the same`;
}

export function withErrors(messages: number, errors: number): string {
  if (errors === 0) return counted(messages, 'message');
  return messages === 0
    ? counted(errors, 'error')
    : `${counted(messages, 'message')} and ${counted(errors, 'error')}`;
}

/** `visits.yaml@HEAD~1  320 sms, 12 errors` without the name. */
export function sumsText({ sms, email, errors, waiting }: SideSums): string {
  const parts = [
    `${grouped(sms)} sms`,
    ...(email > 0 ? [`${grouped(email)} email`] : []),
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(waiting > 0 ? [`${grouped(waiting)} waiting`] : []),
  ];
  return parts.join(', ');
}
