/** What a place of a scenario is about, by the keys that lead to it. */
import type { MutationKind } from './mutation.ts';

type Steps = readonly (string | number)[];

/** Keys below an alert or a broadcast. */
const bySenderKey: Readonly<Record<string, MutationKind>> = {
  ...{ case_type: 'rule', when: 'rule' },
  ...{ to: 'recipient', user_data: 'recipient', user_data_of: 'recipient' },
  ...{ stop: 'stop', restart_when_changed: 'stop', active: 'stop' },
  ...{ start: 'schedule', send: 'schedule', utc_default: 'schedule' },
  default_language: 'language',
};

const bySection: Readonly<Record<string, MutationKind>> = {
  ...{ project: 'setting', gateways: 'route', routing: 'route', cases: 'case', timeline: 'timeline' },
  ...{ users: 'person', web_users: 'person', groups: 'person', case_groups: 'person', locations: 'person' },
  ...{
    alerts: 'schedule',
    broadcasts: 'schedule',
    rules: 'rule',
    keywords: 'keyword',
    surveys: 'survey',
    forwarding: 'route',
  },
};

export function kindOfPath(path: Steps): MutationKind {
  const [section, , ...below] = sectionOf(path);
  if (section === 'project' && path.includes('languages')) return 'language';
  if (isText(path)) return 'text';
  if (section === 'alerts' || section === 'broadcasts') return bySenderKey[String(below[0])] ?? 'schedule';
  return bySection[String(section)] ?? 'setting';
}

/** Without the project in which it stands. */
export const sectionOf = (path: Steps): Steps => {
  if (path[0] !== 'other_projects') return path;
  return bySection[String(path[2])] === undefined || path.length < 4
    ? ['project', ...path.slice(2)]
    : path.slice(2);
};

/** Keys under which words stand that people read. */
const textKeys: ReadonlySet<string | number> = new Set([
  ...[
    'sms',
    'email',
    'custom',
    'reply',
    'ask',
    'message',
    'default_reply',
    'welcome',
    'system_texts',
    'choices',
  ],
]);

/** Sections that have such words, and keys below which names are the author's own. */
const speaking: ReadonlySet<string | number> = new Set([
  'alerts',
  'broadcasts',
  'keywords',
  'surveys',
  'project',
]);
const own: ReadonlySet<string | number> = new Set([
  'when',
  'user_data',
  'metadata',
  'if',
  'on_submit',
  'names',
]);

/** Words that people read; those of the timeline come in, or are somebody's own. */
export function isText(path: Steps): boolean {
  const [section, ...keys] = sectionOf(path);
  // An alert may be called `welcome`.
  const below = section === 'project' ? keys : keys.slice(1);
  return (
    speaking.has(section!) && below.some((step) => textKeys.has(step)) && !below.some((step) => own.has(step))
  );
}
