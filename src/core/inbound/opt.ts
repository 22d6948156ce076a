import { entryNumber } from '../dispatch/send.ts';
import type { Gateway } from '../model/gateway.ts';
import { hqWords } from '../render/system-texts.ts';
import { strangerAt } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { type OptWords, optWord } from './keyword-args.ts';
import { originNow, type ReadyText, sendText, systemWords, type Writer } from './reply.ts';

export type OptOutcome = 'opt_in' | 'opt_out' | 'failed' | undefined;

/** Twilio's UNSTOP is younger than its other words. */
const UNSTOP = { word: 'UNSTOP', since: '2020-07-28' };

/** Opt words come before all handlers; the text still goes on to them (docs/hq/contacts-and-messages.md#s4-3). */
export function optInOrOut(
  state: SimulationState,
  number: string,
  writer: Writer | undefined,
  gateway: Gateway | undefined,
  text: string,
): OptOutcome {
  if (!gateway) return undefined;
  const words = wordsOf(state, gateway);
  const canOptIn = state.world.optedOut.get(number)?.canOptIn ?? true;
  switch (optWord(text, words)) {
    case 'opt_out':
      return optOut(state, number, writer, gateway, words);
    case 'opt_in':
      if (!canOptIn) return undefined;
      setOpt(state, number, false);
      return confirm(state, number, writer, gateway, 'opt_in', words.optOut[0] ?? '');
    case 'pass_through':
      if (canOptIn) setOpt(state, number, false);
      return undefined;
    default:
      return undefined;
  }
}

/** The words of the gateway's kind, then its own. */
function wordsOf({ world }: SimulationState, gateway: Gateway): OptWords {
  const kind = world.kinds.get(gateway.type);
  const { asOf } = world.project;
  const isTooEarly = asOf !== undefined && asOf < UNSTOP.since;
  const optIn = (kind?.optIn ?? []).filter((word) => !isTooEarly || word !== UNSTOP.word);
  return {
    optIn: [...optIn, ...gateway.optIn],
    passThrough: kind?.passThroughOptIn ?? [],
    optOut: [...(kind?.optOut ?? []), ...gateway.optOut],
  };
}

function optOut(
  state: SimulationState,
  number: string,
  writer: Writer | undefined,
  gateway: Gateway,
  words: OptWords,
): OptOutcome {
  const known = state.world.optedOut.get(number);
  if (known && !known.canOptIn) return 'opt_out';
  setOpt(state, number, true);
  const [word] = words.optIn;
  if (word === undefined && state.world.project.hq === 'exact') {
    const why = 'has opt-out words and no opt-in word: HQ fails to write the confirmation';
    return replyFails(state, number, `${gateway.name} ${why}`, 'give the gateway an opt_in word too');
  }
  return confirm(state, number, writer, gateway, 'opt_out', word ?? '');
}

/** HQ tries the text twice more and gives it up: nothing else is done with it. */
function replyFails(state: SimulationState, number: string, message: string, hint: string): 'failed' {
  state.world.note({
    kind: 'warning',
    code: 'OPT_OUT_REPLY_FAILS',
    message,
    hint,
    about: { number },
  });
  return 'failed';
}

function setOpt(state: SimulationState, number: string, out: boolean): void {
  const known = state.world.optedOut.get(number);
  if (!known && !out) {
    state.world.optedOut.set(number, { out, canOptIn: true });
    return;
  }
  if (known?.out !== out) state.world.note({ kind: 'opt', number, direction: out ? 'out' : 'in' });
  state.world.optedOut.set(number, { out, canOptIn: known?.canOptIn ?? true });
}

/**
 * The confirmation names the opposite word, and is sent despite the opt-out: to a known number by its own
 * entry's gateway and in the project's words, to any other by the gateway it came by and in HQ's.
 */
function confirm(
  state: SimulationState,
  number: string,
  writer: Writer | undefined,
  gateway: Gateway,
  cause: 'opt_in' | 'opt_out',
  word: string,
): OptOutcome {
  const id = cause === 'opt_in' ? 'sms.opt.in' : 'sms.opt.out';
  if (!writer) {
    const party = strangerAt(number, state.world.plan.project.name);
    const origin = originNow(state, cause, cause, party);
    sendText(state, { origin, party, text: hqWords(id, [word]), via: gateway, ignoreOptOut: true });
    return cause;
  }
  const { party, entry } = writer;
  const ready: ReadyText = {
    origin: originNow(state, cause, cause, party),
    party,
    text: systemWords(state, party, id, [word]),
    to: entryNumber(entry),
    ignoreOptOut: true,
    isSilent: true,
  };
  if (sendText(state, ready)) return cause;
  const why = `the gateway of ${party.key} cannot be found: HQ cannot confirm, and handles the text no further`;
  return replyFails(state, number, why, 'correct contact_backend_id');
}
