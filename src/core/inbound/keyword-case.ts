import { type Send, stopped } from '../dispatch/send.ts';
import type { Code } from '../model/codes.ts';
import type { Keyword } from '../model/two-way.ts';
import type { SystemTextId } from '../render/system-texts.ts';
import type { CaseRecord, UserRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { answerTo, originNow, systemWords, type Writer } from './reply.ts';

/** What a keyword is about, and the words that are left for its form. */
export interface About {
  readonly record: CaseRecord | undefined;
  readonly args: readonly string[];
}

/**
 * The case a keyword is about: the sender, or the one whose external id a worker has sent (docs/hq/contacts-and-messages.md#s4-7). `failed`: the sender was told, and nothing else runs; `no form`: the look-up itself breaks.
 */
export function caseOfKeyword(
  state: SimulationState,
  writer: Writer,
  keyword: Keyword,
  args: readonly string[],
): About | 'failed' | 'no form' {
  const { party } = writer;
  if (party.kind === 'case') return { record: party, args };
  const needsCase = formNeedsCase(state, keyword);
  if (party.kind !== 'user' || needsCase === false) return { record: undefined, args };
  if (needsCase === undefined) return 'no form';
  const [externalId, ...rest] = args;
  const fail = (id: SystemTextId, code: Code): 'failed' => caseError(state, writer, keyword, id, code);
  if (externalId === undefined) return fail('sms.caselookup.missingexternalid', 'NO_EXTERNAL_ID_GIVEN');
  const [match, second] = casesCalled(state.world, party, externalId);
  if (!match) return fail('sms.caselookup.casenotfound', 'CASE_EXTERNAL_ID_NOT_FOUND');
  if (second) return fail('sms.caselookup.multiplecasesfound', 'MULTIPLE_CASES_WITH_EXTERNAL_ID_FOUND');
  return { record: match, args: rest };
}

/** Whether some form of the keyword needs a case; undefined: a form cannot be found. */
function formNeedsCase(state: SimulationState, { structured, survey }: Keyword): boolean | undefined {
  const keys = [structured?.survey, survey].filter((key) => key !== undefined);
  const forms = keys.map((key) => state.world.plan.surveys.get(key));
  if (forms.includes(undefined)) return undefined;
  return forms.some((form) => form?.needsCase);
}

/** Open cases of the worker's project with that id that the worker can reach. */
function casesCalled(world: World, worker: UserRecord, externalId: string): CaseRecord[] {
  const owners = new Set([worker.key]);
  for (const group of world.groups.values()) if (group.members.includes(worker.key)) owners.add(group.key);
  const named = [...world.cases.values()].filter(
    (each) => each.externalId === externalId && each.project === worker.project,
  );
  return named.filter((each) => !each.closed && !each.deleted && isReached(world, each, owners));
}

/** The worker's own, or the case of one that he reaches: child or extension, to any depth, closed ones too. */
function isReached(world: World, record: CaseRecord, owners: ReadonlySet<string>): boolean {
  const seen = new Set([record]);
  for (const each of seen) {
    if (each.owner !== undefined && owners.has(each.owner)) return true;
    for (const subcase of world.subcasesOf(each.key)) seen.add(subcase);
  }
  return false;
}

function caseError(
  state: SimulationState,
  writer: Writer,
  keyword: Keyword,
  id: SystemTextId,
  code: Code,
): 'failed' {
  const { party } = writer;
  const origin = originNow(state, 'keyword', keyword.key, party);
  answerTo(state, writer, origin, systemWords(state, party, id));
  const send: Send = { origin, party, record: undefined, scheduleLanguage: undefined };
  stopped(state, send, code, { channel: 'sms', because: { zone: origin.zoneBecause } });
  return 'failed';
}
