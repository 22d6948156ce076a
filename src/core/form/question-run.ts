/** A form of a scenario's own questions under way. */
import {
  type AskedQuestion,
  type CaseSubmission,
  type FormRun,
  type NextQuestion,
  promptWith,
  type TakenAnswer,
} from '../model/form-run.ts';
import type { FormFacts, Question, Survey } from '../model/survey.ts';
import { factsOf } from './facts.ts';
import { wordsIn } from './prompt.ts';
import { keepsConstraint, storedAnswer } from './stored-answer.ts';
import { submissionOf } from './submission.ts';
import { askFrom } from './walk.ts';

/** What such a form asks of the world, at the moment it asks. */
export interface QuestionContext {
  caseValue(property: string): string;
}

export class QuestionRun implements FormRun {
  readonly language: string;
  private readonly survey: Survey;
  private readonly context: QuestionContext;
  private readonly stored = new Map<string, string>();
  /** Index of the question that waits; before the first one -1. */
  private asked = -1;

  constructor(survey: Survey, language: string, context: QuestionContext) {
    this.survey = survey;
    this.language = language;
    this.context = context;
  }

  next(): NextQuestion {
    const facts = this.facts();
    const { index, questions } = askFrom(this.survey, this.asked + 1, facts);
    const labels = index === undefined ? questions : questions.slice(0, -1);
    this.asked = index ?? this.survey.questions.length;
    return {
      labels: labels.map((label) => wordsIn(label.ask, this.survey, this.language, facts)),
      question: index === undefined ? undefined : this.current(),
    };
  }

  current(): AskedQuestion {
    const facts = this.facts();
    const { path, id, type, required, ask, choices } = this.waiting;
    const words = (texts: Question['ask']): string => wordsIn(texts, this.survey, this.language, facts);
    const labels = [...choices.values()].map(words);
    return { path, id, type, required, choices: labels, prompt: promptWith(words(ask), labels) };
  }

  answer(handedOn: string): TakenAnswer {
    const question = this.waiting;
    const stored = storedAnswer(question, handedOn);
    if (stored === undefined) return { kind: 'refused' };
    if (!keepsConstraint(question, stored)) {
      const facts = this.facts();
      const message = question.constraint?.message;
      return { kind: 'constraint', message: message && wordsIn(message, this.survey, this.language, facts) };
    }
    this.stored.set(question.path, stored);
    return { kind: 'kept' };
  }

  answers(): ReadonlyMap<string, string> {
    return this.stored;
  }

  submission(): readonly CaseSubmission[] {
    return [{ caseId: undefined, ...submissionOf(this.survey, this.facts()) }];
  }

  private get waiting(): Question {
    return this.survey.questions[this.asked]!;
  }

  private facts(): FormFacts {
    const { caseValue } = this.context;
    return factsOf({ survey: this.survey, answers: this.stored, caseValue });
  }
}
