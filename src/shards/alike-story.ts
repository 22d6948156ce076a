/** Stories in which what becomes of a case follows from a few of its values: which of them, and whether a story is one. */

import type { Alert } from '../core/model/alert.ts';
import { contactProperties } from '../core/model/contact-properties.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Act } from '../core/model/timeline.ts';
import { isCaseName, ofHq, ownWords } from './own-words.ts';

/** Properties that HQ looks at in every case, whatever an alert says. */
const known: ReadonlySet<string> = new Set([
  ...contactProperties,
  'commcare_email_address',
  'current_schedule_phase',
]);

/** Values of HQ that are the same for cases of one type, owner and state. */
const sameForAll: ReadonlySet<string> = new Set(['case_type', 'type', 'owner_id', 'closed', 'domain']);

export interface AlikeStory {
  /** Whether a property of a case decides what becomes of it, and not only what is written to it. */
  decides(property: string): boolean;
}

/**
 * Alerts whose SMS go to their own case at fixed times, in words of its own, and a timeline that brings, changes and closes cases;
 * undefined: the story has something else. That its cases share nothing has to be seen beside this.
 */
export function alikeStory(plan: Plan): AlikeStory | undefined {
  const { alerts, broadcasts, keywords, updateRules, otherProjects, randomMinutes, timeline } = plan;
  if (broadcasts.length > 0 || keywords.length > 0 || updateRules.length > 0) return undefined;
  if (otherProjects.size > 0 || randomMinutes !== undefined) return undefined;
  if (!timeline.every(({ act }) => isPlainAct(act)) || !alerts.every(isPlainAlert)) return undefined;
  const mentioned = new Set<string>();
  for (const { rule, start, stopProperty, restartProperty, schedule } of alerts)
    for (const text of textsIn([rule, start, stopProperty, restartProperty, schedule]))
      for (const word of [text, ...text.split(/[\s{}/.]+/)]) mentioned.add(word);
  for (const name of mentioned)
    if (isCaseName(name) || (ofHq.has(name) && !sameForAll.has(name))) return undefined;
  return { decides: (property) => known.has(property) || mentioned.has(property) };
}

const plainVerbs: ReadonlySet<Act['verb']> = new Set([
  ...(['register', 'update', 'close', 'reopen', 'delete', 'note'] as const),
]);

const isPlainAct = ({ verb }: Act): boolean => plainVerbs.has(verb);

function isPlainAlert({ project, to, userData, schedule, start }: Alert): boolean {
  if (project !== undefined || userData.values.size > 0 || start.kind === 'visit') return false;
  if (to.some(({ kind }) => kind !== 'case')) return false;
  if (schedule.kind === 'timed' && schedule.events.some(({ time }) => time.kind === 'random')) return false;
  return schedule.events.every(
    ({ content }) =>
      content.kind === 'sms' && [...content.texts.values()].every((text) => ownWords(text) !== undefined),
  );
}

/** All texts of a value but the words that are written. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (value instanceof Map) yield* textsIn([...value]);
  else if (Array.isArray(value)) for (const one of value) yield* textsIn(one);
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) if (key !== 'content') yield* textsIn(one);
}
