import { describe, expect, test } from 'vitest';
import { promisesSomething } from '../../src/expect/judge.ts';
import { describeProblems } from '../../src/scenario/describe.ts';
import type { Importer } from '../../src/scenario/importer.ts';
import { loadScenarios, planFrom } from '../../src/scenario/load.ts';
import { planOf, plansOf, problemsOf, sound, tellings } from './load-one.ts';

const top = 'scenario: s\nstarts: 2026-01-01 00:00\n';

describe('every scalar is a text', () => {
  test('no, 10:00, 0791 and a date survive as case properties; an empty value is empty', () => {
    const plan = planOf(
      `${top}cases:\n  a: {type: t, given: no, time: 10:00, number: 0791, date: 2026-03-12, blank: , nil: null}\n`,
    );
    expect([...plan.cases.get('a')!.properties]).toEqual([
      ['given', 'no'],
      ['time', '10:00'],
      ['number', '0791'],
      ['date', '2026-03-12'],
      ['blank', ''],
      ['nil', 'null'],
    ]);
  });

  test('anchors, aliases and merge keys work', () => {
    const plan = planOf(
      `${top}cases:\n  a: &base {type: t, x: "1", y: "1"}\n  b: {<<: *base, y: "2"}\n  c: {<<: [{z: "3"}, *base]}\n`,
    );
    expect(Object.fromEntries(plan.cases.get('b')!.properties)).toEqual({ x: '1', y: '2' });
    expect(Object.fromEntries(plan.cases.get('c')!.properties)).toEqual({ x: '1', y: '1', z: '3' });
  });

  test('an alias means the last anchor of its name', () => {
    const plan = planOf(`${top}cases:\n  a: {type: &n t, x: *n}\n  b: {type: &n u, x: *n}\n`);
    expect([...plan.cases.values()].map(({ properties }) => properties.get('x'))).toEqual(['t', 'u']);
  });
});

describe('defaults', () => {
  test('a project without settings is HQ’s', () => {
    expect(planOf(top).project).toMatchObject({
      name: 'demo',
      timeZone: 'UTC',
      languages: ['en'],
      languageFallback: 'UNTRANSLATED',
      usOptIn: 'warn',
      outboundSms: true,
      hq: 'exact',
    });
  });

  test('the seed is 1, the file’s, or the one given', () => {
    expect(planOf(top).seed).toBe(1);
    expect(planOf(`${top}seed: 7\n`).seed).toBe(7);
    expect(planOf(`${top}seed: -3\n`).seed).toBe(-3);
    expect(plansOf(`${top}seed: 7\n`, {}, { seed: 9 })[0]?.seed).toBe(9);
  });

  test('default_gateway and routing.project."*" are one: the later wins', () => {
    const project = 'project: {default_gateway: A}\n';
    const routing = 'routing: {project: {"*": B}}\n';
    expect(planOf(top + project + routing).routing.project.get('*')).toBe('B');
    expect(planOf(top + routing + project).routing.project.get('*')).toBe('A');
  });

  test('invariants off: all is each of them', () => {
    expect(planOf(`${top}invariants: {off: all}\n`).invariantsOff.has('no-stale-send')).toBe(true);
    expect([...planOf(`${top}invariants: {off: [no-duplicate]}\n`).invariantsOff]).toEqual(['no-duplicate']);
  });

  test('parents: identifier parent, for an extension host', () => {
    const plan = planOf(
      `${top}cases:\n  m: {type: t}\n  a: {type: t, parent: [{case: m}, {case: m, relationship: extension}]}\n`,
    );
    expect(plan.cases.get('a')?.parents.map(({ identifier }) => identifier)).toEqual(['parent', 'host']);
  });
});

describe('what HQ would accept in silence is a notice', () => {
  test('a survey that is not there', () => {
    const plan = planOf(`${top}alerts:\n  a: {case_type: t, to: case, send: immediately, survey: q}\n`);
    expect(plan.notices).toMatchObject([{ code: 'UNKNOWN_SURVEY' }]);
  });

  test('an immediate broadcast that the timeline never starts', () => {
    const plan = planOf(
      `${top}groups: {g: {users: []}}\nbroadcasts:\n  b: {to: {group: g}, send: immediately, sms: x}\n`,
    );
    expect(plan.notices).toMatchObject([{ code: 'BROADCAST_NEVER_SENT', about: { broadcast: 'b' } }]);
  });
});

describe('a number or an address under another name is noticed', () => {
  test.each([
    ['phone: "254711000001"', 'contact_phone_number'],
    ['phone_number: "254711000001"', 'contact_phone_number'],
    ['email: a@example.org', 'commcare_email_address'],
  ])('%s', (property, meant) => {
    const { notices } = planOf(`${top}cases: {a: {type: t, ${property}}}\n`);
    expect(notices).toMatchObject([
      { code: 'NOT_A_CONTACT_PROPERTY', about: { case: 'a' }, hint: `did you mean ${meant}?` },
    ]);
    expect(notices[0]?.message).toContain(`HQ reads ${meant}`);
  });

  test('many cases are told in one line', () => {
    const { notices } = planOf(
      `${top}cases: {a: {type: t, phone: "1"}, b: {type: t, phone: "2"}, c: {type: t, phone: "3"}}\n`,
    );
    expect(notices.map(({ message }) => message)).toEqual([
      'a and 2 more: HQ reads contact_phone_number, and phone is a property like any other',
    ]);
  });

  test('not when HQ’s own is there, or when it is empty', () => {
    const both = `${top}cases: {a: {type: t, phone: "1", contact_phone_number: "254711000001", email: ""}}\n`;
    expect(planOf(both).notices).toEqual([]);
  });
});

describe('an expect that is there is a promise, be it empty', () => {
  test.each([
    ['none', '', false],
    ['an empty list', 'expect: []\n', true],
    ['nothing', 'expect:\n', true],
  ])('%s', (_name, expecting, promises) => {
    expect(plansOf(`${sound}${expecting}`).map((plan) => plan.promises)).toEqual([promises]);
  });

  test('in each row of examples, and in each document for itself', () => {
    const rows = plansOf(`${sound}expect: []\nexamples: [{a: 1}, {a: 2}]\n`);
    expect(rows.map((plan) => promisesSomething(plan))).toEqual([true, true]);
    const documents = plansOf(`${sound}expect:\n---\n${sound}`);
    expect(documents.map((plan) => promisesSomething(plan))).toEqual([true, false]);
  });

  test('in the timeline', () => {
    const plan = planOf(`${sound}timeline:\n  - {at: 2026-01-01 10:00, expect: []}\n`);
    expect(promisesSomething(plan)).toBe(true);
  });
});

describe('several scenarios in a file', () => {
  test('documents', () => {
    expect(
      plansOf('scenario: a\nstarts: 2026-01-01 00:00\n---\nscenario: b\nstarts: 2026-01-01 00:00\n').map(
        ({ title }) => title,
      ),
    ).toEqual(['a', 'b']);
  });

  test('one per row of examples; other double braces stay', () => {
    const text = `scenario: in {{zone}}\nstarts: 2026-01-01 00:00\nproject: {time_zone: "{{zone}}", default_reply: "{{other}}"}\nexamples:\n  - {zone: Asia/Kolkata}\n  - {zone: Africa/Nairobi}\n`;
    const plans = plansOf(text);
    expect(plans.map(({ title }) => title)).toEqual(['in Asia/Kolkata', 'in Africa/Nairobi']);
    expect(plans[1]?.project.timeZone).toBe('Africa/Nairobi');
    expect(plans[1]?.project.defaultReply?.get('*')).toBe('{{other}}');
  });

  test('a title without a column tells the row', () => {
    const text = `${top}cases:\n  "{{who}}": {type: t}\nexamples: [{who: a}, {who: b}]\n`;
    expect(plansOf(text).map(({ title, cases }) => [title, ...cases.keys()])).toEqual([
      ['s (who: a)', 'a'],
      ['s (who: b)', 'b'],
    ]);
  });

  test('a problem of a row is told where it stands', () => {
    const text = `${top}project: {time_zone: "{{z}}"}\nexamples: [{z: UTC}, {z: Nowhere}]\n`;
    expect(tellings(problemsOf(text))).toEqual(['3:22 "Nowhere" | an IANA time zone']);
  });
});

describe('use', () => {
  const india =
    'project: {time_zone: Asia/Kolkata, name: india}\nrouting: {global: {"91": GW, "1": GW}}\ngateways: {GW: {type: test}}\ncases: {old: {type: t}}\n';

  test('brings in sections; the file’s own words win', () => {
    const plan = planOf(
      `${top}use: common/india.yaml\nproject: {name: mine}\nrouting: {global: {"1": OWN}}\ncases: {new: {type: t}}\n`,
      {
        'common/india.yaml': india,
      },
    );
    expect(plan.project).toMatchObject({ name: 'mine', timeZone: 'Asia/Kolkata' });
    expect([...plan.routing.global]).toEqual([
      ['91', 'GW'],
      ['1', 'OWN'],
    ]);
    expect([...plan.cases.keys()]).toEqual(['old', 'new']);
  });

  test('paths are relative to the file that tells them', () => {
    const files = {
      'common/a.yaml': 'use: sub/b.yaml\n',
      'common/sub/b.yaml': 'use: ../../c.yaml\n',
      'c.yaml': 'project: {name: c}\n',
    };
    expect(planOf(`${top}use: [common/a.yaml]\n`, files).project.name).toBe('c');
  });

  test('a cycle is a problem at the place that closes it', () => {
    const told = tellings(problemsOf(`${top}use: b.yaml\n`, { 'b.yaml': 'use: a.yaml\n' }));
    expect(told).toEqual(['b.yaml:1:6 a cycle: a.yaml → b.yaml → a.yaml | files that do not use each other']);
  });

  test('a file that is not there, and problems inside one that is', () => {
    expect(tellings(problemsOf(`${top}use: b.yaml\n`))).toEqual([
      '3:6 "b.yaml": no such file | a file that can be read',
    ]);
    const told = tellings(problemsOf(`${top}use: b.yaml\n`, { 'b.yaml': 'project: {time_zone: X}\n' }));
    expect(told[0]).toContain('b.yaml:1:22 "X" | an IANA time zone');
  });

  test('what stays with the other file is noticed', () => {
    const plan = planOf(`${top}use: b.yaml\n`, { 'b.yaml': 'scenario: b\ntimeline: []\n' });
    expect(plan.notices).toMatchObject([{ code: 'NOT_MERGED', about: { file: 'b.yaml', key: 'timeline' } }]);
  });
});

describe('other projects', () => {
  const plan = planOf(
    `${top}other_projects:\n  clinic:\n    time_zone: Africa/Nairobi\n    default_gateway: GW\n    gateways: {GW: {type: test}}\n    cases: {m: {type: t}, a: {type: t, parent: {case: m}}}\ntimeline:\n  - {at: 2026-01-01 10:00, register: [clinic/m, clinic/a]}\n`,
  );

  test('their cases are project/key', () => {
    expect([...plan.cases.values()].map(({ key, project }) => [key, project])).toEqual([
      ['clinic/m', 'clinic'],
      ['clinic/a', 'clinic'],
    ]);
    expect(plan.cases.get('clinic/a')?.parents[0]?.case).toBe('clinic/m');
  });

  test('their settings, gateways and routing', () => {
    expect(plan.otherProjects.get('clinic')?.timeZone).toBe('Africa/Nairobi');
    expect(plan.gateways).toMatchObject([{ name: 'GW', project: 'clinic' }]);
    expect(plan.otherRouting.get('clinic')?.project.get('*')).toBe('GW');
  });
});

describe('import', () => {
  const importCases: Importer = ({ file, type, columns, project }) => ({
    cases: [
      {
        key: 'row1',
        project,
        type: type ?? '',
        name: file,
        properties: columns,
        parents: [],
        closed: false,
        caseId: 'r1',
      },
    ],
    notices: [{ code: 'IMPORT_CLOSED', message: 'noted', about: {} }],
    problems: file === 'bad.csv' ? [{ row: 3, found: 'x', wanted: 'y' }] : [],
  });
  const text = `${top}import: [{file: women.csv, type: pregnancy, register_at: 2026-01-01 09:00, columns: {Phone: contact_phone_number}}]\ntimeline:\n  - {at: 2026-01-01 10:00, update: {row1: {x: "1"}}}\nexpect:\n  - sms to row1\n`;

  test('imported cases are known by name, and registered at their time', () => {
    const [plan] = plansOf(text, { 'women.csv': 'a,b' }, { importCases });
    expect([...plan!.cases.keys()]).toEqual(['row1']);
    expect(plan?.timeline.map(({ act }) => act.verb)).toEqual(['register', 'update']);
    expect(plan?.notices).toMatchObject([{ code: 'IMPORT_CLOSED' }]);
  });

  test('problems of the file are told at its place', () => {
    const bad = text.replace('women.csv', 'bad.csv');
    const loaded = loadScenarios({ path: 'a.yaml', text: bad }, () => ({ text: '' }), { importCases });
    expect('problems' in loaded && tellings(loaded.problems)).toEqual(['3:17 bad.csv row 3: x | y']);
  });
});

describe('two-way', () => {
  test('questions: choices make a select, neither choices nor type a label', () => {
    const plan = planOf(
      `${top}surveys:\n  q:\n    expires_after: 24 hours\n    reminders: ["10", 1 hour]\n    questions:\n      - {id: a, ask: A, choices: {yes: "Yes", no: {en: "No"}}}\n      - {id: b, ask: B, type: int, if: {a: "yes"}}\n      - {id: c, ask: C}\n    on_submit: {update: {x: "{a}"}, close: yes}\n`,
    );
    const survey = plan.surveys.get('q')!;
    expect(survey).toMatchObject({ expiresAfterMinutes: 1440, reminderMinutes: [10, 60], closesWhen: [] });
    expect(survey.questions.map(({ type }) => type)).toEqual(['select', 'int', 'label']);
    expect([...survey.questions[0]!.choices.keys()]).toEqual(['yes', 'no']);
  });

  test('keywords and forwarding', () => {
    const plan = planOf(
      `${top}gateways: {GW: {type: test}}\nusers: {bob: {}}\ngroups: {g: {users: [bob]}}\nsurveys: {q: {questions: []}}\nkeywords:\n  REG: {survey: q, only_for: cases, notify: {to: {group: g}, sms: hey}, structured: {form: named, separator: "=", names: {N: name}}}\nforwarding: [{keyword: FWD, via: GW}, {via: GW}]\n`,
    );
    expect(plan.keywords).toMatchObject([
      {
        word: 'REG',
        onlyFor: ['cases'],
        notify: { to: { group: 'g' } },
        structured: { survey: 'q', form: 'named', separator: '=' },
      },
    ]);
    expect(plan.forwarding).toEqual([
      { project: 'demo', keyword: 'FWD', via: 'GW' },
      { project: 'demo', via: 'GW' },
    ]);
  });
});

describe('gateways', () => {
  test('common keys are values, keys of the kind are options', () => {
    const plan = planOf(
      `${top}gateways:\n  A: {type: twilio, numbers: ["1", "2"], scope: project, opt_out: [halt], latency: 2s, receipts: {delivered_after: 5 seconds}, price: {per_segment: "0.0075", currency: USD}, account_sid: AC1, faults: [{reject: blocked, when: {to: "27*"}}]}\n  B: {type: http, scope: shared, shared: {from: other, accepted: no}}\n`,
    );
    expect(plan.gateways[0]).toMatchObject({
      numbers: ['1', '2'],
      scope: { kind: 'project' },
      optOut: ['halt'],
      latencyMs: 2000,
      receipts: { deliveredAfterMs: 5000 },
      faults: [{ id: 'fault-1', when: { to: '27*' }, action: 'reject', value: 'blocked' }],
    });
    expect(plan.notices.map(({ code }) => code)).toContain('OPT_WORD_NOT_UPPER');
    expect([...plan.gateways[0]!.options]).toEqual([['account_sid', 'AC1']]);
    expect(plan.gateways[1]?.scope).toEqual({ kind: 'shared', from: 'other', accepted: false });
  });
});

describe('a scenario in a program', () => {
  test('an object and its text are the same', () => {
    const value = { scenario: 's', starts: '2026-01-01 00:00', seed: 3, project: { trial: true } };
    const loaded = planFrom(value);
    expect('plans' in loaded && loaded.plans[0]).toMatchObject({
      title: 's',
      seed: 3,
      project: { trial: true },
    });
    expect(planFrom(sound)).toHaveProperty('plans');
  });

  test('its problems have a place too', () => {
    const loaded = planFrom({ scenario: 's', starts: 'now' });
    expect('problems' in loaded && loaded.problems).toMatchObject([
      { file: 'scenario', line: 3, path: 'starts' },
    ]);
  });
});

test('a problem is described with its place, a picture, and what would mend it', () => {
  const text = `${top}project: {time_zone: Africa/Niarobi}\n`;
  expect(describeProblems(problemsOf(text), new Map([['a.yaml', text]]))).toBe(
    [
      'a.yaml:3:22  project.time_zone',
      '  2 | starts: 2026-01-01 00:00',
      '> 3 | project: {time_zone: Africa/Niarobi}',
      '    |                      ^^^^^^^^^^^^^^',
      '  4 |',
      '  found   "Africa/Niarobi"',
      '  wanted  an IANA time zone',
      '  hint    did you mean "Africa/Nairobi"?',
      '',
      '1 problem',
    ].join('\n'),
  );
});
