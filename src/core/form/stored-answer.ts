/** What Formplayer keeps of an answer that HQ handed on (docs/hq/contacts-and-messages.md#s4-8). */
import type { Question } from '../model/survey.ts';
import { numberText, parseDouble, parseInt32, parseInt64 } from '../xform/java-numbers.ts';
import { passes } from './conditions.ts';

/** The stored value; undefined: Formplayer cannot read it. A blank is stored as it is. */
export function storedAnswer(question: Question, answer: string): string | undefined {
  if (answer === '') return '';
  switch (question.type) {
    case 'int':
      return printed(parseInt32(answer));
    case 'longint':
      return printed(parseInt64(answer));
    case 'float':
      return printed(parseDouble(answer));
    case 'select':
      return keyAt(question, answer);
    case 'multiselect':
      return keysAt(question, answer.split(' '));
    case 'time':
      return `${answer.padStart('00:00'.length, '0')}:00.000`;
    default:
      return answer;
  }
}

/** Whether an answer keeps to the question's constraint; a blank one is not tested. */
export function keepsConstraint({ constraint }: Question, stored: string): boolean {
  if (!constraint || stored === '') return true;
  return passes(constraint.test, stored);
}

const printed = (value: number | bigint | undefined): string | undefined =>
  value === undefined ? undefined : numberText(Number(value));

function keyAt({ choices }: Question, index: string): string | undefined {
  const number = parseInt32(index);
  return number === undefined ? undefined : [...choices.keys()][number - 1];
}

function keysAt(question: Question, indexes: readonly string[]): string | undefined {
  const keys = indexes.map((index) => keyAt(question, index));
  return keys.includes(undefined) ? undefined : keys.join(' ');
}
