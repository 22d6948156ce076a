/** The way through a form: which question comes next, and what is sent before it. */
import type { FormFacts, Question, Survey } from '../model/survey.ts';
import type { FormControl } from '../model/xform.ts';

/** The next question that needs an answer, and every text to send before and with it. */
export interface Ask {
  /** undefined: none is left, the survey is complete. */
  readonly index: number | undefined;
  readonly questions: readonly Question[];
}

/** Walks on from a question, over labels and over what its conditions hide. */
export function askFrom(survey: Survey, from: number, facts: FormFacts): Ask {
  const questions: Question[] = [];
  for (let index = from; index < survey.questions.length; index += 1) {
    const question = survey.questions[index]!;
    if (!facts.isRelevant(question.path)) continue;
    questions.push(question);
    if (question.type !== 'label') return { index, questions };
  }
  return { index: undefined, questions };
}

/** Whether anything in the survey waits for an answer. */
export function needsAnswers({ form, questions }: Survey): boolean {
  return form ? form.controls.some(asks) : questions.some((question) => question.type !== 'label');
}

/** A repeat whose number the user decides is passed over. */
function asks(control: FormControl): boolean {
  if (control.kind === 'question') return control.control !== 'label';
  return (control.kind === 'group' || control.count !== undefined) && control.controls.some(asks);
}
