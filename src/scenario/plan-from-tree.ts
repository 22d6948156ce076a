import type { CaseSeed } from '../core/model/case.ts';
import type { Gateway, Routing } from '../core/model/gateway.ts';
import { type Instant, MS_PER_DAY } from '../core/model/instant.ts';
import type { Group, User } from '../core/model/people.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Project } from '../core/model/project.ts';
import type { TimelineEntry } from '../core/model/timeline.ts';
import { zoneNamed } from '../core/time/zone.ts';
import { alertFrom, broadcastFrom } from './alert-shape.ts';
import { caseFrom } from './case-shape.ts';
import { allowShape, expectationsShape } from './expectation-shape.ts';
import { gatewayFrom, routingFrom } from './gateway-shape.ts';
import type { Importer } from './importer.ts';
import { type ImportedCases, importsFrom } from './imports.ts';
import { keysIn, namesIn, tellSharedNames } from './names.ts';
import type { MapNode, Node } from './node.ts';
import { groupFrom, locationFrom, tellLocationCycles, userFrom } from './people-shape.ts';
import { quoted } from './problem.ts';
import { projectFrom, projectShape } from './project-shape.ts';
import { type Reading, sourceOf } from './reading.ts';
import { otherProjectShape, scenarioShape } from './scenario-shape.ts';
import type { RecordOf } from './shape.ts';
import { mapsIn, type Stage } from './stage.ts';
import { type ReadTimeline, timelineFrom } from './timeline.ts';
import { forwardingShape, keywordFrom, surveyFrom, tellSameWords } from './two-way-shape.ts';
import type { ReadFile } from './use.ts';

/** What stands outside a scenario and takes part in reading it. */
export interface Outside {
  readonly read: ReadFile;
  readonly importCases?: Importer | undefined;
  readonly seed?: number | undefined;
}

type Scenario = RecordOf<(typeof scenarioShape)['fields']>;

/** The plan of one document; undefined after telling what is wrong with it. */
export function planFromTree(root: MapNode, outside: Outside, reading: Reading): Plan | undefined {
  reading.zone = zoneOf(root);
  tellSharedNames(root, reading);
  const scenario = scenarioShape.read(root, reading);
  if (scenario === undefined) return undefined;

  const project = projectOf(scenario, reading);
  const imports = importsFrom(scenario.import, project.name, outside.read, outside.importCases, reading);
  readNames(scenario, imports, reading);
  const setting = settingOf(scenario, project, imports, reading);
  const { timeline, startsAt, endsAt } = timesOf(scenario, setting.stage, imports, reading);
  const expectations = (scenario.expect && expectationsShape.read(scenario.expect, reading)) ?? [];
  const allow = (scenario.allow && allowShape.read(scenario.allow, reading)) ?? [];
  const imported = imports.flatMap(({ cases }) => cases.map(({ key }) => key));
  reading.lookUp(namesIn(root, imported, reading));
  noteUnsent(setting.broadcasts, timeline, reading);
  if (reading.problems.length > 0) return undefined;

  const { stage: _stage, ...nouns } = setting;
  return {
    title: scenario.scenario ?? '',
    ...(scenario.about === undefined ? {} : { about: scenario.about }),
    tags: scenario.tags ?? [],
    source: sourceOf(root),
    seed: outside.seed ?? scenario.seed ?? 1,
    ...(scenario.random_minutes === undefined ? {} : { randomMinutes: scenario.random_minutes }),
    startsAt,
    ...(endsAt === undefined ? {} : { endsAt }),
    project,
    ...nouns,
    alertsToCome: timeline.alertsToCome,
    timeline: timeline.entries,
    expectations,
    othersAllowed: scenario.others === 'allowed',
    allow,
    invariantsOff: scenario.invariants ?? new Set(),
    notices: reading.notices,
  };
}

/** The zone has to be known before any time is read; whether it is sound is told later. */
function zoneOf(root: MapNode): string {
  const project = root.entries.get('project')?.value;
  const zone = project?.kind === 'map' ? project.entries.get('time_zone')?.value : undefined;
  return (zone?.kind === 'text' ? zoneNamed(zone.text)?.name : undefined) ?? 'UTC';
}

function projectOf({ project }: Scenario, reading: Reading): Project {
  return projectFrom(project && projectShape.read(project, reading), 'demo');
}

/** What names mean has to be known before the parts that use them are read. */
function readNames(scenario: Scenario, imports: readonly ImportedCases[], reading: Reading): void {
  const keys = (node: Node | undefined) => keysIn(node).map(({ text }) => text);
  const groups = new Map<string, 'group' | 'case_group'>();
  for (const [key, node] of mapsIn(scenario.groups))
    groups.set(key, node.entries.has('cases') ? 'case_group' : 'group');
  for (const [key] of mapsIn(scenario.case_groups)) groups.set(key, 'case_group');
  reading.groups = groups;
  reading.surveys = new Set(keys(scenario.surveys));
  reading.users = new Set([...keys(scenario.users), ...keys(scenario.web_users)]);
  const cases = imports.flatMap((one) => one.cases.map(({ key }) => key));
  const others = [...mapsIn(scenario.other_projects)].flatMap(([name, node]) =>
    keys(node.entries.get('cases')?.value).map((key) => `${name}/${key}`),
  );
  reading.people = new Set([...keys(scenario.cases), ...cases, ...others, ...reading.users]);
}

type Setting = Pick<
  Plan,
  | 'otherProjects'
  | 'otherRouting'
  | 'gateways'
  | 'routing'
  | 'cases'
  | 'users'
  | 'groups'
  | 'locations'
  | 'alerts'
  | 'broadcasts'
  | 'keywords'
  | 'surveys'
  | 'forwarding'
> & { readonly stage: Stage };

function settingOf(
  scenario: Scenario,
  project: Project,
  imports: readonly ImportedCases[],
  reading: Reading,
): Setting {
  const others = otherProjectsOf(scenario.other_projects, reading);
  const gatewayNodes = section(scenario.gateways, reading);
  const stage = stageOf(scenario, project.name, others.gatewayNodes, gatewayNodes);
  const own = [...gatewayNodes.values()].flatMap((node) => gatewayFrom(node, project.name, reading) ?? []);
  const locations = byKey(scenario.locations, (node) => locationFrom(node, reading), reading);
  if (scenario.locations) tellLocationCycles(locations, scenario.locations, reading);
  const keywords = all(scenario.keywords, (node) => keywordFrom(node, reading), reading);
  if (scenario.keywords) tellSameWords(keywords, scenario.keywords, reading);
  return {
    otherProjects: others.projects,
    otherRouting: others.routing,
    gateways: [...own, ...others.gateways],
    routing: withDefault(routingFrom(scenario.routing, reading), scenario, reading),
    cases: casesOf(scenario, project.name, imports, others.cases, reading),
    users: usersOf(scenario, reading),
    groups: groupsOf(scenario, reading),
    locations,
    alerts: all(scenario.alerts, (node) => alertFrom(node, reading), reading),
    broadcasts: all(scenario.broadcasts, (node) => broadcastFrom(node, reading), reading),
    keywords,
    surveys: byKey(scenario.surveys, (node) => surveyFrom(node, reading), reading),
    forwarding: (scenario.forwarding && forwardingShape.read(scenario.forwarding, reading)) ?? [],
    stage,
  };
}

/** The maps of a section, after telling what is no map. */
function section(node: Node | undefined, reading: Reading): Map<string, MapNode> {
  const maps = mapsIn(node);
  if (node === undefined || (node.kind === 'text' && node.text === '')) return maps;
  if (node.kind !== 'map') reading.unwanted(node, 'a map of name: {…}');
  else
    for (const [name, { value }] of node.entries)
      if (!maps.has(name)) reading.unwanted(value, `a map of what ${quoted(name)} is`);
  return maps;
}

function all<T>(node: Node | undefined, make: (node: MapNode) => T | undefined, reading: Reading): T[] {
  return [...section(node, reading).values()].flatMap((one) => make(one) ?? []);
}

function byKey<T extends { readonly key: string }>(
  node: Node | undefined,
  make: (node: MapNode) => T | undefined,
  reading: Reading,
): ReadonlyMap<string, T> {
  return new Map(all(node, make, reading).map((one) => [one.key, one]));
}

function usersOf(scenario: Scenario, reading: Reading): ReadonlyMap<string, User> {
  return new Map([
    ...byKey(scenario.users, (node) => userFrom(node, 'user', reading), reading),
    ...byKey(scenario.web_users, (node) => userFrom(node, 'web_user', reading), reading),
  ]);
}

function groupsOf(scenario: Scenario, reading: Reading): ReadonlyMap<string, Group> {
  return new Map([
    ...byKey(scenario.groups, (node) => groupFrom(node, 'group', reading), reading),
    ...byKey(scenario.case_groups, (node) => groupFrom(node, 'case_group', reading), reading),
  ]);
}

function casesOf(
  scenario: Scenario,
  project: string,
  imports: readonly ImportedCases[],
  others: ReadonlyMap<string, CaseSeed>,
  reading: Reading,
): ReadonlyMap<string, CaseSeed> {
  const cases = new Map(byKey(scenario.cases, (node) => caseFrom(node, project, '', reading), reading));
  for (const { node, cases: imported } of imports) {
    for (const seed of imported) {
      const isTaken = cases.has(seed.key) || reading.users.has(seed.key);
      if (isTaken)
        reading.problem(
          node,
          `a case ${quoted(seed.key)}, which this file has already`,
          'one name for one thing',
        );
      cases.set(seed.key, seed);
    }
  }
  return new Map([...cases, ...others]);
}

interface OtherProjects {
  readonly projects: ReadonlyMap<string, Project>;
  readonly routing: ReadonlyMap<string, Routing>;
  readonly gateways: readonly Gateway[];
  readonly gatewayNodes: ReadonlyMap<string, { readonly node: MapNode; readonly project: string }>;
  readonly cases: ReadonlyMap<string, CaseSeed>;
}

function otherProjectsOf(node: Node | undefined, reading: Reading): OtherProjects {
  const projects = new Map<string, Project>();
  const routing = new Map<string, Routing>();
  const gateways: Gateway[] = [];
  const gatewayNodes = new Map<string, { readonly node: MapNode; readonly project: string }>();
  const cases = new Map<string, CaseSeed>();
  for (const [name, one] of section(node, reading)) {
    reading.otherProject = name;
    const given = otherProjectShape.read(one, reading);
    if (given === undefined) continue;
    projects.set(name, projectFrom(given, name));
    routing.set(name, defaultLaid(routingFrom(given.routing, reading), given.default_gateway));
    for (const [key, gateway] of section(given.gateways, reading)) {
      gatewayNodes.set(`${name}/${key}`, { node: gateway, project: name });
      gateways.push(...[gatewayFrom(gateway, name, reading) ?? []].flat());
    }
    for (const seed of all(given.cases, (it) => caseFrom(it, name, `${name}/`, reading), reading)) {
      cases.set(seed.key, withOwnParents(seed, given.cases, name));
    }
  }
  reading.otherProject = '';
  return { projects, routing, gateways, gatewayNodes, cases };
}

/** Parents named by their bare key stand in the same project. */
function withOwnParents(seed: CaseSeed, cases: Node | undefined, project: string): CaseSeed {
  const own = new Set(keysIn(cases).map(({ text }) => text));
  const parents = seed.parents.map((link) =>
    own.has(link.case) ? { ...link, case: `${project}/${link.case}` } : link,
  );
  return { ...seed, parents };
}

function defaultLaid(routing: Routing, gateway: string | undefined): Routing {
  return gateway === undefined
    ? routing
    : { ...routing, project: new Map([...routing.project, ['*', gateway]]) };
}

/** `default_gateway` is the project's `*`; of the two, the one further down the file wins. */
function withDefault(routing: Routing, scenario: Scenario, _reading: Reading): Routing {
  const told = entryIn(scenario.project, 'default_gateway');
  if (told?.kind !== 'text') return routing;
  const mapped = entryIn(entryIn(scenario.routing, 'project'), '*');
  return mapped !== undefined && isLater(mapped, told, scenario.node)
    ? routing
    : defaultLaid(routing, told.text.trim());
}

function entryIn(node: Node | undefined, name: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.get(name)?.value : undefined;
}

function isLater(one: Node, other: Node, root: MapNode): boolean {
  if (one.place.origin.file === other.place.origin.file) return one.place.start > other.place.start;
  return one.place.origin.file === root.place.origin.file;
}

function stageOf(
  scenario: Scenario,
  project: string,
  others: OtherProjects['gatewayNodes'],
  gateways: ReadonlyMap<string, MapNode>,
): Stage {
  const own = [...gateways].map(([name, node]): [string, { node: MapNode; project: string }] => [
    name,
    { node, project },
  ]);
  return {
    alerts: mapsIn(scenario.alerts),
    broadcasts: mapsIn(scenario.broadcasts),
    users: mapsIn(scenario.users),
    webUsers: mapsIn(scenario.web_users),
    groups: mapsIn(scenario.groups),
    caseGroups: mapsIn(scenario.case_groups),
    locations: mapsIn(scenario.locations),
    gateways: new Map([...own, ...others]),
    registeredAt: new Map(),
  };
}

interface Times {
  readonly timeline: ReadTimeline;
  readonly startsAt: Instant;
  readonly endsAt: Instant | undefined;
}

function timesOf(
  scenario: Scenario,
  stage: Stage,
  imports: readonly ImportedCases[],
  reading: Reading,
): Times {
  const registrations = registrationsOf(imports);
  for (const { at, act } of registrations) {
    if (act.verb === 'register') for (const key of act.keys) stage.registeredAt.set(key, at);
  }
  const told = { startsAt: scenario.starts, endsAt: scenario.ends?.at };
  const read = timelineFrom(scenario.timeline, told, stage, reading);
  const entries = [...registrations, ...read.entries].sort((a, b) => a.at - b.at);
  const startsAt = told.startsAt ?? entries[0]?.at;
  const last = entries.at(-1)?.at ?? startsAt;
  const isIdle = scenario.node.entries.has('ends') && told.endsAt === undefined;
  const endsAt = isIdle ? undefined : (told.endsAt ?? (last ?? 0) + MS_PER_DAY);
  if (startsAt === undefined && !scenario.node.entries.has('starts')) {
    reading.problem(scenario.node, 'no time at all', 'starts, or a timeline');
  }
  if (startsAt !== undefined && told.endsAt !== undefined && told.endsAt < startsAt) {
    reading.problem(
      scenario.node.entries.get('ends')?.value ?? scenario.node,
      'an end before the start',
      'starts before ends',
    );
  }
  return { timeline: { ...read, entries }, startsAt: startsAt ?? 0, endsAt };
}

/** Imports with `register_at` are registered before what the timeline does at the same instant. */
function registrationsOf(imports: readonly ImportedCases[]): readonly TimelineEntry[] {
  return imports.flatMap(({ node, cases, registerAt }): TimelineEntry[] =>
    registerAt === undefined || cases.length === 0
      ? []
      : [
          {
            at: registerAt,
            source: sourceOf(node),
            act: { verb: 'register', keys: cases.map(({ key }) => key) },
          },
        ],
  );
}

/** An immediate broadcast goes when the timeline says so, and only then. */
function noteUnsent(broadcasts: Plan['broadcasts'], timeline: ReadTimeline, reading: Reading): void {
  const sent = new Set(
    timeline.entries.flatMap(({ act }) => (act.verb === 'broadcast' ? [act.broadcast.key] : [])),
  );
  for (const { key, schedule } of broadcasts) {
    if (schedule.kind === 'timed' || sent.has(key)) continue;
    const message = `the timeline never starts the broadcast "${key}": it is not sent`;
    reading.notice('BROADCAST_NEVER_SENT', message, { broadcast: key }, `add - {at: …, broadcast: ${key}}`);
  }
}
