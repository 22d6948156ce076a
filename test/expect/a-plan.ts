import type { Entry } from '../../src/core/model/entry.ts';
import type { PromisedTime } from '../../src/core/model/expectation.ts';
import type { Gateway } from '../../src/core/model/gateway.ts';
import { plainGateway } from '../../src/core/model/plain-gateway.ts';
import type { Plan } from '../../src/core/model/plan.ts';
import type { Project } from '../../src/core/model/project.ts';
import { parseDay } from '../../src/core/time/calendar.ts';
import { toInstant, zoneNamed } from '../../src/core/time/zone.ts';
import { type Row, RowCollector } from '../../src/expect/rows.ts';
import { entryFrom, type LooseEntry } from '../helpers/loose-entry.ts';

export const kolkata = zoneNamed('Asia/Kolkata')!;
export const source = { file: 'a.yaml', line: 3, column: 5 };

/** An instant by the clock of Kolkata: `2026-03-09 09:00` with optional seconds. */
export function at(text: string): number {
  const [, day = '', hour, minute, second = '0'] = /^(\S+) (\d+):(\d+)(?::([\d.]+))?$/.exec(text) ?? [];
  return toInstant(kolkata, parseDay(day)!, Number(hour) * 3600 + Number(minute) * 60 + Number(second));
}

/** A promised time by that clock, or with ` local` by the recipient's. */
export function promised(text: string): PromisedTime {
  const bare = text.replace(' local', '');
  const precision = /:\d\d:/.test(bare) ? 'second' : 'minute';
  if (bare === text) return { at: at(text), precision, text };
  const [, day = '', hour, minute, second = '0'] = /^(\S+) (\d+):(\d+)(?::(\d+))?/.exec(bare) ?? [];
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return { local: { day: parseDay(day)!, second: seconds }, precision, text };
}

export const aProject: Project = {
  name: 'demo',
  timeZone: 'Asia/Kolkata',
  languages: ['en'],
  languageFallback: 'UNTRANSLATED',
  sendingHours: [],
  richTextEmail: false,
  inboundLeniency: false,
  oneNumberManyContacts: false,
  usOptIn: 'warn',
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

export const aGateway: Gateway = plainGateway('G', 'test', 'demo');

export function aPlan(parts: Partial<Plan> = {}): Plan {
  return {
    title: 'a story',
    tags: [],
    source: { file: 'a.yaml', line: 1, column: 1 },
    seed: 1,
    startsAt: at('2026-03-01 00:00'),
    project: aProject,
    otherProjects: new Map(),
    otherRouting: new Map(),
    gateways: [aGateway],
    routing: { project: new Map(), global: new Map() },
    cases: new Map(),
    users: new Map(),
    groups: new Map(),
    locations: new Map(),
    alerts: [],
    alertsToCome: new Set(),
    broadcasts: [],
    updateRules: [],
    keywords: [],
    surveys: new Map(),
    forwarding: [],
    timeline: [],
    expectations: [],
    othersAllowed: false,
    allow: [],
    invariantsOff: new Set(),
    notices: [],
    ...parts,
  };
}

/** A message sent to asha at nine. */
export function sent(parts: LooseEntry = {}): Entry {
  return entryFrom({
    at: at('2026-03-09 09:00'),
    kind: 'sent',
    id: 'm1',
    channel: 'sms',
    to: 'asha',
    number: '919812345671',
    via: 'G',
    language: 'en',
    text: 'Asha, your visit is on 2026-03-12.',
    case: 'asha',
    cause: 'alert',
    name: 'visit',
    alert: 'visit',
    event: 0,
    iteration: 1,
    due: at('2026-03-09 09:00'),
    attempts: 1,
    ...parts,
  });
}

/** The rows of these entries. */
export function rowsOf(...entries: readonly Entry[]): readonly Row[] {
  const rows = new RowCollector();
  for (const [index, entry] of entries.entries()) rows.take(entry, index);
  return rows.rows;
}
