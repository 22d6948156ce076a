/** What all contacts of a story share, so that it cannot be cut into shards: each in words, with the name of its setting. */
import type { Alert } from '../core/model/alert.ts';
import type { Gateway } from '../core/model/gateway.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Project } from '../core/model/project.ts';
import type { CaseUpdate } from '../core/model/survey.ts';
import type { Act, TimelineEntry } from '../core/model/timeline.ts';

/** Empty: the story can be cut, as far as its contacts are apart. */
export function obstaclesIn(plan: Plan): string[] {
  const acts = plan.timeline.map(({ act }) => act);
  const found = [
    ...projectObstacles(plan, acts),
    ...gatewayObstacles(plan, acts),
    ...ruleObstacles(plan, acts),
    ...surveyObstacles(plan),
    ...inboundObstacles(plan, acts),
    ...platformObstacles(plan.timeline),
    ...promiseObstacles(plan, acts),
  ];
  return [...new Set(found)];
}

function projectObstacles(plan: Plan, acts: readonly Act[]): string[] {
  const edits = acts.flatMap((act) => (act.verb === 'settings' ? [act.project] : []));
  const projects: readonly Partial<Project>[] = [plan.project, ...plan.otherProjects.values(), ...edits];
  const countsAnew = edits.some((edit) => 'dailyLimit' in edit || 'timeZone' in edit);
  return [
    ...(countsAnew ? ['the timeline changes how the SMS of a day are counted'] : []),
    ...projects.flatMap(sharedByProject),
  ];
}

function sharedByProject({ trial, smsRegistration }: Partial<Project>): string[] {
  return [
    ...(trial ? ['a trial project counts the messages of everybody'] : []),
    ...(smsRegistration === undefined ? [] : ['sms_registration adds contacts that the file does not know']),
  ];
}

function gatewayObstacles(plan: Plan, acts: readonly Act[]): string[] {
  const edits = acts.flatMap((act) => (act.verb === 'gateway' ? [act.gateway] : []));
  return [...plan.gateways, ...edits].flatMap(sharedByGateway);
}

const sharedByGateway = ({ name, ratePerMinute, failNext, faults }: Gateway): string[] => [
  ...(ratePerMinute === undefined ? [] : [`gateway ${name}: rate_per_minute is shared by all it sends to`]),
  ...(failNext === 0 ? [] : [`gateway ${name}: fail_next counts the hand-overs of everybody`]),
  ...(faults.length === 0 ? [] : [`gateway ${name}: its faults may count the hand-overs of everybody`]),
];

function ruleObstacles({ updateRules, randomMinutes }: Plan, acts: readonly Act[]): string[] {
  const deleted = acts.flatMap((act) => (act.verb === 'alert' && act.action === 'delete' ? [act.alert] : []));
  return [
    ...(updateRules.length === 0 && !acts.some(({ verb }) => verb === 'rules')
      ? []
      : ['rules that change cases go over all of them in one run']),
    ...(randomMinutes === undefined ? [] : ['random_minutes gives its draws in one order to all']),
    ...deleted.map(({ key }: Alert) => `alert ${key} is deleted, which disarms all cases in one step`),
    ...(registersAgain(acts) ? ['a deleted case is registered again, which gives it a new place'] : []),
    ...(acts.some(({ verb }) => verb === 'receipt')
      ? ['a receipt of the timeline is for the newest message of all that fits']
      : []),
  ];
}

function registersAgain(acts: readonly Act[]): boolean {
  if (!acts.some(({ verb }) => verb === 'delete')) return false;
  const seen = new Set<string>();
  for (const act of acts) {
    if (act.verb !== 'register') continue;
    for (const key of act.keys) {
      if (seen.has(key)) return true;
      seen.add(key);
    }
  }
  return false;
}

/** What a survey must not write: it would change who shares what with whom while the clock runs. */
const linking: ReadonlySet<string> = new Set([
  ...['contact_phone_number', 'contact_phone_number_is_verified', 'owner', 'owner_id', 'case_type', 'type'],
]);

function surveyObstacles({ surveys }: Plan): string[] {
  return [...surveys.values()].flatMap(({ key, form, updates }) => [
    ...(form === undefined ? [] : [`survey ${key}: its form may make and change cases of others`]),
    ...updates.flatMap(({ property }: CaseUpdate) =>
      linking.has(property) ? [`survey ${key} writes ${property}, by which contacts share things`] : [],
    ),
  ]);
}

function inboundObstacles({ keywords }: Plan, acts: readonly Act[]): string[] {
  if (!acts.some(({ verb }) => verb === 'inbound')) return [];
  return [
    ...keywords.flatMap(({ key, notify }) =>
      notify === undefined ? [] : [`keyword ${key} writes to others than its sender`],
    ),
    ...(acts.some((act) => act.verb === 'inbound' && act.fromKind === 'user')
      ? ['a user writes in, and may name any case']
      : []),
    ...(acts.some(({ verb }) => verb === 'platform')
      ? ['texts that wait while the platform is down come in together']
      : []),
  ];
}

/** Down and up at one instant: how much is done in between depends on everybody. */
function platformObstacles(timeline: readonly TimelineEntry[]): string[] {
  const instants = timeline.flatMap(({ at, act }) => (act.verb === 'platform' ? [at] : []));
  return new Set(instants).size === instants.length
    ? []
    : ['the platform goes down and comes up at one instant'];
}

function promiseObstacles({ expectations }: Plan, acts: readonly Act[]): string[] {
  return [
    ...(acts.some(({ verb }) => verb === 'expect')
      ? ['the timeline expects something while the clock runs']
      : []),
    ...(expectations.some(({ kind }) => kind === 'state')
      ? ['a promise about state looks at the whole world']
      : []),
  ];
}
