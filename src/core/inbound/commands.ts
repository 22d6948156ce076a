import type { Keyword } from '../model/two-way.ts';
import type { SystemTextId } from '../render/system-texts.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { upper } from '../text/letter-case.ts';
import { split, strip } from '../text/python-text.ts';
import { splitArgs } from './keyword-args.ts';
import { runKeyword } from './keywords.ts';
import { answerTo, originNow, systemWords, type Writer } from './reply.ts';
import { closeSessions } from './session-steps.ts';
import { askAgain } from './survey.ts';

const START = '#START';

/** `#START`, `#STOP`, `#CURRENT`, and what is none of them (docs/hq/contacts-and-messages.md#s4-7); false: not handled. */
export function handleCommand(
  state: SimulationState,
  writer: Writer,
  text: string,
  keywords: readonly Keyword[],
): boolean {
  const [command = '', word] = split(text).map(upper);
  switch (command) {
    case START:
      return startByCommand(state, writer, strip(strip(text).slice(START.length)), word, keywords);
    case '#STOP':
      closeSessions(state, writer.party.key);
      return true;
    case '#CURRENT':
      currentQuestion(state, writer);
      return true;
    default:
      return reply(state, writer, 'sms.keyword.unknownglobal', command);
  }
}

/** Runs a keyword whatever survey is open; the rest of the text keeps its letter case. */
function startByCommand(
  state: SimulationState,
  writer: Writer,
  rest: string,
  word: string | undefined,
  keywords: readonly Keyword[],
): boolean {
  if (word === undefined) return reply(state, writer, 'sms.keyword.startusage', START);
  const keyword = keywords.find((each) => upper(each.word) === word);
  if (!keyword) return reply(state, writer, 'sms.keyword.notfound', word);
  return runKeyword(state, writer, keyword, splitArgs(rest, keyword.delimiter).slice(1));
}

function currentQuestion(state: SimulationState, writer: Writer): void {
  const [session, second] = state.sessions.openOf(writer.party.key);
  if (session && !second) askAgain(state, session, writer);
}

function reply(state: SimulationState, writer: Writer, id: SystemTextId, word: string): true {
  const origin = originNow(state, 'system', id, writer.party);
  answerTo(state, writer, origin, systemWords(state, writer.party, id, [word]));
  return true;
}
