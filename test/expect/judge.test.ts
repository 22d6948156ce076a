import { describe, expect, test } from 'vitest';
import { createJournal } from '../../src/core/journal/columns.ts';
import type { Entry } from '../../src/core/model/entry.ts';
import type { Channel, Expectation, PromisedFields } from '../../src/core/model/expectation.ts';
import type { Plan } from '../../src/core/model/plan.ts';
import type { Verdict } from '../../src/core/model/verdict.ts';
import type { WorldView } from '../../src/core/ports.ts';
import { Effort } from '../../src/expect/effort.ts';
import { createJudge } from '../../src/expect/judge.ts';
import { verdictText } from '../../src/report/verdict/verdict-lines.ts';
import { entryFrom, type LooseEntry } from '../helpers/loose-entry.ts';
import { aPlan, at, promised, sent, source } from './a-plan.ts';

const world: WorldView = {
  twoWayOwner: (number) => (number === '911' ? 'asha' : undefined),
  optedOut: () => ['912'],
  property: (key, name) => (key === 'asha' && name === 'visits' ? '3' : undefined),
  queued: () => 2,
  nextDue: (alert) => (alert === 'visit' ? at('2026-03-10 09:00') : undefined),
  surveyStatus: () => undefined,
  hasOpenSession: (contact) => contact === 'asha',
};

const a = (kind: Channel, fields: PromisedFields): Expectation => ({ kind, source, fields });
const error = (parts: LooseEntry): Entry =>
  sent({ kind: 'error', id: undefined, code: 'NO_MESSAGE', ...parts });
const later = (parts: LooseEntry = {}): Entry => sent({ at: at('2026-03-10 09:00'), id: 'm2', ...parts });

/** The verdicts of a run that wrote these entries, without the invariants. */
function judge(parts: Partial<Plan>, entries: readonly Entry[], effort?: Effort): Verdict[] {
  const plan = aPlan({ invariantsOff: new Set(['all']), ...parts });
  const journal = createJournal({ scenario: 's', seed: 1, tz: 'x', starts: plan.startsAt });
  const judge = createJudge(plan, journal, effort && { effort });
  const checks = plan.timeline.flatMap(({ at, act }) =>
    act.verb === 'expect' ? [{ at, list: act.expectations }] : [],
  );
  for (const entry of entries) {
    while (checks[0] && checks[0].at < entry.at) judge.check(checks[0].list, checks.shift()!.at, world);
    judge.record(entry);
    journal.record(entry);
  }
  for (const { list, at } of checks) judge.check(list, at, world);
  return judge.verdicts({ world, endsAt: at('2026-04-01 00:00'), pending: [] });
}

/** What a report prints of it. */
const linesOf = (verdict: Verdict | undefined): string[] => verdictText(verdict!, aPlan({}));

const broken = (verdicts: readonly Verdict[]): string[] =>
  verdicts.filter(({ kept }) => !kept).map(({ title }) => title);

describe('strict by default', () => {
  const plan = { expectations: [a('sms', { to: 'asha' })] };
  const unexpected = 'unexpected sms to asha at 2026-03-10 09:00 Asia/Kolkata';
  test('an empty expect promises that nothing comes out', () => {
    expect(broken(judge({ promises: true }, [later()]))).toEqual([unexpected]);
    expect(judge({}, [later()])).toEqual([]);
  });

  test('every message and error must be claimed, an inbound need not', () => {
    expect(broken(judge(plan, [sent(), later()]))).toEqual([unexpected]);
    expect(broken(judge(plan, [sent(), error({ to: 'ben' })]))).toEqual([
      'unexpected error NO_MESSAGE to ben at 2026-03-09 09:00 Asia/Kolkata',
    ]);
    expect(
      broken(
        judge(plan, [sent(), entryFrom({ at: at('2026-03-10 09:00'), kind: 'inbound', contact: 'asha' })]),
      ),
    ).toEqual([]);
  });

  test('a warning that is promised claims all warnings like it', () => {
    const warning = (code: 'SAME_DUE' | 'NEAR_NUMBER') =>
      entryFrom({ at: at('2026-03-09 09:00'), kind: 'warning', code, message: 'such' });
    const promise = [a('warning', { code: 'SAME_DUE' })];
    const rows = [warning('SAME_DUE'), warning('NEAR_NUMBER'), warning('SAME_DUE')];
    expect(judge({ expectations: promise }, rows)[0]).toMatchObject({ kept: true, entries: [0, 2] });
    expect(judge({ expectations: promise }, rows.slice(1, 2))[0]!.kept).toBe(false);
  });

  test('an unexpected message says what it says, and how to claim it', () => {
    const verdict = judge(plan, [sent(), later()])[1];
    expect(verdict).toMatchObject({
      kind: 'unexpected',
      unexpected: { index: 1, kind: 'sms', to: 'asha', entry: later() },
      entries: [1],
    });
    expect(linesOf(verdict)).toEqual([
      'it goes   via G in en says "Asha, your visit is on 2026-03-12."',
      'claim it  - sms: {to: asha, at: 2026-03-10 09:00, via: G}',
    ]);
  });

  test.each([
    ['others: allowed loosens the file', { othersAllowed: true }],
    ['allow loosens a part', { allow: [{ to: 'asha', after: promised('2026-03-10 08:00') }] }],
    ['the second is claimed as well', { expectations: [a('sms', { to: 'asha' }), a('sms', {})] }],
    ['a file that expects nothing just runs', { expectations: [] }],
  ])('%s', (_story, parts) => {
    expect(broken(judge({ ...plan, ...parts }, [sent(), later()]))).toEqual([]);
  });

  test('a thousand unexpected messages are a hundred verdicts and a count', () => {
    const many = Array.from({ length: 1000 }, (_, index) => sent({ id: `m${index}`, alert: undefined }));
    const titles = broken(judge(plan, many));
    expect(titles).toHaveLength(101);
    expect(titles.at(-1)).toBe('899 more unexpected messages and errors');
  });

  test('more than twenty of one alert are three verdicts and a count', () => {
    const alike = (count: number) => Array.from({ length: count }, (_, index) => sent({ id: `m${index}` }));
    expect(broken(judge(plan, alike(21)))).toHaveLength(20);
    expect(broken(judge(plan, alike(22)))).toHaveLength(4);
    expect(broken(judge(plan, alike(22))).at(-1)).toBe('18 more unexpected messages and errors');
  });
});

describe('a check in the middle of the run', () => {
  const check = (expectations: readonly Expectation[]): Partial<Plan> => ({
    timeline: [{ at: at('2026-03-09 12:00'), source, act: { verb: 'expect', expectations } }],
  });
  test('sees only what happened so far', () => {
    expect(
      broken(
        judge({ ...check([{ kind: 'count', source, fields: {}, is: 1 }]), othersAllowed: true }, [
          sent(),
          later(),
        ]),
      ),
    ).toEqual([]);
    expect(
      broken(
        judge({ ...check([a('sms', { at: [promised('2026-03-10 09:00')] })]), othersAllowed: true }, [
          sent(),
          later(),
        ]),
      ),
    ).toHaveLength(1);
  });
  test('claims for good', () => {
    const twice = { ...check([a('sms', { to: 'asha' })]), expectations: [a('sms', { to: 'asha' })] };
    expect(broken(judge(twice, [sent()]))).toEqual(['sms to asha']);
    expect(broken(judge(twice, [sent(), later()]))).toEqual([]);
  });
});

describe('a list of times', () => {
  const list = a('sms', { to: 'asha', at: [promised('2026-03-09 09:00'), promised('2026-03-10 09:00')] });
  test('claims one row at each', () => {
    expect(judge({ expectations: [list] }, [sent(), later()])[0]).toMatchObject({
      kept: true,
      entries: [0, 1],
    });
  });
  test('names the times that are missing, and keeps what it has', () => {
    const verdicts = judge({ expectations: [list] }, [sent()]);
    expect(verdicts).toHaveLength(1);
    expect(linesOf(verdicts[0])[0]).toBe('missing   at 2026-03-10 09:00 Asia/Kolkata');
  });
});

describe('a failed expectation answers the next question', () => {
  const armed: Entry = {
    at: at('2026-03-02 10:00'),
    kind: 'armed',
    alert: 'visit',
    case: 'asha',
    due: at('2026-03-10 09:00'),
    detail: 'next_visit is 2026-03-13',
  };
  test('what was near, how it differs, and why', () => {
    const expectation = a('sms', { to: 'asha', at: [promised('2026-03-09 09:00')], via: 'H' });
    const [verdict] = judge({ expectations: [expectation], othersAllowed: true }, [armed, later()]);
    expect(verdict).toEqual({
      kept: false,
      kind: 'expectation',
      title: 'sms to asha at 2026-03-09 09:00 Asia/Kolkata via H',
      expected: expectation,
      absent: { contact: 'asha', from: 'day' },
      nearest: {
        index: 1,
        kind: 'sms',
        to: 'asha',
        entry: later(),
        differences: [
          { rule: 'equals', field: 'via', wanted: 'H', found: 'G' },
          {
            rule: 'time',
            field: 'at',
            wanted: [promised('2026-03-09 09:00')],
            found: at('2026-03-10 09:00'),
            offMs: 86_400_000,
          },
        ],
      },
      why: { contact: 'asha', index: 0, entry: armed },
      source,
      entries: [],
    });
    expect(linesOf(verdict)).toEqual([
      'nothing for asha within 24 hours of it',
      'nearest   2026-03-10 09:00 Asia/Kolkata via G "Asha, your visit is on 2026-03-12."   (gateway G, not H; one day later)',
      'why       alert visit: armed 2026-03-02 10:00, due 2026-03-10 09:00 Asia/Kolkata (next_visit is 2026-03-13)',
    ]);
  });
  test('an error in place of the message is the nearest', () => {
    const [verdict] = judge({ expectations: [a('sms', { to: 'asha' })], othersAllowed: true }, [error({})]);
    expect(linesOf(verdict).join('\n')).toContain('NO_MESSAGE');
    expect(linesOf(verdict).join('\n')).toContain('(error, not sms)');
  });
  const decisions: readonly (readonly [string, Partial<Entry>, string])[] = [
    [
      'a rule that is not true',
      { kind: 'skipped', reason: 'rule_not_true', detail: { criterion: 'risk', found: '', wanted: 'high' } },
      'because its rule is not true (criterion risk, found "", wanted high)',
    ],
    [
      'an alert taken away',
      { kind: 'disarmed', reason: 'case_closed' },
      'disarmed 2026-03-02 10:00 Asia/Kolkata because the case is closed',
    ],
    [
      'an error',
      { kind: 'error', to: 'asha', code: 'NO_PHONE_NUMBER' },
      'error NO_PHONE_NUMBER 2026-03-02 10:00 Asia/Kolkata: Contact has no phone number.',
    ],
  ];
  test.each(decisions)('why: %s', (_story, parts, words) => {
    const [verdict] = judge({ expectations: [a('email', { to: 'asha' })], othersAllowed: true }, [
      entryFrom({ ...armed, due: undefined, detail: undefined, ...parts }),
    ]);
    expect(linesOf(verdict).at(-1)).toContain(words);
  });
  test('why: a message that is held', () => {
    const queued = sent({ kind: 'queued' });
    const held: Entry = {
      at: queued.at,
      kind: 'held',
      id: 'm1',
      reason: 'sending_hours',
      until: at('2026-03-10 08:00'),
    };
    const [verdict] = judge({ expectations: [a('sms', { to: 'asha' })] }, [queued, held]);
    expect(linesOf(verdict)).toEqual([
      'nothing for asha in the whole run',
      'why       held since 2026-03-09 09:00 because of the sending hours until 2026-03-10 08:00 Asia/Kolkata',
    ]);
  });
});

describe('what claims nothing', () => {
  const others = { othersAllowed: true };
  const stories: readonly (readonly [string, Expectation, readonly string[] | undefined])[] = [
    ['nothing, kept', { kind: 'nothing', source, fields: { to: 'ben' } }, undefined],
    [
      'nothing, with something found',
      { kind: 'nothing', source, fields: { to: 'asha', until: promised('2026-03-09 09:00') } },
      ['found     2026-03-09 09:00 Asia/Kolkata via G "Asha, your visit is on 2026-03-12." to asha'],
    ],
    [
      'nothing means errors too',
      { kind: 'nothing', source, fields: { to: 'eve' } },
      [
        'found     2026-03-10 09:00 Asia/Kolkata error NO_MESSAGE via G "Asha, your visit is on 2026-03-12." to eve',
      ],
    ],
    ['a count', { kind: 'count', source, fields: { channel: 'sms' }, is: 2 }, undefined],
    [
      'too many',
      { kind: 'count', source, fields: { channel: 'error' }, atMost: 0 },
      [
        'counted 1',
        'found     2026-03-10 09:00 Asia/Kolkata error NO_MESSAGE via G "Asha, your visit is on 2026-03-12." to eve',
      ],
    ],
    ['too few', { kind: 'count', source, fields: { channel: 'email' }, atLeast: 1 }, ['counted 0']],
    [
      'an owner',
      {
        kind: 'state',
        source,
        state: {
          twoWay: new Map([
            ['+911', 'asha'],
            ['913', null],
          ]),
        },
      },
      undefined,
    ],
    [
      'another owner',
      { kind: 'state', source, state: { twoWay: new Map([['911', null]]) } },
      ['two_way 911: expected nobody, found asha'],
    ],
    [
      'opted out is an exact set',
      { kind: 'state', source, state: { optedOut: [] } },
      ['opted_out: expected [], found [912]'],
    ],
    [
      'a property',
      { kind: 'state', source, state: { property: { case: 'asha', values: new Map([['visits', '3']]) } } },
      undefined,
    ],
    [
      'a property that is missing',
      { kind: 'state', source, state: { property: { case: 'asha', values: new Map([['risk', '']]) } } },
      ['risk of asha: expected "", found no such property'],
    ],
    ['the queue', { kind: 'state', source, state: { queued: 0 } }, ['queued: expected 0, found 2']],
    [
      'the next due',
      { kind: 'state', source, state: { nextDue: { alert: 'visit', at: promised('2026-03-10 09:00') } } },
      undefined,
    ],
    [
      'no next due',
      { kind: 'state', source, state: { nextDue: { alert: 'visit', at: null } } },
      ['next_due of visit: expected none, found 2026-03-10 09:00'],
    ],
    [
      'a session',
      { kind: 'state', source, state: { session: new Map([['asha', 'closed']]) } },
      ['session of asha: expected closed, found open'],
    ],
  ];
  test.each(stories)('%s', (_story, expectation, lines) => {
    const [verdict] = judge({ expectations: [expectation], ...others }, [
      sent(),
      later(),
      error({ at: at('2026-03-10 09:00'), to: 'eve' }),
    ]);
    expect(verdict!.kept ? undefined : linesOf(verdict)).toEqual(lines);
    expect(broken(judge({ expectations: [expectation] }, [sent()]))).toContain(
      'unexpected sms to asha at 2026-03-09 09:00 Asia/Kolkata',
    );
  });
});

describe('in order', () => {
  const [first, second] = [a('sms', { to: 'asha' }), a('error', { to: 'ben' })] as const;
  const inOrder = { kind: 'in_order', source, entries: [first, second] } as Expectation;
  const ben = error({ at: at('2026-03-09 10:00'), to: 'ben' });
  test('claims rows that come one after another', () => {
    expect(broken(judge({ expectations: [inOrder] }, [sent(), ben]))).toEqual([]);
  });
  test('breaks when they come the other way round, and claims them all the same', () => {
    const verdicts = judge({ expectations: [inOrder] }, [ben, later()]);
    expect(broken(verdicts)).toEqual(['in order: sms to asha, then error to ben']);
    expect(linesOf(verdicts[0])[0]).toBe('entry 2 did not come after entry 1');
  });
  test('leaves an expectation the only row that it can have', () => {
    const only = a('sms', { at: [promised('2026-03-09 09:00')] });
    const entries = [sent(), later(), error({ at: at('2026-03-11 09:00'), to: 'ben' })];
    expect(broken(judge({ expectations: [inOrder, only] }, entries))).toEqual([]);
  });
});

describe('a transcript', () => {
  const asIn = (text?: string): { expectations: Expectation[] } => ({
    expectations: [{ kind: 'transcript', source, file: 'all.txt', ...(text !== undefined && { text }) }],
  });
  const line = '2026-03-09 09:00 sms asha via G "Asha, your visit is on 2026-03-12."';
  test('is kept when the file says the same, and claims every row', () => {
    expect(broken(judge(asIn(`${line}\r\n`), [sent()]))).toEqual([]);
  });
  test('shows the first line that differs', () => {
    const [verdict] = judge(asIn(`${line}\n`), [sent(), later()]);
    expect(linesOf(verdict).slice(0, 2)).toEqual(['line 2 differs', 'expected  (the file ends here)']);
  });
  test('is broken when there is no file', () => {
    expect(linesOf(judge(asIn(), [sent()])[0])[0]).toBe('there is no all.txt');
  });
});

test('ten thousand messages to a thousand people are claimed by as many expectations', () => {
  const times = Array.from({ length: 10 }, (_, day) => `2026-03-${String(10 + day)} 09:00`);
  const people = Array.from({ length: 1000 }, (_, index) => `p${index}`);
  const entries = times.flatMap((time) =>
    people.map((to) => sent({ at: at(time), to, id: `${to} ${time}` })),
  );
  const expectations = people.flatMap((to) => times.map((time) => a('sms', { to, at: [promised(time)] })));
  expect(broken(judge({ expectations }, entries))).toEqual([]);
});

test('expectations that take more work than a run may are told, and not kept', () => {
  const expectations: Expectation[] = ['a+b', '(a?){9}b'].map((matches) => ({
    kind: 'nothing',
    source,
    fields: { matches },
  }));
  const entries = Array.from({ length: 100 }, (_, place) => sent({ id: `m${place}`, text: 'a'.repeat(50) }));
  const parts = { promises: true, othersAllowed: true, expectations };
  expect(broken(judge(parts, entries))).toEqual([]);
  const verdicts = judge(parts, entries, new Effort(1_000_000));
  expect(broken(verdicts)).toEqual(['the expectations take too much work to compare']);
  expect(linesOf(verdicts[0])[0]).toContain('1 million steps');
});
