/** A form as it stands at one moment: what is relevant, and what was answered. */
import type { FormFacts, Question, Survey } from '../model/survey.ts';
import { holdAll } from './conditions.ts';

/** A form under way, as far as its values depend on it. */
export interface FormState {
  readonly survey: Survey;
  /** Path → stored answer. */
  readonly answers: ReadonlyMap<string, string>;
  readonly caseValue: (property: string) => string;
}

/** Path → what stands there, made once for each survey. */
const indexes = new WeakMap<Survey, ReadonlyMap<string, Question>>();

/** Every answer is worked out once; what leads back to itself counts as relevant. */
export function factsOf({ survey, answers, caseValue }: FormState): FormFacts {
  const questions = indexOf(survey);
  const relevant = new Map<string, boolean>();
  const facts: FormFacts = {
    caseValue,
    isRelevant(path) {
      const question = questions.get(path);
      const known = question && (question.conditions.length === 0 || relevant.get(path));
      if (question === undefined || known !== undefined) return known ?? false;
      relevant.set(path, true);
      const isIt = holdAll(question.conditions, facts);
      relevant.set(path, isIt);
      return isIt;
    },
    answer: (path) => (facts.isRelevant(path) ? (answers.get(path) ?? '') : ''),
  };
  return facts;
}

function indexOf(survey: Survey): ReadonlyMap<string, Question> {
  const known = indexes.get(survey);
  if (known) return known;
  const index = new Map(survey.questions.map((question) => [question.path, question]));
  indexes.set(survey, index);
  return index;
}
