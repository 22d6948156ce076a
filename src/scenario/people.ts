/** Who a project can write to, and what it sends them: users, groups, locations, alerts, broadcasts and rules. */
import type { Alert, Broadcast } from '../core/model/alert.ts';
import type { Group, Location, User } from '../core/model/people.ts';
import type { UpdateRule } from '../core/model/update-rule.ts';
import { alertFrom, broadcastFrom } from './alert-shape.ts';
import type { Node } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { groupFrom, locationFrom, tellLocationCycles, userFrom } from './people-shape.ts';
import { all, byKey } from './sections.ts';
import { updateRuleFrom } from './update-rule-shape.ts';

interface Sections {
  readonly users?: Node;
  readonly web_users?: Node;
  readonly groups?: Node;
  readonly case_groups?: Node;
  readonly locations?: Node;
  readonly alerts?: Node;
  readonly broadcasts?: Node;
  readonly rules?: Node;
}

export interface People {
  readonly users: ReadonlyMap<string, User>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly locations: ReadonlyMap<string, Location>;
  readonly alerts: readonly Alert[];
  readonly broadcasts: readonly Broadcast[];
  readonly updateRules: readonly UpdateRule[];
}

export function peopleOf(given: Sections, context: ParseContext): People {
  const locations = byKey(given.locations, (node) => locationFrom(node, context), context);
  if (given.locations) tellLocationCycles(locations, given.locations, context);
  return {
    users: new Map([
      ...byKey(given.users, (node) => userFrom(node, 'user', context), context),
      ...byKey(given.web_users, (node) => userFrom(node, 'web_user', context), context),
    ]),
    groups: new Map([
      ...byKey(given.groups, (node) => groupFrom(node, 'group', context), context),
      ...byKey(given.case_groups, (node) => groupFrom(node, 'case_group', context), context),
    ]),
    locations,
    alerts: all(given.alerts, (node) => alertFrom(node, context), context),
    broadcasts: all(given.broadcasts, (node) => broadcastFrom(node, context), context),
    updateRules: all(given.rules, (node) => updateRuleFrom(node, context), context),
  };
}
