import { numberFor } from '../contact/contact.ts';
import { MS_PER_DAY } from '../model/instant.ts';
import type { Origin } from '../state/message.ts';
import type { Session } from '../state/sessions.ts';
import type { Stage } from '../state/simulation-state.ts';
import { saveCase } from '../trigger/save-case.ts';
import { readAnswer } from './answers.ts';
import { askFrom, promptOf, storedValue } from './questions.ts';
import { formWords, originNow, sendText, systemWords } from './reply.ts';
import { closeSessions, noteSurvey } from './session-steps.ts';

/** A session this old is closed without its reminder or its partial submission. */
const STALE_AFTER_MS = 14 * MS_PER_DAY;

/** The texts of the next question go out, or the survey is complete. */
export function askOn(stage: Stage, session: Session, from: number, origin: Origin): void {
  const { survey, party, answers } = session;
  const ask = askFrom(survey, from, answers);
  let language: string | undefined;
  const texts = ask.questions.map((question) =>
    promptOf(question, (words) => {
      const chosen = formWords(stage, party, words);
      language ??= chosen.language;
      return chosen.text;
    }),
  );
  sendText(stage, { origin, party, text: texts.join(' '), language });
  if (ask.index === undefined) complete(stage, session);
  else session.asked = ask.index;
}

/** An inbound text for the contact's open survey; false: there is none. */
export function answerSurvey(stage: Stage, contact: string, text: string): boolean {
  const open = stage.sessions.openOf(contact);
  const [session] = open;
  if (!session) return false;
  if (open.length > 1) {
    closeSessions(stage, contact);
    replyOn(stage, session, systemWords(stage, session.party, 'sms.survey.restart'));
    return true;
  }
  answer(stage, session, text);
  return true;
}

function answer(stage: Stage, session: Session, text: string): void {
  const { survey, party, asked } = session;
  const question = survey.questions[asked]!;
  const project = stage.world.projectNamed(party.project);
  const labels = [...question.choices.values()].map((label) => formWords(stage, party, label).text);
  const shape = { type: question.type, required: question.required, choices: labels };
  const result = readAnswer(shape, text, project.surveyDateFormat, project.hq);
  if ('errorId' in result) {
    const error = systemWords(stage, party, result.errorId, result.args);
    return replyOn(stage, session, `${error} ${currentPrompt(stage, session)}`);
  }
  session.answers.set(question.id, storedValue(question, result.answer));
  noteSurvey(stage, session, 'answered');
  askOn(stage, session, asked + 1, originOf(stage, session));
}

/** Sends the current question again. */
export function askAgain(stage: Stage, session: Session): void {
  replyOn(stage, session, currentPrompt(stage, session));
}

/** A session's timer: a reminder, or its end. */
export function sessionTimer(stage: Stage, session: Session): void {
  if (stage.world.now - session.startedAt > STALE_AFTER_MS) {
    stage.sessions.close(session);
    return noteSurvey(stage, session, 'closed');
  }
  if (session.reminders.length > 0) {
    session.reminders.shift();
    stage.sessions.plan(session);
    if (numberFor(stage.world, session.party, true)?.number === session.number) askAgain(stage, session);
    return;
  }
  stage.sessions.close(session);
  if (session.submitPartial) submit(stage, session);
  noteSurvey(stage, session, 'expired');
}

function currentPrompt(stage: Stage, { survey, party, asked }: Session): string {
  return promptOf(survey.questions[asked]!, (words) => formWords(stage, party, words).text);
}

function replyOn(stage: Stage, session: Session, text: string): void {
  sendText(stage, { origin: originOf(stage, session), party: session.party, text });
}

function originOf(stage: Stage, session: Session): Origin {
  return originNow(stage, 'survey', session.survey.key, session.party, session.record?.key);
}

function complete(stage: Stage, session: Session): void {
  stage.sessions.close(session);
  noteSurvey(stage, session, 'completed');
  submit(stage, session);
}

/** The form's answers are saved to the case that triggered it, else to the contact. */
export function submit(
  stage: Stage,
  session: Pick<Session, 'survey' | 'record' | 'party' | 'answers'>,
): void {
  const { survey, party, answers } = session;
  const record = session.record ?? (party.kind === 'case' ? party : undefined);
  if (!record || record.deleted) return;
  const set = new Map<string, string>();
  for (const [property, template] of survey.update)
    set.set(property, filled(template, survey.questions, answers));
  if (set.size > 0) saveCase(stage, record.key, { key: record.key, set });
  if (survey.close) saveCase(stage, record.key, 'close');
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
