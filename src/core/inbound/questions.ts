import type { Texts } from '../model/texts.ts';
import type { Question, Survey } from '../model/two-way.ts';

/** The next question that needs an answer, and every text to send before and with it. */
export interface Ask {
  /** undefined: none is left, the survey is complete. */
  readonly index: number | undefined;
  readonly questions: readonly Question[];
}

/** Walks on from a question, over labels and over what its conditions hide. */
export function askFrom(survey: Survey, from: number, answers: ReadonlyMap<string, string>): Ask {
  const questions: Question[] = [];
  for (let index = from; index < survey.questions.length; index += 1) {
    const question = survey.questions[index]!;
    if (!isShown(question, answers)) continue;
    questions.push(question);
    if (question.type !== 'label') return { index, questions };
  }
  return { index: undefined, questions };
}

function isShown(question: Question, answers: ReadonlyMap<string, string>): boolean {
  for (const [id, value] of question.when) {
    const given = answers.get(id);
    if (given !== value && !(given ?? '').split(' ').includes(value)) return false;
  }
  return true;
}

/** Whether anything in the survey waits for an answer. */
export const needsAnswers = (survey: Survey): boolean =>
  survey.questions.some((question) => question.type !== 'label');

/** A question as it goes out: its words, and its choices as `1:Yes, 2:No`. */
export function promptOf(question: Question, words: (texts: Texts) => string): string {
  const choices = [...question.choices.values()].map((label, index) => `${index + 1}:${words(label)}`);
  return choices.length > 0 ? `${words(question.ask)} ${choices.join(', ')}` : words(question.ask);
}

/** The stored value of a choice: the index that HQ's validator gives, turned into the choice's key. */
export function storedValue(question: Question, answer: string): string {
  if (question.type !== 'select' && question.type !== 'multiselect') return answer;
  const keys = [...question.choices.keys()];
  const picked = answer.split(' ').filter((each) => each !== '');
  return picked.map((index) => keys[Number(index) - 1] ?? '').join(' ');
}
