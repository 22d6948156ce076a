import { languageOf, type NumberChoice, numberFor } from '../contact/contact.ts';
import { entryNumber, type Known, type Send, stopped } from '../dispatch/send.ts';
import { formLanguage } from '../form/prompt.ts';
import { needsAnswers } from '../form/walk.ts';
import type { SurveyContent } from '../model/content.ts';
import { type FormRun, type NextQuestion, textOf } from '../model/form-run.ts';
import { MS_PER_MINUTE } from '../model/instant.ts';
import { FormFault, type Survey } from '../model/survey.ts';
import { causeFields } from '../state/message.ts';
import type { CaseRecord, Party } from '../state/records.ts';
import type { SessionParts } from '../state/session.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { channelOf } from './channel.ts';
import { openRun } from './form-runs.ts';
import { sendText } from './reply.ts';
import { closeSessions, complete, noteSurvey } from './session-steps.ts';

/** HQ never keeps a session longer than this, and this long where nothing else is set. */
const EXPIRES_MAX_MINUTES = 10_080;

/** How long a survey runs, and what becomes of it: the alert's content says so, not the form. */
interface Settings {
  readonly expiresAfterMinutes: number;
  readonly reminderMinutes: readonly number[];
  readonly submitPartial: boolean;
  readonly partialCaseUpdates: boolean;
}

/** `failed`: HQ raises an exception, so that whoever asked for the survey tries again. */
export type Start = 'done' | 'failed';

/** A survey of an alert or broadcast; what its content leaves open, the file's survey says. */
export function startSurvey(state: SimulationState, send: Send, content: SurveyContent): Start {
  const survey = state.world.plan.surveys.get(content.survey);
  if (!survey) return cannotFindForm(state, send, content.survey);
  return start(state, send, survey, {
    expiresAfterMinutes: content.expiresAfterMinutes ?? survey.expiresAfterMinutes,
    reminderMinutes: content.reminderMinutes ?? survey.reminderMinutes,
    submitPartial: content.submitPartial ?? survey.submitPartial,
    partialCaseUpdates: content.partialCaseUpdates ?? survey.partialCaseUpdates,
  });
}

/** A survey of a keyword has settings of its own, whatever the form has elsewhere (docs/hq/contacts-and-messages.md#s4-7). */
export function startByKeyword(state: SimulationState, send: Send, key: string): Start {
  const survey = state.world.plan.surveys.get(key);
  if (!survey) return cannotFindForm(state, send, key);
  return start(state, send, survey, {
    expiresAfterMinutes: EXPIRES_MAX_MINUTES,
    reminderMinutes: [],
    submitPartial: false,
    partialCaseUpdates: false,
  });
}

/** Every way a survey can fail to start, in HQ's order (docs/hq/contacts-and-messages.md#s3-2); else its first words go out. */
function start(state: SimulationState, send: Send, survey: Survey, settings: Settings): Start {
  const { world } = state;
  const known: Known = { channel: 'sms', because: { zone: send.origin.zoneBecause } };
  const number = send.entry ? entryNumber(send.entry) : numberFor(world, send.party, true);
  if (!number) return done(stopped(state, send, 'NO_PHONE_NUMBER', known));
  const because = { ...known.because, number: number.because };
  const withNumber: Known = { ...known, number: number.number, because };
  if (needsAnswers(survey) && !number.twoWay)
    return done(stopped(state, send, 'NO_TWO_WAY_PHONE_NUMBER', withNumber));
  const record = caseOfForm(send.party, send.record);
  if (survey.needsCase && !record) return done(stopped(state, send, 'NO_CASE_GIVEN', withNumber));

  closeSessions(state, send.party.key);
  const opening = openForm(state, survey, send.party, record);
  if ('fault' in opening) {
    stopped(state, send, 'TOUCHFORMS_ERROR', withNumber, opening.fault);
    return opening.isFinal ? 'done' : 'failed';
  }
  const parts = { ...settings, survey, record, number, run: opening.run };
  const session = state.sessions.open(partsOf(state, send, parts));
  noteSurvey(state, session, 'opened');
  const { run, first } = opening;
  const { language } = run;
  const text = textOf(first);
  if (!state.sessions.claim(session, world.now)) state.sessions.holdPrompt(session, text);
  else
    sendText(state, {
      origin: send.origin,
      party: send.party,
      text,
      language,
      to: number,
      isSilent: !number.twoWay,
    });
  if (!first.question) complete(state, session);
  return 'done';
}

const done = (_noted: undefined): Start => 'done';

/** A case that is asked answers about itself; of anybody else, the alert's or keyword's case (4.8.6). */
export function caseOfForm(party: Party, record: CaseRecord | undefined): CaseRecord | undefined {
  if (party.kind === 'case') return party;
  return record?.deleted ? undefined : record;
}

/** What Formplayer answers when a form is opened. */
export type Opening =
  | { readonly run: FormRun; readonly first: NextQuestion }
  /** `isFinal`: a configuration error, which HQ does not try again. */
  | { readonly fault: string; readonly isFinal: boolean };

/** Opens a form and walks to its first question (docs/hq/contacts-and-messages.md#s4-8). */
export function openForm(
  state: SimulationState,
  survey: Survey,
  party: Party,
  record: CaseRecord | undefined,
): Opening {
  if (!state.world.formplayerUp) return { fault: 'Formplayer is down', isFinal: false };
  const language = formLanguage(survey, languageOf(party));
  try {
    const run = openRun(state, survey, party, record, language);
    const first = run.next();
    if (!first.question && first.labels.length === 0) {
      return { fault: 'the form has nothing to ask', isFinal: false };
    }
    return { run, first };
  } catch (problem) {
    if (problem instanceof FormFault) return { fault: problem.message, isFinal: true };
    throw problem;
  }
}

function partsOf(
  state: SimulationState,
  { party, origin }: Send,
  parts: Settings & Pick<SessionParts, 'survey' | 'record' | 'run'> & { readonly number: NumberChoice },
): SessionParts {
  const { now } = state.world;
  const { survey, record, run, number, submitPartial, partialCaseUpdates } = parts;
  const minutes = needsAnswers(survey) ? Math.min(parts.expiresAfterMinutes, EXPIRES_MAX_MINUTES) : 0;
  let at = now;
  const reminders = parts.reminderMinutes.map((wait) => {
    at += wait * MS_PER_MINUTE;
    return at;
  });
  return {
    survey,
    party,
    record,
    origin,
    run,
    number: number.number,
    channel: channelOf(state, party, number),
    startedAt: now,
    expiresAt: now + minutes * MS_PER_MINUTE,
    submitPartial,
    partialCaseUpdates,
    reminders: needsAnswers(survey) ? reminders : [],
  };
}

/** HQ writes this on the event: no recipient is named. */
export function cannotFindForm(state: SimulationState, { origin }: Send, name: string): 'done' {
  const { event, iteration, due } = origin;
  state.world.note({
    kind: 'error',
    channel: 'sms',
    case: origin.case,
    ...causeFields(origin),
    event,
    iteration,
    due,
    because: { zone: origin.zoneBecause },
    code: 'CANNOT_FIND_FORM',
    detail: name,
    level: 'event',
  });
  return 'done';
}
