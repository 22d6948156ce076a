import { entryNumber } from '../dispatch/send.ts';
import { labelsOf, promptOf, wordsIn } from '../form/prompt.ts';
import { keepsConstraint, storedAnswer } from '../form/stored-answer.ts';
import { askFrom } from '../form/walk.ts';
import { MS_PER_DAY } from '../model/instant.ts';
import { FormFault, type Question } from '../model/survey.ts';
import type { Origin } from '../state/message.ts';
import type { Session } from '../state/session.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { type AnswerReading, invalidOfType, readAnswer } from './answers.ts';
import { channelOf } from './channel.ts';
import { answerTo, originNow, sendText, systemWords, type Writer } from './reply.ts';
import { closeProperly, complete, end, factsNow, noteSurvey } from './session-steps.ts';

/** A session this old is closed without its reminder or its partial submission. */
const STALE_AFTER_MS = 14 * MS_PER_DAY;

/** What became of an answer: `invalid` marks the text as HQ does. */
export interface Answered {
  readonly isInvalid: boolean;
}

/** An inbound text for the open survey; undefined: there is none. */
export function answerSurvey(state: SimulationState, writer: Writer, text: string): Answered | undefined {
  const [session, second] = sessionsFor(state, writer);
  if (!session) return undefined;
  if (second) return startAgain(state, session, writer);
  session.number = writer.entry.number;
  try {
    return answer(state, session, writer, text);
  } catch (problem) {
    if (!(problem instanceof FormFault)) throw problem;
    return temporarilyDown(state, session, writer);
  }
}

/** The contact's own survey, or the one running on the entry's channel, whoever's it is (4.8.10). */
function sessionsFor(state: SimulationState, { party, entry }: Writer): readonly Session[] {
  const channel = channelOf(state, party, entryNumber(entry));
  if (channel === undefined) return state.sessions.openOf(party.key);
  const running = state.sessions.channels.runningOn(channel);
  return running ? [running] : [];
}

/** Two surveys open for one contact: HQ closes all, without submitting any (docs/hq/contacts-and-messages.md#s4-8). */
function startAgain(state: SimulationState, session: Session, writer: Writer): Answered {
  for (const each of [...state.sessions.openOf(writer.party.key)]) end(state, each, 'not_finished', 'closed');
  say(state, session, writer, systemWords(state, writer.party, 'sms.survey.restart'));
  return { isInvalid: false };
}

function answer(state: SimulationState, session: Session, writer: Writer, text: string): Answered {
  const { survey, language, asked } = session;
  if (!state.world.formplayerUp) return temporarilyDown(state, session, writer);
  const question = survey.questions[asked]!;
  const facts = factsNow(state, session);
  const project = state.world.projectNamed(writer.party.project);
  const choices = labelsOf(question, survey, language, facts);
  const { type, required } = question;
  const reading = readAnswer({ type, required, choices }, text, project.surveyDateFormat, project.hq);
  if ('errorId' in reading) return invalid(state, session, writer, question, reading);

  const stored = storedAnswer(question, reading.answer);
  if (stored === undefined) {
    return project.hq === 'exact'
      ? temporarilyDown(state, session, writer)
      : invalid(state, session, writer, question, invalidOfType(type));
  }
  if (!keepsConstraint(question, stored, facts)) {
    const message = question.constraint?.message;
    if (message) say(state, session, writer, wordsIn(message, survey, language, facts));
    return { isInvalid: true };
  }
  session.answers.set(question.path, stored);
  noteSurvey(state, session, 'answered');
  askOn(state, session, writer);
  return { isInvalid: false };
}

function invalid(
  state: SimulationState,
  session: Session,
  writer: Writer,
  question: Question,
  { errorId, args }: Extract<AnswerReading, { errorId: unknown }>,
): Answered {
  const error = systemWords(state, writer.party, errorId, args);
  const { survey, language } = session;
  say(state, session, writer, `${error} ${promptOf(question, survey, language, factsNow(state, session))}`);
  return { isInvalid: true };
}

/** Formplayer is down, or refuses what HQ found good: the question stays open, nothing is marked. */
function temporarilyDown(state: SimulationState, session: Session, writer: Writer): Answered {
  say(state, session, writer, systemWords(state, writer.party, 'sms.survey.temporarilydown'));
  return { isInvalid: false };
}

/** The texts of the next question go out, or the survey is complete. */
function askOn(state: SimulationState, session: Session, writer: Writer): void {
  const { survey, language } = session;
  const facts = factsNow(state, session);
  const ask = askFrom(survey, session.asked + 1, facts);
  const texts = ask.questions.map((question) => promptOf(question, survey, language, facts));
  say(state, session, writer, texts.filter((text) => text !== '').join(' '));
  if (ask.index === undefined) complete(state, session);
  else session.asked = ask.index;
}

function say(state: SimulationState, session: Session, writer: Writer, text: string): void {
  answerTo(state, writer, originOf(state, session, writer.party), text, session.language);
}

function originOf(state: SimulationState, session: Session, party = session.party): Origin {
  return originNow(state, 'survey', session.survey.key, party, session.record?.key);
}

/** Sends the current question again, without the labels before it. */
export function askAgain(state: SimulationState, session: Session, writer: Writer): void {
  say(state, session, writer, currentPrompt(state, session));
}

function currentPrompt(state: SimulationState, session: Session): string {
  const { survey, asked, language } = session;
  return promptOf(survey.questions[asked]!, survey, language, factsNow(state, session));
}

/** A session's timer: a first prompt that waited for its number, a reminder, or the end. */
export function sessionTimer(state: SimulationState, session: Session): void {
  const { sessions, world } = state;
  if (!sessions.claim(session, world.now)) return;
  const isPrompt = session.prompt !== undefined && session.prompt.tryAt <= world.now;
  if (isPrompt) sendPrompt(state, session);
  else nextAct(state, session);
  sessions.plan(session);
}

function sendPrompt(state: SimulationState, session: Session): void {
  const { party, origin, language, prompt } = session;
  session.prompt = undefined;
  const entry = state.world.phones.of(party.key).find(({ number }) => number === session.number);
  sendText(state, { origin, party, text: prompt!.text, language, to: entry && entryNumber(entry) });
}

function nextAct(state: SimulationState, session: Session): void {
  const { now } = state.world;
  if (now - session.startedAt > STALE_AFTER_MS) return end(state, session, 'not_finished', 'closed');
  if (session.reminders.length === 0) return closeProperly(state, session, 'expired');
  remind(state, session);
  const { reminders } = session;
  reminders.shift();
  while (reminders[0] !== undefined && reminders[0] <= now) reminders.shift();
}

/** To the number that answered last, by whatever entry of it the contact still has (docs/hq/contacts-and-messages.md#s4-8). */
function remind(state: SimulationState, session: Session): void {
  const { party, language } = session;
  const entry = state.world.phones.of(party.key).find(({ number }) => number === session.number);
  if (!entry) return;
  const text = currentPrompt(state, session);
  sendText(state, { origin: originOf(state, session), party, text, language, to: entryNumber(entry) });
}
