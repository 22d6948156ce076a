/** All parts of one scenario that a run may exercise, with what it did exercise. */
import type { Plan } from '../core/model/plan.ts';
import type { Survey } from '../core/model/survey.ts';
import type { Keyword } from '../core/model/two-way.ts';
import type { UpdateRule } from '../core/model/update-rule.ts';
import { type Hit, type HitCount, hitName } from './hits.ts';
import type { CoverageItem } from './item.ts';
import { type Places, stepsTo } from './places.ts';
import { itemsOfSender } from './sender-items.ts';

/** `hits` are those of a run of this plan. */
export function itemsOf(plan: Plan, hits: readonly Hit[], places: Places): CoverageItem[] {
  const counts = new Map(hits);
  const count: HitCount = (...parts) => counts.get(hitName(...parts)) ?? 0;
  const others = [...plan.otherProjects.keys()];
  return [
    ...[...plan.alerts, ...plan.broadcasts].flatMap((sender) =>
      itemsOfSender(sender, count, [...counts.keys()], places, others),
    ),
    ...plan.updateRules.map((rule) => ruleItem(rule, count, places, others)),
    ...plan.keywords.map((keyword) => keywordItem(keyword, count, places, others)),
    ...[...plan.surveys.values()].flatMap((survey) => surveyItems(survey, count, places, others)),
    ...gatewayItems(plan, count, places),
    ...routeItems(plan, count, places),
  ];
}

function ruleItem(
  { key, active }: UpdateRule,
  count: HitCount,
  places: Places,
  others: readonly string[],
): CoverageItem {
  return {
    part: 'rules',
    name: key,
    source: places.find(...stepsTo('rules', key, others)),
    hits: count('rule', key),
    reached: active ? undefined : 'it is off',
    cover: 'a case that meets its criteria when the rules run',
  };
}

function keywordItem(
  { key, word }: Keyword,
  count: HitCount,
  places: Places,
  others: readonly string[],
): CoverageItem {
  return {
    part: 'keywords',
    name: key,
    source: places.find(...stepsTo('keywords', key, others)),
    hits: Math.max(count('keyword', key), count('word', word.toUpperCase())),
    cover: `an inbound ${JSON.stringify(word)} from a contact whose number is two-way`,
  };
}

function surveyItems(
  { key, questions, languages }: Survey,
  count: HitCount,
  places: Places,
  others: readonly string[],
): CoverageItem[] {
  const steps = stepsTo('surveys', key, others);
  const opened = count('survey', key);
  const survey: CoverageItem = {
    part: 'surveys',
    name: key,
    source: places.find(...steps),
    hits: opened,
    cover: 'an alert, a broadcast or a keyword that starts it',
  };
  const byId = questionPlaces([...steps, 'questions'], places);
  const asked = questions.flatMap(({ path, id, type, conditions }): CoverageItem[] => {
    if (type === 'label') return [];
    const hits = count('answer', key, path);
    const condition = conditions.length > 0 ? ', for which its `if` holds' : '';
    return [
      {
        part: 'questions',
        name: `${key} ${id}`,
        source: byId.get(id) ?? survey.source,
        hits,
        reached: opened > 0 ? 'the survey was opened' : undefined,
        cover: `an inbound that answers it${condition}`,
      },
    ];
  });
  const inLanguages = languages.length < 2 ? [] : languages;
  return [
    survey,
    ...asked,
    ...inLanguages.map((language): CoverageItem => {
      return {
        part: 'languages',
        name: `${key} in ${language}`,
        source: survey.source,
        hits: count('asked', key, language),
        cover: `a contact with language_code ${language} who is asked more than its first question`,
      };
    }),
  ];
}

/** By id; questions of a repeat stand once in the file. */
function questionPlaces(steps: readonly (string | number)[], places: Places) {
  const found = new Map<string, CoverageItem['source']>();
  const list = places.node(...steps);
  if (list?.kind !== 'list') return found;
  for (const [index, item] of list.items.entries()) {
    if (item.kind !== 'map') continue;
    const id = item.entries.get('id')?.value;
    if (id?.kind === 'text') found.set(id.text, places.find(...steps, index));
    for (const [inner, place] of questionPlaces([...steps, index, 'questions'], places))
      found.set(inner, place);
  }
  return found;
}

function gatewayItems({ gateways, project }: Plan, count: HitCount, places: Places): CoverageItem[] {
  return gateways.map(({ name, project: owner, type }): CoverageItem => {
    const steps = owner === project.name ? ['gateways', name] : ['other_projects', owner, 'gateways', name];
    return {
      part: 'gateways',
      name,
      source: places.find(...steps),
      hits: count('gateway', name),
      cover:
        type === 'smtp'
          ? 'an email that this gateway takes'
          : `a text to a number that the routing gives to ${name}, or a contact with contact_backend_id ${name}`,
    };
  });
}

function routeItems({ routing }: Plan, count: HitCount, places: Places): CoverageItem[] {
  return (['project', 'global'] as const).flatMap((scope) =>
    [...routing[scope]].flatMap(([prefix, gateway]): CoverageItem[] => {
      // A default that stands elsewhere is no line of the routing.
      if (!places.node('routing', scope, prefix)) return [];
      const number = prefix === '*' ? 'a number that no prefix fits' : `a number that begins with ${prefix}`;
      return [
        {
          part: 'routes',
          name: `${scope} ${prefix} to ${gateway}`,
          source: places.find('routing', scope, prefix),
          hits: count('route', scope, prefix),
          cover: `a text to ${number}, of a contact who names no gateway`,
        },
      ];
    }),
  );
}
