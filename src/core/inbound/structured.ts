import { type Send, stopped } from '../dispatch/send.ts';
import type { Code } from '../model/codes.ts';
import type { AskedQuestion, NextQuestion } from '../model/form-run.ts';
import { FormFault } from '../model/survey.ts';
import type { Structured } from '../model/two-way.ts';
import type { SystemTextId } from '../render/system-texts.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { upper } from '../text/letter-case.ts';
import { invalidOfType, readAnswer } from './answers.ts';
import { type Given, namedAnswers, prefixAnswers } from './keyword-args.ts';
import { answerTo, systemWords, type Writer } from './reply.ts';
import { type Filling, noteSurvey, submit } from './session-steps.ts';
import { cannotFindForm, caseOfForm, type Opening, openForm } from './start-survey.ts';

/** How a structured text fails: what is answered, and what stands on the event. */
interface Problem {
  readonly reply: string;
  readonly code: Code;
  readonly detail?: string;
}

/** Fills in a survey from one text and submits it; success says nothing (docs/hq/contacts-and-messages.md#s4-7). */
export function fillFromText(
  state: SimulationState,
  send: Send,
  writer: Writer,
  structured: Structured,
  args: readonly string[],
): boolean {
  const { party } = writer;
  const survey = state.world.plan.surveys.get(structured.survey);
  if (!survey) {
    cannotFindForm(state, send, structured.survey);
    answerTo(state, writer, send.origin, systemWords(state, party, 'sms.survey.formnotfound'));
    return false;
  }
  const record = caseOfForm(party, send.record);
  const opening = openForm(state, survey, party, record);
  if ('fault' in opening) return failed(state, send, writer, notOpened(state, writer, opening));
  const filling: Filling = { survey, party, record, run: opening.run };
  const problem = fill(state, filling, opening.first, structured, args);
  if (problem) return failed(state, send, writer, problem);
  state.sessions.tell(party.key, 'completed');
  noteSurvey(state, filling, 'completed');
  submit(state, filling);
  return true;
}

function failed(state: SimulationState, send: Send, writer: Writer, { reply, code, detail }: Problem): false {
  state.sessions.tell(writer.party.key, 'not_finished');
  answerTo(state, writer, send.origin, reply);
  stopped(state, send, code, { channel: 'sms', because: { zone: send.origin.zoneBecause } }, detail);
  return false;
}

function notOpened(
  state: SimulationState,
  { party }: Writer,
  { fault, isFinal }: Extract<Opening, { fault: string }>,
): Problem {
  const id = isFinal ? 'sms.survey.formerror' : 'sms.survey.internalerror';
  return { reply: systemWords(state, party, id), code: 'TOUCHFORMS_ERROR', detail: fault };
}

/** Answers the questions that are asked, in order; the first that is wrong ends it. */
function fill(
  state: SimulationState,
  filling: Filling,
  first: NextQuestion,
  structured: Structured,
  args: readonly string[],
): Problem | undefined {
  const { party, run } = filling;
  const given = givenAnswers(structured, args);
  if ('errorId' in given) return couldNotProcess(systemWords(state, party, given.errorId, given.args));
  try {
    let { question } = first;
    for (let place = 0; question !== undefined; place += 1) {
      const problem = answerOne(state, filling, question, given, place);
      if (problem) return problem;
      question = run.next().question;
    }
  } catch (problem) {
    if (!(problem instanceof FormFault)) throw problem;
    return engineFailed(state, filling, problem.message);
  }
  return undefined;
}

/** An argument that is there is an answer, even a blank one; one that is missing leaves a blank unchecked. */
function answerOne(
  state: SimulationState,
  filling: Filling,
  question: AskedQuestion,
  given: Arguments,
  place: number,
): Problem | undefined {
  const { run, party } = filling;
  const argument = given.textFor(question.path, place);
  const { hq, surveyDateFormat } = state.world.projectNamed(party.project);
  const { type, required } = question;
  const field = given.nameOf(question.path) ?? question.id;
  if (argument === undefined) {
    if (required) return wrongField(state, filling, field, 'sms.survey.fieldrequired', []);
    run.answer('');
    return undefined;
  }
  const reading = readAnswer(question, argument, surveyDateFormat, hq);
  if ('errorId' in reading) return wrongField(state, filling, field, reading.errorId, reading.args);

  const outcome = run.answer(reading.answer);
  if (outcome.kind === 'refused') {
    const { errorId, args } = invalidOfType(type);
    return hq === 'exact'
      ? engineFailed(state, filling, `Formplayer cannot read ${argument}`)
      : wrongField(state, filling, field, errorId, args);
  }
  if (outcome.kind === 'kept') return undefined;
  return couldNotProcess(outcome.message ?? systemWords(state, party, 'sms.survey.temporarilydown'));
}

const couldNotProcess = (reply: string): Problem => ({ reply, code: 'COULD_NOT_PROCESS_STRUCTURED_SMS' });

/** The descriptor ends with a blank of its own: the error is put right behind it. */
function wrongField(
  state: SimulationState,
  { party }: Filling,
  field: string,
  errorId: SystemTextId,
  args: readonly string[],
): Problem {
  const descriptor = systemWords(state, party, 'sms.survey.fielddescriptor', [field]);
  return couldNotProcess(`${descriptor}${systemWords(state, party, errorId, args)}`);
}

function engineFailed(state: SimulationState, { party }: Filling, detail: string): Problem {
  return {
    reply: systemWords(state, party, 'sms.survey.internalerror'),
    code: 'TOUCHFORMS_ERROR',
    detail,
  };
}

/** The arguments of one text. */
interface Arguments {
  /** undefined: the question has none. */
  textFor(path: string, place: number): string | undefined;
  /** What an error calls the question's argument, there or not; undefined: arguments have no names. */
  nameOf(path: string): string | undefined;
}

function givenAnswers(
  structured: Structured,
  args: readonly string[],
): Arguments | Extract<Given, { errorId: unknown }> {
  const { form, names, separator = '=' } = structured;
  if (form === 'positional') return { textFor: (_path, place) => args[place], nameOf: () => undefined };
  const given = form === 'named' ? namedAnswers(args, separator, names) : prefixAnswers(args, names);
  if ('errorId' in given) return given;
  const storedNames = new Map([...names].map(([name, path]) => [path, upper(name)]));
  return { textFor: (path) => given.get(path), nameOf: (path) => storedNames.get(path) };
}
