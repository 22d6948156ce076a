/** Brings an export into a session: what it would bring first, then its cases, all or none. */
import { numberFor } from '../../core/contact/contact.ts';
import { normalizeNumber } from '../../core/contact/number.ts';
import { numberText } from '../../core/contact/number-text.ts';
import type { CaseSeed } from '../../core/model/case.ts';
import type { Notice } from '../../core/model/plan.ts';
import { WarningTally } from '../../report/warning-kinds.ts';
import { gatewayFor, recordOf } from './contact-facts.ts';
import type { LiveSession } from './live-session.ts';
import { type ImportBody, readImport } from './read-import.ts';
import { RequestProblem } from './request-problem.ts';
import { type Written, writtenOf } from './scenario-text.ts';
import { grownCases } from './story-tree.ts';

/** Cases of a preview. */
const SAMPLE_MAX = 12;

/** What an import would bring; nothing is changed. */
export async function previewImport(session: LiveSession, body: ImportBody) {
  const { cases, notices } = await readImport(session, body);
  const { hq } = session.plan.project;
  const { world } = session.liveRun.engine.state;
  const readNumber = ({ properties }: CaseSeed): string => {
    const { normalized, sendable } = normalizeNumber(properties.get('contact_phone_number'), hq);
    return sendable && normalized !== null ? numberText(normalized) : '';
  };
  const gatewayOf = (seed: CaseSeed): string => {
    const record = recordOf(seed, world);
    const choice = numberFor(world, record);
    return choice === undefined ? '' : (gatewayFor(world, record, choice).name ?? '');
  };
  return {
    cases: cases.length,
    closed: cases.filter(({ closed }) => closed === true).length,
    withoutNumber: cases.filter((seed) => readNumber(seed) === '').length,
    withoutGateway: cases.filter((seed) => readNumber(seed) !== '' && gatewayOf(seed) === '').length,
    types: [...new Set(cases.map(({ type }) => type))],
    sample: cases.slice(0, SAMPLE_MAX).map((seed) => ({
      key: seed.key,
      name: seed.name,
      type: seed.type,
      found: seed.properties.get('contact_phone_number') ?? '',
      number: readNumber(seed),
      gateway: gatewayOf(seed),
      language: seed.properties.get('language_code') ?? '',
    })),
    notices: grouped(notices),
  };
}

/** Registers the cases of an export now. */
export async function importInto(session: LiveSession, body: ImportBody, by?: string) {
  const { cases, notices } = await readImport(session, body);
  if (cases.length === 0)
    throw new RequestProblem(
      422,
      'no case that is new to this session',
      'at least one',
      grouped(notices)[0]?.example,
    );
  const writtenCases = new Map<string, Written>();
  for (const seed of cases) {
    const { key, type, name, properties, parents, owner, externalId, caseId, closed } = seed;
    const known = { type, name, owner, external_id: externalId, case_id: caseId };
    const linked = parents.length > 0 ? { parent: parents.map((one) => ({ ...one })) } : {};
    const ended = closed === true ? { closed: true } : {};
    writtenCases.set(key, writtenOf({ ...Object.fromEntries(properties), ...known, ...ended, ...linked }));
  }
  const registered = [...writtenCases.keys()];
  const made = await grownCases(session.path, writtenCases);
  session.perform({ entries: [{ register: registered }], cases: writtenCases, file: body.name, by }, made);
  return { registered, notices: grouped(notices) };
}

/** One line a code, as the roster groups warnings. */
function grouped(notices: readonly Notice[]) {
  const tally = new WarningTally();
  for (const notice of notices) tally.record(notice);
  return tally
    .all()
    .map(({ code, severity, count, example, hint }) => ({ code, severity, count, example, hint }));
}
