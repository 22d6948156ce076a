import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/core/model/entry.ts';
import { MS_PER_MINUTE } from '../../src/core/model/instant.ts';
import type { Plan } from '../../src/core/model/plan.ts';
import type { QuestionType } from '../../src/core/model/survey.ts';
import type { Act, TimelineEntry } from '../../src/core/model/timeline.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { plansFrom } from '../helpers/plans-from.ts';

const PHONES = 20;
/** Of both projects together. */
const SCRIPTS = 10_000;
const REPLAYED_EVERY = 20;

/** Keywords whose first message is the first prompt of a survey. */
const asking = new Set(['ASK', 'DAY']);

const page = (flags: string, numberOf: (phone: number) => number): string => `
scenario: Conversations
project: {${flags}default_reply: Sorry?}
gateways: {GW: {type: twilio, number: "100", scope: project}}
routing: {project: {"*": GW}}
cases:
${Array.from({ length: PHONES }, (_, phone) => `  c${phone}: {type: c, name: C${phone}, age: "${phone}", contact_phone_number: "2547000000${10 + numberOf(phone)}", contact_phone_number_is_verified: "1"}`).join('\n')}
surveys:
  health: {questions: [{id: hi, ask: Hello.}, {id: age, ask: "Age?", type: int, constraint: {at_least: "0", message: No.}}, {id: ill, ask: "Ill?", choices: {y: "yes", n: "no"}}, {id: days, ask: "Days?", type: float, if: {ill: y}}], on_submit: {update: {age: "{age}", days: "{days}"}}}
  day: {questions: [{id: d, ask: "When?", type: date}, {id: t, ask: "At?", type: time, required: yes}]}
  signs: {questions: [{id: m, ask: "Signs?", type: multiselect, choices: {f: fever, c: cough}}, {id: note, ask: "Note?", type: text}], on_submit: {update: {signs: "{m}"}}}
  big: {questions: [{id: n, ask: "Number?", type: longint}, {repeat: "2", questions: [{id: x, ask: "X?", type: text}]}]}
keywords:
  ASK: {survey: health}
  DAY: {survey: day, overrides_open_surveys: yes}
  HELP: {reply: "ok {case.name}", overrides_open_surveys: yes}
  REG: {structured: {survey: day}}
  NAMED: {structured: {survey: big, form: named, names: {N: n}}}
  PRE: {delimiter: ",", structured: {survey: health, form: prefix, names: {A: age, I: ill}}}
alerts:
  signs: {case_type: c, to: case, send: {daily: {at: "10:05", stop_after: "1"}}, survey: {form: signs, expires_after: 2 hours, reminders: [10, 20], submit_partial: yes, partial_case_updates: yes}}
starts: 2026-03-02 10:00
ends: 2026-03-03 10:00
invariants: {off: all}
timeline: [{at: 2026-03-02 10:00, register: [${Array.from({ length: PHONES }, (_, phone) => `c${phone}`).join(', ')}]}]
others: allowed
`;

const text = fc.constantFrom(
  ...['ask', 'ASK me', 'day', 'help', 'reg 20240229 0930', 'reg', 'named n=7', 'named n', 'pre,a5,iyes'],
  ...['#start ask', '#stop', '#current', '#what', 'stop', 'START', 'yes', 'no', '1', '2', '08', '-3', '1_0'],
  ...['１２', '', ' ', '3.50', 'nan', '20240229', '20240230', '0930', '9 30', 'fever cough', '2 1', 'hello'],
);

const act = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.record({ verb: fc.constant('inbound' as const), phone: fc.nat(PHONES - 1), text }),
  },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('platform' as const), up: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('formplayer' as const), up: fc.boolean() }) },
);

/** A few phones in each script, so that a text meets what was said before. */
const script = fc.record({
  acts: fc.array(fc.record({ after: fc.nat(40), act }), { minLength: 4, maxLength: 24 }),
  phones: fc.integer({ min: 1, max: PHONES }),
});

type Script = typeof script extends fc.Arbitrary<infer S> ? S : never;

function planFor(base: Plan, { acts, phones }: Script): Plan {
  let at = base.startsAt;
  const entries = acts.map(({ after, act: one }): TimelineEntry => {
    at += after * MS_PER_MINUTE;
    return { at, source: base.source, act: actOf(one, phones) };
  });
  const keys = Array.from({ length: phones }, (_, phone) => `c${phone}`);
  const joining: TimelineEntry = { at: base.startsAt, source: base.source, act: { verb: 'register', keys } };
  return { ...base, timeline: [joining, ...entries] };
}

function actOf(act: Script['acts'][number]['act'], phones: number): Act {
  if (act.verb === 'platform') return { verb: 'platform', up: act.up, inboundLost: false };
  if (act.verb === 'formplayer') return act;
  return { verb: 'inbound', from: `c${act.phone % phones}`, fromKind: 'case', via: 'GW', text: act.text };
}

const ENDED = new Set(['completed', 'partial', 'expired', 'closed']);

/** Holds every line against the laws as it comes. */
class Witness {
  private readonly numbers: ReadonlyMap<string, string>;
  private readonly types: ReadonlyMap<string, ReadonlyMap<string, QuestionType>>;
  private readonly open = new Set<string>();
  private readonly running = new Map<string, Set<string>>();
  private readonly out = new Set<string>();

  constructor(plan: Plan) {
    this.numbers = new Map(
      [...plan.cases.values()].map(({ key, properties }) => [key, properties.get('contact_phone_number')!]),
    );
    this.types = new Map(
      [...plan.surveys.values()].map(({ key, questions }) => [
        key,
        new Map(questions.map(({ path, type }) => [path, type])),
      ]),
    );
  }

  see(entry: Entry): void {
    if (entry.kind === 'inbound') expect(entry.handled_by).toMatch(/^[a-z_]+$/);
    if (entry.kind === 'opt') this.out[entry.direction === 'out' ? 'add' : 'delete'](entry.number);
    if (entry.kind === 'sent' && this.out.has(entry.number!)) expect(entry.cause).toBe('opt_out');
    if (entry.kind === 'queued') this.asked(entry.to!, entry.cause, entry.name);
    if (entry.kind === 'survey') this.survey(entry);
  }

  /** A first prompt or any later one: the contact's survey runs on its number. */
  private asked(contact: string, cause: string, name: string): void {
    const isPrompt = cause === 'alert' || cause === 'survey' || (cause === 'keyword' && asking.has(name));
    if (!isPrompt || !this.open.has(contact)) return;
    const number = this.numbers.get(contact)!;
    const running = this.running.get(number) ?? new Set();
    this.running.set(number, running.add(contact));
    expect([...running]).toEqual([contact]);
  }

  private survey({ contact, state, survey, answers = {} }: Extract<Entry, { kind: 'survey' }>): void {
    if (state === 'opened') {
      expect(this.open.has(contact)).toBe(false);
      this.open.add(contact);
    }
    if (state === 'completed') {
      const types = this.types.get(survey)!;
      for (const [path, value] of Object.entries(answers)) {
        expect([path, value, isOfType(types.get(path)!, value)]).toEqual([path, value, true]);
      }
    }
    if (!ENDED.has(state)) return;
    this.open.delete(contact);
    this.running.get(this.numbers.get(contact)!)?.delete(contact);
  }
}

const shapes: Partial<Record<QuestionType, RegExp>> = {
  int: /^(?:0|-?[1-9]\d*)?$/,
  longint: /^(?:0|-?[1-9]\d*)?$/,
  float: /^(?:-?\d+(?:\.\d+)?(?:E-?\d+)?)?$/,
  date: /^(?:\d{4}-\d\d-\d\d)?$/,
  time: /^(?:\d\d:\d\d:00\.000)?$/,
  select: /^[yn]?$/,
  multiselect: /^(?:[fc](?: [fc])*)?$/,
};

const isOfType = (type: QuestionType, value: string): boolean => shapes[type]?.test(value) ?? true;

describe.each([
  ['each with a number of its own', '', (phone: number) => phone],
  [
    'two contacts to a number, under both flags',
    'inbound_leniency: yes, one_number_many_contacts: yes, ',
    (phone: number) => phone >> 1,
  ],
] as const)('conversations of 20 phones, %s', (_what, flags, numberOf) => {
  const [base] = plansFrom(page(flags, numberOf));
  let count = 0;

  test('one survey at a time on a number, one handler for a text, sound values, silence after STOP', () => {
    fc.assert(
      fc.property(script, (one) => {
        const plan = planFor(base!, one);
        const run = rehearsePlan(plan);
        const witness = new Witness(plan);
        for (const entry of run.journal.entries()) witness.see(entry);
        count += 1;
        if (count % REPLAYED_EVERY === 0) expect(rehearsePlan(plan).digest).toBe(run.digest);
      }),
      { numRuns: SCRIPTS / 2, seed: 12 },
    );
    expect(count).toBeGreaterThanOrEqual(SCRIPTS / 2);
  }, 300_000);
});
