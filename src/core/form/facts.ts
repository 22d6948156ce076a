/** A form as it stands at one moment: what is relevant, what the answers and calculations give. */
import type { Instant } from '../model/instant.ts';
import type { Calculation, FormFacts, Question, Survey } from '../model/survey.ts';
import { holdAll } from './conditions.ts';

/** A form under way, as far as its values depend on it. */
export interface FormState {
  readonly survey: Survey;
  /** Path → stored answer. */
  readonly answers: ReadonlyMap<string, string>;
  readonly caseValue: (property: string) => string;
  readonly now: Instant;
}

type Item = Question | Calculation;

/** Path → what stands there, made once for each survey. */
const indexes = new WeakMap<Survey, ReadonlyMap<string, Item>>();

/** Every answer is worked out once; what leads back to itself counts as relevant and as unanswered. */
export function factsOf({ survey, answers, caseValue, now }: FormState): FormFacts {
  const items = indexOf(survey);
  const relevant = new Map<string, boolean>();
  const calculated = new Map<string, string>();
  const facts: FormFacts = {
    now,
    caseValue,
    isRelevant(path) {
      const item = items.get(path);
      const known = item && (item.conditions.length === 0 || relevant.get(path));
      if (item === undefined || known !== undefined) return known ?? false;
      relevant.set(path, true);
      const isIt = holdAll(item.conditions, facts);
      relevant.set(path, isIt);
      return isIt;
    },
    answer(path) {
      const item = items.get(path);
      if (!item || !facts.isRelevant(path)) return '';
      return 'value' in item ? calculate(item) : (answers.get(path) ?? '');
    },
  };
  return facts;

  function calculate({ path, value }: Calculation): string {
    const known = calculated.get(path);
    if (known !== undefined) return known;
    calculated.set(path, '');
    const result = value(facts);
    calculated.set(path, result);
    return result;
  }
}

function indexOf(survey: Survey): ReadonlyMap<string, Item> {
  const known = indexes.get(survey);
  if (known) return known;
  const index = new Map<string, Item>();
  for (const item of [...survey.questions, ...survey.calculations]) index.set(item.path, item);
  indexes.set(survey, index);
  return index;
}
