/** Variables of a text that nothing ever fills in: whoever gets it reads "(?)". */
import type { Alert, Broadcast } from '../core/model/alert.ts';
import type { Notice, Plan } from '../core/model/plan.ts';
import { compileTemplate } from '../core/render/template.ts';
import { type CaseFacts, type TypeFacts, typeKeyOf } from './case-facts.ts';
import { didYouMean } from './near.ts';
import { aboutSender, sentTextsOf } from './sent-texts.ts';

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
export function placeholderNotices(plan: Plan, facts: CaseFacts): Notice[] {
  const hasXForm = [...plan.surveys.values()].some(({ form }) => form !== undefined);
  const found = new Map<string, Notice>();
  for (const sender of [...plan.alerts, ...plan.broadcasts]) {
    const own = factsOf(sender, plan, facts);
    if (sender.kind === 'alert' && (!own || own.count === 0)) continue;
    for (const path of variablesOf(sender)) {
      const name = `${sender.kind} ${sender.key} ${path.join('.')}`;
      if (found.has(name)) continue;
      const empty = whyEmpty(path, own, facts, hasXForm);
      if (empty !== undefined) found.set(name, noticeOf(sender, path, empty));
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

function noticeOf(sender: Alert | Broadcast, path: readonly string[], { why, hint }: Empty): Notice {
  const variable = `{${path.join('.')}}`;
  return {
    code: 'PLACEHOLDER_NEVER_FILLED',
    message: `${sender.key}: ${variable} reads "(?)" for everybody: ${why}`,
    hint: hint ?? 'correct the name, or give the cases that property',
    about: { ...aboutSender(sender), variable },
    ...(sender.source && { source: sender.source }),
  };
}
