import { entryNumber } from '../dispatch/send.ts';
import { type AskedQuestion, textOf } from '../model/form-run.ts';
import { MS_PER_DAY } from '../model/instant.ts';
import { FormFault } from '../model/survey.ts';
import type { Origin } from '../state/message.ts';
import type { Session } from '../state/session.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { type AnswerReading, invalidOfType, readAnswer } from './answers.ts';
import { channelOf } from './channel.ts';
import { answerTo, originNow, sendText, systemWords, type Writer } from './reply.ts';
import { closeProperly, complete, end, noteSurvey, tellFault } from './session-steps.ts';

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
    tellFault(state, session, problem);
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
  if (!state.world.formplayerUp) return temporarilyDown(state, session, writer);
  const question = session.run.current();
  const project = state.world.projectNamed(writer.party.project);
  const reading = readAnswer(question, text, project.surveyDateFormat, project.hq);
  if ('errorId' in reading) return invalid(state, session, writer, question, reading);

  const outcome = session.run.answer(reading.answer);
  if (outcome.kind === 'refused') {
    return project.hq === 'exact'
      ? temporarilyDown(state, session, writer)
      : invalid(state, session, writer, question, invalidOfType(question.type));
  }
  if (outcome.kind === 'constraint') {
    if (outcome.message !== undefined) say(state, session, writer, outcome.message, true);
    return { isInvalid: true };
  }
  noteSurvey(state, session, 'answered');
  askOn(state, session, writer);
  return { isInvalid: false };
}

function invalid(
  state: SimulationState,
  session: Session,
  writer: Writer,
  { prompt }: AskedQuestion,
  { errorId, args }: Extract<AnswerReading, { errorId: unknown }>,
): Answered {
  const error = systemWords(state, writer.party, errorId, args);
  say(state, session, writer, `${error} ${prompt}`, true);
  return { isInvalid: true };
}

/** Formplayer is down, or refuses what HQ found good: the question stays open, nothing is marked. */
function temporarilyDown(state: SimulationState, session: Session, writer: Writer): Answered {
  say(state, session, writer, systemWords(state, writer.party, 'sms.survey.temporarilydown'));
  return { isInvalid: false };
}

/** The texts of the next question go out, or the survey is complete. */
function askOn(state: SimulationState, session: Session, writer: Writer): void {
  const next = session.run.next();
  say(state, session, writer, textOf(next));
  if (!next.question) complete(state, session);
}

function say(
  state: SimulationState,
  session: Session,
  writer: Writer,
  text: string,
  repliesToInvalidAnswer = false,
): void {
  const { language } = session.run;
  answerTo(state, writer, originOf(state, session, writer.party), text, { language, repliesToInvalidAnswer });
}

function originOf(state: SimulationState, session: Session, party = session.party): Origin {
  return originNow(state, 'survey', session.survey.key, party, session.record?.key);
}

/** Sends the current question again, without the labels before it. */
export function askAgain(state: SimulationState, session: Session, writer: Writer): void {
  const text = currentPrompt(session);
  if (text !== undefined) say(state, session, writer, text);
}

/** undefined: Formplayer fails at showing it, and nothing is sent. */
function currentPrompt({ run }: Session): string | undefined {
  try {
    return run.current().prompt;
  } catch (problem) {
    if (problem instanceof FormFault) return undefined;
    throw problem;
  }
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
  const { party, origin, prompt } = session;
  const { language } = session.run;
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
  const { party } = session;
  const { language } = session.run;
  const entry = state.world.phones.of(party.key).find(({ number }) => number === session.number);
  if (!entry) return;
  const text = currentPrompt(session);
  if (text === undefined) return;
  sendText(state, { origin: originOf(state, session), party, text, language, to: entryNumber(entry) });
}
