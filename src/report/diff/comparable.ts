/** Two sides reduced to what both know: kinds of causes, kinds of messages, and a stretch of time. */
import { codes } from '../../core/model/codes.ts';
import { type Instant, MS_PER_SECOND } from '../../core/model/instant.ts';
import type { ComparedMessage } from '../../core/model/message-change.ts';
import { grouped } from '../../core/text/grouped.ts';
import { wallText } from '../../core/time/format.ts';
import { toInstant, toLocal, type Zone } from '../../core/time/zone.ts';
import { counted } from '../text/span.ts';
import type { DiffSide } from './side.ts';

/** From the first instant to the last, both included; undefined: without a bound. */
export interface Period {
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
}

/** What of a side the other knows too; its notes say what is left out. */
export function comparable(side: DiffSide, other: DiffSide, period: Period, zone: Zone): DiffSide {
  const isOfHq = isList(side) || isList(other);
  const isLog = other.kind === 'message log';
  const messages = new Map<string, ComparedMessage[]>();
  let [unlisted, outside] = [0, 0];
  for (const [person, all] of side.messages) {
    const kept: ComparedMessage[] = [];
    for (const message of all) {
      if (isLog && !isLogged(message)) unlisted += 1;
      else if (!isWithin(period, message.at)) outside += 1;
      else
        kept.push(
          isOfHq
            ? { ...message, cause: hqCause(message.cause, isLog || side.kind === 'message log') }
            : message,
        );
    }
    if (kept.length > 0) messages.set(person, kept);
  }
  const notes = unlisted > 0 ? [`${side.name}: ${unlistedText(unlisted)}`] : [];
  const bounds = outside > 0 ? [`${side.name}: ${outsideText(outside, period, zone)} is not compared`] : [];
  const whyNot: DiffSide['whyNot'] = (message) => {
    const why = side.whyNot(message);
    return isLog && why?.reason === 'no_cause' ? undefined : why;
  };
  return { ...side, messages, whyNot, notes: [...side.notes, ...notes, ...bounds] };
}

export const isList = ({ kind }: DiffSide): boolean => kind === 'messaging events' || kind === 'message log';

/** The whole days of a list's first and last message: what comes before and after it cannot have. */
export function daysOf(list: DiffSide, zone: Zone): Period {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const messages of list.messages.values()) {
    for (const { at } of messages) {
      first = Math.min(first, at);
      last = Math.max(last, at);
    }
  }
  if (first > last) return {};
  return {
    from: toInstant(zone, toLocal(zone, first).day, 0),
    until: toInstant(zone, toLocal(zone, last).day + 1, 0) - 1,
  };
}

const unlistedText = (count: number): string =>
  `a message log has no emails and no events without an SMS: ${grouped(count)} of them are not compared`;

const isWithin = ({ from, until }: Period, at: Instant): boolean =>
  (from === undefined || at >= from) && (until === undefined || at <= until);

function outsideText(count: number, { from, until }: Period, zone: Zone): string {
  const bounds = [
    ...(from === undefined ? [] : [`before ${wallText(zone, from)}`]),
    ...(until === undefined ? [] : [`after ${wallText(zone, until - (until % MS_PER_SECOND))}`]),
  ];
  return `what comes ${bounds.join(' or ')} (${counted(count, 'message')})`;
}

/** A message log has SMS: no emails, and no events that ended before there was one. */
const isLogged = ({ channel, outcome, reason = '' }: ComparedMessage): boolean =>
  channel !== 'email' && !(outcome === 'error' && isEventCode(reason));

const isEventCode = (code: string): boolean =>
  Object.hasOwn(codes, code) && codes[code as keyof typeof codes].level === 'event';

/** HQ names alerts, broadcasts and keywords, a log not even these; everything else is one thing. */
function hqCause(cause: string, isClassOnly: boolean): string {
  const [, noun = ''] = /^(alert|broadcast|keyword|forward|default reply)(?: |$)/.exec(cause) ?? [];
  return isClassOnly || noun === 'forward' ? noun : noun === '' ? '' : cause;
}
