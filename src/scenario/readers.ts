/** Who may read what an alert or a broadcast says, by language: cases, and users as recipients, members, or owners. */
import type { Alert, Broadcast, RecipientRef } from '../core/model/alert.ts';
import type { User } from '../core/model/people.ts';
import type { Plan } from '../core/model/plan.ts';
import { LocationTree } from '../core/state/people.ts';
import { type CaseFacts, typeKeyOf } from './case-facts.ts';

/** language_code → how many of those who may get it have it. */
export type Readers = ReadonlyMap<string, number>;

export function readersOf(sender: Alert | Broadcast, project: string, plan: Plan, facts: CaseFacts): Readers {
  const readers = new Map<string, number>();
  const add = (language: string, count: number): void => {
    if (language !== '') readers.set(language, (readers.get(language) ?? 0) + count);
  };
  if (sender.kind === 'alert' && sender.to.some(({ kind }) => kind === 'case')) {
    const own = facts.get(typeKeyOf({ project, type: sender.caseType }));
    for (const [language, count] of own?.languages ?? []) add(language, count);
  }
  for (const key of new Set(sender.to.flatMap((ref) => caseKeysOf(ref, plan))))
    add(plan.cases.get(key)?.properties.get('language_code') ?? '', 1);
  for (const key of new Set(sender.to.flatMap((ref) => userKeysOf(ref, sender, project, plan)))) {
    const user = plan.users.get(key);
    if (user?.active) add(languageOf(user), 1);
  }
  return readers;
}

function caseKeysOf(ref: RecipientRef, { groups }: Plan): readonly string[] {
  if (ref.kind === 'case_key') return [ref.key];
  return ref.kind === 'case_group' ? (groups.get(ref.key)?.members ?? []) : [];
}

/** Of a worker without a language, that of the user case. */
const languageOf = ({ kind, language, userCase }: User): string =>
  language || (kind === 'user' ? userCase?.get('language_code') : undefined) || '';

function userKeysOf(
  ref: RecipientRef,
  sender: Alert | Broadcast,
  project: string,
  plan: Plan,
): readonly string[] {
  switch (ref.kind) {
    case 'user':
    case 'web_user':
      return [ref.key];
    case 'group':
      return plan.groups.get(ref.key)?.members ?? [];
    case 'location':
      return usersAt(plan, ref.key, ref);
    case 'owner':
      return sender.kind === 'alert' ? ownersOf(sender.caseType, project, plan) : [];
    default:
      return [];
  }
}

function usersAt(
  { locations }: Plan,
  key: string,
  { descendants, types }: { readonly descendants: boolean; readonly types: readonly string[] },
): string[] {
  const top = locations.get(key);
  if (!top) return [];
  const all = descendants ? new LocationTree(locations).withDescendants(top) : [top];
  return all.filter(({ type }) => types.length === 0 || types.includes(type)).flatMap(({ users }) => users);
}

/** Owners of open cases of a type: a location, a user or a group of users. */
function ownersOf(type: string, project: string, plan: Plan): string[] {
  const owners = new Set<string>();
  for (const seed of plan.cases.values()) {
    const owner = seed.owner || seed.lastModifiedBy;
    if (seed.type === type && seed.project === project && !seed.closed && owner) owners.add(owner);
  }
  return [...owners].flatMap((owner) => {
    if (plan.locations.has(owner)) return usersAt(plan, owner, { descendants: false, types: [] });
    const group = plan.groups.get(owner);
    return plan.users.has(owner) ? [owner] : group?.kind === 'group' ? group.members : [];
  });
}
