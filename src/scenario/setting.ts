import type { CaseSeed } from '../core/model/case.ts';
import type { Routing } from '../core/model/gateway.ts';
import type { ManyCases } from '../core/model/many-cases.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Project } from '../core/model/project.ts';
import { caseFrom } from './case-shape.ts';
import { gatewayFrom, routingFrom, withDefault } from './gateway-shape.ts';
import type { ImportedCases } from './imports.ts';
import type { MapNode, Node } from './node.ts';
import { noteContacts, noteProject } from './notices.ts';
import { noOtherProjects, type OtherProjects, otherProjectsOf } from './other-projects.ts';
import type { ParseContext } from './parse-context.ts';
import { quoted } from './problem.ts';
import { peopleOf, twoWayOf } from './project-contents.ts';
import type { Scenario } from './scenario-shape.ts';
import { byKey, type EditedDefinitions, mapsIn, section } from './sections.ts';

/** What a scenario sets up before anything happens. */
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
  | 'updateRules'
  | 'keywords'
  | 'surveys'
  | 'forwarding'
> & { readonly definitions: EditedDefinitions };

/** Reads all that the timeline starts from. */
export function settingOf(
  scenario: Scenario,
  project: Project,
  imports: readonly ImportedCases[],
  context: ParseContext,
): Setting {
  const { other_projects: declared } = scenario;
  const others = declared ? otherProjectsOf(declared, context) : noOtherProjects;
  const gatewayNodes = section(scenario.gateways, context);
  const definitions = stageOf(scenario, project.name, others.gatewayNodes, gatewayNodes);
  const own = [...gatewayNodes.values()].flatMap((node) => gatewayFrom(node, project.name, context) ?? []);
  const people = peopleOf(scenario, context);
  const twoWay = twoWayOf(scenario, project, context);
  noteProject(project, context);
  return {
    otherProjects: others.projects,
    otherRouting: others.routing,
    gateways: [...own, ...others.gateways],
    routing: withGlobals(withDefault(routingFrom(scenario.routing, context), scenario), others.routing),
    cases: casesOf(scenario, project.name, imports, others.cases, context),
    users: new Map([...people.users, ...others.users]),
    groups: new Map([...people.groups, ...others.groups]),
    locations: new Map([...people.locations, ...others.locations]),
    alerts: [...people.alerts, ...others.alerts],
    broadcasts: [...people.broadcasts, ...others.broadcasts],
    updateRules: [...people.updateRules, ...others.updateRules],
    keywords: [...twoWay.keywords, ...others.keywords],
    surveys: new Map([...twoWay.surveys, ...others.surveys].map((survey) => [survey.key, survey])),
    forwarding: [...twoWay.forwarding, ...others.forwarding],
    definitions,
  };
}

/** The global map is one for all projects; where two give a prefix, the file's own counts. */
function withGlobals(routing: Routing, others: ReadonlyMap<string, Routing>): Routing {
  const global = new Map([...[...others.values()].flatMap((each) => [...each.global]), ...routing.global]);
  return { ...routing, global };
}

function casesOf(
  scenario: Scenario,
  project: string,
  imports: readonly ImportedCases[],
  others: ReadonlyMap<string, CaseSeed>,
  context: ParseContext,
): ReadonlyMap<string, CaseSeed> {
  const read = (node: MapNode) => context.readPart(node, () => caseFrom(node, project, '', context));
  const cases = new Map(byKey(scenario.cases, read, context));
  let before: ReadonlyMap<string, CaseSeed> | undefined;
  for (const { node, cases: imported, onDisk } of imports) {
    for (const { key } of imported)
      if (cases.has(key) || context.users.has(key)) tellTaken(key, node, context);
    for (const seed of imported) cases.set(seed.key, seed);
    if (onDisk) before = new Map(cases);
  }
  const known = others.size === 0 ? cases : new Map([...cases, ...others]);
  const many = imports.find(({ onDisk }) => onDisk);
  const all = many?.onDisk ? joined(before!, many.onDisk, known) : known;
  if (many?.onDisk)
    for (const key of [...known.keys(), ...context.users])
      if (many.onDisk.has(key)) tellTaken(key, many.node, context);
  noteContacts(all.values(), context);
  return all;
}

/** Those on a disk stand behind the ones that the file has before them. */
function joined(
  before: ReadonlyMap<string, CaseSeed>,
  onDisk: ManyCases,
  all: ReadonlyMap<string, CaseSeed>,
): ManyCases {
  return onDisk.joinedTo(before, new Map([...all].filter(([key]) => !before.has(key))));
}

const tellTaken = (key: string, node: Node, context: ParseContext): void =>
  context.problem(node, `a case ${quoted(key)}, which this file has already`, 'one name for one thing');

function stageOf(
  scenario: Scenario,
  project: string,
  others: OtherProjects['gatewayNodes'],
  gateways: ReadonlyMap<string, MapNode>,
): EditedDefinitions {
  const own = [...gateways].map(([name, node]): [string, { node: MapNode; project: string }] => [
    name,
    { node, project },
  ]);
  return {
    alerts: withOthers('alerts', scenario),
    broadcasts: withOthers('broadcasts', scenario),
    updateRules: withOthers('rules', scenario),
    users: withOthers('users', scenario),
    webUsers: withOthers('web_users', scenario),
    groups: withOthers('groups', scenario),
    caseGroups: withOthers('case_groups', scenario),
    locations: withOthers('locations', scenario),
    gateways: new Map([...own, ...others]),
    registeredAt: new Map(),
  };
}

/** The sections that the timeline may edit. */
type EditedSection =
  | 'alerts'
  | 'broadcasts'
  | 'rules'
  | 'users'
  | 'web_users'
  | 'groups'
  | 'case_groups'
  | 'locations';

/** The maps of a section, those of other projects as `project/key`. */
function withOthers(section: EditedSection, scenario: Scenario): Map<string, MapNode> {
  const others = [...mapsIn(scenario.other_projects)].flatMap(([project, { entries }]) =>
    [...mapsIn(entries.get(section)?.value)].map(([key, node]) => [`${project}/${key}`, node] as const),
  );
  return new Map([...mapsIn(scenario[section]), ...others]);
}
