import type {
  Expectation,
  PromisedFields,
  PromisedTime,
  SourceLocation,
} from '../../src/core/model/expectation.ts';
import { MS_PER_MINUTE } from '../../src/core/model/instant.ts';
import type { Plan } from '../../src/core/model/plan.ts';
import type { Act } from '../../src/core/model/timeline.ts';
import { rehearsePlan } from '../../src/rehearse.ts';

/** A plan that is wrong in one place: a run of it must not be ok. */
export interface Mutant {
  readonly what: string;
  readonly plan: Plan;
}

/** Every promise of a plan, broken in every way it can be broken, one at a time. */
export function mutantsOf(plan: Plan): Mutant[] {
  const mutants: Mutant[] = [];
  plan.expectations.forEach((expectation, index) => {
    const label = `${expectation.kind} at line ${expectation.source.line}`;
    const put = (what: string, replaced: readonly Expectation[]): void => {
      const expectations = plan.expectations.toSpliced(index, 1, ...replaced);
      mutants.push({ what: `${label}: ${what}`, plan: { ...plan, expectations } });
    };
    switch (expectation.kind) {
      case 'sms':
      case 'email':
      case 'error':
        if (!plan.othersAllowed) put('dropped', []);
        for (const [what, fields] of wrongFields(expectation.kind, expectation.fields)) {
          put(what, [{ ...expectation, fields }]);
        }
        return;
      case 'nothing':
        mutants.push({
          what: `${label}: something comes`,
          plan: withSomething(plan, expectation.fields, true),
        });
        return;
      case 'count':
        mutants.push({
          what: `${label}: one more comes`,
          plan: withSomething(plan, expectation.fields, false),
        });
        return;
      case 'each':
        if (!plan.othersAllowed) put('dropped', []);
        for (const [what, fields] of wrongFields(
          expectation.of.channel === 'error' ? 'error' : 'sms',
          expectation.fields,
        )) {
          put(what, [{ ...expectation, fields }]);
        }
        put('about an alert that sends nothing', [
          { ...expectation, of: { ...expectation.of, alert: 'no_such' } },
        ]);
        return;
      case 'no_doubles':
        mutants.push({ what: `${label}: the same words twice`, plan: withDouble(plan, expectation) });
        return;
      case 'no_nights':
        put('nights all day', [{ ...expectation, from: ofDay('00:00', 0), until: ofDay('23:59', 86_340) }]);
        return;
      case 'cost':
        put('nothing may be spent', [{ ...expectation, atMost: '0' }]);
        put('in another currency', [{ ...expectation, currency: 'ISK' }]);
        return;
      case 'state':
        for (const [what, state] of wrongStates(expectation.state)) put(what, [{ ...expectation, state }]);
    }
  });
  return mutants;
}

const ofDay = (text: string, second: number): PromisedTime => ({
  daily: { second, clock: 'project' },
  precision: 'minute',
  text,
});

/** The same words are sent to somebody twice at once. */
function withDouble(plan: Plan, expectation: Expectation): Plan {
  const at = plan.timeline.at(-1)!.at;
  const to = contactFor(plan, {})!;
  const act: Act = { verb: 'send', to, texts: new Map([['*', 'the same words']]), chat: true };
  const twice = [act, act].map((each) => ({ at, source: plan.source, act: each }));
  return {
    ...plan,
    timeline: [...plan.timeline, ...twice],
    expectations: [expectation],
    othersAllowed: true,
  };
}

type Wrong = readonly [what: string, fields: PromisedFields];

/** Each field stated wrongly: those that stand in the expectation, and those that could. */
function wrongFields(kind: 'sms' | 'email' | 'error', fields: PromisedFields): Wrong[] {
  const wrong: Wrong[] = [
    ['gateway changed', { ...fields, via: 'NO_SUCH_GATEWAY' }],
    ['language changed', { ...fields, in: 'xx' }],
    ['number changed', { ...fields, number: '5' }],
  ];
  if (kind === 'error') wrong.push(['code changed', { ...fields, code: 'MESSAGE_BLANK' }]);
  else wrong.push(['text changed', { ...fields, says: `${fields.says ?? ''} and one word more` }]);
  if (fields.contains)
    wrong.push(['part changed', { ...fields, contains: [...fields.contains, 'no such words'] }]);
  if (kind === 'email') wrong.push(['subject changed', { ...fields, subject: 'Another subject' }]);
  fields.at?.forEach((_time, index) => {
    const at = fields.at!.map((each, place) => (place === index ? later(each) : each));
    wrong.push([`time ${index + 1} moved by a minute`, { ...fields, at }]);
  });
  return wrong;
}

function later(time: PromisedTime): PromisedTime {
  if (time.at !== undefined) return { ...time, at: time.at + MS_PER_MINUTE };
  if (time.daily) return { ...time, daily: { ...time.daily, second: time.daily.second + 60 } };
  return { ...time, local: { day: time.local!.day, second: time.local!.second + 60 } };
}

type State = Extract<Expectation, { kind: 'state' }>['state'];

function wrongStates(state: State): [what: string, state: State][] {
  const wrong: [string, State][] = [];
  for (const [number, owner] of state.twoWay ?? []) {
    const twoWay = new Map(state.twoWay).set(number, owner === null ? 'somebody' : null);
    wrong.push([`owner of ${number} changed`, { ...state, twoWay }]);
  }
  if (state.optedOut) wrong.push(['one more opted out', { ...state, optedOut: [...state.optedOut, '5'] }]);
  for (const [name, value] of state.property?.values ?? []) {
    const values = new Map(state.property!.values).set(name, `${value}x`);
    wrong.push([`property ${name} changed`, { ...state, property: { ...state.property!, values } }]);
  }
  if (state.queued !== undefined) wrong.push(['one more queued', { ...state, queued: state.queued + 1 }]);
  for (const [contact, session] of state.session ?? []) {
    const other = session === 'open' ? ('closed' as const) : ('open' as const);
    wrong.push([
      `session of ${contact} changed`,
      { ...state, session: new Map(state.session).set(contact, other) },
    ]);
  }
  if (state.nextDue) wrong.push(['next due changed', { ...state, nextDue: wrongDue(state.nextDue) }]);
  return wrong;
}

function wrongDue(due: NonNullable<State['nextDue']>): NonNullable<State['nextDue']> {
  if (due.at) return { ...due, at: later(due.at) };
  return { ...due, at: { at: 0, precision: 'minute', text: '1970-01-01 00:00 UTC' } };
}

/**
 * The same plan in which one message more reaches whom the promise is about. Other promises must not
 * be what breaks: everything else is allowed.
 */
function withSomething(plan: Plan, fields: PromisedFields, mustMatch: boolean): Plan {
  const source: SourceLocation = plan.source;
  const at = instantFor(plan, fields);
  const ghost = 'somebody_new';
  const known = contactFor(plan, fields);
  const to = known ?? ghost;
  const texts = new Map([['*', fields.says ?? (fields.contains ?? ['one message more']).join(' ')]]);
  const number = fields.number ?? '447700900999';
  const cases = new Map(plan.cases).set(ghost, {
    key: ghost,
    project: plan.project.name,
    type: 'ghost',
    name: 'Ghost',
    properties: new Map([['contact_phone_number', number]]),
    parents: [],
    closed: false,
    caseId: ghost,
  });
  const acts: Act[] = [
    { verb: 'register', keys: [ghost] },
    { verb: 'send', to, texts, chat: true },
  ];
  const timeline = [...plan.timeline, ...acts.map((act) => ({ at, source, act }))].sort(
    (a, b) => a.at - b.at,
  );
  const kept = plan.expectations.filter(
    (each) =>
      (each.kind === 'nothing' || each.kind === 'count') && (mustMatch ? each.fields === fields : true),
  );
  return { ...plan, cases, timeline, expectations: kept, othersAllowed: true };
}

function instantFor(plan: Plan, fields: PromisedFields): number {
  const last = plan.timeline[plan.timeline.length - 1]!.at;
  if (fields.from?.at !== undefined) return fields.from.at;
  if (fields.after?.at !== undefined) return fields.after.at + MS_PER_MINUTE;
  return Math.min(fields.until?.at ?? last, plan.endsAt ?? last);
}

/** Somebody the message can really reach: a contact with a number, told by key or by number. */
function contactFor(plan: Plan, fields: PromisedFields): string | undefined {
  if (fields.to !== undefined) return fields.to;
  if (fields.number !== undefined) return undefined;
  const run = rehearsePlan(plan);
  for (const entry of run.journal.entries()) if (entry.kind === 'sent') return entry.to;
  return undefined;
}
