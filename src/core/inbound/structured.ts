import type { Send } from '../dispatch/send.ts';
import type { Structured } from '../model/two-way.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { readAnswer } from './answers.ts';
import { namedAnswers, positionalAnswers, prefixAnswers } from './keyword-args.ts';
import { askFrom, storedValue } from './questions.ts';
import { formWords, systemWords } from './reply.ts';
import { noteSurvey } from './session-steps.ts';
import { submit } from './survey.ts';

/** Error words for the sender, when a structured text could not be read. */
export interface StructuredProblem {
  readonly replies: readonly string[];
}

/** Fills in a survey from one text and submits it; success says nothing (docs/hq/contacts-and-messages.md#s4-7). */
export function fillFromText(
  state: SimulationState,
  send: Send,
  structured: Structured,
  args: readonly string[],
): StructuredProblem | undefined {
  const survey = state.world.plan.surveys.get(structured.survey);
  const { party } = send;
  if (!survey) return { replies: [systemWords(state, party, 'sms.survey.formnotfound')] };
  const given = givenAnswers(structured, survey.questions, args);
  if ('errorId' in given) return { replies: [systemWords(state, party, given.errorId, given.args)] };

  const project = state.world.projectNamed(party.project);
  const answers = new Map<string, string>();
  let next = askFrom(survey, 0, answers);
  while (next.index !== undefined) {
    const question = survey.questions[next.index]!;
    const choices = [...question.choices.values()].map((label) => formWords(state, party, label).text);
    const shape = { type: question.type, required: question.required, choices };
    const result = readAnswer(shape, given.get(question.id) ?? '', project.surveyDateFormat, project.hq);
    if ('errorId' in result) {
      const field = systemWords(state, party, 'sms.survey.fielddescriptor', [question.id]);
      return { replies: [field, systemWords(state, party, result.errorId, result.args)] };
    }
    answers.set(question.id, storedValue(question, result.answer));
    next = askFrom(survey, next.index + 1, answers);
  }
  const session = { survey, party, record: send.record, answers };
  noteSurvey(state, session, 'completed');
  submit(state, session);
  return undefined;
}

function givenAnswers(
  structured: Structured,
  questions: readonly { readonly id: string; readonly type: string }[],
  args: readonly string[],
) {
  const ids = questions.filter((question) => question.type !== 'label').map((question) => question.id);
  switch (structured.form) {
    case 'positional':
      return positionalAnswers(args, ids);
    case 'named':
      return namedAnswers(args, structured.separator ?? '=', structured.names);
    case 'prefix':
      return prefixAnswers(args, structured.names);
  }
}
