import type { Entry } from '../../core/model/entry.ts';
import { isoUtc } from '../../core/time/format.ts';
import type { LiveSession } from './live-session.ts';
import { type Written, withExpectations, writtenOf } from './scenario-text.ts';

/** What was done so far as a scenario that promises what happened: every message, every error, and the state. */
export function savedText(session: LiveSession): string {
  const { theatre, plan, text, now } = session;
  const expect: Written[] = [];
  for (const entry of theatre.journal.entries()) {
    const promise = promiseOf(entry);
    if (promise !== undefined) expect.push(writtenOf(promise));
  }
  const { view } = theatre.engine;
  const numbers = [...twoWayNumbers(session)].sort();
  const twoWay = Object.fromEntries(numbers.map((number) => [number, view.twoWayOwner(number) ?? 'null']));
  const state = {
    ...(numbers.length > 0 && { two_way: twoWay }),
    opted_out: [...view.optedOut()],
  };
  expect.push({ state });
  return withExpectations(text, plan, now, expect);
}

function promiseOf(entry: Entry): Record<string, unknown> | undefined {
  const { kind, to, via, text, subject, code, number, address } = entry;
  const case_ = entry.case;
  const at = isoUtc(entry.at);
  const who = to === undefined ? { number, address } : { to };
  if (kind === 'sent' && entry.channel === 'email') return { email: { ...who, at, subject } };
  if (kind === 'sent') return { sms: { ...who, at, via, says: text } };
  if (kind === 'error') return { error: { code, ...who, ...(to === undefined && { case: case_ }), at } };
  return undefined;
}

function twoWayNumbers({ theatre }: LiveSession): Set<string> {
  const numbers = new Set<string>();
  const { view } = theatre.engine;
  for (const entry of theatre.journal.entries()) {
    for (const number of entry.kind === 'ownership' && entry.number ? [entry.number] : []) {
      if (view.twoWayOwner(number) !== undefined) numbers.add(number);
    }
  }
  return numbers;
}
