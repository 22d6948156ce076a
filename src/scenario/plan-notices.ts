/**
 * What a whole plan shows before it runs, and would hurt people: variables that nothing fills in, languages that
 * nobody reads, people who are registered twice, start dates.
 */

import { normalizeNumber } from '../core/contact/number.ts';
import { farAhead } from '../core/contact/start-date-advice.ts';
import type { Alert, Broadcast } from '../core/model/alert.ts';
import type { CaseSeed } from '../core/model/case.ts';
import type { Content } from '../core/model/content.ts';
import type { Notice, Plan } from '../core/model/plan.ts';
import type { Project } from '../core/model/project.ts';
import { type Texts, UNTRANSLATED } from '../core/model/texts.ts';
import { chooseText } from '../core/render/language.ts';
import { compileTemplate } from '../core/render/template.ts';
import { grouped } from '../core/text/grouped.ts';
import { type CaseFacts, caseFactsOf, type TypeFacts, typeKeyOf } from './case-facts.ts';
import { didYouMean } from './near.ts';

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

/** Listed one by one; the others are counted. */
const LISTED_MAX = 1000;
/** Keys named for one person. */
const KEYS_MAX = 4;

function personNotices({ cases, source }: Plan): Notice[] {
  const people = new Map<string, CaseSeed | CaseSeed[]>();
  for (const seed of cases.values()) {
    const who = seed.closed ? undefined : personOf(seed);
    if (who === undefined) continue;
    const before = people.get(who);
    if (before === undefined) people.set(who, seed);
    else if (Array.isArray(before)) before.push(seed);
    else people.set(who, [before, seed]);
  }
  const twice = [...people.values()].filter((seeds) => Array.isArray(seeds));
  const notices = twice.slice(0, LISTED_MAX).map(twiceNotice);
  if (twice.length <= LISTED_MAX) return notices;
  const count = twice.length - LISTED_MAX;
  const message = `${count} more people are registered twice`;
  return [...notices, { code: 'PERSON_TWICE', message, hint, about: { count: String(count) }, source }];
}

const hint = 'close one of the cases: each gets every message';

/** Type, phone and name, letter case and spaces apart; undefined where one of them is missing. */
function personOf({ project, type, name, properties }: CaseSeed): string | undefined {
  const { normalized, sendable } = normalizeNumber(properties.get('contact_phone_number'));
  const bare = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s.]+/g, ' ')
    .trim();
  if (!sendable || normalized === null || bare === '') return undefined;
  return JSON.stringify([project, type, normalized, bare]);
}

function twiceNotice(seeds: readonly CaseSeed[]): Notice {
  const [first, second] = seeds;
  const { normalized } = normalizeNumber(first!.properties.get('contact_phone_number'));
  const keys = seeds.slice(0, KEYS_MAX).map(({ key }) => key);
  const more = seeds.length - keys.length;
  return {
    code: 'PERSON_TWICE',
    message: `${first!.name.trim()} with ${normalized} is registered ${seeds.length === 2 ? 'twice' : `${grouped(seeds.length)} times`}: ${keys.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`,
    hint,
    about: { case: second!.key, number: normalized ?? '' },
    ...(second!.source && { source: second!.source }),
  };
}

function languageNotices(plan: Plan, facts: CaseFacts): Notice[] {
  return [...plan.alerts, ...plan.broadcasts].flatMap((sender) => {
    const name = sender.project ?? plan.project.name;
    const project = plan.otherProjects.get(name) ?? plan.project;
    const texts = sentTextsOf(sender);
    return [
      ...foreign(sender, texts, project),
      ...missing(sender, texts, project, readersOf(sender, name, plan, facts)),
    ];
  });
}

/** Languages that the project does not have. */
function foreign(sender: Alert | Broadcast, all: readonly SentTexts[], { languages }: Project): Notice[] {
  const codes = new Set(all.flatMap(({ texts }) => [...texts.keys()]));
  const strange = [...codes].filter((code) => code !== UNTRANSLATED && !languages.includes(code));
  return strange.map((code) => ({
    code: 'TEXT_LANGUAGE_UNKNOWN',
    message: `${sender.key}: a text in ${code}, which is not one of the project's languages (${languages.join(', ')}): HQ has no place for it, so it can never be sent`,
    hint:
      didYouMean(code, languages) ??
      `add ${code} to the project's languages, or write the text under one of them`,
    about: { ...aboutSender(sender), language: code },
    ...(sender.source && { source: sender.source }),
  }));
}

/** language_code → how many of those who may get it have it. */
type Readers = ReadonlyMap<string, number>;

function readersOf(sender: Alert | Broadcast, project: string, plan: Plan, facts: CaseFacts): Readers {
  const readers = new Map<string, number>();
  const add = (language: string, count: number): void => {
    readers.set(language, (readers.get(language) ?? 0) + count);
  };
  if (sender.kind === 'alert' && sender.to.some(({ kind }) => kind === 'case')) {
    const own = facts.get(typeKeyOf({ project, type: sender.caseType }));
    for (const [language, count] of own?.languages ?? []) add(language, count);
  }
  for (const ref of sender.to) {
    if (ref.kind !== 'case_key' && ref.kind !== 'case_group') continue;
    const keys = ref.kind === 'case_key' ? [ref.key] : (plan.groups.get(ref.key)?.members ?? []);
    for (const key of keys) {
      const language = plan.cases.get(key)?.properties.get('language_code') ?? '';
      if (language !== '') add(language, 1);
    }
  }
  return readers;
}

/** Languages of the project that somebody reads and the text does not have; others are reported with their cases. */
function missing(
  sender: Alert | Broadcast,
  all: readonly SentTexts[],
  project: Project,
  readers: Readers,
): Notice[] {
  return [...readers].flatMap(([language, count]): Notice[] => {
    if (!project.languages.includes(language)) return [];
    const lacking = all.find(({ texts }) => !texts.has(language) && !isUntranslated(texts));
    if (!lacking) return [];
    const wanted = { contact: language, schedule: sender.defaultLanguage, project: project.languages[0]! };
    const choice = chooseText(lacking.texts, wanted, project.languageFallback);
    const instead = choice ? `they get the text in ${choice.language}` : 'they get nothing: NO_MESSAGE';
    const whom = count === 1 ? '1 contact reads' : `${count} contacts read`;
    const which = sender.schedule.events.length > 1 ? ` in event ${lacking.event + 1}` : '';
    return [
      {
        code: 'LANGUAGE_WITHOUT_TEXT',
        message: `${sender.key}: ${whom} ${language}, and there is no text in ${language}${which}: ${instead}`,
        hint: `add ${language}: to the text`,
        about: { ...aboutSender(sender), language, count: String(count) },
        ...(sender.source && { source: sender.source }),
      },
    ];
  });
}

const isUntranslated = (texts: SentTexts['texts']): boolean => texts.size === 1 && texts.has(UNTRANSLATED);

/** What HQ itself fills in of a case. */
const BUILT_IN = new Set([
  ...['name', 'case_name', 'case_id', 'case_type', 'owner_id', 'external_id', 'domain', 'closed'],
  ...['date_opened', 'server_modified_on', 'date_modified'],
]);
const OF_USERS = new Set(['name', 'username', 'first_name', 'last_name', 'phone_number']);
const OF_OWNERS = new Set([...OF_USERS, 'site_code']);
const ROOTS = ['case', 'recipient'];
/** Links of a case that are no other case. */
const PEOPLE: Readonly<Record<string, ReadonlySet<string>>> = {
  owner: OF_OWNERS,
  last_modified_by: OF_USERS,
};

/** One notice for each variable of each alert and broadcast. */
function placeholderNotices(plan: Plan, facts: CaseFacts): Notice[] {
  const hasXForm = [...plan.surveys.values()].some(({ form }) => form !== undefined);
  const found = new Map<string, Notice>();
  for (const sender of [...plan.alerts, ...plan.broadcasts]) {
    const own = factsOf(sender, plan, facts);
    if (sender.kind === 'alert' && (!own || own.count === 0)) continue;
    for (const path of variablesOf(sender)) {
      const name = `${sender.kind} ${sender.key} ${path.join('.')}`;
      if (found.has(name)) continue;
      const empty = whyEmpty(path, own, facts, hasXForm);
      if (empty !== undefined) found.set(name, emptyNotice(sender, path, empty));
    }
  }
  return [...found.values()];
}

const factsOf = (sender: Alert | Broadcast, { project }: Plan, facts: CaseFacts): TypeFacts | undefined =>
  sender.kind === 'alert'
    ? facts.get(typeKeyOf({ project: sender.project ?? project.name, type: sender.caseType }))
    : undefined;

function variablesOf(sender: Alert | Broadcast): (readonly string[])[] {
  return sentTextsOf(sender).flatMap(({ texts }) =>
    [...texts.values()].flatMap((text) => {
      const template = compileTemplate(text);
      if ('problem' in template) return [];
      return template.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.path]));
    }),
  );
}

interface Empty {
  readonly why: string;
  readonly hint?: string | undefined;
}

/** undefined: something may fill it in. */
function whyEmpty(
  path: readonly string[],
  own: TypeFacts | undefined,
  facts: CaseFacts,
  hasXForm: boolean,
): Empty | undefined {
  const [root = '', ...rest] = path;
  if (!ROOTS.includes(root)) {
    return {
      why: 'HQ fills in case and recipient only',
      hint: `write {case.${path.join('.')}} or {recipient.${path.join('.')}}`,
    };
  }
  if (rest.length === 0)
    return { why: `${root} is no text`, hint: `name a property, such as {${root}.name}` };
  if (root === 'recipient') return whyNobody(rest, facts, hasXForm);
  if (!own)
    return { why: 'a broadcast is about no case', hint: 'write the words as they are, or use an alert' };
  return whyMissing(rest, own, facts, hasXForm);
}

function whyMissing(
  [name = '', ...rest]: readonly string[],
  own: TypeFacts,
  facts: CaseFacts,
  hasXForm: boolean,
): Empty | undefined {
  const people = Object.hasOwn(PEOPLE, name) ? PEOPLE[name] : undefined;
  if (people) {
    const [property = ''] = rest;
    return people.has(property)
      ? undefined
      : { why: `${name} has ${[...people].join(', ')}`, hint: didYouMean(property, people) };
  }
  if (name === 'parent' || name === 'host') {
    const types = [...(own.linked.get(name) ?? [])].flatMap((key) => facts.get(key) ?? []);
    if (types.length === 0) return { why: `none of ${cases(own.count)} has a ${name}` };
    const all = types.map((type) => whyMissing(rest, type, facts, hasXForm));
    return all.every((each) => each !== undefined) ? all[0] : undefined;
  }
  if (rest.length > 0) return { why: `${name} is a text: nothing stands below it` };
  if (BUILT_IN.has(name) || own.properties.has(name) || hasXForm) return undefined;
  return {
    why: `none of ${cases(own.count)} has the property ${name}`,
    hint: didYouMean(name, [...own.properties, ...BUILT_IN]),
  };
}

const cases = (count: number): string => (count === 1 ? '1 case of the type' : `${count} cases of the type`);

/** A recipient may be a case of any type, or somebody with an account. */
function whyNobody(
  [name = '', ...rest]: readonly string[],
  facts: CaseFacts,
  hasXForm: boolean,
): Empty | undefined {
  if (rest.length > 0) return { why: 'a recipient has no links' };
  const all = [...facts.values()];
  if (hasXForm || OF_USERS.has(name) || BUILT_IN.has(name)) return undefined;
  if (all.some(({ properties }) => properties.has(name))) return undefined;
  const known = new Set(all.flatMap(({ properties }) => [...properties]));
  return { why: `nobody of this file has ${name}`, hint: didYouMean(name, [...known, ...OF_USERS]) };
}

function emptyNotice(sender: Alert | Broadcast, path: readonly string[], { why, hint }: Empty): Notice {
  const variable = `{${path.join('.')}}`;
  return {
    code: 'PLACEHOLDER_NEVER_FILLED',
    message: `${sender.key}: ${variable} reads "(?)" for everybody: ${why}`,
    hint: hint ?? 'correct the name, or give the cases that property',
    about: { ...aboutSender(sender), variable },
    ...(sender.source && { source: sender.source }),
  };
}

export interface SentTexts {
  readonly sender: Alert | Broadcast;
  /** From 0. */
  readonly event: number;
  readonly kind: 'sms' | 'subject' | 'body' | 'html';
  readonly texts: Texts;
}

/** A survey asks in its own words: it has none here; custom content is sent as it stands. */
export const sentTextsOf = (sender: Alert | Broadcast): SentTexts[] =>
  sender.schedule.events.flatMap(({ content }, event) =>
    textsIn(content).map(([kind, texts]) => ({ sender, event, kind, texts })),
  );

function textsIn(content: Content): (readonly [SentTexts['kind'], Texts])[] {
  if (content.kind === 'sms') return [['sms', content.texts]];
  if (content.kind !== 'email') return [];
  const parts = [
    ['subject', content.subject],
    ['body', content.body],
    ['html', content.html],
  ] as const;
  return parts.filter(([, texts]) => texts.size > 0);
}

/** `{alert: 'visit'}` */
const aboutSender = ({ kind, key }: Alert | Broadcast): Readonly<Record<string, string>> => ({
  [kind]: key,
});
