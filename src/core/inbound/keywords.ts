import { type Send, sendSms } from '../dispatch/send.ts';
import { type Texts, UNTRANSLATED } from '../model/texts.ts';
import type { Keyword } from '../model/two-way.ts';
import { expand, resolve } from '../recipients/resolve.ts';
import type { Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { upper } from '../text/letter-case.ts';
import { strip } from '../text/python-text.ts';
import { splitArgs } from './keyword-args.ts';
import { caseOfKeyword } from './keyword-case.ts';
import { originNow, type Writer } from './reply.ts';
import { closeSessions } from './session-steps.ts';
import { startByKeyword } from './start-survey.ts';
import { fillFromText } from './structured.ts';

/** The keywords of a contact's project, in alphabetical order as HQ tries them. */
export function keywordsOf(state: SimulationState, project: string): Keyword[] {
  const own = state.world.plan.keywords.filter((keyword) => keyword.project === project);
  return own.sort((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : 0));
}

/** The first keyword that fits decides (docs/hq/contacts-and-messages.md#s4-7); false: the text goes on to the next handler. */
export function handleKeyword(
  state: SimulationState,
  writer: Writer,
  text: string,
  keywords: readonly Keyword[],
): boolean {
  for (const keyword of keywords) {
    const [word, ...args] = splitArgs(text, keyword.delimiter);
    if (word === undefined || upper(word) !== upper(keyword.word)) continue;
    const isAsked = state.sessions.openOf(writer.party.key).length > 0;
    return (!isAsked || keyword.overridesOpenSurveys) && runKeyword(state, writer, keyword, args);
  }
  return false;
}

/** A text that begins with `#` is a command of HQ's own. */
export const isCommand = (text: string): boolean => strip(text).startsWith('#');

/** A keyword's actions: structured answers first, then reply, survey and notice (docs/hq/contacts-and-messages.md#s4-7). */
export function runKeyword(
  state: SimulationState,
  writer: Writer,
  keyword: Keyword,
  args: readonly string[],
): boolean {
  const { party } = writer;
  if (!isFor(keyword, party)) return false;
  closeSessions(state, party.key);
  const about = caseOfKeyword(state, writer, keyword, args);
  if (typeof about === 'string') return about === 'failed';
  const send: Send = {
    origin: originNow(state, 'keyword', keyword.key, party, about.record?.key),
    party,
    record: about.record,
    scheduleLanguage: undefined,
    entry: writer.entry,
  };
  const { structured, reply, survey, notify } = keyword;
  if (structured && !fillFromText(state, send, writer, structured, about.args)) return true;
  if (reply) sendSms(state, send, keywordTexts(state, party, reply));
  if (survey !== undefined && startByKeyword(state, send, survey) === 'failed') return false;
  if (notify) tellOthers(state, send, notify);
  return true;
}

function isFor(keyword: Keyword, party: Party): boolean {
  if (keyword.onlyFor.length === 0) return true;
  return keyword.onlyFor.includes(party.kind === 'user' ? 'workers' : 'cases');
}

/** HQ stores one text for each action of a keyword, whatever languages the file gives. */
function keywordTexts(state: SimulationState, party: Party, texts: Texts): Texts {
  const { hq, languages } = state.world.projectNamed(party.project);
  if (hq === 'tidy' || texts.size === 0) return texts;
  const text = texts.get(languages[0]!) ?? texts.get(UNTRANSLATED) ?? [...texts.values()][0]!;
  return new Map([[UNTRANSLATED, text]]);
}

/** The owner of the sender's case, or a group, is notified; where there is nobody, nothing happens. */
function tellOthers(state: SimulationState, send: Send, notice: NonNullable<Keyword['notify']>): void {
  const { world } = state;
  const isOwner = notice.to === 'owner';
  if (isOwner && send.party.kind !== 'case') return;
  const ref = isOwner ? { kind: 'owner' as const } : { kind: 'group' as const, key: notice.to.group };
  for (const party of expand(world, resolve(world, ref, send.record))) {
    const origin = originNow(state, 'keyword', send.origin.name, party, send.origin.case);
    sendSms(state, { ...send, origin, party, entry: undefined }, keywordTexts(state, party, notice.texts));
  }
}
