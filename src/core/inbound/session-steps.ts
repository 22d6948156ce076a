import type { CaseChange } from '../model/case.ts';
import type { CaseSubmission, FormRun } from '../model/form-run.ts';
import { FormFault, type Survey } from '../model/survey.ts';
import type { CaseRecord, Party } from '../state/records.ts';
import type { Session, SessionStatus } from '../state/session.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { saveCase } from '../trigger/save-case.ts';

type Step = 'opened' | 'answered' | 'completed' | 'partial' | 'expired' | 'closed';

/** A form with its answers so far, open or not. */
export interface Filling {
  readonly survey: Survey;
  readonly party: Party;
  readonly record: CaseRecord | undefined;
  readonly run: FormRun;
}

/** A line about a session, with the answers it has so far. */
export function noteSurvey(state: SimulationState, filling: Filling, step: Step): void {
  const given = filling.run.answers();
  const answers = given.size > 0 ? Object.fromEntries(given) : undefined;
  state.world.note({
    kind: 'survey',
    survey: filling.survey.key,
    contact: filling.party.key,
    state: step,
    answers,
  });
}

/** Ends every open session of a contact, as HQ does whenever something new begins (docs/hq/contacts-and-messages.md#s4-8). */
export function closeSessions(state: SimulationState, contact: string): void {
  for (const session of [...state.sessions.openOf(contact)]) closeProperly(state, session, 'closed');
}

/** The end of a session that is not complete: a partial submission if it was asked for. */
export function closeProperly(state: SimulationState, session: Session, step: 'closed' | 'expired'): void {
  const isPartial = session.submitPartial && state.world.formplayerUp;
  end(state, session, isPartial ? 'partial' : 'not_finished', isPartial ? 'partial' : step);
  if (isPartial && session.partialCaseUpdates) submit(state, session);
}

/** The session is over, and the journal says how. */
export function end(state: SimulationState, session: Session, status: SessionStatus, step: Step): void {
  state.sessions.close(session, status, state.world.now);
  noteSurvey(state, session, step);
}

/** The form has no more questions: it is submitted. */
export function complete(state: SimulationState, session: Session): void {
  end(state, session, 'completed', 'completed');
  submit(state, session);
}

/** The form's values are saved to its cases; the form's user is the contact (docs/hq/contacts-and-messages.md#s4-8). */
export function submit(state: SimulationState, filling: Filling): void {
  const { party } = filling;
  for (const { caseId, set, closes } of submissionOf(state, filling)) {
    const record = caseId === undefined ? filling.record : state.world.caseWithId(caseId);
    if (!record || record.deleted) continue;
    if (set.size > 0) saveCase(state, record.key, changeOf(record, set, party));
    if (closes) saveCase(state, record.key, 'close');
  }
}

/** Where Formplayer fails at the end, nothing is submitted. */
function submissionOf(state: SimulationState, filling: Filling): readonly CaseSubmission[] {
  try {
    return filling.run.submission();
  } catch (problem) {
    if (!(problem instanceof FormFault)) throw problem;
    tellFault(state, filling, problem);
    return [];
  }
}

/** Formplayer shows its reason to nobody; a rehearsal gives it. */
export function tellFault(
  state: SimulationState,
  { survey, party }: Filling,
  { message: why }: FormFault,
): void {
  const about = { survey: survey.key, contact: party.key };
  state.world.note({
    kind: 'warning',
    code: 'FORM_FAILS',
    message: `the form of ${survey.key} fails: ${why}`,
    about,
  });
}

/** Some names are not properties but the case's own. */
function changeOf(record: CaseRecord, values: ReadonlyMap<string, string>, party: Party): CaseChange {
  const set = new Map(values);
  const own = (...names: readonly string[]): string | undefined => {
    const name = names.find((each) => set.has(each));
    const value = name === undefined ? undefined : set.get(name);
    if (name !== undefined) set.delete(name);
    return value;
  };
  const name = own('name', 'case_name');
  const owner = own('owner', 'owner_id');
  const externalId = own('external_id');
  return {
    key: record.key,
    set,
    ...(name === undefined ? {} : { name }),
    ...(owner === undefined ? {} : { owner }),
    ...(externalId === undefined ? {} : { externalId }),
    lastModifiedBy: party.key,
  };
}
