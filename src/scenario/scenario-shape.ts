import { invariantNames } from '../core/model/invariant-names.ts';
import { alertShape, broadcastShape } from './alert-shape.ts';
import { caseShape } from './case-shape.ts';
import { allowShape, expectationsShape } from './expectation-shape.ts';
import { gatewayShape, routingShape } from './gateway-shape.ts';
import { caseGroupShape, groupShape, locationShape, userShape } from './people-shape.ts';
import { projectShape } from './project-shape.ts';
import { choice, filePath, instant, seed, text, whole, word } from './scalars.ts';
import {
  byKind,
  convert,
  deferredShape,
  field,
  listOf,
  mapOf,
  named,
  oneOrMore,
  type RecordOf,
  record,
  required,
  type Shape,
} from './shape.ts';
import { surveyShape } from './survey-shape.ts';
import { timelineShape } from './timeline-shape.ts';
import { forwardingShape, keywordShape } from './two-way-shape.ts';
import { updateRuleShape } from './update-rule-shape.ts';

export const importShape = listOf(
  record({
    file: required(filePath, 'CSV, XLSX, JSON or NDJSON, relative to this file'),
    type: field(word, 'Case type of rows that name none'),
    register_at: field(instant, 'When the cases are registered; left out: the timeline does it'),
    key: field(word, 'The column that names each case'),
    columns: field(mapOf(word), 'Column → property'),
  }),
);

export const otherProjectShape = named(
  'other_project',
  record({
    ...projectShape.fields,
    gateways: field(deferredShape(mapOf(gatewayShape)), 'Gateways of that project'),
    routing: field(deferredShape(routingShape), 'Its routing'),
    cases: field(deferredShape(mapOf(caseShape)), 'Its cases, named project/key elsewhere'),
    users: field(deferredShape(mapOf(userShape)), 'Its mobile workers'),
    web_users: field(deferredShape(mapOf(userShape)), 'Its web users'),
    groups: field(deferredShape(mapOf(groupShape)), 'Its groups'),
    case_groups: field(deferredShape(mapOf(caseGroupShape)), 'Its groups of cases'),
    locations: field(deferredShape(mapOf(locationShape)), 'Its locations'),
    alerts: field(deferredShape(mapOf(alertShape)), 'Its alerts'),
    broadcasts: field(deferredShape(mapOf(broadcastShape)), 'Its broadcasts'),
    rules: field(deferredShape(mapOf(updateRuleShape)), 'Its rules that change cases'),
    keywords: field(deferredShape(mapOf(keywordShape)), 'Its keywords'),
    surveys: field(deferredShape(mapOf(surveyShape)), 'Its surveys'),
    forwarding: field(deferredShape(forwardingShape), 'What it sends on'),
  }),
);

/** undefined: when idle. */
const end: Shape<{ readonly at?: number }> = {
  read: (node, context) => {
    if (node.kind === 'text' && node.text === 'when idle') return {};
    const at = instant.read(node, context);
    return at === undefined ? undefined : { at };
  },
  schema: () => ({ type: 'string' }),
};

const invariants = convert(
  record({
    off: field(
      byKind<readonly string[]>('all, or names of invariants', {
        text: oneOrMore(choice('all', ...invariantNames)),
        list: oneOrMore(choice('all', ...invariantNames)),
      }),
      'Names of checks to switch off, or all',
    ),
  }),
  ({ off = [] }) => new Set<string>(off.includes('all') ? invariantNames : off),
);

/** A scenario file. What depends on other parts is read later, in an order that knows them. */
export const scenarioShape = record({
  scenario: required(word, 'Title'),
  about: field(text, 'Free text'),
  tags: field(oneOrMore(word), 'Words for --tag'),
  use: field(deferredShape(oneOrMore(word)), 'Files whose settings are merged into this one'),
  seed: field(seed, 'For every random choice; default 1'),
  random_minutes: field(listOf(whole(0)), 'For tests: the draws of random windows in order'),
  starts: field(instant, 'First instant; default: the first timeline entry'),
  ends: field(end, 'Last instant, or "when idle"; default: the last timeline entry + 1 day'),
  project: field(deferredShape(projectShape), 'Settings shared by all contacts'),
  other_projects: field(
    deferredShape(mapOf(otherProjectShape)),
    'Other projects: a number is owned across all of them',
  ),
  gateways: field(deferredShape(mapOf(gatewayShape)), 'Named ways out'),
  routing: field(deferredShape(routingShape), 'Who gets what prefix'),
  cases: field(deferredShape(mapOf(caseShape)), 'The registered records'),
  import: field(deferredShape(importShape), 'Cases from files'),
  users: field(deferredShape(mapOf(userShape)), 'Mobile workers'),
  web_users: field(deferredShape(mapOf(userShape)), 'Web users'),
  groups: field(deferredShape(mapOf(groupShape)), 'Groups of users, or of cases'),
  case_groups: field(deferredShape(mapOf(caseGroupShape)), 'Groups of cases'),
  locations: field(deferredShape(mapOf(locationShape)), 'Locations'),
  alerts: field(deferredShape(mapOf(alertShape)), 'Conditional alerts'),
  broadcasts: field(deferredShape(mapOf(broadcastShape)), 'Broadcasts'),
  rules: field(deferredShape(mapOf(updateRuleShape)), 'Rules that change cases once a day'),
  keywords: field(deferredShape(mapOf(keywordShape)), 'Words that contacts may send'),
  surveys: field(deferredShape(mapOf(surveyShape)), 'SMS surveys'),
  forwarding: field(deferredShape(forwardingShape), 'What is sent on'),
  timeline: field(deferredShape(timelineShape), 'What happens, in order of time'),
  expect: field(deferredShape(expectationsShape), 'What must come out'),
  others: field(
    choice('forbidden', 'allowed'),
    'Messages and errors that no expectation claims; default forbidden',
  ),
  allow: field(deferredShape(allowShape), 'Parts that need no expectation'),
  invariants: field(invariants, 'Always-on checks to switch off'),
  examples: field(deferredShape(listOf(mapOf(text))), 'The scenario runs once per row, {{column}} replaced'),
});

/** A scenario file as it was read. */
export type Scenario = RecordOf<(typeof scenarioShape)['fields']>;

/** What `use` merges from another file. */
export const mergedSections: ReadonlySet<string> = new Set([
  'project',
  'other_projects',
  'gateways',
  'routing',
  'cases',
  'users',
  'web_users',
  'groups',
  'case_groups',
  'locations',
  'alerts',
  'broadcasts',
  'rules',
  'keywords',
  'surveys',
]);
