/** What must never be sent: to whom, when, and how much on one day. */
import type { RepeatedBlock } from '../../core/journal/repeated-block.ts';
import type { Entry } from '../../core/model/entry.ts';
import { type Instant, MS_PER_DAY, MS_PER_HOUR } from '../../core/model/instant.ts';
import type { DayWindow, Project } from '../../core/model/project.ts';
import { weekDayOf } from '../../core/time/calendar.ts';
import { wallText } from '../../core/time/format.ts';
import { toLocal, type Zone } from '../../core/time/zone.ts';
import type { Invariant } from './invariant.ts';
import type { Scene } from './scene.ts';

/** No SMS goes to a number that is opted out, but for the confirmations that HQ sends on purpose. */
export const noSendToOptedOut: Invariant = {
  name: 'no-send-to-opted-out',
  kinds: ['sent'],
  begin: (_plan, report) => ({
    repeat: (block, _index, { optedOutAt }) =>
      optedOutAt.size === 0 || everySent(block, ({ number }) => !optedOutAt.has(number ?? '')),
    observe({ entry, index, scene }) {
      const { channel, number, cause } = entry;
      if (channel !== 'sms' || number === undefined || cause === 'opt_in' || cause === 'opt_out') return;
      const since = scene.optedOutAt.get(number);
      if (since !== undefined && since <= scene.handedOverAt(entry)) report(`${number} is opted out`, index);
    },
  }),
};

/** No SMS goes to a case that is closed. HQ does not check email: that is only remarked on. */
export const noSendAfterClose: Invariant = {
  name: 'no-send-after-close',
  kinds: ['sent'],
  begin(_plan, report) {
    let emails = 0;
    return {
      repeat: (block, _index, { closedAt }) =>
        closedAt.size === 0 || everySent(block, ({ to }) => !closedAt.has(to ?? '')),
      observe({ entry, index, scene }) {
        const { to, channel } = entry;
        const since = to === undefined ? undefined : scene.closedAt.get(to);
        if (since === undefined || since > scene.handedOverAt(entry)) return;
        if (channel === 'email') emails += 1;
        else report(`${to} is closed`, index);
      },
      remarks: () =>
        emails === 0 ? [] : [`warning: ${emails} email to closed cases, which HQ does not check`],
    };
  },
};

function everySent(
  { messages: { patterns }, from, to }: RepeatedBlock,
  holds: (entry: Entry) => boolean,
): boolean {
  for (let place = from; place < to; place += 1) if (!holds(patterns[place]!.sent)) return false;
  return true;
}

/** The projects of a block's messages, by name. */
function projectsOf({ messages: { patterns }, from, to }: RepeatedBlock, scene: Scene): readonly string[] {
  if (scene.hasOneProject) return [scene.projectNameOf(patterns[from]!.sent)];
  const names = new Set<string>();
  for (let place = from; place < to; place += 1) names.add(scene.projectNameOf(patterns[place]!.sent));
  return [...names];
}

const EVENT_STALE_MS = 48 * MS_PER_HOUR;
const SMS_STALE_MS = 7 * MS_PER_DAY;

/**
 * No event is handled more than 48 hours after its due; no SMS goes out more than 7 days after it was queued. A
 * survey is handled when it is opened: its first prompt may wait long for its number.
 */
export const noStaleSend: Invariant = {
  name: 'no-stale-send',
  kinds: ['queued', 'sent', 'survey'],
  begin(_plan, report) {
    const openings = new Map<string, Instant[]>();
    return {
      repeat: (block, _index, scene) =>
        block.kind === 'queued' ? block.at - block.messages.due <= EVENT_STALE_MS : scene.areNext(block),
      observe({ entry, index, scene }) {
        const { kind, id = '', channel } = entry;
        if (kind === 'survey') return noteOpening(openings, entry);
        if (kind === 'queued') {
          if (isLate(entry, openings)) report('handled more than 48 hours after its due', index);
          return;
        }
        const message = scene.openMessage(id);
        if (channel === 'sms' && message && scene.handedOverAt(entry) - message.queuedAt > SMS_STALE_MS) {
          report('sent more than 7 days after it was queued', message.index, index);
        }
      },
    };
  },
};

function noteOpening(openings: Map<string, Instant[]>, { contact = '', state, at }: Entry): void {
  if (state !== 'opened') return;
  const known = openings.get(contact);
  if (known) known.push(at);
  else openings.set(contact, [at]);
}

function isLate(
  { at, due, cause, to = '' }: Entry,
  openings: ReadonlyMap<string, readonly Instant[]>,
): boolean {
  const isScheduled = cause === 'alert' || cause === 'broadcast';
  if (!isScheduled || due === undefined || at - due <= EVENT_STALE_MS) return false;
  const isOpening = (opened: Instant): boolean => opened >= due && opened - due <= EVENT_STALE_MS;
  return !openings.get(to)?.some(isOpening);
}

/** No SMS goes out outside the project's sending hours, on the project's clock. */
export const noSendOutsideHours: Invariant = {
  name: 'no-send-outside-hours',
  kinds: ['sent'],
  begin: (_plan, report) => ({
    repeat: (block, _index, scene) =>
      projectsOf(block, scene).every((name) => isOpenAt(scene, scene.projectNamed(name), block.at)),
    observe({ entry, index, scene }) {
      if (entry.channel !== 'sms') return;
      const project = scene.projectNamed(scene.projectNameOf(entry));
      const moments = [scene.handedOverAt(entry), entry.at];
      if (moments.some((at) => isOpenAt(scene, project, at))) return;
      const zone = scene.zoneOf(project);
      report(`sent at ${wallText(zone, entry.at)} ${zone.name}`, index);
    },
  }),
};

const isOpenAt = (scene: Scene, project: Project, at: Instant): boolean =>
  project.sendingHours.length === 0 || isOpen(project.sendingHours, scene.zoneOf(project), at);

/** Both ends of a window are inside it. */
function isOpen(hours: readonly DayWindow[], zone: Zone, at: Instant): boolean {
  const local = toLocal(zone, at);
  const second = Math.floor(local.second);
  const weekDay = weekDayOf(local.day);
  return hours.some(
    ({ day, from, to }) =>
      (day === -1 || day === weekDay) && (from === null || second >= from) && (to === null || second <= to),
  );
}

/** How many days of a project are counted at once: answers may come after midnight. */
const DAYS_KEPT = 3;

/** Ends that HQ does not count: the message was dropped before, or the count was given back. */
const uncounted: ReadonlySet<string | undefined> = new Set(['MESSAGE_IS_STALE', 'NO_SUITABLE_GATEWAY']);

/** No project hands over more SMS on one of its days than its daily limit; failed hand-overs count. */
export const dailyLimitKept: Invariant = {
  name: 'daily-limit-kept',
  kinds: ['sent', 'attempt', 'error'],
  begin(_plan, report) {
    const counts = new Map<string, Map<number, number>>();
    const today = { at: Number.NaN, name: '', day: 0 };
    return {
      repeat(block, _index, scene) {
        const [name, ...others] = projectsOf(block, scene);
        if (name === undefined || others.length > 0) return false;
        const { at, from, to } = block;
        const project = scene.projectNamed(name);
        if (today.at !== at || today.name !== name)
          Object.assign(today, { at, name, day: toLocal(scene.zoneOf(project), at).day });
        const limit = project.dailyLimit;
        if (limit !== undefined && (counts.get(name)?.get(today.day) ?? 0) + to - from > limit) return false;
        countOn(counts, name, today.day, to - from);
        return true;
      },
      observe({ entry, index, scene }) {
        const name = isHandover(entry, scene) ? projectOf(entry, scene) : undefined;
        if (name === undefined) return;
        const project = scene.projectNamed(name);
        const { day } = toLocal(scene.zoneOf(project), scene.handedOverAt(entry));
        const count = countOn(counts, name, day);
        const limit = project.dailyLimit;
        if (limit !== undefined && count > limit)
          report(`SMS ${count} of the day, with a limit of ${limit}`, index);
      },
    };
  },
};

function isHandover({ kind, channel, id = '', code, attempts = 0 }: Entry, scene: Scene): boolean {
  if (kind === 'attempt') return scene.openMessage(id)?.channel === 'sms';
  if (channel !== 'sms') return false;
  return kind === 'sent' || (attempts > 0 && !uncounted.has(code));
}

function projectOf(entry: Entry, scene: Scene): string {
  return scene.openMessage(entry.id ?? '')?.project ?? scene.projectNameOf(entry);
}

function countOn(counts: Map<string, Map<number, number>>, project: string, day: number, more = 1): number {
  const days = counts.get(project) ?? new Map<number, number>();
  counts.set(project, days);
  const count = (days.get(day) ?? 0) + more;
  days.set(day, count);
  if (days.size > DAYS_KEPT) days.delete(Math.min(...days.keys()));
  return count;
}
