import type { Alert } from '../../core/model/alert.ts';

/** Nothing in the alert is written in a language: a survey asks in its own words. */
export const NO_LANGUAGES: ReadonlySet<string> = new Set();

/** The languages that every text of an alert has: `*` for words of no language. */
export function textLanguages(alert: Alert): ReadonlySet<string> {
  const found: Set<string>[] = [];
  collect(alert.schedule, found);
  const [first, ...others] = found;
  if (!first) return NO_LANGUAGES;
  return new Set([...first].filter((language) => others.every((one) => one.has(language))));
}

/** Schedules hold content in several shapes; every text in them is a map of languages. */
function collect(value: unknown, found: Set<string>[]): void {
  if (value instanceof Map) {
    if (value.size > 0) found.push(new Set([...value.keys()].map(String)));
  } else if (Array.isArray(value)) {
    for (const one of value) collect(one, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const one of Object.values(value)) collect(one, found);
  }
}
