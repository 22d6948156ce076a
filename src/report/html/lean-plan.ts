/** Of a scenario's people what a report shows: what reaches them, where they belong, and nothing else of their data. */
import type { CaseChange, CaseSeed } from '../../core/model/case.ts';
import type { User } from '../../core/model/people.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Act, TimelineEntry } from '../../core/model/timeline.ts';
import type { TrailPlan } from '../why/trail-plan.ts';

/** Properties by which HQ finds number, address, clock and language of a case. */
const CONTACT_PROPERTIES = [
  ...['contact_phone_number', 'contact_phone_number_is_verified', 'commcare_email_address'],
  ...['time_zone', 'language_code', 'contact_backend_id'],
];

export function leanPlan({ project, cases, users, groups, locations, timeline }: Plan): TrailPlan {
  const { timeZone, zones, hq, optedOut, defaultReply } = project;
  return {
    project: {
      ...{ timeZone, hq, optedOut },
      ...(zones !== undefined && { zones }),
      ...(defaultReply !== undefined && { defaultReply }),
    },
    cases: mapped(cases, leanCase),
    users: mapped(users, leanUser),
    groups,
    locations,
    timeline: timeline.flatMap(leanEntry),
  };
}

const mapped = <T>(map: ReadonlyMap<string, T>, lean: (value: T) => T): Map<string, T> =>
  new Map([...map].map(([key, value]) => [key, lean(value)]));

const leanCase = (seed: CaseSeed): CaseSeed => ({ ...seed, properties: contactOnly(seed.properties) });

function leanUser(user: User): User {
  const { userCase, ...rest } = user;
  return { ...rest, data: new Map(), ...(userCase && { userCase: contactOnly(userCase) }) };
}

const contactOnly = (properties: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...properties].filter(([name]) => CONTACT_PROPERTIES.includes(name)));

function leanEntry({ at, source, act }: TimelineEntry): TimelineEntry[] {
  const lean = leanAct(act);
  return lean ? [{ at, source, act: lean }] : [];
}

/** Only what changes people. */
function leanAct(act: Act): Act | undefined {
  switch (act.verb) {
    case 'group':
    case 'location':
      return act;
    case 'user':
      return { ...act, users: act.users.map(leanUser) };
    case 'update': {
      const changes = act.changes.map(leanChange).filter(({ set }) => set.size > 0);
      return changes.length === 0 ? undefined : { ...act, changes };
    }
    default:
      return undefined;
  }
}

const leanChange = ({ key, set }: CaseChange): CaseChange => ({ key, set: contactOnly(set) });
