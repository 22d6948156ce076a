import type { Entry } from '../../core/model/entry.ts';
import { isoUtc } from '../../core/time/format.ts';
import type { LiveSession } from './live-session.ts';
import { type Written, writtenOf } from './scenario-text.ts';

/** What was done so far as a scenario that promises what happened: every message, every error, and the state. */
export function savedText({ liveRun, draft, now }: LiveSession): string {
  const { view } = liveRun.engine;
  const expect: Written[] = [];
  const owned = new Set<string>();
  for (const entry of liveRun.journal.entries()) {
    if (entry.kind === 'ownership' && entry.number) owned.add(entry.number);
    const promise = promiseOf(entry);
    if (promise !== undefined) expect.push(writtenOf(promise));
  }
  const twoWay = [...owned].sort().flatMap((number) => {
    const owner = view.twoWayOwner(number);
    return owner === undefined ? [] : [[number, owner] as const];
  });
  const state = {
    ...(twoWay.length > 0 && { two_way: Object.fromEntries(twoWay) }),
    opted_out: [...view.optedOut()],
  };
  expect.push({ state });
  return draft.endedAt(now, expect);
}

function promiseOf(entry: Entry): Record<string, unknown> | undefined {
  const { kind } = entry;
  if (kind !== 'sent' && kind !== 'error') return undefined;
  const { to, via, text, subject, code, number, address } = entry;
  const at = isoUtc(entry.at);
  const who = to === undefined ? { number, address } : { to };
  if (kind === 'error') {
    return { error: { code, ...who, ...(to === undefined && { case: entry.case }), at } };
  }
  return entry.channel === 'email'
    ? { email: { ...who, at, subject } }
    : { sms: { ...who, at, via, says: text } };
}
