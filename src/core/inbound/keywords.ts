import { type Send, sendSms, stopped } from '../dispatch/send.ts';
import type { Code } from '../model/codes.ts';
import type { Keyword, Survey } from '../model/two-way.ts';
import { expand } from '../recipients/expand.ts';
import { resolve } from '../recipients/resolve.ts';
import { causeFields } from '../state/message.ts';
import type { CaseRecord, Party, UserRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { lower, upper } from '../text/letter-case.ts';
import { strip } from '../text/python-text.ts';
import { splitArgs } from './keyword-args.ts';
import { originNow, sendText, systemWords } from './reply.ts';
import { closeSessions } from './session-steps.ts';
import { startSurvey } from './start-survey.ts';
import { fillFromText } from './structured.ts';
import { askAgain } from './survey.ts';

/** HQ's keyword handler (docs/hq/contacts-and-messages.md#s4-7): true when the text was a keyword and is done with. */
export function handleKeyword(state: SimulationState, party: Party, text: string): boolean {
  if (strip(text).startsWith('#')) return handleCommand(state, party, strip(text));
  const words = [...state.world.plan.keywords].sort((a, b) =>
    a.word < b.word ? -1 : a.word > b.word ? 1 : 0,
  );
  for (const keyword of words) {
    const args = splitArgs(text, keyword.delimiter);
    if (lower(args[0] ?? '') !== lower(keyword.word)) continue;
    if (state.sessions.openOf(party.key).length > 0 && !keyword.overridesOpenSurveys) return false;
    return runKeyword(state, party, keyword, args.slice(1));
  }
  return false;
}

/** `#START`, `#STOP`, `#CURRENT`. */
function handleCommand(state: SimulationState, party: Party, text: string): boolean {
  const args = splitArgs(text, undefined);
  const command = upper(args[0]!);
  switch (command) {
    case '#START':
      return startByCommand(state, party, args);
    case '#STOP':
      closeSessions(state, party.key);
      return true;
    case '#CURRENT': {
      const [session, second] = state.sessions.openOf(party.key);
      if (session && !second) askAgain(state, session);
      return true;
    }
    case '#UPDATE':
      return true;
    default:
      replySystem(state, party, 'sms.keyword.unknownglobal', [command]);
      return true;
  }
}

function startByCommand(state: SimulationState, party: Party, args: readonly string[]): boolean {
  const [, word] = args;
  if (word === undefined) {
    replySystem(state, party, 'sms.keyword.startusage', ['#START']);
    return true;
  }
  const keyword = state.world.plan.keywords.find((each) => lower(each.word) === lower(word));
  if (!keyword) {
    replySystem(state, party, 'sms.keyword.notfound', [upper(word)]);
    return true;
  }
  return runKeyword(state, party, keyword, args.slice(2));
}

/** A keyword's actions: structured answers first, then reply, survey and notice. */
function runKeyword(
  state: SimulationState,
  party: Party,
  keyword: Keyword,
  args: readonly string[],
): boolean {
  if (!isFor(keyword, party)) return false;
  closeSessions(state, party.key);
  const found = caseFor(state, party, keyword, args);
  if (found === 'failed') return true;
  const send: Send = {
    origin: originNow(state, 'keyword', keyword.word, party, found.record?.key),
    party,
    record: found.record,
    scheduleLanguage: undefined,
  };
  if (keyword.structured) {
    const problem = fillFromText(state, send, keyword.structured, found.args);
    if (problem) {
      structuredError(state, send, problem.replies);
      return true;
    }
  }
  if (keyword.reply) sendSms(state, send, keyword.reply);
  if (keyword.survey !== undefined) startSurvey(state, send, { kind: 'survey', survey: keyword.survey });
  if (keyword.notify) notify(state, send, keyword.notify);
  return true;
}

function isFor(keyword: Keyword, party: Party): boolean {
  if (keyword.onlyFor.length === 0) return true;
  return keyword.onlyFor.includes(party.kind === 'user' ? 'workers' : 'cases');
}

interface Found {
  readonly record: CaseRecord | undefined;
  readonly args: readonly string[];
}

/** The case a keyword is about: the sender, or the one whose external id a worker has sent. */
function caseFor(
  state: SimulationState,
  party: Party,
  keyword: Keyword,
  args: readonly string[],
): Found | 'failed' {
  if (party.kind === 'case') return { record: party, args };
  if (party.kind !== 'user' || !formOf(state, keyword)?.needsCase) return { record: undefined, args };
  const [externalId, ...rest] = args;
  if (externalId === undefined) {
    return caseError(state, party, keyword, 'sms.caselookup.missingexternalid', 'NO_EXTERNAL_ID_GIVEN');
  }
  const matches = accessibleCases(state, party).filter((record) => record.externalId === externalId);
  const [match, second] = matches;
  if (!match) {
    return caseError(state, party, keyword, 'sms.caselookup.casenotfound', 'CASE_EXTERNAL_ID_NOT_FOUND');
  }
  if (second) {
    const code = 'MULTIPLE_CASES_WITH_EXTERNAL_ID_FOUND';
    return caseError(state, party, keyword, 'sms.caselookup.multiplecasesfound', code);
  }
  return { record: match, args: rest };
}

function formOf(state: SimulationState, keyword: Keyword): Survey | undefined {
  return state.world.plan.surveys.get(keyword.structured?.survey ?? keyword.survey ?? '');
}

/** Open cases that a worker owns, himself or by a group, or that have such a case as a child. */
function accessibleCases(state: SimulationState, worker: UserRecord): CaseRecord[] {
  const { world } = state;
  const owners = new Set([worker.key]);
  for (const group of world.groups.values()) if (group.members.includes(worker.key)) owners.add(group.key);
  const isOwn = (record: CaseRecord): boolean => record.owner !== undefined && owners.has(record.owner);
  return [...world.cases.values()].filter((record) => {
    if (record.closed || record.deleted) return false;
    return isOwn(record) || world.childrenOfCase(record.key).some(isOwn);
  });
}

function caseError(
  state: SimulationState,
  party: Party,
  keyword: Keyword,
  id: Parameters<typeof systemWords>[2],
  code: Code,
): 'failed' {
  const origin = originNow(state, 'keyword', keyword.word, party);
  sendText(state, { origin, party, text: systemWords(state, party, id) });
  const send: Send = { origin, party, record: undefined, scheduleLanguage: undefined };
  stopped(state, send, code, { channel: 'sms', because: { zone: origin.zoneBecause } });
  return 'failed';
}

function structuredError(state: SimulationState, send: Send, replies: readonly string[]): void {
  sendText(state, { origin: send.origin, party: send.party, text: replies.join(' ') });
  const because = { zone: send.origin.zoneBecause };
  stopped(state, send, 'COULD_NOT_PROCESS_STRUCTURED_SMS', { channel: 'sms', because });
}

/** The owner of the sender's case, or a group, is told. */
function notify(state: SimulationState, send: Send, notice: NonNullable<Keyword['notify']>): void {
  const { world } = state;
  const ref =
    notice.to === 'owner' ? { kind: 'owner' as const } : { kind: 'group' as const, key: notice.to.group };
  const parties = expand(world, resolve(world, ref, send.record), new Map());
  if (parties.length === 0) {
    world.note({
      kind: 'error',
      case: send.origin.case,
      ...causeFields(send.origin),
      code: 'NO_RECIPIENT',
      level: 'event',
    });
  }
  for (const party of parties) {
    const origin = originNow(state, 'keyword', send.origin.name, party, send.origin.case);
    sendSms(state, { ...send, origin, party }, notice.texts);
  }
}

function replySystem(
  state: SimulationState,
  party: Party,
  id: Parameters<typeof systemWords>[2],
  args: readonly string[],
): void {
  sendText(state, {
    origin: originNow(state, 'system', id, party),
    party,
    text: systemWords(state, party, id, args),
  });
}
