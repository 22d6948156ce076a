import type { Gateway } from '../model/gateway.ts';
import type { Party } from '../state/records.ts';
import type { Stage } from '../state/simulation-state.ts';
import { type OptWords, optWord } from './keyword-args.ts';
import { originNow, sendText, systemWords } from './reply.ts';

export type OptOutcome = 'opt_in' | 'opt_out' | 'failed' | undefined;

/** Opt words come before all handlers; the text still goes on to them (spec/contacts 4.3). */
export function optInOrOut(
  stage: Stage,
  number: string,
  party: Party | undefined,
  gateway: Gateway | undefined,
  text: string,
): OptOutcome {
  if (!gateway) return undefined;
  const words = wordsOf(stage, gateway);
  const state = stage.world.optedOut.get(number);
  switch (optWord(text, words)) {
    case 'opt_out':
      return optOut(stage, number, party, gateway, words);
    case 'opt_in':
      if (state?.out && !state.canOptIn) return 'opt_in';
      setOpt(stage, number, false);
      confirm(stage, number, party, gateway, 'opt_in', words.optOut[0] ?? '');
      return 'opt_in';
    case 'pass_through':
      if (!state?.out || state.canOptIn) setOpt(stage, number, false);
      return undefined;
    default:
      return undefined;
  }
}

/** The words of the gateway's kind, then its own. */
function wordsOf(stage: Stage, gateway: Gateway): OptWords {
  const kind = stage.world.kinds.get(gateway.type);
  return {
    optIn: [...(kind?.optIn ?? []), ...gateway.optIn],
    passThrough: kind?.passThroughOptIn ?? [],
    optOut: [...(kind?.optOut ?? []), ...gateway.optOut],
  };
}

function optOut(
  stage: Stage,
  number: string,
  party: Party | undefined,
  gateway: Gateway,
  words: OptWords,
): OptOutcome {
  const state = stage.world.optedOut.get(number);
  if (state && !state.canOptIn) return 'opt_out';
  setOpt(stage, number, true);
  const [word] = words.optIn;
  if (word === undefined && stage.world.project.hq === 'exact') {
    stage.world.note({
      kind: 'warning',
      code: 'OPT_OUT_REPLY_FAILS',
      message: `${gateway.name} has opt-out words and no opt-in word: HQ fails to write the confirmation`,
      hint: 'give the gateway an opt_in word too',
      about: { gateway: gateway.name, number },
    });
    return 'failed';
  }
  confirm(stage, number, party, gateway, 'opt_out', word ?? '');
  return 'opt_out';
}

function setOpt(stage: Stage, number: string, out: boolean): void {
  const state = stage.world.optedOut.get(number);
  if (!state && !out) {
    stage.world.optedOut.set(number, { out, canOptIn: true });
    return;
  }
  if (state?.out !== out) stage.world.note({ kind: 'opt', number, direction: out ? 'out' : 'in' });
  stage.world.optedOut.set(number, { out, canOptIn: state?.canOptIn ?? true });
}

/** The confirmation names the opposite word, and is sent despite the opt-out. */
function confirm(
  stage: Stage,
  number: string,
  party: Party | undefined,
  gateway: Gateway,
  cause: 'opt_in' | 'opt_out',
  word: string,
): void {
  const to = party ?? {
    kind: 'number' as const,
    key: `+${number}`,
    project: stage.world.plan.project.name,
    number,
  };
  const id = cause === 'opt_in' ? 'sms.opt.in' : 'sms.opt.out';
  sendText(stage, {
    origin: originNow(stage, cause, cause, to),
    party: to,
    text: systemWords(stage, to, id, [word]),
    number,
    fallback: gateway,
    ignoreOptOut: true,
  });
}
