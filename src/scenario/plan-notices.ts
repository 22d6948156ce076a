/** What a whole plan shows before it runs, and would hurt people: texts, languages, people, start dates. */
import { farAhead } from '../core/contact/start-date-advice.ts';
import type { Notice, Plan } from '../core/model/plan.ts';
import { caseFactsOf } from './case-facts.ts';
import { languageNotices } from './language-notices.ts';
import { personNotices } from './person-notices.ts';
import { placeholderNotices } from './placeholder-notices.ts';
import { aboutSender } from './sent-texts.ts';

/** Each found in one pass over the cases. */
export function planNotices(plan: Plan): Notice[] {
  const facts = caseFactsOf(plan);
  return [
    ...placeholderNotices(plan, facts),
    ...languageNotices(plan, facts),
    ...personNotices(plan),
    ...startNotices(plan),
  ];
}

/** Start dates that are written in an alert or broadcast. */
function startNotices({ alerts, broadcasts, startsAt }: Plan): Notice[] {
  return [...alerts, ...broadcasts].flatMap((sender) => {
    const { start, key, source } = sender;
    const advice = start.kind === 'date' ? farAhead(start.day, startsAt) : undefined;
    if (!advice) return [];
    const { code, message, hint } = advice;
    return [
      { code, message: `${key}: ${message}`, hint, about: aboutSender(sender), ...(source && { source }) },
    ];
  });
}
