import type { Gateway } from '../model/gateway.ts';
import type { Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { type OptWords, optWord } from './keyword-args.ts';
import { originNow, sendText, systemWords } from './reply.ts';

export type OptOutcome = 'opt_in' | 'opt_out' | 'failed' | undefined;

/** Opt words come before all handlers; the text still goes on to them (docs/hq/contacts-and-messages.md#s4-3). */
export function optInOrOut(
  state: SimulationState,
  number: string,
  party: Party | undefined,
  gateway: Gateway | undefined,
  text: string,
): OptOutcome {
  if (!gateway) return undefined;
  const words = wordsOf(state, gateway);
  const optState = state.world.optedOut.get(number);
  switch (optWord(text, words)) {
    case 'opt_out':
      return optOut(state, number, party, gateway, words);
    case 'opt_in':
      if (optState?.out && !optState.canOptIn) return 'opt_in';
      setOpt(state, number, false);
      confirm(state, number, party, gateway, 'opt_in', words.optOut[0] ?? '');
      return 'opt_in';
    case 'pass_through':
      if (!optState?.out || optState.canOptIn) setOpt(state, number, false);
      return undefined;
    default:
      return undefined;
  }
}

/** The words of the gateway's kind, then its own. */
function wordsOf(state: SimulationState, gateway: Gateway): OptWords {
  const kind = state.world.kinds.get(gateway.type);
  return {
    optIn: [...(kind?.optIn ?? []), ...gateway.optIn],
    passThrough: kind?.passThroughOptIn ?? [],
    optOut: [...(kind?.optOut ?? []), ...gateway.optOut],
  };
}

function optOut(
  state: SimulationState,
  number: string,
  party: Party | undefined,
  gateway: Gateway,
  words: OptWords,
): OptOutcome {
  const optState = state.world.optedOut.get(number);
  if (optState && !optState.canOptIn) return 'opt_out';
  setOpt(state, number, true);
  const [word] = words.optIn;
  if (word === undefined && state.world.project.hq === 'exact') {
    state.world.note({
      kind: 'warning',
      code: 'OPT_OUT_REPLY_FAILS',
      message: `${gateway.name} has opt-out words and no opt-in word: HQ fails to write the confirmation`,
      hint: 'give the gateway an opt_in word too',
      about: { gateway: gateway.name, number },
    });
    return 'failed';
  }
  confirm(state, number, party, gateway, 'opt_out', word ?? '');
  return 'opt_out';
}

function setOpt(state: SimulationState, number: string, out: boolean): void {
  const optState = state.world.optedOut.get(number);
  if (!optState && !out) {
    state.world.optedOut.set(number, { out, canOptIn: true });
    return;
  }
  if (optState?.out !== out) state.world.note({ kind: 'opt', number, direction: out ? 'out' : 'in' });
  state.world.optedOut.set(number, { out, canOptIn: optState?.canOptIn ?? true });
}

/** The confirmation names the opposite word, and is sent despite the opt-out. */
function confirm(
  state: SimulationState,
  number: string,
  party: Party | undefined,
  gateway: Gateway,
  cause: 'opt_in' | 'opt_out',
  word: string,
): void {
  const to = party ?? {
    kind: 'number' as const,
    key: `+${number}`,
    project: state.world.plan.project.name,
    number,
  };
  const id = cause === 'opt_in' ? 'sms.opt.in' : 'sms.opt.out';
  sendText(state, {
    origin: originNow(state, cause, cause, to),
    party: to,
    text: systemWords(state, to, id, [word]),
    number,
    fallback: gateway,
    ignoreOptOut: true,
  });
}
