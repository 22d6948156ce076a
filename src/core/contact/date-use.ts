/** What a scenario does with a case property: whether it matters that a date in it is not read. */
import type { Alert, Criterion } from '../model/alert.ts';
import type { Content } from '../model/content.ts';
import type { Plan } from '../model/plan.ts';
import type { Texts } from '../model/texts.ts';
import { compileTemplate } from '../render/template.ts';
import { startPropertiesOf } from './date-properties.ts';

/** The parts of a plan that read case properties. */
export type PropertyReaders = Pick<
  Plan,
  'alerts' | 'broadcasts' | 'keywords' | 'updateRules' | 'surveys' | 'timeline'
>;

/** `counts`: an alert starts, stops or begins again by it, or a rule compares it. `shows`: only texts have it. */
export type DateUse = 'counts' | 'shows' | 'none';

interface PropertyUses {
  readonly counts: ReadonlySet<string>;
  readonly shows: ReadonlySet<string>;
  /** An XForm may read any property, and the words for people are in it. */
  readonly hasXForm: boolean;
}

const known = new WeakMap<readonly Alert[], PropertyUses>();

/** Of whatever case type: a property of a parent is called by its last name. */
export function dateUseOf(plan: PropertyReaders, property: string): DateUse {
  const uses = known.get(plan.alerts) ?? usesIn(plan);
  known.set(plan.alerts, uses);
  if (uses.counts.has(property)) return 'counts';
  return uses.hasXForm || uses.shows.has(property) ? 'shows' : 'none';
}

function usesIn({
  alerts,
  broadcasts,
  keywords,
  updateRules,
  surveys,
  timeline,
}: PropertyReaders): PropertyUses {
  const edited = timeline.flatMap(({ act }) => (act.verb === 'alert' ? [act.alert] : []));
  const senders = [...alerts, ...edited, ...broadcasts];
  const texts = senders.flatMap(({ schedule }) => schedule.events.map(({ content }) => content));
  const replies = keywords.flatMap(({ reply, notify }) => [reply, notify?.texts]);
  return {
    counts: new Set([...[...alerts, ...edited].flatMap(countedBy), ...updateRules.flatMap(comparedBy)]),
    shows: new Set([
      ...[...texts.flatMap(textsIn), ...replies]
        .flatMap((one) => [...(one?.values() ?? [])])
        .flatMap(variablesIn),
      ...[...surveys.values()].flatMap(({ form, ...own }) => (form ? [] : namesIn(own, SURVEY_DEPTH_MAX))),
    ]),
    hasXForm: [...surveys.values()].some(({ form }) => form !== undefined),
  };
}

const lastName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function countedBy(alert: Alert): string[] {
  const { stopProperty, restartProperty, rule } = alert;
  return [
    ...startPropertiesOf(alert),
    ...[stopProperty, restartProperty].filter((property) => property !== undefined),
    ...rule.criteria.flatMap(comparedIn),
  ].map(lastName);
}

const comparedBy = ({ rule, set }: PropertyReaders['updateRules'][number]): string[] => [
  ...rule.criteria.flatMap(comparedIn).map(lastName),
  ...[...set.values()].flatMap((value) => ('from' in value ? [lastName(value.from)] : [])),
];

/** A criterion that only asks whether there is a value takes any. */
const comparedIn = (criterion: Criterion): string[] =>
  'property' in criterion && criterion.kind !== 'has_value' && criterion.kind !== 'has_no_value'
    ? [criterion.property]
    : [];

function textsIn(content: Content): Texts[] {
  if (content.kind === 'sms') return [content.texts];
  return content.kind === 'email' ? [content.subject, content.body, content.html] : [];
}

/** `{case.parent.next_visit}` shows `next_visit`. */
function variablesIn(text: string): string[] {
  const template = compileTemplate(text);
  if ('problem' in template) return [];
  return template.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.path.at(-1) ?? '']));
}

/** A survey names properties in many places; none of them is deeper than this. */
const SURVEY_DEPTH_MAX = 10;

/** The properties of its case that a survey shows or looks at, wherever it does. */
function namesIn(value: unknown, depth: number): string[] {
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  if ('kind' in value && value.kind === 'property' && 'property' in value)
    return [lastName(String(value.property))];
  const parts = value instanceof Map ? [...value.values()] : Object.values(value);
  return parts.flatMap((part) => namesIn(part, depth - 1));
}
