/** CommCare's Case Data API v2, the half that writes: everything happens as of now, all or none of it. */
import type { LiveSession } from '../../live-session.ts';
import { RequestProblem } from '../../request-problem.ts';
import { hqError } from '../hq-error.ts';
import { Batch } from './batch.ts';
import { type CaseBody, caseBody } from './case-body.ts';
import { caseJson } from './case-json.ts';

/** Cases in one request. */
export const BULK_MAX = 100;

/** `POST /`: creates a case, or creates and updates a list of them. */
export function postCases(session: LiveSession, body: unknown) {
  if (!Array.isArray(body)) return one(session, (batch) => batch.create(caseBody(body)));
  if (body.length > BULK_MAX)
    throw hqError(400, `You cannot submit more than ${BULK_MAX} updates in a single request`);
  if (body.length === 0) throw hqError(400, 'No cases in the request');
  const batch = new Batch(session);
  const errors: string[] = [];
  for (const [index, row] of body.entries()) {
    try {
      batch.take(caseBody(row));
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error;
      errors.push(`Error in row ${index + 1}: ${error.found}`);
    }
  }
  if (errors.length > 0) throw hqError(400, errors.join('; '));
  const keys = batch.perform();
  return { form_id: formId(session), cases: keys.map((key) => savedCase(session, key)) };
}

/** `PUT /<case_id>`. */
export const putCase = (session: LiveSession, caseId: string, body: unknown) =>
  one(session, (batch) => batch.update(batch.byId(caseId), caseBody(body)));

/** `PUT /`: the body says which case, by case_id or external_id. */
export function putByBody(session: LiveSession, body: unknown) {
  const given = caseBody(body);
  if (given.caseId === undefined && given.externalId === undefined) {
    throw hqError(400, 'Case updates must provide either a case_id or external_id');
  }
  return one(session, (batch) => batch.update(batch.meant(given), given));
}

/** `PUT /ext/<external_id>/`: updates the case that has it, or creates one. */
export function putByExternalId(session: LiveSession, externalId: string, body: unknown) {
  const given: CaseBody = { ...caseBody(body), externalId };
  return one(session, (batch) => {
    const known = batch.byExternalId(externalId);
    return known ? batch.update(known, given) : batch.create(given);
  });
}

function one(session: LiveSession, fill: (batch: Batch) => void) {
  const batch = new Batch(session);
  fill(batch);
  const [key] = batch.perform();
  return { form_id: formId(session), case: savedCase(session, key!) };
}

const formId = ({ now, draft }: LiveSession): string => `lab-${now}-${draft.acts.length}`;

const savedCase = (session: LiveSession, key: string) =>
  caseJson(session, session.liveRun.engine.state.world.cases.get(key)!);
