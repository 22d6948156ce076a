import { numberFor } from '../contact/contact.ts';
import { MS_PER_DAY } from '../model/instant.ts';
import type { Origin } from '../state/message.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { SurveySession } from '../state/survey-sessions.ts';
import { saveCase } from '../trigger/save-case.ts';
import { readAnswer } from './answers.ts';
import { askFrom, promptOf, storedValue } from './questions.ts';
import { formWords, originNow, sendText, systemWords } from './reply.ts';
import { closeSessions, noteSurvey } from './session-steps.ts';

/** A session this old is closed without its reminder or its partial submission. */
const REMINDER_STALE_AFTER_MS = 14 * MS_PER_DAY;

/** The texts of the next question go out, or the survey is complete. */
export function askOn(state: SimulationState, session: SurveySession, from: number, origin: Origin): void {
  const { survey, party, answers } = session;
  const ask = askFrom(survey, from, answers);
  let language: string | undefined;
  const texts = ask.questions.map((question) =>
    promptOf(question, (words) => {
      const chosen = formWords(state, party, words);
      language ??= chosen.language;
      return chosen.text;
    }),
  );
  sendText(state, { origin, party, text: texts.join(' '), language });
  if (ask.index === undefined) complete(state, session);
  else session.asked = ask.index;
}

/** An inbound text for the contact's open survey; false: there is none. */
export function answerSurvey(state: SimulationState, contact: string, text: string): boolean {
  const open = state.sessions.openOf(contact);
  const [session] = open;
  if (!session) return false;
  if (open.length > 1) {
    closeSessions(state, contact);
    replyOn(state, session, systemWords(state, session.party, 'sms.survey.restart'));
    return true;
  }
  answer(state, session, text);
  return true;
}

function answer(state: SimulationState, session: SurveySession, text: string): void {
  const { survey, party, asked } = session;
  const question = survey.questions[asked]!;
  const project = state.world.projectNamed(party.project);
  const labels = [...question.choices.values()].map((label) => formWords(state, party, label).text);
  const shape = { type: question.type, required: question.required, choices: labels };
  const result = readAnswer(shape, text, project.surveyDateFormat, project.hq);
  if ('errorId' in result) {
    const error = systemWords(state, party, result.errorId, result.args);
    return replyOn(state, session, `${error} ${currentPrompt(state, session)}`);
  }
  session.answers.set(question.id, storedValue(question, result.answer));
  noteSurvey(state, session, 'answered');
  askOn(state, session, asked + 1, originOf(state, session));
}

/** Sends the current question again. */
export function askAgain(state: SimulationState, session: SurveySession): void {
  replyOn(state, session, currentPrompt(state, session));
}

/** A session's timer: a reminder, or its end. */
export function sessionTimer(state: SimulationState, session: SurveySession): void {
  if (state.world.now - session.startedAt > REMINDER_STALE_AFTER_MS) {
    state.sessions.close(session);
    return noteSurvey(state, session, 'closed');
  }
  if (session.reminders.length > 0) {
    session.reminders.shift();
    state.sessions.plan(session);
    if (numberFor(state.world, session.party, true)?.number === session.number) askAgain(state, session);
    return;
  }
  state.sessions.close(session);
  if (session.submitPartial) submit(state, session);
  noteSurvey(state, session, 'expired');
}

function currentPrompt(state: SimulationState, { survey, party, asked }: SurveySession): string {
  return promptOf(survey.questions[asked]!, (words) => formWords(state, party, words).text);
}

function replyOn(state: SimulationState, session: SurveySession, text: string): void {
  sendText(state, { origin: originOf(state, session), party: session.party, text });
}

function originOf(state: SimulationState, session: SurveySession): Origin {
  return originNow(state, 'survey', session.survey.key, session.party, session.record?.key);
}

function complete(state: SimulationState, session: SurveySession): void {
  state.sessions.close(session);
  noteSurvey(state, session, 'completed');
  submit(state, session);
}

/** The form's answers are saved to the case that triggered it, else to the contact. */
export function submit(
  state: SimulationState,
  session: Pick<SurveySession, 'survey' | 'record' | 'party' | 'answers'>,
): void {
  const { survey, party, answers } = session;
  const record = session.record ?? (party.kind === 'case' ? party : undefined);
  if (!record || record.deleted) return;
  const set = new Map<string, string>();
  for (const [property, template] of survey.update)
    set.set(property, filled(template, survey.questions, answers));
  if (set.size > 0) saveCase(state, record.key, { key: record.key, set });
  if (survey.close) saveCase(state, record.key, 'close');
}

/** `{id}` becomes that question's stored answer, nothing when it was never asked. */
function filled(
  template: string,
  questions: readonly { readonly id: string }[],
  answers: ReadonlyMap<string, string>,
): string {
  return template.replace(/\{([^{}]+)\}/g, (_whole, id: string) => {
    const isKnown = questions.some((question) => question.id === id);
    return answers.get(id) ?? (isKnown ? '' : '(?)');
  });
}
