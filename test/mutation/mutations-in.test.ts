import { describe, expect, test } from 'vitest';
import { edited } from '../../src/mutation/edited.ts';
import { mutationsIn } from '../../src/mutation/mutations-in.ts';
import { pathText } from '../../src/scenario/node.ts';
import { treeOf } from './a-document.ts';

const story = `scenario: A title of 09:00
about: 2026-03-02
project: {time_zone: Asia/Kolkata, languages: [en, hin], default_gateway: MAIN}
gateways:
  MAIN: {type: twilio, number: "100", account_sid: AC1, auth_token: very-secret, rate_per_minute: 60}
  SPARE: {type: http, number: "200"}
routing: {global: {"91": MAIN, "*": SPARE}}
cases:
  asha: {type: c, name: Asha, status: open, due: 2026-03-12, language_code: hin, contact_phone_number: "919812345001"}
users: {nurse: {phone: "919812345009"}, doctor: {phone: "919812345008"}}
alerts:
  visit:
    case_type: c
    when: {status: open, ward: {not: closed}, due: {before: 3 days}}
    to: [case, {user: nurse}]
    start: {property: due, offset_days: -3}
    stop: {property: ended}
    send: {daily: {at: "09:00", stop_after: 1}}
    sms: {en: "{case.name}, come.", hin: "{case.name}, aaiye."}
keywords: {JOIN: {reply: Welcome}}
surveys:
  fever: {questions: [{id: hot, ask: "Fever?", type: text}, {id: days, ask: "Days?", type: int, constraint: {at_most: "30"}, if: {hot: "yes"}}]}
timeline:
  - {at: 2026-03-02 10:00, register: asha}
  - {at: 2026-03-02 11:00, expect: [{state: {queued: 0}}]}
expect:
  - sms to asha at 2026-03-09 09:00
`;

const root = treeOf(story);
const mutations = mutationsIn(root);
const changes = mutations.map(({ path, after }) => `${path} → ${after ?? 'left out'}`);

describe('what is changed of a story, one thing at a time', () => {
  test.each([
    ['a time of day', 'schedule', 'alerts.visit.send.daily.at → 10:00'],
    ['an offset', 'schedule', 'alerts.visit.start.offset_days → -2'],
    ['its sign', 'schedule', 'alerts.visit.start.offset_days → 3'],
    ['how often', 'schedule', 'alerts.visit.send.daily.stop_after → 2'],
    ['the date that it starts from', 'schedule', 'alerts.visit.start.property → due_x'],
    ['what stops it', 'stop', 'alerts.visit.stop → left out'],
    ['a value of the rule', 'rule', 'alerts.visit.when.status → open_x'],
    ['a criterion turned round', 'rule', 'alerts.visit.when.status → {not: open}'],
    ['and back', 'rule', 'alerts.visit.when.ward → closed'],
    ['a comparison', 'rule', 'alerts.visit.when.due.before → after'],
    ['a criterion', 'rule', 'alerts.visit.when.ward → left out'],
    ['a recipient', 'recipient', 'alerts.visit.to[0] → owner'],
    ['who it is', 'recipient', 'alerts.visit.to[1].user → doctor'],
    ['one of them', 'recipient', 'alerts.visit.to[1] → left out'],
    ['a line of the routing', 'route', 'routing.global.91 → SPARE'],
    ['the same left out', 'route', 'routing.global.* → left out'],
    ['a limit of a gateway', 'route', 'gateways.MAIN.rate_per_minute → 61'],
    ['words', 'text', 'alerts.visit.sms.en → {case.name}other words'],
    ['a property in them', 'text', 'alerts.visit.sms.en → , come.'],
    ['two languages', 'language', 'alerts.visit.sms → the words of en and hin swapped'],
    ['the order of languages', 'language', 'project.languages → the first two swapped'],
    ['a keyword', 'keyword', 'keywords.JOIN → JOINX'],
    ['a limit of an answer', 'survey', 'surveys.fever.questions[1].constraint.at_most → 31'],
    ['a condition', 'survey', 'surveys.fever.questions[1].if → left out'],
    ['the zone', 'setting', 'project.time_zone → Africa/Nairobi'],
    ['a date of a case', 'case', 'cases.asha.due → 2026-03-13'],
    ['a language of a case', 'case', 'cases.asha.language_code → en'],
    ['a property of a case', 'case', 'cases.asha.contact_phone_number → left out'],
    ['a group of people', 'person', 'users.nurse → left out'],
    ['something that happens', 'timeline', 'timeline[0] → left out'],
    ['and when', 'timeline', 'timeline[0].at → 2026-03-02 11:00'],
  ])('%s', (_what, kind, change) => {
    expect(changes).toContain(change);
    expect(mutations[changes.indexOf(change)]!.kind).toBe(kind);
  });

  test('promises, titles, names and secrets stay', () => {
    expect(changes.filter((one) => /expect|scenario|about|auth_token|\.id |\.name /.test(one))).toEqual([]);
    expect(JSON.stringify(mutations.map(({ before }) => before))).not.toContain('very-secret');
  });

  test('each stands at its own place', () => {
    const { source, endColumn } = mutations[changes.indexOf('alerts.visit.send.daily.at → 10:00')]!;
    const line = story.split('\n')[source.line - 1]!;
    expect(line.slice(source.column - 1, endColumn - 1)).toBe('"09:00"');
  });
});

describe('a change of a tree', () => {
  test('touches nothing else: all other parts are the same ones', () => {
    const { edit } = mutations[changes.indexOf('routing.global.91 → SPARE')]!;
    const changed = edited(root, edit);
    const parts = [...root.entries.keys()].filter(
      (key) => changed.entries.get(key) !== root.entries.get(key),
    );
    expect(parts).toEqual(['routing']);
  });

  test('is made wherever an alias shows the place', () => {
    const aliased = treeOf(`scenario: Two
starts: 2026-03-02 00:00
alerts:
  a: {case_type: c, to: case, send: &when {daily: {at: "09:00"}}, sms: A}
  b: {case_type: c, to: case, send: *when, sms: B}
`);
    const mutation = mutationsIn(aliased).find(({ after }) => after === '10:00')!;
    expect(JSON.stringify(textsOf(edited(aliased, mutation.edit))).match(/10:00/g)).toHaveLength(2);
  });

  test('renames a key, and what hangs on it follows', () => {
    const { edit } = mutations[changes.indexOf('keywords.JOIN → JOINX')]!;
    const keywords = edited(root, edit).entries.get('keywords')!.value;
    const [entry] = keywords.kind === 'map' ? [...keywords.entries.values()] : [];
    expect(pathText(entry?.value.path)).toBe('keywords.JOINX');
  });
});

function textsOf(node: ReturnType<typeof treeOf> | unknown): unknown {
  const it = node as {
    kind: string;
    text: string;
    items: unknown[];
    entries: Map<string, { value: unknown }>;
  };
  if (it.kind === 'text') return it.text;
  if (it.kind === 'list') return it.items.map(textsOf);
  return [...it.entries.values()].map(({ value }) => textsOf(value));
}
