import type { Alert, Broadcast } from '../core/model/alert.ts';
import type { CaseSeed } from '../core/model/case.ts';
import type { Gateway, Routing } from '../core/model/gateway.ts';
import type { Group, Location, User } from '../core/model/people.ts';
import type { Project } from '../core/model/project.ts';
import type { Survey } from '../core/model/survey.ts';
import type { Forwarding, Keyword } from '../core/model/two-way.ts';
import type { UpdateRule } from '../core/model/update-rule.ts';
import { caseFrom } from './case-shape.ts';
import { defaultLaid, gatewayFrom, routingFrom } from './gateway-shape.ts';
import { keysIn } from './names.ts';
import type { MapNode, Node } from './node.ts';
import { noteProject } from './notices.ts';
import type { ParseContext } from './parse-context.ts';
import { type People, peopleOf, type TwoWay, twoWayOf } from './project-contents.ts';
import { projectFrom } from './project-shape.ts';
import { otherProjectShape } from './scenario-shape.ts';
import { all, section } from './sections.ts';

/** What the scenario says of projects beside its own. */
export interface OtherProjects {
  readonly projects: ReadonlyMap<string, Project>;
  readonly routing: ReadonlyMap<string, Routing>;
  readonly gateways: readonly Gateway[];
  readonly gatewayNodes: ReadonlyMap<string, { readonly node: MapNode; readonly project: string }>;
  readonly cases: ReadonlyMap<string, CaseSeed>;
  readonly users: ReadonlyMap<string, User>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly locations: ReadonlyMap<string, Location>;
  readonly alerts: readonly Alert[];
  readonly broadcasts: readonly Broadcast[];
  readonly updateRules: readonly UpdateRule[];
  readonly keywords: readonly Keyword[];
  readonly surveys: readonly Survey[];
  readonly forwarding: readonly Forwarding[];
}

/** A scenario of one project alone. */
export const noOtherProjects: OtherProjects = {
  projects: new Map(),
  routing: new Map(),
  gateways: [],
  gatewayNodes: new Map(),
  cases: new Map(),
  users: new Map(),
  groups: new Map(),
  locations: new Map(),
  alerts: [],
  broadcasts: [],
  updateRules: [],
  keywords: [],
  surveys: [],
  forwarding: [],
};

/** Reads `other_projects`; their cases get the project's name before their key. */
export function otherProjectsOf(node: Node, context: ParseContext): OtherProjects {
  const projects = new Map<string, Project>();
  const routing = new Map<string, Routing>();
  const gateways: Gateway[] = [];
  const gatewayNodes = new Map<string, { readonly node: MapNode; readonly project: string }>();
  const cases = new Map<string, CaseSeed>();
  const twoWays: TwoWay[] = [];
  const people: People[] = [];
  const own = context.project;
  for (const [name, one] of section(node, context)) {
    context.otherProject = name;
    context.project = name;
    const given = otherProjectShape.read(one, context);
    if (given === undefined) continue;
    const project = projectFrom(given, name);
    projects.set(name, project);
    noteProject(project, context);
    twoWays.push(twoWayOf(given, project, context));
    people.push(peopleOf(given, context));
    routing.set(name, defaultLaid(routingFrom(given.routing, context), given.default_gateway));
    for (const [key, gateway] of section(given.gateways, context)) {
      gatewayNodes.set(`${name}/${key}`, { node: gateway, project: name });
      gateways.push(...[gatewayFrom(gateway, name, context) ?? []].flat());
    }
    for (const seed of all(given.cases, (it) => caseFrom(it, name, `${name}/`, context), context)) {
      cases.set(seed.key, withOwnParents(seed, given.cases, name));
    }
  }
  context.otherProject = '';
  context.project = own;
  return {
    projects,
    routing,
    gateways,
    gatewayNodes,
    cases,
    users: new Map(people.flatMap(({ users }) => [...users])),
    groups: new Map(people.flatMap(({ groups }) => [...groups])),
    locations: new Map(people.flatMap(({ locations }) => [...locations])),
    alerts: people.flatMap(({ alerts }) => alerts),
    broadcasts: people.flatMap(({ broadcasts }) => broadcasts),
    updateRules: people.flatMap(({ updateRules }) => updateRules),
    keywords: twoWays.flatMap(({ keywords }) => keywords),
    surveys: twoWays.flatMap(({ surveys }) => surveys),
    forwarding: twoWays.flatMap(({ forwarding }) => forwarding),
  };
}

/** Parents named by their bare key stand in the same project. */
function withOwnParents(seed: CaseSeed, cases: Node | undefined, project: string): CaseSeed {
  const own = new Set(keysIn(cases).map(({ text }) => text));
  const parents = seed.parents.map((link) =>
    own.has(link.case) ? { ...link, case: `${project}/${link.case}` } : link,
  );
  return { ...seed, parents };
}
