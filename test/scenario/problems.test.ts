import { describe, expect, test } from 'vitest';
import { problemsOf, sound, tellings } from './load-one.ts';

const top = 'scenario: s\nstarts: 2026-01-01 00:00\n';
const at = 'at: 2026-01-01 10:00';

type Row = readonly [promise: string, text: string, told: readonly string[]];

/** Each telling begins `line:column found | wanted | hint`. */
function tells(rows: readonly Row[]): void {
  test.each(rows)('%s', (_promise, text, told) => {
    const found = tellings(problemsOf(text));
    expect(found).toHaveLength(told.length);
    for (const [index, one] of told.entries()) expect(found[index]).toContain(one);
  });
}

describe('the text itself', () => {
  tells([
    ['an empty file', '', ['1:1 an empty file | a scenario | begin with "scenario: <title>"']],
    ['a file of comments', '# nothing\n', ['1:1 an empty file']],
    ['a list in the place of a scenario', '- a\n', ['1:1 a list | a scenario']],
    ['binary data', 'scenario: \u0000', ['1:1 binary data | a YAML text in UTF-8']],
    [
      'tabs as indentation',
      'scenario: s\nproject:\n\tname: x\n',
      ['3:1 Tabs are not allowed as indentation | valid YAML | indent with spaces'],
    ],
    [
      'a key given twice',
      `${sound}cases: {}\n`,
      ['7:1 "cases" twice | each key once | it is first in line 3'],
    ],
    ['an alias of nothing', 'scenario: *nobody\n', ['1:11 *nobody | an anchor &nobody before it']],
    ['an alias inside itself', 'scenario: s\nabout: &a [*a]\n', ['2:11 more than 100 levels']],
    [
      'brackets without end',
      `scenario: ${'['.repeat(50_000)}`,
      ['1:111 more than 100 levels | a flatter file'],
    ],
    ['a tag', 'scenario: !!int 3\nstarts: 2026-01-01 00:00\n', ['1:11 Unresolved tag']],
    [
      'unquoted {{column}}',
      'scenario: s\nstarts: {{time}}\n',
      ['2:10 a key that is not a text | a text | put quotes around "{{…}}"'],
    ],
  ]);

  test('a text over 5 MB names the limit', () => {
    expect(tellings(problemsOf(`scenario: ${'x'.repeat(5_000_001)}`))[0]).toContain(
      '1:1 5.0 MB of text | at most 5 MB',
    );
  });

  test('an alias bomb is stopped and said', () => {
    const lines = ['scenario: s', 'a: &a [x,x,x,x,x,x,x,x,x,x]'];
    for (const [name, before] of [
      ['b', 'a'],
      ['c', 'b'],
      ['d', 'c'],
      ['e', 'd'],
      ['f', 'e'],
    ] as const) {
      lines.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(',')}]`);
    }
    expect(tellings(problemsOf(lines.join('\n')))).toEqual([
      '6:29 aliases that write out more than 100000 values | fewer aliases | an alias of aliases multiplies',
    ]);
  });

  test.each(['__proto__', 'constructor', 'prototype'])(
    '%s is not allowed as a key, and touches no prototype',
    (key) => {
      const told = tellings(problemsOf(`${top}cases:\n  a: {type: t, ${key}: {polluted: yes}}\n`));
      expect(told[0]).toBe(`4:16 "${key}" | another key | not allowed as a key`);
      expect('polluted' in {}).toBe(false);
    },
  );
});

describe('keys and values', () => {
  tells([
    ['an unknown key', `${sound}timelime: []\n`, ['7:1 unknown key "timelime" | one of scenario']],
    [
      'an unknown zone of the project',
      `${top}project: {time_zone: Africa/Niarobi}\n`,
      ['3:22 "Africa/Niarobi" | an IANA time zone | did you mean "Africa/Nairobi"?'],
    ],
    [
      'an unknown zone behind a time',
      'scenario: s\nstarts: 2026-01-01 00:00 Asia/Kolkatta\n',
      ['2:9 no time zone is called "Asia/Kolkatta" | UTC, an IANA name'],
    ],
    [
      'a date that no calendar has',
      'scenario: s\nstarts: 2026-02-30 00:00\n',
      ['2:9 there is no day 2026-02-30 | a day of the calendar'],
    ],
    ['a list where a map is wanted', `${sound}users: [a]\n`, ['7:8 a list | a map of name: {…}']],
    ['a map where a text is wanted', 'scenario: {a: b}\nstarts: 2026-01-01 00:00\n', ['1:11 a map | a text']],
    ['a text where a map is wanted', `${sound}project: demo\n`, ['7:10 "demo" | a map with name']],
    ['no title', 'starts: 2026-01-01 00:00\n', ['1:1 no "scenario" | the key "scenario"']],
    ['no time at all', 'scenario: s\n', ['1:1 no time at all | starts, or a timeline']],
    [
      'a bad date in the only entry, and no consequence of it',
      `scenario: s\ntimeline:\n  - {at: 2026-02-30 10:00, note: x}\n`,
      ['3:10 there is no day 2026-02-30 | a day of the calendar'],
    ],
    [
      'an import that says no time',
      'scenario: s\nimport: []\n',
      ['1:1 no time at all | starts, a timeline, or register_at in the import'],
    ],
    ['an empty timeline', 'scenario: s\ntimeline: []\n', ['1:1 no time at all | starts, or a timeline']],
    ['an end before the start', `${top}ends: 2025-01-01 00:00\n`, ['3:7 an end before the start']],
    ['a number that is none', `${top}seed: x\n`, ['3:7 "x" | a whole number']],
    [
      'a local time for nobody',
      'scenario: s\nstarts: 2026-01-01 00:00 local\n',
      ['2:9 "2026-01-01 00:00 local" | a time in the project'],
    ],
    [
      'a window across midnight',
      `${top}project: {sending_hours: [{from: "20:00", to: "08:00"}]}\n`,
      ['3:27 a window that ends before it begins | from ≤ to | write two windows for a night'],
    ],
    [
      'an unknown invariant',
      `${top}invariants: {off: [no-duplicat]}\n`,
      ['3:20 "no-duplicat" | all, no-duplicate'],
    ],
  ]);

  test('all problems of a file are told at once, from top to bottom', () => {
    const told = problemsOf('scenario: s\nstarts: yesterday\nseed: x\nothers: maybe\nexpct: []\n');
    expect(told.map(({ line, path }) => [line, path])).toEqual([
      [2, 'starts'],
      [3, 'seed'],
      [4, 'others'],
      [5, 'expct'],
    ]);
  });

  test('a problem tells the path in the terms of the file, and where the words end', () => {
    const [problem] = problemsOf(`${top}other_projects:\n  b:\n    time_zone: Nowhere\n`);
    expect(problem).toMatchObject({
      file: 'a.yaml',
      line: 5,
      column: 16,
      endColumn: 23,
      path: 'other_projects.b.time_zone',
    });
  });
});

describe('names', () => {
  tells([
    [
      'a case that is not there',
      `${sound}timeline:\n  - {${at}, register: ahsa}\n`,
      ['8:38 "ahsa" | the key of a case in this file | did you mean "asha"?'],
    ],
    [
      'one name for a case and a user',
      `${sound}users: {asha: {}}\n`,
      ['7:9 "asha" in cases and in users | one name for one thing'],
    ],
    [
      'a recipient that is not there',
      `${top}alerts:\n  a: {case_type: t, to: {user: bob}, send: immediately, sms: x}\n`,
      ['4:32 "bob" | the key of a user in this file'],
    ],
    [
      'a group where a case group is wanted',
      `${top}groups: {g: {users: []}}\nalerts:\n  a: {case_type: t, to: {case_group: g}, send: immediately, sms: x}\n`,
      ['5:38 "g" | the key of a case group in this file | "g" is a group'],
    ],
    [
      'users and cases in one group',
      `${top}groups: {g: {users: [], cases: []}}\n`,
      ['3:13 users and cases in one group'],
    ],
    [
      'a gateway that is not there, in via',
      `${sound}expect:\n  - sms: {via: GW}\n`,
      ['8:16 "GW" | the name of a gateway in this file'],
    ],
    [
      'an owner that is nobody',
      `${top}cases: {a: {type: t, owner: nurse}}\n`,
      ['3:29 "nurse" | the key of a user, group or location in this file'],
    ],
    [
      'a location above itself',
      `${top}locations: {a: {parent: b}, b: {parent: a}}\n`,
      ['3:16 location "a" above itself', '3:32 location "b" above itself'],
    ],
  ]);

  test('a name within another project is looked up in that project only', () => {
    const text = `${top}users: {nurse: {}}\nother_projects:\n  pilot:\n    groups: {g: {users: [nurse]}}\n`;
    expect(problemsOf(text)).toMatchObject([{ line: 6, found: '"nurse"' }]);
    expect(problemsOf(text.replace('groups:', 'users: {nurse: {}}\n    groups:'))).toEqual([]);
  });

  test('a gateway that routing or contact_backend_id names need not exist: GATEWAY_NOT_FOUND says so in the run', () => {
    const text = `${top}routing: {global: {"*": NOBODY}}\ncases: {a: {type: t, contact_backend_id: NOBODY}}\n`;
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('the timeline', () => {
  tells([
    [
      'entries out of order',
      `${sound}timeline:\n  - {at: 2026-01-01 12:00, register: asha}\n  - {at: 2026-01-01 11:00, note: x}\n`,
      ['9:10 "2026-01-01 11:00" after "2026-01-01 12:00" | entries in order of time'],
    ],
    [
      'an entry before the start',
      `${sound}timeline:\n  - {at: 2025-01-01 10:00, note: x}\n`,
      ['8:10 "2025-01-01 10:00", before the scenario starts'],
    ],
    [
      'an update before register',
      `${sound}timeline:\n  - {${at}, update: {asha: {x: "1"}}}\n`,
      ['8:37 "asha", which does not exist at that time | a registered case'],
    ],
    [
      'an update after delete',
      `${sound}timeline:\n  - {${at}, register: asha}\n  - {${at}, delete: asha}\n  - {${at}, update: {asha: {}}}\n`,
      ['10:37 "asha", which does not exist at that time'],
    ],
    ['no verb', `${sound}timeline:\n  - {${at}}\n`, ['8:5 no verb | exactly one of register']],
    [
      'two verbs',
      `${sound}timeline:\n  - {${at}, register: asha, close: asha}\n`,
      ['8:5 register and close'],
    ],
    ['an unknown verb', `${sound}timeline:\n  - {${at}, regster: asha}\n`, ['8:28 unknown key "regster"']],
    [
      'no time',
      `${sound}timeline:\n  - {register: asha}\n`,
      ['8:5 no time | at: a time, or after: a duration'],
    ],
    [
      'an edit of an unknown alert',
      `${sound}timeline:\n  - {${at}, alert: {helo: off}}\n`,
      ['8:36 "helo" | the name of an alert in this file | did you mean "hello"?'],
    ],
    [
      'an edit with an unknown key',
      `${sound}timeline:\n  - {${at}, alert: {hello: {sned: immediately}}}\n`,
      ['8:44 unknown key "sned"'],
    ],
    [
      'an edit of an unknown gateway',
      `${top}gateways: {GW_A: {type: test}}\ntimeline:\n  - {${at}, gateway: {GWA: {down: yes}}}\n`,
      ['5:38 "GWA" | the key of a gateway in this file | did you mean "GW_A"?'],
    ],
    [
      'an edit of an alert before it is created',
      `${sound}timeline:\n  - {${at}, alert: {hello: create}}\n  - {${at}, alert: {hello: delete}}\n  - {${at}, alert: {hello: on}}\n`,
      ['10:36 "hello", which does not exist at that time'],
    ],
  ]);
});

describe('alerts', () => {
  const alert = (body: string): string => `${top}alerts:\n  a: {case_type: t, to: case, ${body}}\n`;
  tells([
    ['no content', alert('send: immediately'), ['no content | one of sms, email, survey or custom']],
    ['two contents', alert('send: immediately, sms: x, survey: y'), ['sms and survey | exactly one content']],
    ['no time', alert('send: {daily: {}}, sms: x'), ['no time | exactly one of at, random or at_property']],
    [
      'two schedules',
      alert('send: {daily: {at: "09:00"}, weekly: {days: [Mon], at: "09:00"}}, sms: x'),
      ['2 schedules | exactly one of daily'],
    ],
    [
      'a day that no month has',
      alert('send: {monthly: {days: ["32"], at: "09:00"}}, sms: x'),
      ['"32" | a day from 1 to 31, or from -28 to -1'],
    ],
    [
      'a custom day 0',
      alert('send: {custom_daily: {events: [{day: "0", at: "09:00"}]}}, sms: x'),
      ['"0" | a whole number from 1 to 36500'],
    ],
    [
      'a repeat of 0',
      alert('send: {timed: {repeat_every: "0", events: [{day: "0", time: "09:00"}]}}, sms: x'),
      ['"0" | days above 0, or months below 0'],
    ],
    [
      'a schedule that never falls due',
      alert('start: {date: 2026-02-01}, send: {monthly: {days: ["30"], every: "12", at: "09:00"}}, sms: x'),
      ['day 30 never comes'],
    ],
    [
      '"and" within any',
      alert('when: {any: [{x: "1", y: "2"}]}, send: immediately, sms: x'),
      ['2 criteria in one item of any'],
    ],
    [
      'an unknown schedule',
      alert('send: imediately, sms: x'),
      ['"imediately" | immediately, or a map such as {daily: {at: "09:00"}} | did you mean "immediately"?'],
    ],
    [
      'a property of a case in a broadcast',
      `${top}broadcasts:\n  b: {to: owner, start: {property: p}, send: immediately, sms: x}\n`,
      ['4:11 a recipient that only alerts have', '4:25 property | date, in a broadcast'],
    ],
  ]);
});

describe('limits are told', () => {
  const alert = (start: string, send: string): string =>
    `${top}alerts:\n  a: {case_type: t, to: case, start: ${start}, send: ${send}, sms: x}\n`;
  const dated = '{date: 2026-01-01}';
  tells([
    [
      'every too many days',
      alert(dated, '{daily: {at: "09:00", every: 99999999999999999999}}'),
      ['"99999999999999999999" | a whole number from 1 to 36500'],
    ],
    [
      'a wait too long',
      alert('{property: p}', '{custom_immediate: [{wait_minutes: 99999999999}]}'),
      ['"99999999999" | at most 52560000 minutes (36500 days)'],
    ],
    [
      'a number too large for a program',
      `${top}random_minutes: [99999999999]\n`,
      ['3:18 "99999999999" | a whole number from 0 to 2147483647'],
    ],
    ['a seed too large', `${top}seed: 99999999999999999999\n`, ['a whole number from -9007199254740991 to']],
    [
      'an offset of more than a hundred years',
      alert('{property: p, offset_days: -36501}', '{daily: {at: "09:00"}}'),
      ['"-36501" | a whole number from -36500 to 36500'],
    ],
    [
      'a start that an offset leads out of the calendar',
      alert('{date: 9999-12-30, offset_days: 2}', '{daily: {at: "09:00"}}'),
      ['4:45 a first round outside the years 0001 to 9999'],
    ],
    [
      'a custom day outside the calendar',
      alert('{date: 9999-12-01}', '{custom_daily: {events: [{day: 32, at: "09:00"}]}}'),
      ['4:45 a first round outside the years 0001 to 9999'],
    ],
    [
      'a custom day beyond the limit',
      alert(dated, '{custom_daily: {events: [{day: 36501, at: "09:00"}]}}'),
      ['"36501" | a whole number from 1 to 36500'],
    ],
    [
      'an entry after the last year',
      `${top}timeline:\n  - {at: 9999-12-31 10:00, note: x}\n  - {after: 1 day, note: y}\n`,
      ['5:13 "1 day later", after the year 9999'],
    ],
    [
      'an entry too long after the one before',
      `${sound}timeline:\n  - {${at}, note: x}\n  - {after: 40000 days, note: y}\n`,
      ['9:13 "40000 days" | at most 36500 days'],
    ],
  ]);
});

describe('names of things and files', () => {
  tells([
    ['an empty case key', `${top}cases: {"": {type: t}}\n`, ['3:9 an empty key | a name']],
    ['a blank case key', `${top}cases: {" ": {type: t}}\n`, ['3:9 an empty key | a name']],
    ['no languages', `${top}project: {languages: []}\n`, ['3:22 no languages | one language code or more']],
    ['an empty languages', `${top}project: {languages: }\n`, ['no languages | one language code or more']],
    [
      'a zero character in a path of use',
      `${sound}use: "a\\0b"\n`,
      ['7:6 "a‹U+0000›b" | the path of a file, without a zero character'],
    ],
    [
      'a zero character in a path of import',
      `${sound}import: [{file: "a\\0b"}]\n`,
      ['7:17 "a‹U+0000›b" | the path of a file, without a zero character'],
    ],
    [
      'a zero character in a path of a transcript',
      `${sound}expect: [{transcript: "a\\0b"}]\n`,
      ['7:23 "a‹U+0000›b" | the path of a file, without a zero character'],
    ],
    [
      '3,000 levels, in the place where they are too many',
      `scenario: s\nabout: ${'['.repeat(3000)}${']'.repeat(3000)}\n`,
      ['2:108 more than 100 levels | a flatter file'],
    ],
    [
      '101 levels, in the same place',
      `scenario: s\nabout: ${'['.repeat(120)}${']'.repeat(120)}\n`,
      ['2:108 more than 100 levels | a flatter file'],
    ],
  ]);
});

describe('gateways', () => {
  const gateway = (body: string): string => `${top}gateways:\n  A: {${body}}\n`;
  tells([
    [
      'an unknown kind',
      gateway('type: twillio'),
      ['4:13 "twillio" | a kind of gateway | did you mean "twilio"?'],
    ],
    [
      'a key of another kind',
      gateway('type: twilio, number_param: x'),
      ['unknown key "number_param" | a key of twilio | it is a key of http'],
    ],
    ['an unknown key', gateway('type: twilio, nubmer: x'), ['unknown key "nubmer" | one of type']],
    [
      'an unknown action of a fault',
      gateway('type: test, faults: [{rejct: blocked}]'),
      ['no action', 'unknown key "rejct"'],
    ],
    [
      'an unknown word of a fault',
      gateway('type: test, faults: [{reject: opted_ou}]'),
      ['"opted_ou" | invalid_destination'],
    ],
    [
      'an unknown condition of a fault',
      gateway('type: test, faults: [{when: {too: x}, reject: blocked}]'),
      ['unknown key "too"'],
    ],
    [
      'two actions of a fault',
      gateway('type: test, faults: [{reject: blocked, delay: 5s}]'),
      ['2 actions: reject, delay'],
    ],
    [
      'a prefix that is none',
      `${top}routing: {global: {IN: A}}\n`,
      ['3:20 "IN" | the first digits of a number, or "*"'],
    ],
  ]);
});

describe('expectations', () => {
  const expecting = (body: string): string => `${sound}expect:\n  - ${body}\n`;
  tells([
    [
      'an unknown person',
      expecting('sms: {to: ahsa}'),
      ['8:15 "ahsa" | the key of a case, user or web user in this file | did you mean "asha"?'],
    ],
    [
      'an unknown code',
      expecting('error: {code: NO_RECIPENT}'),
      ['8:19 "NO_RECIPENT" | a code of HQ | did you mean "NO_RECIPIENT"?'],
    ],
    ['an unknown kind', expecting('smss: {}'), ['8:5 "smss" | one of sms, email']],
    ['two kinds', expecting('{sms: {to: asha}, email: {}}'), ['8:5 sms, email | one of']],
    ['a field of another kind', expecting('sms: {code: NO_MESSAGE}'), ['8:11 unknown key "code"']],
    [
      'an unknown word in one line',
      expecting('sms to asha at 2026-01-01 10:00 contaning "x"'),
      ['8:5 "contaning" | to, via'],
    ],
    ['an unknown person in one line', expecting('nothing to ahsa'), ['8:5 "ahsa"']],
    ['one line without a person', expecting('sms via X'), ['8:5 no "to"']],
    [
      'a count without a number',
      expecting('count: {to: asha}'),
      ['8:12 no number | is, at_least or at_most'],
    ],
    ['within without at', expecting('sms: {to: asha, within: 5m}'), ['8:29 within without at']],
    [
      'local without anybody',
      expecting('nothing: {at: 2026-01-01 10:00 local}'),
      ['8:19 a local time without a recipient'],
    ],
    ['a pattern that is none', expecting('sms: {matches: "("}'), ['8:20 "(" | a regular expression']],
    ['an unknown person in a state', expecting('state: {two_way: {"919": ahsa}}'), ['8:30 "ahsa"']],
  ]);

  const january = `${sound}ends: 2026-01-31 00:00\n`;
  const within = (body: string): string => `${january}expect:\n  - ${body}\n`;
  const reversed = 'which is earlier | a window that begins before it ends';
  tells([
    [
      'from after until',
      within('nothing: {from: 2026-01-05 00:00, until: 2026-01-04 00:00}'),
      [`9:46 "2026-01-05 00:00" before "2026-01-04 00:00", ${reversed}`],
    ],
    [
      'after the time of before',
      within('count: {after: 2026-01-05 00:00, before: 2026-01-05 00:00, is: 0}'),
      [reversed],
    ],
    [
      'between a later and an earlier time',
      within('sms: {between: [2026-01-05 00:00, 2026-01-04 00:00]}'),
      [`9:20 "2026-01-05 00:00" before "2026-01-04 00:00", ${reversed}`],
    ],
    [
      'local times the wrong way round',
      within('nothing: {to: asha, from: 2026-01-05 00:00 local, until: 2026-01-04 00:00 local}'),
      [reversed],
    ],
    [
      'a time after the end',
      within('sms: {at: 2026-02-01 00:00}'),
      ['9:15 "2026-02-01 00:00", and the scenario ends at 2026-01-31 00:00 | a time from starts to ends'],
    ],
    [
      'a time before the start',
      within('sms: {at: [2026-01-03 00:00, 2025-12-31 23:58], within: 1 minute}'),
      ['9:34 "2025-12-31 23:58", and the scenario starts at 2026-01-01 00:00'],
    ],
    ['a window after the end', within('nothing: {from: 2026-02-01 00:00}'), ['9:21 "2026-02-01 00:00"']],
    ['a window before the start', within('nothing: {until: 2025-12-31 10:00}'), ['9:22 "2025-12-31 10:00"']],
    ['a day after the end', within('sms: {on: 2026-02-01}'), ['9:15 "2026-02-01", and the scenario ends']],
    ['one line after the end', within('nothing to asha after 2026-02-01 00:00'), ['9:5 "2026-02-01 00:00"']],
    [
      'in a check of the timeline',
      `${january}timeline:\n  - {${at}, expect: [{nothing: {from: 2026-02-01 00:00}}]}\n`,
      ['"2026-02-01 00:00", and the scenario ends'],
    ],
  ]);

  test.each([
    'sms: {at: 2025-12-31 23:58, within: 5 minutes}',
    'nothing: {from: 2026-01-05 00:00, until: 2026-01-05 00:00}',
    'nothing: {from: 2026-01-05 00:00, until: 2026-03-01 00:00}',
    'sms: {to: asha, at: 2026-01-31 10:00 local}',
    'sms: {on: 2026-01-31}',
  ])('a window that touches the run is fine: %s', (body) => {
    expect(tellings(problemsOf(within(body)))).toEqual([]);
  });
});
