/**
 * What a whole plan shows before it runs, and would hurt people: variables that nothing fills in, languages that
 * nobody reads, people who are registered twice, start dates.
 */

import { normalizeNumber } from '../core/contact/number.ts';
import { farAhead } from '../core/contact/start-date-advice.ts';
import type { Alert, Broadcast } from '../core/model/alert.ts';
import type { CaseSeed } from '../core/model/case.ts';
import type { SourceLocation } from '../core/model/expectation.ts';
import { isOnDisk } from '../core/model/many-cases.ts';
import type { Notice, Plan } from '../core/model/plan.ts';
import type { Project } from '../core/model/project.ts';
import { type Texts, UNTRANSLATED } from '../core/model/texts.ts';
import type { Keyword } from '../core/model/two-way.ts';
import { chooseText } from '../core/render/language.ts';
import { compileTemplate } from '../core/render/template.ts';
import { grouped } from '../core/text/grouped.ts';
import { RepeatedTexts } from '../core/text/text-numbers.ts';
import { type CaseFacts, caseFactsOf, type TypeFacts, typeKeyOf } from './case-facts.ts';
import { didYouMean } from './near.ts';
import type { PartsReadBefore } from './parse-context.ts';
import { type Readers, readersOf } from './readers.ts';
import { keywordTextsOf, placeOfText, placeOfTexts, type SentTexts, sentTextsOf } from './sent-texts.ts';

/** Each found in one pass over the cases. */
export function planNotices(plan: Plan, readBefore?: PartsReadBefore): Notice[] {
  const facts = caseFactsOf(plan);
  return [
    ...placeholderNotices(plan, facts),
    ...languageNotices(plan, facts),
    ...personNotices(plan, readBefore?.persons),
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

function personNotices({ cases, source }: Plan, before: PartsReadBefore['persons'] | undefined): Notice[] {
  if (cases.size < 2) return [];
  // A number costs far less than a name, but a pass over a disk costs more.
  const numbers = isOnDisk(cases) ? undefined : sharedNumbers(cases);
  if (numbers?.size === 0) return [];
  const whoIs = (seed: CaseSeed): string | undefined =>
    seed.closed || numbers?.has(numberOf(seed) ?? '') === false ? undefined : personBefore(seed, before);
  const people = new RepeatedTexts();
  for (const seed of cases.values()) people.add(whoIs(seed));
  const listed =
    people.size === 0 ? [] : [...registeredTwice(cases, people, whoIs).values()].map(twiceNotice);
  if (people.size <= LISTED_MAX) return listed;
  const count = people.size - LISTED_MAX;
  const message = `${count} more people are registered twice`;
  return [...listed, { code: 'PERSON_TWICE', message, hint, about: { count: String(count) }, source }];
}

function sharedNumbers(cases: Plan['cases']): RepeatedTexts {
  const numbers = new RepeatedTexts();
  for (const seed of cases.values()) if (!seed.closed) numbers.add(numberOf(seed));
  return numbers;
}

/** undefined: none that HQ would send to. */
function numberOf({ properties }: CaseSeed): string | undefined {
  const { normalized, sendable } = normalizeNumber(properties.get('contact_phone_number'));
  return sendable && normalized !== null ? normalized : undefined;
}

/** The cases of one person. */
interface Registrations {
  readonly first: CaseSeed;
  second?: CaseSeed;
  /** Of the first of them. */
  readonly keys: string[];
  count: number;
}

/** The first people who have several open cases, in file order: of the others hashes are enough. */
function registeredTwice(
  cases: Plan['cases'],
  several: RepeatedTexts,
  whoIs: (seed: CaseSeed) => string | undefined,
): ReadonlyMap<string, Registrations> {
  const people = new Map<string, Registrations>();
  for (const seed of cases.values()) {
    const who = whoIs(seed);
    if (who === undefined || !several.has(who)) continue;
    const known = people.get(who) ?? { first: seed, keys: [], count: 0 };
    if (known.count === 0 && people.size === LISTED_MAX) continue;
    people.set(who, known);
    known.count += 1;
    if (known.count === 2) known.second = seed;
    if (known.keys.length < KEYS_MAX) known.keys.push(seed.key);
  }
  return people;
}

const hint = 'close one of the cases: each gets every message';

function personBefore(seed: CaseSeed, known: PartsReadBefore['persons'] | undefined): string | undefined {
  if (known === undefined) return personOf(seed);
  const person = known.get(seed) ?? { who: personOf(seed) };
  known.set(seed, person);
  return person.who;
}

/** Type, phone and name, letter case and spaces apart; undefined where one of them is missing. */
function personOf(seed: CaseSeed): string | undefined {
  const { project, type, name } = seed;
  const number = numberOf(seed);
  const bare = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s.]+/g, ' ')
    .trim();
  if (number === undefined || bare === '') return undefined;
  return JSON.stringify([project, type, number, bare]);
}

function twiceNotice({ first, second, keys, count }: Registrations): Notice {
  const { normalized } = normalizeNumber(first.properties.get('contact_phone_number'));
  const more = count - keys.length;
  return {
    code: 'PERSON_TWICE',
    message: `${first.name.trim()} with ${normalized} is registered ${count === 2 ? 'twice' : `${grouped(count)} times`}: ${keys.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`,
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
    // One text for everybody is in nobody's language.
    if (texts.every((one) => isUntranslated(one.texts))) return [];
    return [
      ...foreign(sender, texts, project, plan),
      ...missing(sender, texts, project, { plan, readers: readersOf(sender, name, plan, facts) }),
    ];
  });
}

/** Languages that the project does not have. */
function foreign(
  sender: Alert | Broadcast,
  all: readonly SentTexts[],
  { languages }: Project,
  plan: Plan,
): Notice[] {
  const codes = new Set(all.flatMap(({ texts }) => [...texts.keys()]));
  const strange = [...codes].filter((code) => code !== UNTRANSLATED && !languages.includes(code));
  return strange.map((code) => ({
    code: 'TEXT_LANGUAGE_UNKNOWN',
    message: `${sender.key}: a text in ${code}, which is not one of the project's languages (${languages.join(', ')}): HQ has no place for it, so it can never be sent`,
    hint:
      didYouMean(code, languages) ??
      `add ${code} to the project's languages, or write the text under one of them`,
    about: { ...aboutSender(sender), language: code },
    ...placed(placeOfText(plan, all.find(({ texts }) => texts.has(code))?.texts, code) ?? sender.source),
  }));
}

/** Languages of the project that somebody reads and the text does not have; others are reported with their cases. */
function missing(
  sender: Alert | Broadcast,
  all: readonly SentTexts[],
  project: Project,
  { plan, readers }: { readonly plan: Plan; readonly readers: Readers },
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
        ...placed(placeOfTexts(plan, lacking.texts) ?? sender.source),
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

/** One notice for each variable of each alert, broadcast and keyword. */
function placeholderNotices(plan: Plan, facts: CaseFacts): Notice[] {
  const around: Around = {
    facts,
    hasXForm: [...plan.surveys.values()].some(({ form }) => form !== undefined),
  };
  return [
    ...[...plan.alerts, ...plan.broadcasts].flatMap((sender) => {
      const own = factsOf(sender, plan, facts);
      if (sender.kind === 'alert' && (!own || own.count === 0)) return [];
      const texts = sentTextsOf(sender).map(({ texts: words }) => words);
      return emptyNotices(texts, { own, noCase: 'a broadcast is about no case' }, around, {
        ...{ plan, name: sender.key, about: aboutSender(sender), source: sender.source },
      });
    }),
    ...plan.keywords.flatMap((keyword) => {
      const writers = writersOf(keyword, facts);
      if (writers.own?.count === 0) return [];
      const { key, word, source } = keyword;
      const at = { plan, name: word, about: { keyword: key }, source };
      return emptyNotices(keywordTextsOf(keyword, plan), writers, around, at);
    }),
  ];
}

const factsOf = (sender: Alert | Broadcast, { project }: Plan, facts: CaseFacts): TypeFacts | undefined =>
  sender.kind === 'alert'
    ? facts.get(typeKeyOf({ project: sender.project ?? project.name, type: sender.caseType }))
    : undefined;

/** The cases that a text may be about; undefined: none, and why. */
interface Subjects {
  readonly own: TypeFacts | undefined;
  readonly noCase: string;
}

/** A keyword is about the case that writes, or the one that a worker names: of whatever type. */
function writersOf({ project, onlyFor, survey, structured }: Keyword, facts: CaseFacts): Subjects {
  const isOfWorkers = onlyFor.join() === 'workers' && survey === undefined && !structured;
  const noCase = 'a worker who writes is no case';
  if (isOfWorkers) return { own: undefined, noCase };
  const own: TypeFacts = { count: 0, properties: new Set(), linked: new Map(), languages: new Map() };
  for (const [type, { count, properties, linked }] of facts) {
    if (!type.startsWith(`${project} `)) continue;
    own.count += count;
    for (const property of properties) own.properties.add(property);
    for (const [link, types] of linked)
      own.linked.set(link, new Set([...(own.linked.get(link) ?? []), ...types]));
  }
  return { own, noCase };
}

/** What is known beside the cases that a text is about. */
interface Around {
  readonly facts: CaseFacts;
  readonly hasXForm: boolean;
}

/** Whose words they are, and where these stand. */
interface Words {
  readonly plan: Plan;
  readonly name: string;
  readonly about: Notice['about'];
  readonly source?: SourceLocation | undefined;
}

function emptyNotices(all: readonly Texts[], subjects: Subjects, around: Around, words: Words): Notice[] {
  const found = new Map<string, Notice>();
  for (const texts of all) {
    for (const [language, text] of texts) {
      for (const path of variablesIn(text)) {
        const name = path.join('.');
        const empty = found.has(name) ? undefined : whyEmpty(path, subjects, around);
        if (empty === undefined) continue;
        const source = placeOfText(words.plan, texts, language) ?? words.source;
        found.set(name, emptyNotice(name, empty, { ...words, source }));
      }
    }
  }
  return [...found.values()];
}

function variablesIn(text: string): (readonly string[])[] {
  const template = compileTemplate(text);
  if ('problem' in template) return [];
  return template.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.path]));
}

interface Empty {
  readonly why: string;
  readonly hint?: string | undefined;
}

/** undefined: something may fill it in. */
function whyEmpty(
  path: readonly string[],
  { own, noCase }: Subjects,
  { facts, hasXForm }: Around,
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
  if (!own) return { why: noCase, hint: 'write the words as they are, or use an alert' };
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

function emptyNotice(path: string, { why, hint }: Empty, { name, about, source }: Words): Notice {
  const variable = `{${path}}`;
  return {
    code: 'PLACEHOLDER_NEVER_FILLED',
    message: `${name}: ${variable} reads "(?)" for everybody: ${why}`,
    hint: hint ?? 'correct the name, or give the cases that property',
    about: { ...about, variable },
    ...placed(source),
  };
}

const placed = (source: SourceLocation | undefined): { source?: SourceLocation } =>
  source ? { source } : {};

/** `{alert: 'visit'}` */
const aboutSender = ({ kind, key }: Alert | Broadcast): Readonly<Record<string, string>> => ({
  [kind]: key,
});
