/**
 * The survey model: a form as an SMS survey goes through it. A scenario file's questions and an XForm are
 * both read into it, so groups and repeats are laid out flat and every name is resolved to a path.
 */
import type { SourceLocation } from './expectation.ts';
import type { XForm } from './xform.ts';

export type QuestionType =
  | 'text'
  | 'int'
  | 'longint'
  | 'float'
  | 'date'
  | 'time'
  | 'select'
  | 'multiselect'
  | 'label';

/** What the conditions and texts of a file's own questions may look at, at one moment. */
export interface FormFacts {
  /** The stored answer at a path; '' when unanswered, hidden or unknown. */
  answer(path: string): string;
  /** Whether the question at the path is relevant now. */
  isRelevant(path: string): boolean;
  /** A property of the survey's case, `parent/p` too; '' when it is missing or there is no case. */
  caseValue(property: string): string;
}

/** What an evaluator throws where Formplayer would show an error; HQ sees a form that does not work. */
export class FormFault extends Error {
  override readonly name = 'FormFault';
}

/** A longer text ends the form: what it writes and reads again may double each time. */
const TEXT_LENGTH_MAX = 100_000;

/** @throws FormFault for a text that is too long to keep. */
export function bounded(text: string): string {
  if (text.length <= TEXT_LENGTH_MAX) return text;
  throw new FormFault(`a text of more than ${TEXT_LENGTH_MAX} characters: drysend does not keep it`);
}

/** One value beside those of a form: an answer, or a property of the case. */
export type Subject =
  | { readonly kind: 'answer'; readonly path: string }
  | { readonly kind: 'property'; readonly property: string };

/** Tests of one value, all of which must hold (design/language: Tests). */
export interface Tests {
  readonly value?: string;
  readonly not?: string;
  readonly in?: readonly string[];
  /** Python's regular expressions; the whole value. */
  readonly matches?: string;
  /** Numbers, dates or times of day, as written. */
  readonly atLeast?: string;
  readonly atMost?: string;
  readonly moreThan?: string;
  readonly lessThan?: string;
  /** A key among several. */
  readonly selected?: string;
  readonly answered?: boolean;
}

/** Something that holds or does not. */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'tests'; readonly subject: Subject; readonly tests: Tests };

/** A piece of a prompt, a label or a written value. */
export type TextPart = string | Subject;

/** Language → pieces. `*`: words of no language. */
export type FormTexts = ReadonlyMap<string, readonly TextPart[]>;

/** What an answer must keep to, beside its type. Blank answers are not tested. */
export interface Constraint {
  /** Of the value as it would be stored. */
  readonly test: Tests;
  /** undefined: a wrong answer is met with silence. */
  readonly message?: FormTexts;
}

/** One question, or a label. */
export interface Question {
  /** Names it in the form: unique, `age.2` for the second round of a repeat. */
  readonly path: string;
  /** The last part of its path, as error texts name it. */
  readonly id: string;
  readonly ask: FormTexts;
  readonly type: QuestionType;
  /** Stored key → label, in order. */
  readonly choices: ReadonlyMap<string, FormTexts>;
  readonly required: boolean;
  /** Shown when all hold: its own, and those of the groups it stands in. */
  readonly conditions: readonly Condition[];
  readonly constraint?: Constraint;
}

/** What is written to one property of the case. */
export interface CaseUpdate {
  readonly property: string;
  /**
   * `answer`: written if that one question is relevant when the form ends, else the property stays.
   * `words`: always written.
   */
  readonly value:
    | { readonly kind: 'answer'; readonly path: string }
    | { readonly kind: 'words'; readonly parts: readonly TextPart[] };
}

/** A form that can be answered by SMS, and the settings of its own that the scenario gives it. */
export interface Survey {
  /** As it is named from outside: `project/key` for one of another project. */
  readonly key: string;
  readonly project: string;
  /** The form's languages, the first its default; never empty. */
  readonly languages: readonly string[];
  /** The XForm it was read from: then its questions are there, and nothing stands in the lists below. */
  readonly form?: XForm;
  /** In the order of the form, repeats laid out. */
  readonly questions: readonly Question[];
  readonly expiresAfterMinutes: number;
  readonly reminderMinutes: readonly number[];
  readonly submitPartial: boolean;
  readonly partialCaseUpdates: boolean;
  readonly needsCase: boolean;
  readonly updates: readonly CaseUpdate[];
  /** The case is closed when all hold; undefined: never. */
  readonly closesWhen?: readonly Condition[];
  /** Where the file says all this; undefined: made without a file. */
  readonly source?: SourceLocation | undefined;
}
