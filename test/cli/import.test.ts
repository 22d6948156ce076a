import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rehearse } from '../../src/index.ts';
import { drysend } from './a-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'drysend-import-'));
const home = process.cwd();
beforeAll(() => {
  process.chdir(folder);
  writeFileSync('women.csv', exported(60));
  writeFileSync('few.csv', exported(3));
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

/** Women with damage of each kind: a national zero, Excel's notation, no number, a date with slashes. */
function exported(count: number): string {
  const rows = Array.from({ length: count }, (_, at) => {
    const number =
      at % 7 === 3 ? '' : at % 11 === 4 ? '2.54712E+11' : `2547120000${String(at).padStart(2, '0')}`;
    const day = at % 13 === 5 ? '12/03/2026' : `2026-03-${String((at % 20) + 5).padStart(2, '0')}`;
    const id = `3bc36664-0b8a-4a7d-9f4e-2b7c1d0a${String(at).padStart(4, '0')}`;
    return [
      id,
      at % 5 === 0 ? 'Amina Lema' : `Woman ${at}`,
      number,
      at % 2 ? 'en' : 'swa',
      'Africa/Nairobi',
      'AT_KE',
      day,
    ].join();
  });
  return [
    'caseid,name,contact_phone_number,language_code,time_zone,contact_backend_id,next_visit',
    ...rows,
  ].join('\n');
}

describe('drysend import', () => {
  test('reads a column that is nearly one of HQ under the name that HQ reads, and says so', async () => {
    writeFileSync('typo.csv', exported(60).replace('contact_phone_number', 'contact_phone_numbr'));
    const { code, out } = await drysend(['import', 'typo.csv', '--type', 'woman']);
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('column     contact_phone_numbr is read as contact_phone_number\n'),
    ]);
    expect(readFileSync('typo.yaml', 'utf8')).toContain(
      'columns: {"contact_phone_numbr": contact_phone_number}',
    );
    const run = rehearse('typo.yaml');
    expect(run.ok).toBe(true);
    expect(run.totals.sms).toBeGreaterThan(30);
  });

  test('writes a scenario that passes, and breaks when an alert sends otherwise', async () => {
    const { code, out } = await drysend(['import', 'women.csv', '--type', 'woman']);
    expect([code, out]).toEqual([0, expect.stringContaining('languages  en 30, swa 30\n')]);
    const text = readFileSync('women.yaml', 'utf8');
    expect(text).toContain('time_zone: "Africa/Nairobi"    # of 60 contacts');
    expect(text).toContain('key: case_id    # several people have the same name');
    expect(rehearse('women.yaml').ok).toBe(true);
    expect((await drysend(['run', 'women.yaml'])).code).toBe(0);
    for (const [from, to] of [
      ['"09:00", stop_after', '"09:01", stop_after'],
      ['offset_days: "-1"', 'offset_days: "-1000"'],
    ] as const) {
      expect(text).toContain(from);
      writeFileSync('other.yaml', text.replace(from, to));
      expect((await drysend(['run', 'other.yaml'])).code, to).toBe(4);
    }
  });

  test('promises each message of a few by itself', async () => {
    await drysend([
      'import',
      'few.csv',
      '--zone',
      'Asia/Kolkata',
      '--languages',
      'swa,en',
      '--gateway',
      'twilio',
    ]);
    const text = readFileSync('few.yaml', 'utf8');
    expect(text.match(/^ {2}- sms: /gm)).toHaveLength(3);
    expect(text).toContain('AT_KE: {type: twilio, number: "20880"}');
    expect(rehearse('few.yaml').ok).toBe(true);
  });

  test('writes over nothing unless it is told to', async () => {
    const before = readFileSync('few.yaml', 'utf8');
    const refused = await drysend(['import', 'few.csv', '--no-promises']);
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringContaining('cannot write few.yaml: a file stands there'),
    ]);
    expect(readFileSync('few.yaml', 'utf8')).toBe(before);
    expect((await drysend(['import', 'few.csv', '--no-promises', '--force'])).code).toBe(0);
    expect(readFileSync('few.yaml', 'utf8')).not.toContain('expect:');
  });

  test('anonymised, the same messages go at the same times, and no name is left', async () => {
    const asked = [
      'import',
      'women.csv',
      '--anonymise',
      'anonymous.csv',
      '--key-file',
      'key',
      '--type',
      'woman',
    ];
    expect((await drysend(asked)).out).toContain('names replaced: name\n');
    expect(statSync('key').mode & 0o777).toBe(0o600);
    const [before, after] = [rehearse('women.yaml'), rehearse('anonymous.yaml')];
    const times = ({ journal }: typeof before) =>
      [...journal.entries()].flatMap(({ kind, at, code }) =>
        kind === 'sent' || kind === 'error' ? [[at, code]] : [],
      );
    expect(times(after)).toEqual(times(before));
    expect(`${readFileSync('anonymous.csv', 'utf8')}${readFileSync('anonymous.yaml', 'utf8')}`).not.toMatch(
      /Amina|Woman/,
    );
    const first = readFileSync('anonymous.csv', 'utf8');
    await drysend([...asked, '--force']);
    expect(readFileSync('anonymous.csv', 'utf8')).toBe(first);
  });

  test('what is anonymised begins no formula in a spreadsheet, and numbers with a sign stay', async () => {
    const formulas = ['=HYPERLINK("http://a","b")', '@SUM(A1)', '+1-1+cmd()', '-2+A1', '\t=1+1'];
    const rows = formulas.map(
      (text, at) => `c${at},Woman ${at},+25471200000${at},---,"${text.replaceAll('"', '""')}"`,
    );
    writeFileSync('sums.csv', ['caseid,name,contact_phone_number,next_visit,=cmd()', ...rows, ''].join('\n'));
    await drysend(['import', 'sums.csv', '--anonymise', 'safe.csv', '--no-promises', '--type', 'woman']);
    const cells = readFileSync('safe.csv', 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
    expect(cells.map((row) => row[4])).toEqual(cells.map(() => expect.stringMatching(/^"?'[=@+\-\t]/)));
    expect(cells.slice(1).map((row) => row[2])).toEqual(
      rows.map(() => expect.stringMatching(/^\+25471\d{7}$/)),
    );
    expect(cells.slice(1).map((row) => row[3])).toEqual(rows.map(() => '---'));
  });

  test.each([
    [['absent.csv'], 1, 'absent.csv cannot be read: no such file or folder'],
    [['women.csv', '--zone', 'EAT'], 1, 'EAT is no time zone\ndid you mean "Africa/Nairobi"'],
    [['women.csv', '--gateway', 'twillio'], 1, 'twillio is no kind of gateway\ndid you mean "twilio"'],
    [['women.csv', '--languages', 'English'], 1, '"English" is no language code'],
    [
      ['women.csv', '-o', 'there/x.yaml'],
      1,
      'could not read women.csv: a scenario reads files below its own folder',
    ],
    [['odd.csv'], 2, 'odd.csv row 1\n  found: no column of a case export in the first row: a, b'],
  ])('%j ends in %i and says why', async (args, code, words) => {
    writeFileSync('odd.csv', 'a,b\n1,2\n');
    const ended = await drysend(['import', ...args]);
    expect([ended.code, ended.err]).toEqual([code, expect.stringContaining(words)]);
    expect(existsSync('odd.yaml')).toBe(false);
  });
});

describe('drysend init', () => {
  test('writes files that pass, keeps those that are there, and says so', async () => {
    const made = await drysend([
      'init',
      'mine',
      '--zone',
      'Asia/Kolkata',
      '--languages',
      'hin,en',
      '--gateway',
      'twilio',
      '--yes',
    ]);
    expect(made.code).toBe(0);
    expect(made.out.match(/^wrote {4}/gm)).toHaveLength(4);
    const run = rehearse('mine/scenarios/first.yaml');
    expect([run.ok, run.plan.project.timeZone, run.totals.sms]).toEqual([true, 'Asia/Kolkata', 1]);
    expect(JSON.parse(readFileSync('mine/.vscode/settings.json', 'utf8'))).toHaveProperty(['yaml.schemas']);
    writeFileSync('mine/scenarios/first.yaml', 'mine');
    const again = await drysend(['init', 'mine', '--yes']);
    expect(again.out).toContain('kept     mine/scenarios/first.yaml, which was there');
    expect(readFileSync('mine/scenarios/first.yaml', 'utf8')).toBe('mine');
  });

  test('makes the scenario from an export, which it copies', async () => {
    const { code } = await drysend([
      'init',
      'ours',
      '--from-export',
      'women.csv',
      '--zone',
      'Africa/Nairobi',
      '--languages',
      'swa,en',
      '--yes',
    ]);
    expect(code).toBe(0);
    expect(rehearse('ours/scenarios/women.yaml').ok).toBe(true);
    expect(existsSync('ours/scenarios/first.yaml')).toBe(false);
  });
});

test('drysend init asks for what is not given, and takes an empty answer for the usual one', async () => {
  const asked: string[] = [];
  const answers = ['Asia/Kolkata', '', 'twilio', ''];
  const ended = await drysend(['init', 'asked'], {
    ask: (question: string) => {
      asked.push(question);
      return Promise.resolve(answers[asked.length - 1] ?? '');
    },
  });
  expect(ended.code).toBe(0);
  expect(asked[0]).toBe('Time zone of the project [Africa/Nairobi]: ');
  const text = readFileSync('asked/scenarios/first.yaml', 'utf8');
  for (const words of ['time_zone: Asia/Kolkata', 'languages: [en]', 'type: twilio'])
    expect(text).toContain(words);
});

test('a gateway that few of the cases name is not the one of all others', async () => {
  const rows = Array.from(
    { length: 300 },
    (_, at) => `id-${at},Woman ${at},254712${String(at).padStart(6, '0')},${at < 5 ? 'OLD_GATEWAY' : ''}`,
  );
  writeFileSync('some.csv', ['case_id,name,contact_phone_number,contact_backend_id', ...rows].join('\n'));
  expect((await drysend(['import', 'some.csv', '--zone', 'Africa/Nairobi'])).code).toBe(0);
  const text = readFileSync('some.yaml', 'utf8');
  expect(text).toContain('  OLD_GATEWAY: {type: http, number: "20880"}    # named by 5 of 300 cases\n');
  expect(text).toContain('global: {"254": GATEWAY, "*": GATEWAY}');
  expect(rehearse('some.yaml').ok).toBe(true);
});
