/** Words from outside reach the terminal only through the one writer: nothing in them is obeyed. */
import { describe, expect, test } from 'vitest';
import { commandLine } from '../../src/cli/command-line.ts';
import { inkFor, padEnd, terminalText } from '../../src/report/text/terminal-text.ts';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';

inEmptyFolder();

const EVIL = '\u001b[2J\u001b]0;x\u0007\u009b31m\r\u202e\u2067\u200f\u061c';
const obeyed = /(?!\n)[\p{Control}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;
/** A name in the file that holds the characters. */
const q = (name: string): string => JSON.stringify(`${name}${EVIL}${name}`);

function story(expected: string): string {
  return `scenario: ${q('title')}
tags: [${q('tag')}]
project: {time_zone: Asia/Kolkata, languages: [en]}
gateways: {${q('GATE')}: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": ${q('GATE')}}}
cases:
  ${q('asha')}: {type: mother, name: ${q('Asha')}, contact_phone_number: "919812345678"}
  ben: {type: mother, name: Ben}
alerts:
  ${q('welcome')}:
    case_type: mother
    to: case
    send: immediately
    sms: {en: ${q('Hello {case.name}\\n')}}
timeline:
  - {at: 2026-03-02 09:00, register: [${q('asha')}, ben]}
${expected}`;
}

const broken = `expect:\n  - sms to ben containing ${q('else')}\n`;
const key = JSON.parse(q('asha')) as string;

describe('nothing that a terminal obeys comes out of', () => {
  test.each([
    ['run', [], ''],
    ['run that shows', ['run', 'a.yaml'], ''],
    ['run of a broken promise', ['run', 'a.yaml'], broken],
    ['the dots', ['run', 'a.yaml', '--reporter', 'dots'], broken],
    ['the json report', ['run', 'a.yaml', '--json'], broken],
    ['why', ['why', 'a.yaml', '--case', key], broken],
    ['why as json', ['why', 'a.yaml', '--case', key, '--json'], broken],
    ['why without a name', ['why', 'a.yaml'], broken],
    ['why with a wrong name', ['why', 'a.yaml', '--case', EVIL], broken],
    ['why at a time', ['why', 'a.yaml', '--case', key, '--at', EVIL], broken],
    ['the list of titles', ['run', 'a.yaml', '--grep', 'none'], broken],
    ['the list of tags', ['run', 'a.yaml', '--tag', EVIL], broken],
    [
      'a problem of the file',
      ['run', 'a.yaml'],
      `${EVIL.replace('\r', '')}: [\nexpect:\n  - sms to ${q('nobody')}\n`,
    ],
    ['a problem with its picture', ['run', 'a.yaml'], `${q('unknown')}: ${q('value')}\n`],
    ['a file that is not there', ['run', `${EVIL}.yaml`], ''],
    ['a report that cannot be written', ['run', 'a.yaml', '--reporter', `json=a.yaml/${EVIL}/x`], ''],
    ['a reporter that is none', ['run', 'a.yaml', '--reporter', EVIL], ''],
    ['an option that is none', ['run', `--${EVIL}`], ''],
    ['a command that is none', [EVIL], ''],
    ...['junit', 'ctrf', 'github', 'tap', 'teamcity'].map((name): [string, string[], string] => [
      `the ${name} report`,
      ['run', 'a.yaml', '-r', name],
      broken,
    ]),
    ['the list of stories', ['run', 'a.yaml', '--list'], broken],
    ['coverage', ['run', 'a.yaml', '--coverage', '--coverage-report', 'text'], broken],
    ['a story cut down', ['run', 'a.yaml', '--shrink', '--shrink-runs', '20'], broken],
    ['determinism', ['run', 'a.yaml', '--check-determinism'], broken],
    ['check', ['check', 'a.yaml'], broken],
    ['plan', ['plan', 'a.yaml'], broken],
    ['plan of one person', ['plan', 'a.yaml', '--case', key], broken],
    ['plan of nobody', ['plan', 'a.yaml', '--case', EVIL], broken],
    ['roster', ['roster', 'a.yaml'], broken],
    ['roster of an unknown alert', ['roster', 'a.yaml', '--alert', EVIL], broken],
    ['diff', ['diff', 'a.yaml', 'b.yaml'], broken],
    ['mutate', ['mutate', 'a.yaml'], 'expect: []\n'],
    ['a limit', ['run', 'many.yaml', '--max-messages', '1'], ''],
    ['a limit of plan', ['plan', 'many.yaml', '--max-messages', '1'], ''],
    ['an import', ['import', 'people.csv', '--type', EVIL], ''],
    ['an import of a file that is none', ['import', `${EVIL}.csv`], ''],
    ['a merge of what is no blob', ['merge', 'a.yaml', `${EVIL}.blob`], ''],
    ['hq', ['hq', EVIL], ''],
    ['doctor', ['doctor', EVIL], ''],
    ['a shell that is none', ['completion', EVIL], ''],
    ['init', ['init', `${EVIL}/x`], ''],
    ['serve', ['serve', `${EVIL}.yaml`], ''],
    ['gateways', ['gateways', `${EVIL}.yaml`], ''],
  ])('%s', async (_what, args, expected) => {
    put('a.yaml', story(expected));
    put('b.yaml', story(expected).replace('09:00, register', '10:00, register').replace('Hello', 'Hi'));
    put('many.yaml', `${story('').replace('immediately', '{daily: {at: "09:00"}}')}ends: 2026-05-01 00:00\n`);
    put('people.csv', `case_id,name,${EVIL.replace(/[\r\n]/g, '')}\n1,"Asha${EVIL}","x${EVIL}"\n`);
    const { out, err } = await drysend(args);
    expect(out + err).not.toBe('');
    expect(out).not.toMatch(obeyed);
    expect(err).not.toMatch(obeyed);
  });
});

test('nor out of the bar of progress, whose own line is taken away', async () => {
  let err = '';
  put('a.yaml', story('').replace('timeline:', 'ends: 2026-12-31 09:00\ntimeline:'));
  const { code } = await drysend(['run', 'a.yaml'], {
    showsProgress: true,
    err: (text) => {
      err += text;
    },
  });
  expect(code).toBe(0);
  expect(err.replaceAll('\r\u001b[2K', '')).not.toMatch(obeyed);
});

test('a text report in a file holds nothing of it either', async () => {
  put('a.yaml', story(broken));
  await drysend(['run', 'a.yaml', '--reporter', 'pretty=report.txt', '--reporter', 'json=report.json']);
  const { readFileSync } = await import('node:fs');
  expect(readFileSync('report.txt', 'utf8')).toContain('title‹U+001B›[2J');
  expect(readFileSync('report.txt', 'utf8')).not.toMatch(obeyed);
  const report = JSON.parse(readFileSync('report.json', 'utf8')) as { stories: { title: string }[] };
  expect(report.stories[0]!.title).toBe(JSON.parse(q('title')));
});

test('colours are those of drysend, and a colour in a text stays a text', async () => {
  put('a.yaml', story(broken).replaceAll('\\u001b[2J', '\\u001b[31m'));
  const { out } = await drysend(['run', 'a.yaml'], { colour: true });
  expect(out).toContain('\u001b[31m✗\u001b[39m');
  const pieces = out.split('\u001b[').map((piece) => piece.replace(/^(?:1|2|22|3[123]|39)m/, ''));
  expect(pieces.join('')).not.toMatch(obeyed);
  expect(out).toContain('‹U+001B›[31m');
  expect(out).not.toContain('\u001b[31m\u001b]');
});

test('a style survives the writer, and its mark does not', () => {
  const ink = inkFor(true);
  expect(terminalText(`${ink.bad('a\u001b[0m')}${ink.quiet('b')}`)).toBe(
    '\u001b[31ma‹U+001B›[0m\u001b[39m\u001b[2mb\u001b[22m',
  );
  expect(inkFor(false).bad('a')).toBe('a');
});

test('columns stand straight: a hidden character is as wide as its visible form', () => {
  expect(terminalText(padEnd('a\u202e', 12))).toBe('a‹U+202E›   ');
});

test('the picture of a problem points at its place behind hidden characters', async () => {
  put('a.yaml', `scenario: x\nproject: {time_zone: "\u202e\u202e", languages: 5 }\n`);
  const { err } = await drysend(['run', 'a.yaml']);
  const lines = err.split('\n');
  const row = lines.findIndex(
    (line) => line.startsWith('> 2 |') && lines[lines.indexOf(line) + 1]!.includes('^'),
  );
  expect(lines[row]).toContain('"‹U+202E›‹U+202E›"');
  expect(lines[row]!.slice(lines[row + 1]!.indexOf('^')).startsWith('"‹')).toBe(true);
});

test('the line that does it again is visible, and finds the story again in a shell', async () => {
  put('a.yaml', story(broken));
  const { out } = await drysend(['run', 'a.yaml']);
  const again = /again {2}(drysend run .*)$/m.exec(out)![1]!;
  const { execFileSync } = await import('node:child_process');
  const words = execFileSync('bash', ['-c', `drysend() { printf '%s\\0' "$@"; }; ${again}`], {
    encoding: 'utf8',
  });
  const ended = await drysend(words.split('\0').slice(0, -1));
  expect(ended.code).toBe(4);
  expect(ended.out).toContain('1 of 1 story broke a promise');
});

test('the version is written as it was', async () => {
  let out = '';
  const code = await commandLine(
    ['--version'],
    {
      columns: 80,
      colour: false,
      errorColour: false,
      showsProgress: false,
      debug: false,
      out: (text) => {
        out += text;
      },
      data: () => {},
      err: () => {},
    },
    '1.2.3',
  );
  expect({ code, out }).toEqual({ code: 0, out: '1.2.3\n' });
});
