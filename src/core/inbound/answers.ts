import type { Project } from '../model/project.ts';
import type { QuestionType } from '../model/survey.ts';
import type { SystemTextId } from '../render/system-texts.ts';
import { upper } from '../text/letter-case.ts';
import { split, strip, wholeNumber, withPlainDigits } from '../text/python-text.ts';
import { readDate, readTime } from './answer-times.ts';

/** What a validator needs to know of a question; labels of choices in order. */
export interface AnswerShape {
  readonly type: QuestionType;
  readonly required: boolean;
  readonly choices: readonly string[];
}

export type AnswerReading =
  | { readonly answer: string }
  | { readonly errorId: SystemTextId; readonly args: readonly string[] };

type Manner = Project['hq'];

const INT32_MIN = -2_147_483_648;
const INT32_MAX = 2_147_483_647;

/**
 * HQ's check of an answer to an SMS form (docs/hq/contacts-and-messages.md#s4-8). What it finds good is handed on: choices as
 * numbers from 1, all else as written. A blank is an answer like any other to what is no text and no
 * multiple choice.
 */
export function readAnswer(
  shape: AnswerShape,
  text: string,
  dateFormat: Project['surveyDateFormat'] = 'YYYYMMDD',
  hq: Manner = 'exact',
): AnswerReading {
  const answer = strip(text);
  const { type, required, choices } = shape;
  if (answer === '' && required) return wrong('sms.survey.fieldrequired');
  switch (type) {
    case 'select':
      return select(choices, answer, hq);
    case 'multiselect':
      return multiselect(choices, answer, hq);
    case 'int':
      return int(answer, hq);
    case 'longint':
      return intFrom(answer, hq) === undefined ? invalidOfType(type) : given(answer, hq);
    case 'float':
      return isFloat(answer, hq) ? given(answer, hq) : invalidOfType(type);
    case 'date':
      return orWrong(readDate(answer, dateFormat, hq), 'sms.validation.invaliddate', [dateFormat]);
    case 'time':
      return orWrong(readTime(answer, hq), 'sms.validation.invalidtime');
    case 'text':
    case 'label':
      return { answer };
  }
}

/** What HQ would say to such an answer, had it refused it. */
export function invalidOfType(type: QuestionType): Extract<AnswerReading, { errorId: unknown }> {
  switch (type) {
    case 'longint':
      return wrong('sms.validation.invalidlong');
    case 'float':
      return wrong('sms.validation.invalidfloat');
    case 'int':
      return wrong('sms.validation.invalidint');
    default:
      return wrong('sms.validation.invalidchoice');
  }
}

/** In `tidy` digits of every script are the digits they stand for, before anybody else reads them. */
const given = (answer: string, hq: Manner): AnswerReading => ({
  answer: hq === 'tidy' ? withPlainDigits(answer) : answer,
});

const wrong = (
  errorId: SystemTextId,
  args: readonly string[] = [],
): Extract<AnswerReading, { errorId: unknown }> => ({ errorId, args });

const orWrong = (
  answer: string | undefined,
  errorId: SystemTextId,
  args?: readonly string[],
): AnswerReading => (answer === undefined ? wrong(errorId, args) : { answer });

function select(choices: readonly string[], answer: string, hq: Manner): AnswerReading {
  const labelled = labelNumber(choices, answer);
  if (labelled > 0) return { answer: String(labelled) };
  const number = intFrom(answer, hq);
  if (number === undefined) return wrong('sms.validation.invalidchoice');
  const isInRange = number >= 1 && number <= choices.length;
  return isInRange ? given(answer, hq) : wrong('sms.validation.outofrange');
}

/** Labels and numbers between blanks; the same choice twice is one choice. */
function multiselect(choices: readonly string[], answer: string, hq: Manner): AnswerReading {
  const picked = new Set<number>();
  for (const word of split(answer)) {
    const number = labelNumber(choices, word) || intFrom(word, hq);
    if (number === undefined || number < 1 || number > choices.length) {
      return wrong('sms.validation.invalidchoice');
    }
    picked.add(number);
  }
  return { answer: [...picked].join(' ') };
}

/** The number of the choice with a label, in any letter case; 0: none. Of equal labels the last counts. */
function labelNumber(choices: readonly string[], text: string): number {
  const wanted = upper(text);
  return choices.findLastIndex((label) => upper(strip(label)) === wanted) + 1;
}

function int(answer: string, hq: Manner): AnswerReading {
  const value = intFrom(answer, hq);
  if (value === undefined) return wrong('sms.validation.invalidint');
  const isInRange = value >= INT32_MIN && value <= INT32_MAX;
  return isInRange ? given(answer, hq) : wrong('sms.validation.invalidintrange');
}

/** Digits of every script; `exact` reads like Python's `int()`, with single underscores between them. */
function intFrom(text: string, hq: Manner): number | undefined {
  if (hq === 'exact') return wholeNumber(text);
  const plain = withPlainDigits(text);
  return /^[+-]?[0-9]+$/.test(plain) ? Number(plain) : undefined;
}

/** `exact` reads like Python's `float()`: that is a number too, or nan, or infinite. */
function isFloat(text: string, hq: Manner): boolean {
  return (hq === 'exact' ? PYTHON_FLOAT : PLAIN_FLOAT).test(withPlainDigits(text));
}

const PLAIN_FLOAT = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i;
const DIGITS = '[0-9]+(?:_[0-9]+)*';
const PYTHON_FLOAT = new RegExp(
  `^[+-]?(?:nan|inf|infinity|(?:${DIGITS}\\.?(?:${DIGITS})?|\\.${DIGITS})(?:[eE][+-]?${DIGITS})?)$`,
  'i',
);
