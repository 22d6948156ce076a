/** Promises that a program makes about a plan which was read before, in the words of the scenario language. */
import type { Expectation } from '../core/model/expectation.ts';
import type { Plan } from '../core/model/plan.ts';
import { expectationsShape } from './expectation-shape.ts';
import type { ExpectationDefinition } from './generated/scenario-definition.ts';
import { type Names, type NounKind, ParseContext } from './parse-context.ts';
import type { Problem } from './problem.ts';
import { textOfValue } from './value-text.ts';
import { readYaml } from './yaml-tree.ts';

/** The promises; or what is wrong with them, names that the plan does not have too. */
export function promisesFrom(
  definitions: readonly ExpectationDefinition[],
  plan: Plan,
): readonly Expectation[] | { readonly problems: readonly Problem[] } {
  const parsed = readYaml('promise', textOfValue(definitions));
  if ('problems' in parsed) return parsed;
  const context = new ParseContext();
  context.zone = plan.project.timeZone;
  context.zones = plan.project.zones;
  context.people = new Set([...plan.cases.keys(), ...plan.users.keys()]);
  const expectations = parsed.trees.flatMap((tree) => expectationsShape.read(tree, context) ?? []);
  context.lookUp(namesOf(plan));
  return context.problems.length > 0 ? { problems: context.problems } : expectations;
}

function namesOf(plan: Plan): Names {
  const cases = [...plan.cases.keys()];
  const people = [...cases, ...plan.users.keys(), ...laterUsers(plan)];
  const alerts = plan.alerts.map(({ key }) => key);
  const broadcasts = plan.broadcasts.map(({ key }) => key);
  const names: Partial<Record<NounKind, readonly string[]>> = {
    case: cases,
    person: people,
    recipient: [...people, ...plan.groups.keys(), ...plan.locations.keys()],
    alert: alerts,
    broadcast: broadcasts,
    'sender of events': [...alerts, ...broadcasts],
    keyword: plan.keywords.map(({ word }) => word),
    survey: [...plan.surveys.keys()],
    gateway: [...plan.gateways.map(({ name }) => name), 'HQ_EMAIL'],
  };
  const sets = new Map(Object.entries(names).map(([kind, all]) => [kind, new Set(all)]));
  return { get: (kind) => sets.get(kind) ?? new Set() };
}

/** Those that the timeline brings. */
const laterUsers = ({ timeline }: Plan): string[] =>
  timeline.flatMap(({ act }) => (act.verb === 'user' ? act.users.map(({ key }) => key) : []));
