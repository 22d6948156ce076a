import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';

inEmptyFolder();

const ID = '3bc36664-0001-4000-8000-000000000001';

/** Three women and two alerts; nothing is promised. */
const story = (title = 'Visits'): string => `scenario: ${title}
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways:
  AT_KE: {type: twilio, number: "+254711000000"}
  TWILIO: {type: twilio, number: "+12065550100"}
routing: {global: {"*": AT_KE}}
cases:
  ${ID}: {type: woman, name: Amina Lema, contact_phone_number: "254712000001", visit: "2026-03-09"}
  zuri: {type: woman, name: Zuri, contact_phone_number: "254712000002", visit: "2026-03-10"}
  neema: {type: woman, name: Neema, visit: "2026-03-11"}
alerts:
  welcome: {case_type: woman, to: case, send: immediately, sms: {en: "Welcome {case.name}"}}
  visit:
    case_type: woman
    to: case
    start: {property: visit}
    send: {daily: {at: "09:00", stop_after: "1"}}
    sms: {en: "Come on {case.visit}"}
starts: 2026-03-02 09:00
ends: 2026-03-20 09:00
timeline:
  - {at: 2026-03-02 10:00, register: [${ID}, zuri, neema]}
`;

describe('errors beside messages', () => {
  /** Zuri moves, Neema only errs at another hour, Amina gets more. */
  const later = (): string =>
    story()
      .replace('at: "09:00"', 'at: "16:00"')
      .replace('  neema: {type', '  late: {type: woman, name: Late, visit: "2026-03-12"}\n  neema: {type')
      .replace('register: [', 'register: [late, ');

  test('those of whom only an error differs come last, whoever is named first', async () => {
    put('a.yaml', story().replace(`[${ID}, zuri, neema]`, '[neema, zuri]'));
    put('b.yaml', later().replace(`[late, ${ID}, zuri, neema]`, `[neema, late, zuri, ${ID}]`));
    const { out } = await drysend(['diff', 'a.yaml', 'b.yaml']);
    const places = ['Amina Lema', 'zuri', 'neema', 'late'].map((name) => out.indexOf(`\n  ${name}`));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('have their code, and are no messages', async () => {
    put('a.yaml', story());
    put('b.yaml', later());
    const { out } = await drysend(['diff', 'a.yaml', 'b.yaml']);
    expect(out).toContain('+2 errors NO_PHONE_NUMBER, 2 moved, 1 error moved\n');
    expect(out).toContain(
      '2 messages and 3 errors changed for 4 of 4 recipients; 2 messages and 1 error are the same',
    );
    expect(out).toMatch(/1 error moved +for 1 recipient: still NO_PHONE_NUMBER, 7 hours later/);
    expect(out).toContain('alert visit: still NO_PHONE_NUMBER, 7 hours later; now 2026-03-11 16:00');
    const { stories } = JSON.parse((await drysend(['diff', 'a.yaml', 'b.yaml', '--json'])).out);
    expect(stories[0]).toMatchObject({ same: 2, same_errors: 1, changed: 5, changed_errors: 3 });
  });
});

describe('two scenario files', () => {
  test('that send the same have no difference', async () => {
    put('a.yaml', story());
    const { code, out, err } = await drysend(['diff', 'a.yaml', 'a.yaml', '--fail-on', 'change']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('nothing changed: 4 messages and 2 errors are the same\n');
  });

  test.each([
    [
      'a moved time',
      ['at: "09:00"', 'at: "16:00"'],
      [
        '2 moved, 1 error moved',
        '\n  2 moved        for 2 recipients: 7 hours later',
        '~ 2026-03-09 09:00  alert visit: 7 hours later; now 2026-03-09 16:00',
      ],
    ],
    [
      'another gateway',
      ['"*": AT_KE', '"*": TWILIO'],
      [
        '4 by another gateway',
        '2 by another gateway  for 2 recipients: AT_KE → TWILIO',
        'by TWILIO, not AT_KE',
      ],
    ],
    [
      'other words',
      ['Come on', 'Please come on'],
      [
        '2 with other words',
        'text differs at character 1: "Please come on 2026-03-09", not "Come on 2026-03-09"',
      ],
    ],
    [
      'a number',
      ['name: Neema,', 'name: Neema, contact_phone_number: "254712000003",'],
      [
        '2 ended otherwise',
        '1 ended otherwise  for 1 recipient: NO_PHONE_NUMBER (Contact has no phone number) → sent',
      ],
    ],
    [
      'a longer course',
      ['stop_after: "1"', 'stop_after: "2"'],
      [
        '+2 sms, +1 error',
        '+2 sms                    for 2 recipients: not before, because the schedule is finished',
      ],
    ],
    [
      'a rule that no longer holds',
      ['visit: "2026-03-10"', 'visit: "10/03/2026"'],
      ['1 sms no longer sent', 'for 1 recipient: because visit is not a date'],
    ],
    [
      'an alert that is gone',
      [/ {2}visit:\n[\s\S]*case\.visit\}"\}\n/, ''],
      [
        '2 sms no longer sent, 1 error NO_PHONE_NUMBER no longer',
        'because there is no such alert, broadcast or keyword',
      ],
    ],
    [
      'somebody who is gone',
      [/ {2}zuri: .*\n|, zuri/g, ''],
      ['2 sms no longer sent', 'because nobody has this key'],
    ],
    ['an earlier end', ['ends: 2026-03-20', 'ends: 2026-03-10'], ['because nothing was due before the end']],
  ] as const)('tell %s in messaging words', async (_story, [before, after], words) => {
    put('a.yaml', story());
    put('b.yaml', story().replace(before, after as string));
    const { code, out } = await drysend(['diff', 'a.yaml', 'b.yaml'], { columns: 160 });
    expect(code).toBe(0);
    for (const each of words) expect(out).toContain(each);
  });

  test('end in 4 with --fail-on change when something changed', async () => {
    put('a.yaml', story());
    put('b.yaml', story().replace('09:00", stop', '16:00", stop'));
    expect((await drysend(['diff', 'a.yaml', 'b.yaml', '--fail-on', 'change'])).code).toBe(4);
  });

  test('name people by name and short id', async () => {
    put('a.yaml', story());
    put('b.yaml', story().replace('09:00", stop', '16:00", stop'));
    expect((await drysend(['diff', 'a.yaml', 'b.yaml'])).out).toContain('\n  Amina Lema (3bc36664)\n');
  });

  test('are narrowed by --alert and --case', async () => {
    put('a.yaml', story());
    put('b.yaml', story().replace('"*": AT_KE', '"*": TWILIO'));
    const changed = async (...options: string[]) =>
      (await drysend(['diff', 'a.yaml', 'b.yaml', ...options])).out.split('\n')[4];
    expect(await changed()).toBe('4 by another gateway');
    expect(await changed('--alert', 'visit')).toBe('2 by another gateway');
    expect(await changed('--alert', 'visit', '--case', 'amina')).toBe('1 by another gateway');
  });

  test('with several stories compare those of one title, and say which only one has', async () => {
    put('a.yaml', `${story('First')}\n---\n${story('Second')}`);
    put('b.yaml', `${story('Third')}\n---\n${story('Second').replace('"*": AT_KE', '"*": TWILIO')}`);
    const { code, out } = await drysend(['diff', 'a.yaml', 'b.yaml', '--fail-on', 'change']);
    expect(code).toBe(4);
    expect(out).toMatch(/^First .*\n- a\.yaml .*\n\+ does not have this story\n\n4 sms no longer sent/m);
    expect(out).toMatch(/^Second .*\n- a\.yaml .*\n\+ b\.yaml .*\n\n4 by another gateway/m);
    expect(out).toMatch(/^Third .*\n- does not have this story\n/m);
  });
});

describe('journals', () => {
  test('are compared with each other and with a rehearsal, and --names tells who their people are', async () => {
    put('a.yaml', story());
    put('b.yaml', story().replace('09:00", stop', '16:00", stop'));
    await drysend(['run', 'a.yaml', '--journal', 'a.ndjson']);
    await drysend(['run', 'b.yaml', '--journal', 'b.ndjson']);
    const journals = await drysend(['diff', 'a.ndjson', 'b.ndjson']);
    expect(journals.out).toContain('times in UTC\n');
    expect(journals.out).toContain('2 moved        for 2 recipients: 7 hours later');
    expect(journals.out).toContain('\n  3bc36664\n');
    const named = await drysend(['diff', 'a.ndjson', 'b.ndjson', '--names', 'a.yaml']);
    expect(named.out).toContain('\n  Amina Lema (3bc36664)\n    ~ 2026-03-09 09:00');
    expect((await drysend(['diff', 'a.ndjson', 'a.yaml', '--fail-on', 'change'])).code).toBe(0);
  });

  test('without reasons say so', async () => {
    put('a.yaml', story());
    await drysend(['run', 'a.yaml', '--journal', 'a.ndjson', '--journal-level', 'sent']);
    const { out } = await drysend(['diff', 'a.ndjson', 'a.yaml']);
    expect(out).toContain('note  a.ndjson was written with --journal-level sent: it holds no reasons');
    expect(out).toContain('nothing changed');
  });
});

test('lists are cut on the screen, say by how much and how to have all; --json and --csv have all', async () => {
  const many = (at: string): string => {
    const keys = Array.from({ length: 30 }, (_, index) => `w${index}`);
    return story()
      .replace(
        'cases:\n',
        `cases:\n${keys.map((key, index) => `  ${key}: {type: woman, contact_phone_number: "2547130000${index + 10}", visit: "2026-03-09"}\n`).join('')}`,
      )
      .replace('zuri, neema]', `zuri, neema, ${keys.join(', ')}]`)
      .replace('09:00", stop', `${at}", stop`);
  };
  put('a.yaml', many('09:00'));
  put('b.yaml', many('16:00'));
  const { out } = await drysend(['diff', 'a.yaml', 'b.yaml', '--csv', 'changes.csv']);
  expect(out).toContain('  … and 23 recipients more; --csv FILE and --json have every change\n');
  const rows = parse(readFileSync('changes.csv'), { bom: true, columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(33);
  expect(rows).toContainEqual(
    expect.objectContaining({ person: ID, change: 'changed', how: '7 hours later', cause: 'alert visit' }),
  );
  const json = JSON.parse((await drysend(['diff', 'a.yaml', 'b.yaml', '--json'])).out);
  expect(json.version).toBe(1);
  expect(json.stories[0]).toMatchObject({
    same: 32,
    same_errors: 1,
    changed: 33,
    recipients: 33,
    changed_recipients: 33,
  });
  expect(json.stories[0].people).toHaveLength(33);
});

test('cells of a sheet that begin a formula are made harmless', async () => {
  put('a.yaml', story());
  put('b.yaml', story().replace('Come on', '=1+1'));
  await drysend(['diff', 'a.yaml', 'b.yaml', '--csv', 'changes.csv']);
  expect(readFileSync('changes.csv', 'utf8')).toContain("'=1+1");
});

test.each([80, 120])('no line is wider than a terminal of %d cells', async (columns) => {
  put('a.yaml', story());
  put(
    'b.yaml',
    story().replace('visit: "2026-03-10"', 'visit: "10/03/2026"').replace('Come', 'C'.repeat(30)),
  );
  const { out } = await drysend(['diff', 'a.yaml', 'b.yaml'], { columns });
  expect(out.split('\n').filter((line) => line.length > columns)).toEqual([]);
});

test.each([
  ['one file alone', ['a.yaml'], 'compared with what?'],
  ['a file that is not there', ['a.yaml', 'c.yaml'], 'no such file or folder: c.yaml'],
  ['--ref and two files', ['a.yaml', 'a.yaml', '--ref', 'HEAD'], '--ref and two files'],
  ['a tolerance that is no length', ['a.yaml', 'a.yaml', '--tolerance', 'much'], 'such as 5m'],
  ['a CSV over what is read', ['a.yaml', 'a.yaml', '--csv', 'a.yaml'], '--csv would overwrite a.yaml'],
])('%s is a usage error', async (_story, args, words) => {
  put('a.yaml', story());
  const { code, out, err } = await drysend(['diff', ...args]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(words);
});

describe('a file as git has it', () => {
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.test', ...args], { stdio: 'pipe' });
  };
  const withImport = (at: string): string => `scenario: Import
project: {time_zone: Africa/Nairobi}
gateways: {AT_KE: {type: twilio, number: "+254711000000"}}
routing: {global: {"*": AT_KE}}
use: [part.yaml]
import: [{file: women.csv, type: woman, key: case_id, register_at: 2026-03-02 10:00}]
alerts: {visit: {case_type: woman, to: case, start: {property: visit}, send: {daily: {at: "${at}", stop_after: "1"}}}}
starts: 2026-03-02 09:00
ends: 2026-03-20 09:00
`;
  const committed = (): void => {
    git('init', '-q');
    put('stories/a.yaml', withImport('09:00').replace('}}}}', '}}, sms: {en: Come}}}'));
    put('stories/part.yaml', 'cases: {zuri: {type: woman, contact_phone_number: "254712000002"}}\n');
    put('stories/women.csv', 'caseid,name,contact_phone_number,visit\nw1,Amina,254712000001,2026-03-09\n');
    git('add', '.');
    git('commit', '-qm', 'first');
    git('tag', 'release/1');
  };

  test.each([
    ['file@ref alone', ['stories/a.yaml@HEAD']],
    ['file@ref and the file', ['stories/a.yaml@release/1', 'stories/a.yaml']],
    ['--ref', ['stories/a.yaml', '--ref', 'HEAD']],
  ])('%s is compared with the file as it is now, what it imports too', async (_story, args) => {
    committed();
    put('stories/women.csv', 'caseid,name,contact_phone_number,visit\nw1,Amina,254712000001,2026-03-11\n');
    const { code, out } = await drysend(['diff', ...args, '--fail-on', 'change']);
    expect(code).toBe(4);
    expect(out).toContain('1 moved  for 1 recipient: 2 days later');
  });

  test('may be gone since, and two refs can be compared', async () => {
    committed();
    git('rm', '-q', '-r', 'stories');
    git('commit', '-qm', 'second');
    const { code, out } = await drysend(['diff', 'stories/a.yaml@HEAD~1', 'stories/a.yaml@release/1']);
    expect(code).toBe(0);
    expect(out).toContain('nothing changed');
  });

  test.each([
    ['an option for a ref', '--ref=--output=x', 1, 'is no commit, tag or branch'],
    ['an unknown ref', '--ref=nowhere', 1, 'git has no commit nowhere'],
    ['a ref before the file', '--ref=HEAD~1', 1, 'git has no commit HEAD~1'],
  ])('%s is refused with a cure', async (_story, option, code, words) => {
    committed();
    const ended = await drysend(['diff', 'stories/a.yaml', option]);
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.err).toContain(words);
  });

  test('reads nothing outside of its folder, and tells its problems with the ref', async () => {
    committed();
    put('secret.yaml', 'cases: {}\n');
    put('stories/b.yaml', 'scenario: B\nuse: [../secret.yaml]\n');
    git('add', '.');
    git('commit', '-qm', 'second');
    const { code, err } = await drysend(['diff', 'stories/b.yaml@HEAD', 'stories/a.yaml']);
    expect(code).toBe(2);
    expect(err).toContain('outside of the story’s folder');
    expect(err).toContain('because of stories/b.yaml@HEAD');
  });

  test('that was not there is told as unreadable', async () => {
    committed();
    put('stories/c.yaml', 'scenario: C\n');
    const { code, err } = await drysend(['diff', 'stories/c.yaml@HEAD']);
    expect(code).toBe(2);
    expect(err).toMatch(/stories\/c\.yaml@HEAD cannot be read: git has no such file at [0-9a-f]{8}/);
  });
});

describe('what CommCare sent', () => {
  const asha = '6f1b9c1e-0001-4000-8000-000000000001';
  const rehearsed = (at = '09:00'): string => `scenario: Visits
project: {time_zone: Asia/Kolkata, languages: [hin]}
gateways: {TWILIO_IN: {type: twilio, number: "+12065550100"}, OTHER: {type: twilio, number: "+12065550101"}}
routing: {global: {"*": TWILIO_IN}}
cases:
  asha: {type: woman, name: Asha, case_id: ${asha}, contact_phone_number: "919812345001", next_visit: "2026-03-12"}
  farida: {type: woman, name: Farida, case_id: 6f1b9c1e-0001-4000-8000-000000000003, next_visit: "2026-03-12"}
alerts:
  visit:
    case_type: woman
    to: case
    start: {property: next_visit, offset_days: -3}
    send: {daily: {at: "${at}", stop_after: "1"}}
    sms: {hin: "{case.name}, आपकी जाँच {case.next_visit} को है।"}
  late: {case_type: woman, to: case, start: {property: next_visit}, send: {daily: {at: "09:00", stop_after: "1"}}, sms: {hin: Late}}
starts: 2026-03-02 09:00
ends: 2026-03-20 09:00
timeline:
  - {at: 2026-03-02 10:00, register: [asha, farida]}
`;
  const events = join(import.meta.dirname, '../fixtures/messaging-event-api.json');
  const log = join(import.meta.dirname, '../fixtures/message-log-export.csv');

  test.each([
    [
      'Messaging Events',
      events,
      '1 message and 1 error are the same',
      'a.yaml: what comes before 2026-03-09 00:00 or after 2026-03-09 23:59:59 (2 messages) is not compared',
    ],
    [
      'a Message Log',
      log,
      '1 message is the same',
      'a message log has no emails and no events without an SMS: 2 of them are not compared',
    ],
  ])('%s of the fixtures are the same as the story that was recorded', async (_story, file, same, note) => {
    put('a.yaml', rehearsed());
    const { code, out } = await drysend(['diff', 'a.yaml', file, '--fail-on', 'change'], { columns: 200 });
    expect(code).toBe(0);
    expect(out).toContain(`nothing changed: ${same}`);
    expect(out).toContain(note);
    await drysend(['run', 'a.yaml', '--journal', 'a.ndjson']);
    const journal = await drysend(['diff', 'a.ndjson', file, '--names', 'a.yaml', '--fail-on', 'change']);
    expect(journal.code).toBe(0);
  });

  test.each([
    [rehearsed('10:00'), '1 moved        for 1 recipient: 59 minutes 59 seconds earlier'],
    [
      rehearsed().replace('"*": TWILIO', '"*": OTHER').replace('OTHER_IN', 'OTHER'),
      '1 by another gateway  for 1 recipient: OTHER → TWILIO_IN',
    ],
    [
      rehearsed().replace('contact_phone_number: "919812345001", ', ''),
      '1 ended otherwise  for 1 recipient: NO_PHONE_NUMBER (Contact has no phone number) → sent',
    ],
    [rehearsed().replace('को है।', 'को।'), '1 with other words  for 1 recipient'],
    [
      rehearsed().replace('register: [asha, farida]', 'register: [farida]'),
      '+1 sms  for 1 recipient: not before, because it is never registered',
    ],
  ])('a rehearsal that differs from it is told how', async (story, words) => {
    put('a.yaml', story);
    const { code, out } = await drysend(['diff', 'a.yaml', events, '--fail-on', 'change'], { columns: 200 });
    expect(code).toBe(4);
    expect(out).toContain(words);
  });

  test('is known by its numbers where a journal has no ids', async () => {
    put('a.yaml', rehearsed());
    await drysend(['run', 'a.yaml', '--journal', 'a.ndjson']);
    const { out } = await drysend(['diff', 'a.ndjson', events]);
    expect(out).toContain('1 message is the same');
  });

  test('two lists are compared with each other', async () => {
    put('a.yaml', rehearsed());
    const { code } = await drysend(['diff', log, events, '--names', 'a.yaml', '--fail-on', 'change']);
    expect(code).toBe(0);
  });

  test.each([
    ['a CSV that is no log', 'x.csv', 'a,b\n1,2\n', 2, 'x.csv is no Message Log of CommCare'],
    [
      'an event without a date',
      'x.json',
      '{"objects": [{"content_type": "sms", "messages": []}]}',
      2,
      'x.json row 1: found event 1 has the date nothing',
    ],
    [
      'a line that is no JSON',
      'x.ndjson',
      '{"content_type": "sms", "messages": [], "date": "2026-03-09T00:00:00"}\n{"\n',
      2,
      'x.ndjson:2: not JSON',
    ],
    ['a file that is not there', 'x.csv', undefined, 1, 'no such file or folder: x.csv'],
  ])('%s is told with its place', async (_story, name, content, code, words) => {
    put('a.yaml', rehearsed());
    if (content !== undefined) put(name, content);
    const ended = await drysend(['diff', 'a.yaml', name]);
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.err).toContain(words);
  });

  test('a log and --alert, or a file of several stories, end with a cure', async () => {
    put('a.yaml', rehearsed());
    expect((await drysend(['diff', 'a.yaml', log, '--alert', 'visit'])).err).toContain('leave --alert out');
    put('b.yaml', `${rehearsed()}---\n${rehearsed()}`);
    expect((await drysend(['diff', 'b.yaml', events])).err).toContain('b.yaml holds 2 stories');
  });
});

test('the page of a comparison has its counts and every change, and the screen has the words as ever', async () => {
  put('a.yaml', story());
  put('b.yaml', story().replace('at: "09:00"', 'at: "16:00"'));
  const { code, out } = await drysend(['diff', 'a.yaml', 'b.yaml', '--html', 'out/diff.html']);
  expect(code).toBe(0);
  expect(out).toContain('2 moved, 1 error moved');
  const page = readFileSync('out/diff.html', 'utf8');
  expect(page).toContain('"kind":"diff"');
  expect(page).toContain('"headline":"2 moved, 1 error moved"');
  expect(page).toContain('id="changes-0"');
  const over = await drysend(['diff', 'a.yaml', 'b.yaml', '--html', 'b.yaml']);
  expect(over.code).toBe(1);
  expect(readFileSync('b.yaml', 'utf8')).toContain('16:00');
});

test.each(['a.yaml', 'a.ndjson', 'a.csv'])(
  'an empty %s has nothing to compare, whatever it is called',
  async (name) => {
    put('b.yaml', story());
    put(name, '');
    for (const sides of [
      [name, 'b.yaml'],
      ['b.yaml', name],
    ]) {
      const { code, out, err } = await drysend(['diff', ...sides]);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(`${name} is an empty file: there is nothing to compare`);
    }
  },
);
