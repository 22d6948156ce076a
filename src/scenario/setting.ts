import type { CaseSeed } from '../core/model/case.ts';
import type { Routing } from '../core/model/gateway.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Project } from '../core/model/project.ts';
import { noteContacts } from './case-notices.ts';
import { caseFrom } from './case-shape.ts';
import { withDefault } from './default-gateway.ts';
import { gatewayFrom, routingFrom } from './gateway-shape.ts';
import type { ImportedCases } from './imports.ts';
import type { MapNode } from './node.ts';
import { type OtherProjects, otherProjectsOf } from './other-projects.ts';
import { peopleOf } from './people.ts';
import { quoted } from './problem.ts';
import type { Reading } from './reading.ts';
import type { Scenario } from './scenario-shape.ts';
import { noteProject } from './screen-limits.ts';
import { byKey, section } from './sections.ts';
import { mapsIn, type Stage } from './stage.ts';
import { twoWayOf } from './two-way.ts';

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
> & { readonly stage: Stage };

/** Reads all that the timeline starts from. */
export function settingOf(
  scenario: Scenario,
  project: Project,
  imports: readonly ImportedCases[],
  reading: Reading,
): Setting {
  const others = otherProjectsOf(scenario.other_projects, reading);
  const gatewayNodes = section(scenario.gateways, reading);
  const stage = stageOf(scenario, project.name, others.gatewayNodes, gatewayNodes);
  const own = [...gatewayNodes.values()].flatMap((node) => gatewayFrom(node, project.name, reading) ?? []);
  const people = peopleOf(scenario, reading);
  const twoWay = twoWayOf(scenario, project, reading);
  noteProject(project, reading);
  return {
    otherProjects: others.projects,
    otherRouting: others.routing,
    gateways: [...own, ...others.gateways],
    routing: withGlobals(withDefault(routingFrom(scenario.routing, reading), scenario), others.routing),
    cases: casesOf(scenario, project.name, imports, others.cases, reading),
    users: new Map([...people.users, ...others.users]),
    groups: new Map([...people.groups, ...others.groups]),
    locations: new Map([...people.locations, ...others.locations]),
    alerts: [...people.alerts, ...others.alerts],
    broadcasts: [...people.broadcasts, ...others.broadcasts],
    updateRules: [...people.updateRules, ...others.updateRules],
    keywords: [...twoWay.keywords, ...others.keywords],
    surveys: new Map([...twoWay.surveys, ...others.surveys].map((survey) => [survey.key, survey])),
    forwarding: [...twoWay.forwarding, ...others.forwarding],
    stage,
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
  const known = new Map([...cases, ...others]);
  noteContacts(known.values(), reading);
  return known;
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
