/** What a text of a scenario is changed into, by where it stands. */
import { changedValues, changedWords, withoutVariables } from './changed-values.ts';
import { isText, sectionOf } from './kind-of-path.ts';
import type { Names } from './names.ts';

type Steps = readonly (string | number)[];

export function changedLeaf(text: string, path: Steps, names: Names): string[] {
  if (isText(path)) return [...changedWords(text), ...withoutVariables(text)];
  const own = sectionOf(path);
  const [section] = own;
  const name = nameOf(path);
  if (name === 'time_zone') return [otherZone(text)];
  if (section === 'cases' || (section === 'timeline' && path.includes('update')))
    return changedProperty(text, name, names);
  if (section === 'routing') return some(names.other('gateways', text));
  if (own.includes('to') && (section === 'alerts' || section === 'broadcasts'))
    return changedRecipient(text, name, names);
  const other = sectionsByKey[name];
  if (other !== undefined) return some(names.other(other, text));
  if (languageKeys.has(name)) return some(names.otherLanguage(text));
  const values = changedValues(text);
  if (values.length > 0) return isAboutDays(name, own) ? values : values.slice(0, 1);
  return isWord(own, name) ? [`${text}_x`] : [];
}

/** The key nearest to a value: that of its list, for an item. */
const nameOf = (path: Steps): string =>
  String([...path].reverse().find((step) => typeof step === 'string') ?? '');

const some = (text: string | undefined): string[] => (text === undefined ? [] : [text]);

const otherZone = (zone: string): string =>
  zone === 'Africa/Nairobi' ? 'America/New_York' : 'Africa/Nairobi';

/** Numbers of phones and names are only carried through. */
function changedProperty(text: string, name: string, names: Names): string[] {
  if (name === 'language_code') return some(names.otherLanguage(text));
  if (name === 'contact_backend_id') return some(names.other('gateways', text.trim()));
  if (name === 'owner') return some(names.other('users', text));
  if (name === 'name' || /^\+?\d{7,}$/.test(text)) return [];
  const values = changedValues(text);
  return values.length > 0 ? values.slice(0, 1) : [`${text}_x`];
}

function changedRecipient(text: string, name: string, names: Names): string[] {
  const section = recipientSections[name];
  if (section !== undefined) return some(names.other(section, text));
  if (name === 'to') return [text === 'case' ? 'owner' : 'case'];
  return name.endsWith('property') ? [`${text}_x`] : changedValues(text).slice(0, 1);
}

const recipientSections: Readonly<Record<string, string | undefined>> = {
  ...{ case: 'cases', user: 'users', web_user: 'web_users', group: 'groups' },
  ...{ case_group: 'case_groups', location: 'locations' },
};

/** Keys that name something else of the file. */
const sectionsByKey: Readonly<Record<string, string | undefined>> = {
  ...{ via: 'gateways', default_gateway: 'gateways', email_gateway: 'gateways' },
  ...{ survey: 'surveys', form: 'surveys', group: 'groups', broadcast: 'broadcasts' },
  ...{ register: 'cases', close: 'cases', reopen: 'cases', delete: 'cases' },
};

const languageKeys: ReadonlySet<string> = new Set(['default_language', 'language', 'languages']);

/** Where the sign of a number matters: elsewhere below zero is no value. */
const isAboutDays = (name: string, own: Steps): boolean =>
  own.includes('when') || ['offset_days', 'day', 'days', 'due', 'starts', 'expires'].includes(name);

/** Values, properties and types whose words another part compares with. */
function isWord(own: Steps, name: string): boolean {
  if (own.includes('when') || own.includes('if') || own.includes('constraint') || own.includes('user_data'))
    return true;
  if (own[0] === 'rules' && own.includes('set')) return true;
  if (own[0] === 'surveys' && own.includes('update')) return true;
  if (own[0] === 'timeline' && (name === 'text' || name === 'from')) return name === 'text';
  return words.has(name);
}

const words: ReadonlySet<string> = new Set([
  ...['property', 'at_property', 'case_property', 'restart_when_changed', 'anchor', 'case_type'],
  ...['delimiter', 'separator', 'opt_out', 'opt_in', 'keyword', 'opted_out', 'bounced'],
]);
