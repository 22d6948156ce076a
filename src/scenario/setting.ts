import type { CaseSeed } from '../core/model/case.ts';
import type { Routing } from '../core/model/gateway.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Project } from '../core/model/project.ts';
import { caseFrom } from './case-shape.ts';
import { gatewayFrom, routingFrom, withDefault } from './gateway-shape.ts';
import type { ImportedCases } from './imports.ts';
import type { MapNode } from './node.ts';
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
  for (const { node, cases: imported } of imports) {
    for (const seed of imported) {
      const isTaken = cases.has(seed.key) || context.users.has(seed.key);
      if (isTaken)
        context.problem(
          node,
          `a case ${quoted(seed.key)}, which this file has already`,
          'one name for one thing',
        );
      cases.set(seed.key, seed);
    }
  }
  for (const [key, seed] of others) cases.set(key, seed);
  noteContacts(cases.values(), context);
  return cases;
}

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
