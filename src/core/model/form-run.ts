import type { QuestionType } from './survey.ts';

/** A question as it is asked now, in the language of the session. */
export interface AskedQuestion {
  /** Names it in the form; `age.2` or `child.2.age` in a repeat. */
  readonly path: string;
  /** The last part of its path, as error texts name it. */
  readonly id: string;
  readonly type: QuestionType;
  readonly required: boolean;
  /** Labels of its choices, in order. */
  readonly choices: readonly string[];
  /** Its words, with the choices as `1:Yes, 2:No.` */
  readonly prompt: string;
}

/** What is sent next: labels, and the question that waits behind them. */
export interface NextQuestion {
  readonly labels: readonly string[];
  /** undefined: the form is at its end. */
  readonly question: AskedQuestion | undefined;
}

/** All that is sent at once, in one text. */
export function textOf({ labels, question }: NextQuestion): string {
  return [...labels, ...(question ? [question.prompt] : [])].filter((text) => text !== '').join(' ');
}

/** What Formplayer makes of an answer. */
export type TakenAnswer =
  | { readonly kind: 'kept' }
  /** It cannot be read. */
  | { readonly kind: 'refused' }
  /** It breaks the constraint; `message` is undefined when the form has none. */
  | { readonly kind: 'constraint'; readonly message: string | undefined };

/** What a form writes to one case when it is submitted. */
export interface CaseSubmission {
  /** undefined: the case the form is about. */
  readonly caseId: string | undefined;
  readonly set: ReadonlyMap<string, string>;
  readonly closes: boolean;
}

/**
 * A form under way, wherever it was read from: as Formplayer holds it. Every method throws FormFault where
 * Formplayer would fail.
 */
export interface FormRun {
  readonly language: string;
  /** Goes on to the next question that is shown. */
  next(): NextQuestion;
  /** The question that waits, with its words as they are now. */
  current(): AskedQuestion;
  /**
   * Answers the question that waits, with what HQ hands on: numbers from 1 for choices, else the text. It goes
   * on waiting until `next`.
   */
  answer(handedOn: string): TakenAnswer;
  /** Path → stored answer, of all questions that were answered. */
  answers(): ReadonlyMap<string, string>;
  /** What the form, as it is filled in now, writes. */
  submission(): readonly CaseSubmission[];
}

/** `1:Yes, 2:No.` behind the words of a question. */
export function promptWith(words: string, choices: readonly string[]): string {
  if (choices.length === 0) return words;
  return `${words} ${choices.map((label, index) => `${index + 1}:${label}`).join(', ')}.`;
}
