import type { Project } from '../model/project.ts';
import type { QuestionType } from '../model/two-way.ts';
import type { SystemTextId } from '../render/system-texts.ts';
import { upper } from '../text/letter-case.ts';
import { strip, wholeNumber, withPlainDigits } from '../text/python-text.ts';
import { readDate, readTime } from './answer-times.ts';
import { wordsOf } from './words.ts';

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
 * Reads an answer as HQ's SMS forms do (docs/hq/contacts-and-messages.md#s4-8). Choices come back as numbers from 1, all else
 * as written. A blank leaves a question open that does not require an answer.
 */
export function readAnswer(
  shape: AnswerShape,
  text: string,
  dateFormat: Project['surveyDateFormat'] = 'YYYYMMDD',
  hq: Manner = 'exact',
): AnswerReading {
  const answer = strip(text);
  if (answer === '') return shape.required ? wrong('sms.survey.fieldrequired') : { answer };
  switch (shape.type) {
    case 'select':
      return select(shape.choices, answer, hq);
    case 'multiselect':
      return multiselect(shape.choices, answer, hq);
    case 'int':
      return int(answer, hq);
    case 'float':
      return isFloat(answer, hq) ? { answer } : wrong('sms.validation.invalidfloat');
    case 'date':
      return orWrong(readDate(answer, dateFormat), 'sms.validation.invaliddate', [dateFormat]);
    case 'time':
      return orWrong(readTime(answer, hq), 'sms.validation.invalidtime');
    case 'text':
    case 'label':
      return { answer };
  }
}

const wrong = (errorId: SystemTextId, args: readonly string[] = []): AnswerReading => ({ errorId, args });

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
  return isInRange ? { answer: String(number) } : wrong('sms.validation.outofrange');
}

/** Labels and numbers between blanks; the same choice twice is one choice. */
function multiselect(choices: readonly string[], answer: string, hq: Manner): AnswerReading {
  const picked = new Set<number>();
  for (const word of wordsOf(answer)) {
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
  return isInRange ? { answer } : wrong('sms.validation.invalidintrange');
}

/** `exact` reads like Python's `int()`: digits of every script, and single underscores between them. */
function intFrom(text: string, hq: Manner): number | undefined {
  if (hq === 'exact') return wholeNumber(text);
  return /^[+-]?[0-9]+$/.test(text) ? Number(text) : undefined;
}

/** `exact` reads like Python's `float()`: that is a number too, or nan, or infinite. */
function isFloat(text: string, hq: Manner): boolean {
  return hq === 'exact' ? PYTHON_FLOAT.test(withPlainDigits(text)) : PLAIN_FLOAT.test(text);
}

const PLAIN_FLOAT = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i;
const DIGITS = '[0-9]+(?:_[0-9]+)*';
const PYTHON_FLOAT = new RegExp(
  `^[+-]?(?:nan|inf|infinity|(?:${DIGITS}\\.?(?:${DIGITS})?|\\.${DIGITS})(?:[eE][+-]?${DIGITS})?)$`,
  'i',
);
