import { nextTurn } from '../../adapters/time-slices.ts';
import type { Entry } from '../../core/model/entry.ts';
import { isoUtc } from '../../core/time/format.ts';
import type { LiveSession } from './live-session.ts';
import { writtenOf } from './scenario-text.ts';

/** Lines of the journal that are read in one turn. */
const LINES_PER_TURN = 1000;

/**
 * What was done so far as a scenario that promises what happened: every message, every error, and the state. Written
 * in slices; what happens meanwhile is not in it.
 */
export function savedText(session: LiveSession): Promise<string> {
  const { liveRun, draft, now } = session;
  const { journal } = liveRun;
  const { length } = journal;
  const state = { state: stateNow(session) };
  return draft.endedAt(now, async function* () {
    for (let index = 0; index < length; index += 1) {
      const promise = promiseOf(journal.entry(index));
      if (promise !== undefined) yield writtenOf(promise);
      if (index % LINES_PER_TURN === LINES_PER_TURN - 1) await nextTurn();
    }
    yield writtenOf(state);
  });
}

function stateNow({ liveRun }: LiveSession): Record<string, unknown> {
  const { view } = liveRun.engine;
  const twoWay = [...liveRun.owned].sort().flatMap((number) => {
    const owner = view.twoWayOwner(number);
    return owner === undefined ? [] : [[number, owner] as const];
  });
  return {
    ...(twoWay.length > 0 && { two_way: Object.fromEntries(twoWay) }),
    opted_out: [...view.optedOut()],
  };
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
