import { describe, expect, test } from 'vitest';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

test('tells the trail of a contact: arming, choices with their reasons, and how it ended', async () => {
  put('a.yaml', scenario());
  const { code, out, err } = await drysend(['why', 'a.yaml', '--case', 'asha']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^asha {2}.* · times in Asia\/Kolkata$/m);
  expect(out).toMatch(/the rule holds: the course starts 2026-03-02 \(first available time\)|due 2026-03-02/);
  expect(out).toMatch(/language {2,}en: the project's default language/);
  expect(out).toMatch(/^so {2}alert .*sent: TWILIO took it at the first try/m);
});

test('--json is the same trail for programs', async () => {
  put('a.yaml', scenario());
  const { out } = await drysend(['why', 'a.yaml', '--to', 'asha', '--json']);
  const trail = JSON.parse(out);
  expect(trail.contact).toBe('asha');
  expect(trail.sections.flatMap(({ steps }: { steps: { kind: string }[] }) => steps).length).toBeGreaterThan(
    2,
  );
});

test.each([
  ['nobody named', [], 'about whom?'],
  ['a case that is nearly one', ['--case', 'ahsa'], 'did you mean "asha"?'],
  ['an alert that is none', ['--case', 'asha', '--alert', 'x'], 'no alert is called x'],
  ['a time that is none', ['--case', 'asha', '--at', 'noon'], 'such as --at'],
])('%s is a usage error with a cure', async (_story, options, words) => {
  put('a.yaml', scenario());
  const { code, err } = await drysend(['why', 'a.yaml', ...options]);
  expect(code).toBe(1);
  expect(err).toContain(words);
});

test('tells why a text was met with silence, which answers were wrong, and that a worker’s form was filled in', async () => {
  put(
    'two-way.yaml',
    `scenario: Two ways
gateways: {GW: {type: test}}
routing: {global: {"*": GW}}
users: {nurse: {phone: "254711000001", verified: yes}}
cases:
  asha: {type: c, contact_phone_number: "254700000001", contact_phone_number_is_verified: "1"}
  ben: {type: c, contact_phone_number: "254700000002"}
surveys: {s: {questions: [{id: q, ask: "Q?", type: int}]}}
keywords: {ASK: {survey: s}, TELL: {structured: {survey: s}}}
timeline:
  - {at: 2026-03-02 10:00, register: [asha, ben]}
  - {after: 1m, inbound: {from: asha, via: GW, text: ask}}
  - {after: 1m, inbound: {from: asha, via: GW, text: x}}
  - {after: 1m, inbound: {from: ben, via: GW, text: ask}}
  - {after: 1m, inbound: {from: nurse, via: GW, text: tell 5}}
`,
  );
  const why = async (who: string) => (await drysend(['why', 'two-way.yaml', '--to', who])).out;
  expect(await why('asha')).toContain('wrote "x", handled by survey, which marks it as a wrong answer');
  expect(await why('ben')).toContain('wrote "ask", handled by nobody: no two-way contact has this number');
  expect(await why('nurse')).toMatch(/survey s: nothing to send; .*: survey completed/);
  const asCase = await drysend(['why', 'two-way.yaml', '--case', 'nurse']);
  expect([asCase.code, asCase.err]).toEqual([1, expect.stringContaining('give --to nurse')]);
});

test('of several stories in one file one must be chosen', async () => {
  put('a.yaml', `${scenario('First')}\n---\n${scenario('Second')}`);
  expect((await drysend(['why', 'a.yaml', '--case', 'asha'])).err).toContain('holds 2 stories');
  expect((await drysend(['why', 'a.yaml', '--case', 'asha', '--grep', 'Second'])).code).toBe(0);
});

describe('--at', () => {
  test('with nothing at that time names the nearest', async () => {
    put('a.yaml', scenario());
    const asked = (at: string) => drysend(['why', 'a.yaml', '--case', 'asha', '--at', at]);
    expect((await asked('2026-03-02 15:00')).out).toContain(
      'nothing at 2026-03-02 15:00; the nearest is 2026-03-02 09:00\n',
    );
    expect((await asked('2026-03-02 09:00')).out).not.toContain('nothing at');
  });

  test('leaves the JSON a document: the note goes to stderr', async () => {
    put('a.yaml', scenario());
    const args = ['why', 'a.yaml', '--case', 'asha', '--json', '--at', '2026-03-02 15:00'];
    const { out, err } = await drysend(args);
    expect(JSON.parse(out).contact).toBe('asha');
    expect(err).toContain('the nearest is');
  });
});

test('a story that cannot be rehearsed is told as run tells it', async () => {
  put(
    'a.yaml',
    `${scenario().replace('send: immediately', 'send: {daily: {random: {from: "09:00", minutes: 5}}}')}random_minutes: [1]\n`,
  );
  const { code, err } = await drysend(['why', 'a.yaml', '--case', 'asha']);
  expect(code).toBe(3);
  expect(err).toContain('could not be rehearsed');
  expect(err).toContain('random_minutes has 1 draw, and the run needs more');
  expect(err).not.toContain('internal error');
});

const two = (): string =>
  scenario('Two', '')
    .replace(
      'alerts:',
      '  3bc36664-0001-4000-8000-000000000001: {type: mother, name: Amina Lema, contact_phone_number: "919812345678"}\nalerts:',
    )
    .replace('register: asha', 'register: [asha, 3bc36664-0001-4000-8000-000000000001]');

describe('--case', () => {
  test.each(['919812345678', '+919812345678', '+91 98123 45678'])(
    '%s means each case that has the number',
    async (asked) => {
      put('a.yaml', two());
      await drysend(['run', 'a.yaml', '--journal', 'a.ndjson']);
      const { code, out } = await drysend(['why', 'a.yaml', '--case', asked]);
      expect(code).toBe(0);
      expect(out).toContain(`${asked} may mean asha, Amina Lema (3bc36664)`);
      expect(out).toContain('(--case asha)');
      const journal = await drysend(['why', 'a.ndjson', '--names', 'a.yaml', '--case', asked]);
      expect(journal.out).toBe(out);
    },
  );

  test('of a number that is nearly one names the case that has it', async () => {
    put('a.yaml', two());
    const { code, err } = await drysend(['why', 'a.yaml', '--case', '09812345678']);
    expect(code).toBe(1);
    expect(err).toContain(
      '919812345678 of asha, 919812345678 of Amina Lema (3bc36664) are near: give --case "919812345678"',
    );
  });

  test('of a number that only a user has says to ask with --to', async () => {
    put('a.yaml', two().replace('alerts:', 'users: {nurse: {phone: "254711000001"}}\nalerts:'));
    const { code, err } = await drysend(['why', 'a.yaml', '--case', '254711000001']);
    expect(code).toBe(1);
    expect(err).toContain('it is the number or address of nurse: give --to "254711000001"');
  });
});

describe('--to', () => {
  test.each([
    ['+919812345678', '919812345678 may mean asha, Amina Lema (3bc36664)'],
    ['919812345678', '919812345678 may mean asha, Amina Lema (3bc36664)'],
    ['amina lema', 'amina lema is the id or name of Amina Lema (3bc36664)'],
    ['3bc36664', '3bc36664 is the id or name of Amina Lema (3bc36664)'],
    ['3bc3', '3bc3 is the beginning of Amina Lema (3bc36664)'],
    ['Ami', 'Ami is the beginning of Amina Lema (3bc36664)'],
  ])('%s says whom it means, and tells what was sent there', async (asked, note) => {
    put('a.yaml', two());
    const { code, out } = await drysend(['why', 'a.yaml', '--to', asked]);
    expect(code).toBe(0);
    expect(out).toContain(note);
    expect(out).toMatch(/sent: TWILIO took it/);
    expect(out).not.toContain('nothing was sent');
  });

  test('takes a number as it is stored, also one that HQ cannot read', async () => {
    put('a.yaml', two().replace('"919812345678"}\nalerts', '"2.54713E+11"}\nalerts'));
    const { code, out } = await drysend(['why', 'a.yaml', '--to', '2.54713E+11']);
    expect(code).toBe(0);
    expect(out).toContain('2.54713E+11 is the number or address of Amina Lema (3bc36664)');
    expect(out).toContain('ends in NO_PHONE_NUMBER');
  });

  test.each([
    ['0784210369', '254784210369'],
    ['254784210369', '0784210369'],
    ['254784210369', '254784210368'],
    ['254710000016 / 0784210369', '254784210369'],
    ['2.54784E+11', '254784210369'],
  ])('with %s stored, %s is refused and the near one is named', async (stored, asked) => {
    put('a.yaml', two().replace('"919812345678"}\nalerts', `"${stored}"}\nalerts`));
    const { code, err } = await drysend(['why', 'a.yaml', '--to', asked]);
    expect(code).toBe(1);
    expect(err).toContain(`${stored} of Amina Lema (3bc36664) is near: give --to "${stored}"`);
  });

  test.each([
    ['254710000016 / 0784210369', '254710000016'],
    ['254710000016 / 0784210369', '+254 710 000 016'],
    ['254710000016 / 0784210369', '0784210369'],
    ['254710000016, 254784210369', '254784210369'],
    ['254710000016 254784210369', '254784210369'],
    ['254710000016 - 254784210369', '254784210369'],
  ])('with %s stored, %s finds whose it is', async (stored, asked) => {
    put('a.yaml', two().replace('"919812345678"}\nalerts', `"${stored}"}\nalerts`));
    for (const option of ['--to', '--case']) {
      const { code, out } = await drysend(['why', 'a.yaml', option, asked]);
      expect(code).toBe(0);
      expect(out).toContain(`${asked} is the number or address of Amina Lema (3bc36664)`);
      expect(out).toMatch(/ends in (?:NO_PHONE_NUMBER|INVALID_DESTINATION_NUMBER)/);
    }
  });

  test('a piece of one number is no number of a cell', async () => {
    put('a.yaml', two().replace('"919812345678"}\nalerts', '"2547100 / x"}\nalerts'));
    expect((await drysend(['why', 'a.yaml', '--to', '2547100'])).code).toBe(1);
  });

  test('the same number put down in another way is near before one that is a digit off', async () => {
    put(
      'a.yaml',
      two()
        .replace('"919812345678"}\nalerts', '"0784210369"}\nalerts')
        .replace('"919812345678"', '"254784210368"'),
    );
    const { err } = await drysend(['why', 'a.yaml', '--to', '254784210369']);
    expect(err).toContain(
      '0784210369 of Amina Lema (3bc36664), 254784210368 of asha are near: give --to "0784210369"',
    );
  });

  test('that several have tells each in a line, and all of each with --all', async () => {
    put('a.yaml', two());
    const { out } = await drysend(['why', 'a.yaml', '--to', '919812345678']);
    const lines = out.trimEnd().split('\n');
    expect(lines[1]).toBe('Each in short; ask about one, or give --all:');
    expect(lines.slice(2).join(' ')).toMatch(
      /^asha .*alert welcome: .*sent: TWILIO took it.*\(--to asha\) Amina Lema \(3bc36664\) .*\(--to 3bc36664\)$/,
    );
    expect(out).not.toContain('the contact');
    const all = await drysend(['why', 'a.yaml', '--to', '919812345678', '--all']);
    expect(all.out.match(/^the contact$/gm)).toHaveLength(2);
  });

  test('that fits nobody is a usage error, and no claim that nothing was sent', async () => {
    put('a.yaml', two());
    const { code, out, err } = await drysend(['why', 'a.yaml', '--to', '+254700000000']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('no recipient is called +254700000000');
  });
});

test('--alert alone tells its counts', async () => {
  put('a.yaml', scenario());
  const { code, out } = await drysend(['why', 'a.yaml', '--alert', 'welcome']);
  expect(code).toBe(0);
  expect(out).toMatch(/^ {2}rule matched +1$/m);
});

describe('a group', () => {
  const meeting = (): string => `scenario: Meeting
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways: {GW: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": GW}}
users:
  nurse: {username: nurse, phones: ["254722000001"], time_zone: Asia/Kolkata}
groups: {north: {users: [nurse]}, empty: {users: []}}
broadcasts:
  meeting: {to: [{group: north}, {group: empty}], send: {daily: {at: "09:00", stop_after: 1}}, sms: {en: Come}}
timeline:
  - {at: 2026-03-02 10:00, broadcast: meeting}
ends: 2026-03-10 09:00
`;

  test('is told when it begins, and that the project’s clock was read, with what the member’s own showed', async () => {
    put('a.yaml', meeting());
    const { out } = await drysend(['why', 'a.yaml', '--to', 'nurse']);
    expect(out).toMatch(/the rule holds: the course starts|due 2026-03-0\d 09:00/);
    expect(out).toContain('because the recipient is a group');
    expect(out).toMatch(/own clock {2}2026-03-0\d 11:30 in Asia\/Kolkata/);
  });

  test('that had a member to send to is not among the silent; an empty one is', async () => {
    put('a.yaml', meeting());
    const { out } = await drysend(['run', 'a.yaml']);
    expect(out).not.toContain('north, broadcast meeting');
    expect(out).toMatch(/empty, broadcast meeting {2}nothing sent/);
    expect((await drysend(['why', 'a.yaml', '--to', 'empty'])).out).toContain('NO_RECIPIENT');
  });
});

test.each([80, 120])('no line is wider than a terminal of %d cells', async (columns) => {
  put(
    'a.yaml',
    scenario('A story with a title that is as long as titles are when they say all that they are about'),
  );
  const { out } = await drysend(['why', 'a.yaml', '--to', 'asha'], { columns });
  expect(out.split('\n').filter((line) => line.length > columns)).toEqual([]);
});

describe('a journal', () => {
  const ID = '3bc36664-0001-4000-8000-000000000001';
  const written = async (...options: string[]) => {
    put(
      'a.yaml',
      scenario('A reminder', '')
        .replace(
          'alerts:',
          `  ${ID}: {type: mother, name: Amina Lema, contact_phone_number: "919812345679"}\nalerts:`,
        )
        .replace('register: asha', `register: [asha, ${ID}]`),
    );
    await drysend(['run', 'a.yaml', '--journal', 'a.ndjson', ...options]);
  };

  test('is asked like the scenario that wrote it, with the names that --names knows', async () => {
    await written();
    const ofStory = await drysend(['why', 'a.yaml', '--to', 'amina lema']);
    const ofJournal = await drysend(['why', 'a.ndjson', '--names', 'a.yaml', '--to', 'amina lema']);
    expect(ofStory.out).toContain('sent: TWILIO took it');
    expect(ofJournal).toEqual(ofStory);
  });

  test('alone knows people by key, short id and number, and times are UTC', async () => {
    await written();
    for (const asked of [ID, '3bc36664', '3bc3', '+919812345679']) {
      const { code, out } = await drysend(['why', 'a.ndjson', '--to', asked]);
      expect(code).toBe(0);
      expect(out).toMatch(/^3bc36664 {2}A reminder · times in UTC$/m);
      expect(out).toContain('2026-03-02 03:30  sent');
    }
    expect((await drysend(['why', 'a.ndjson', '--alert', 'welcome'])).out).toMatch(
      /^ {2}sent +2 {2}to 2 people$/m,
    );
  });

  test.each([
    ['somebody it does not name', ['--to', 'nobody'], 1, 'no recipient is called nobody'],
    ['an alert it does not name', ['--alert', 'welcom'], 1, 'did you mean "welcome"?'],
  ])('%s is a usage error with a cure', async (_story, options, code, words) => {
    await written();
    const ended = await drysend(['why', 'a.ndjson', ...options]);
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(words);
  });

  test('without decisions says so', async () => {
    await written('--journal-level', 'sent');
    const { code, err } = await drysend(['why', 'a.ndjson', '--to', 'asha']);
    expect(code).toBe(2);
    expect(err).toContain('--journal-level sent: it holds no decisions');
  });
});
