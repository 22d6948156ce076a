/**
 * What one project of a scenario holds: people, alerts, broadcasts and rules; surveys, keywords and the forwarding
 * of old.
 */
import type { Alert, Broadcast } from '../core/model/alert.ts';
import type { Group, Location, User } from '../core/model/people.ts';
import type { Project } from '../core/model/project.ts';
import type { Survey } from '../core/model/survey.ts';
import type { Forwarding, Keyword } from '../core/model/two-way.ts';
import type { UpdateRule } from '../core/model/update-rule.ts';
import { alertFrom, broadcastFrom } from './alert-shape.ts';
import type { Node } from './node.ts';
import { noteKeywordLanguages, noteKeywords, noteSurvey, noteUselessKeywords } from './notices.ts';
import type { ParseContext } from './parse-context.ts';
import { groupFrom, locationFrom, tellLocationCycles, userFrom } from './people-shape.ts';
import { all, byKey } from './sections.ts';
import { surveyFrom } from './survey-shape.ts';
import { forwardingShape, keywordFrom } from './two-way-shape.ts';
import { updateRuleFrom } from './update-rule-shape.ts';

/** HQ's forwarding of inbound texts was removed on this day. */
const FORWARDING_UNTIL = '2019-12-10';

interface Sections {
  readonly users?: Node;
  readonly web_users?: Node;
  readonly groups?: Node;
  readonly case_groups?: Node;
  readonly locations?: Node;
  readonly alerts?: Node;
  readonly broadcasts?: Node;
  readonly rules?: Node;
  readonly keywords?: Node;
  readonly surveys?: Node;
  readonly forwarding?: Node;
}

/** Who the project can write to, and what it sends them. */
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

/** What it says to those who write to it. */
export interface TwoWay {
  readonly keywords: readonly Keyword[];
  readonly surveys: readonly Survey[];
  readonly forwarding: readonly Forwarding[];
}

export function twoWayOf(given: Sections, project: Project, context: ParseContext): TwoWay {
  const keywords = all(given.keywords, (node) => keywordFrom(node, context), context);
  noteKeywords(keywords, context);
  for (const keyword of keywords) noteKeywordLanguages(keyword, project, context);
  const surveys = all(given.surveys, (node) => surveyFrom(node, context), context);
  for (const survey of surveys) noteSurvey(survey, context);
  noteUselessKeywords(keywords, surveys, context);
  const forwarding = (given.forwarding && forwardingShape.read(given.forwarding, context)) ?? [];
  noteForwarding(forwarding, project, context);
  return { keywords, surveys, forwarding };
}

function noteForwarding(rules: readonly Forwarding[], { asOf, name }: Project, context: ParseContext): void {
  if (rules.length === 0 || (asOf !== undefined && asOf < FORWARDING_UNTIL)) return;
  const message = `HQ forwards nothing since ${FORWARDING_UNTIL}: the rules of ${name} do nothing`;
  context.notice('FORWARDING_GONE', message, { project: name }, 'hq: {as_of: 2019-12-09} brings it back');
}
