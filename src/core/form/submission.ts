/** What a form writes to its case when it is submitted (docs/hq/contacts-and-messages.md#s4-8). */
import type { CaseUpdate, FormFacts, Survey } from '../model/survey.ts';
import { holdAll } from './conditions.ts';
import { filled } from './prompt.ts';

export interface Submission {
  readonly set: ReadonlyMap<string, string>;
  readonly closes: boolean;
}

/** The values of all updates; a question that is hidden leaves the property that copies it alone. */
export function submissionOf({ updates, closesWhen }: Survey, facts: FormFacts): Submission {
  const set = new Map<string, string>();
  for (const { property, value } of updates) {
    const text = textToStore(value, facts);
    if (text !== undefined) set.set(property, text);
  }
  return { set, closes: closesWhen !== undefined && holdAll(closesWhen, facts) };
}

function textToStore(value: CaseUpdate['value'], facts: FormFacts): string | undefined {
  switch (value.kind) {
    case 'answer':
      return facts.isRelevant(value.path) ? facts.answer(value.path) : undefined;
    case 'words':
      return filled(value.parts, facts);
  }
}
