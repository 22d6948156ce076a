import { createState, openState } from '../../../src/core/engine/run-state.ts';
import type { Alert } from '../../../src/core/model/alert.ts';
import type { CaseSeed } from '../../../src/core/model/case.ts';
import type { Entry } from '../../../src/core/model/entry.ts';
import type { User } from '../../../src/core/model/people.ts';
import type { Plan } from '../../../src/core/model/plan.ts';
import type { Project } from '../../../src/core/model/project.ts';
import type { AlertSource, Instance } from '../../../src/core/state/instances.ts';
import type { SimulationState } from '../../../src/core/state/simulation-state.ts';
import { formatDay } from '../../../src/core/time/calendar.ts';
import { rowTime } from './row-times.ts';
import type { RowInstance } from './rows.ts';

/** What a row's world is made of. */
export interface StageParts {
  readonly now: number;
  readonly timeZone: string;
  readonly alert: Alert;
  readonly cases?: readonly CaseSeed[];
  /** Key → zone; none: the project's. */
  readonly users?: Readonly<Record<string, string | null>>;
  readonly randomMinutes?: readonly number[];
}

/** The engine's own world, with one alert on it and nobody who moves its clock. */
export interface OpenStage {
  readonly state: SimulationState;
  readonly source: AlertSource;
  readonly entries: Entry[];
}

export function stageFor(parts: StageParts): OpenStage {
  const entries: Entry[] = [];
  const plan = planOf(parts);
  const state = createState({ plan, recorder: { record: (entry) => entries.push(entry) }, kinds: new Map() });
  openState(state);
  return { state, source: state.sources[0]!, entries };
}

/** The instances as the rows write them, in an order of their own. */
export function instancesOf({ source }: OpenStage): RowInstance[] {
  return [...source.instances.values()].flat().map(instanceRow).sort(byRecipient);
}

const byRecipient = (a: RowInstance, b: RowInstance): number => (orderOf(a) < orderOf(b) ? -1 : 1);
const orderOf = (row: RowInstance): string => `${row.recipient_type} ${row.recipient}`;

/** Rows in that same order, each once. */
export function inOrder(rows: readonly RowInstance[]): RowInstance[] {
  const distinct = new Map(rows.map((row) => [orderOf(row), row]));
  return [...distinct.values()].sort(byRecipient);
}

function instanceRow({ ref, position, source, resetValue }: Instance): RowInstance {
  const isSelf = ref.kind === 'case';
  const hasReset = source.def.kind === 'alert' && source.def.restartProperty !== undefined;
  return {
    recipient_type: isSelf ? 'Self' : 'CommCareUser',
    recipient: isSelf || !('key' in ref) ? null : `user:${ref.key}`,
    current_event_num: position.event,
    schedule_iteration_num: position.iteration,
    next_event_due: rowTime(position.due),
    active: position.active,
    ...(source.def.schedule.kind === 'timed' ? { start_date: formatDay(position.startDay) } : {}),
    ...(hasReset ? { last_reset_case_property_value: resetValue } : {}),
  };
}

function planOf({ now, timeZone, alert, cases = [], users = {}, randomMinutes }: StageParts): Plan {
  return {
    title: 'a recorded row',
    tags: [],
    source: { file: 'row', line: 1, column: 1 },
    seed: 1,
    ...(randomMinutes ? { randomMinutes } : {}),
    startsAt: now,
    project: projectIn(timeZone),
    otherProjects: new Map(),
    otherRouting: new Map(),
    gateways: [],
    routing: { project: new Map(), global: new Map() },
    cases: new Map(cases.map((seed) => [seed.key, seed])),
    users: new Map(Object.entries(users).map(([key, zone]) => [key, userNamed(key, zone)])),
    groups: new Map(),
    locations: new Map(),
    alerts: [alert],
    alertsToCome: new Set(),
    broadcasts: [],
    updateRules: [],
    keywords: [],
    surveys: new Map(),
    forwarding: [],
    timeline: [],
    expectations: [],
    othersAllowed: true,
    allow: [],
    invariantsOff: new Set(),
    notices: [],
  };
}

function projectIn(timeZone: string): Project {
  return {
    name: 'demo',
    timeZone,
    languages: ['en'],
    languageFallback: 'UNTRANSLATED',
    sendingHours: [],
    richTextEmail: false,
    inboundLeniency: false,
    oneNumberManyContacts: false,
    usOptIn: 'off',
    surveyDateFormat: 'YYYYMMDD',
    trial: false,
    outboundSms: true,
    inboundSms: true,
    optedOut: [],
    bounced: [],
    systemTexts: new Map(),
    rulesAt: 0,
    hq: 'exact',
  };
}

function userNamed(key: string, timeZone: string | null): User {
  return {
    kind: 'user',
    key,
    username: key,
    userId: key,
    firstName: '',
    lastName: '',
    phones: [`4477009001${key.length}${key.replaceAll(/\D/g, '')}`],
    verified: false,
    ...(timeZone === null ? {} : { timeZone }),
    active: true,
    data: new Map(),
  };
}

/** A case of the row's kind that nobody has registered yet. */
export function caseSeed(key: string, parts: Partial<CaseSeed> = {}): CaseSeed {
  return {
    key,
    project: 'demo',
    type: 'person',
    name: key,
    properties: new Map(),
    parents: [],
    closed: false,
    caseId: key,
    ...parts,
  };
}
