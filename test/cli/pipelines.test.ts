import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pathPrefixFrom } from '../../src/cli/terminal.ts';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

const broken = scenario('Broken', '- sms to asha containing "Goodbye"');

describe('reporters', () => {
  test('several at once: for people and for GitHub on the screen, the others in files', async () => {
    put('scenarios/a.yaml', broken);
    const files = ['-r', 'junit=out/junit.xml', '-r', 'ctrf=out/ctrf.json', '-r', 'tap=out/run.tap'];
    const { code, out } = await drysend(['run', '-r', 'pretty', '-r', 'github', ...files]);
    expect(code).toBe(4);
    const line = broken.split('\n').findIndex((text) => text.includes('Goodbye')) + 1;
    expect(out).toContain(`::error file=scenarios/a.yaml,line=${line},col=5,title=Broken::sms to asha`);
    expect(out.indexOf('1 of 1 story broke')).toBeLessThan(out.indexOf('::error'));
    expect(readFileSync('out/junit.xml', 'utf8')).toContain('<failure type="expectation"');
    expect(readFileSync('out/run.tap', 'utf8')).toContain('not ok 1 - Broken');
    expect(JSON.parse(readFileSync('out/ctrf.json', 'utf8')).results.summary).toMatchObject({ failed: 2 });
  });

  test('annotations and a page stand beside pretty; other reports take its place', async () => {
    put('scenarios/a.yaml', scenario());
    expect((await drysend(['run', '-r', 'github'])).out).toContain('✓ A reminder');
    expect((await drysend(['run', '-r', 'junit=junit.xml'])).out).toBe('');
  });

  test('=- is standard output, and nothing else goes there', async () => {
    put('scenarios/a.yaml', broken);
    expect((await drysend(['run', '-r', 'junit=-'])).out).toMatch(/^<\?xml[\s\S]*<\/testsuites>\n$/);
    expect((await drysend(['run', '-r', 'github=-'])).out).toMatch(/^::error [^\n]*\n::error [^\n]*\n$/);
    expect(await drysend(['run', '-r', 'pretty', '-r', 'github=-'])).toMatchObject({ code: 1, out: '' });
  });
});

describe('a file that is no sound scenario', () => {
  const unsound = scenario('Unsound')
    .replace('Asia/Kolkata', 'Asia/Kolkatta')
    .replace('to: case', 'to: cases');

  test('is annotated at each of its problems, and nothing of it ran', async () => {
    put('scenarios/a.yaml', unsound);
    put('scenarios/b.yaml', scenario());
    const { code, out, err } = await drysend(['run', '-r', 'github'], { pathPrefix: 'sms/' });
    expect(code).toBe(2);
    expect(out.split('\n').map((line) => line.split('::')[1])).toEqual([
      'error file=sms/scenarios/a.yaml,line=3,col=22,title=scenarios/a.yaml',
      'error file=sms/scenarios/a.yaml,line=11,col=9,title=scenarios/a.yaml',
      undefined,
    ]);
    expect(out).toContain('::project.time_zone: found "Asia/Kolkatta"%0A');
    expect(out).toContain('did you mean "Asia/Kolkata"');
    expect(err).toContain('nothing was run, because of scenarios/a.yaml');
  });

  test('is a failed test for each problem in the other reports', async () => {
    put('scenarios/a.yaml', unsound);
    const files = ['json=run.json', 'junit=junit.xml', 'ctrf=ctrf.json', 'tap=run.tap', 'teamcity=run.txt'];
    const { code, out } = await drysend(['run', ...files.flatMap((file) => ['-r', file])]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(readFileSync('junit.xml', 'utf8')).toContain('tests="2" failures="0" errors="2"');
    const { tests, summary } = JSON.parse(readFileSync('ctrf.json', 'utf8')).results;
    expect(summary).toMatchObject({ tests: 2, failed: 2 });
    expect(tests[1]).toMatchObject({ status: 'failed', filePath: 'scenarios/a.yaml', line: 11 });
    const report = JSON.parse(readFileSync('run.json', 'utf8'));
    expect(report).toMatchObject({ ok: false, stories: [{ file: 'scenarios/a.yaml', outcome: 'stopped' }] });
    expect(report.stories[0].failures).toHaveLength(2);
    expect(readFileSync('run.tap', 'utf8')).toContain('not ok 1 - scenarios/a.yaml');
    expect(readFileSync('run.txt', 'utf8')).toContain("##teamcity[testFailed name='project.time_zone");
  });

  test('that cannot even be read has one test, and reports do not go over what was read', async () => {
    put('scenarios/a.yaml', new Uint8Array([0xff, 0xfe, 0, 0]));
    const { out } = await drysend(['run', 'scenarios/a.yaml', '-r', 'github=-']);
    expect(out).toMatch(/^::error file=scenarios\/a\.yaml,line=1,col=1,title=[^:]*::cannot be read/);
    put('scenarios/a.yaml', unsound);
    const { code, err } = await drysend(['run', '-r', 'junit=scenarios/a.yaml']);
    expect(code).toBe(1);
    expect(err).toContain('--reporter would overwrite scenarios/a.yaml');
    expect(readFileSync('scenarios/a.yaml', 'utf8')).toBe(unsound);
  });
});

describe('--journal -', () => {
  test('is the journal on standard output, byte for byte, and people read on stderr', async () => {
    put('scenarios/a.yaml', scenario('A \u202e title'));
    const { out, err } = await drysend(['run', '--journal', '-']);
    await drysend(['run', '--journal', 'run.ndjson']);
    expect(out).toBe(readFileSync('run.ndjson', 'utf8'));
    expect(err).toContain('1 story kept every promise');
  });

  test.each([
    ['a reporter on the screen', ['-r', 'dots']],
    ['a reporter for programs', ['--json']],
    ['the exchanges', ['--exchanges', '-']],
  ])('leaves no room for %s', async (_what, options) => {
    put('scenarios/a.yaml', scenario());
    const { code, out, err } = await drysend(['run', '--journal', '-', ...options]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('both write to stdout');
  });

  test('leaves room for a report in a file', async () => {
    put('scenarios/a.yaml', scenario());
    const { out } = await drysend(['run', '--exchanges', '-', '-r', 'json=report.json']);
    expect(out).toMatch(/^\{"id":.*\n$/);
    expect(JSON.parse(readFileSync('report.json', 'utf8'))).toMatchObject({ ok: true });
  });
});

describe('a folder with other files', () => {
  test('those without a scenario: key are passed over and counted', async () => {
    put('package.json', '{"name": "mine", "scenarios": true}');
    put('tsconfig.json', '{ /* scenario: "no JSON" */ }');
    put('.github/workflows/ci.yml', 'scenario: hidden, never looked at\n');
    put('node_modules/x/x.yaml', 'scenario: [\n');
    put('charts/values.yaml', 'name: {{ .Values.name }}\n  scenario: inside\n');
    put('stories/a.yaml', `# scenario: a comment\n${scenario()}`);
    const { code, out, err } = await drysend(['run', '.']);
    expect({ code, err }).toEqual({ code: 0, err: 'drysend: passed over 3 files without a scenario: key\n' });
    expect(out).toContain('1 story kept every promise');
  });

  test('a part that a story uses is none of them', async () => {
    put('part.yaml', 'gateways: {OTHER: {type: test}}\n');
    put('a.yaml', `use: part.yaml\n${scenario()}`);
    expect(await drysend(['run', '.'])).toMatchObject({ code: 0, err: '' });
  });

  test('what a run wrote there is no story of the next', async () => {
    put('a.yaml', scenario());
    const outputs = ['--journal', 'journal.json', '--exchanges', 'wire.yaml', '-r', 'tap=tap.yaml'];
    const reports = ['-r', 'json=report.json', '-r', 'ctrf=ctrf.json', '-r', 'pretty'];
    await drysend(['run', '.', ...outputs, ...reports]);
    const again = await drysend(['run', '.', ...outputs, ...reports]);
    expect(again).toMatchObject({ code: 0, err: 'drysend: passed over 5 files without a scenario: key\n' });
    expect(again.out).toContain('1 story kept every promise');
  });

  test('what cannot be looked into is named', async () => {
    put('a.yaml', scenario());
    put('big.json', ' '.repeat(6_000_000));
    put('bytes.json', Buffer.from([0xff, 0xfe, 0, 0]));
    const { code, err } = await drysend(['run', '.']);
    expect(code).toBe(0);
    expect(err).toContain('passed over big.json: it is 6.0 MB, and the limit is 5 MB\n');
    expect(err).toContain('passed over bytes.json: it is UTF-16 text');
  });

  test('a folder with nothing else has nothing to run', async () => {
    put('tsconfig.json', '{}');
    const { code, err } = await drysend(['run', '.']);
    expect(code).toBe(1);
    expect(err).toContain('the 1 file in . has no scenario: key\nA story begins with "scenario: <title>".');
  });

  test('a story that does not parse is a problem, not a file to pass over', async () => {
    put('a.yaml', 'scenario: [\n');
    expect((await drysend(['run', '.'])).code).toBe(2);
  });

  test('a file that is named must be a story, and one sentence says so', async () => {
    put('package.json', '{"name": "mine", "version": "1.0.0", "files": []}');
    const { code, err } = await drysend(['run', 'package.json']);
    expect(code).toBe(2);
    expect(err).toContain('no key "scenario"');
    expect(err).toContain('hint    other files of a folder are passed over');
    expect(err).toContain('1 problem\n');
  });
});

describe('a file with thousands of problems', () => {
  const entries = Array.from(
    { length: 3000 },
    (_, index) => `  - {at: 2026-03-02 09:00, regster: c${index}}\n`,
  );
  const text = `scenario: Bad\nproject: {time_zone: UTC}\ntimeline:\n${entries.join('')}`;

  test('shows the first twenty, how many are left out, and how to have them', async () => {
    put('bad.yaml', text);
    const { code, err } = await drysend(['run', 'bad.yaml']);
    expect(code).toBe(2);
    expect(err.match(/^ {2}found /gm)).toHaveLength(20);
    expect(err).toMatch(/… and \d,\d{3} more problems in bad\.yaml; --problems all shows them/);
    const [, left = '', all = ''] = /and ([\d,]+) more[\s\S]*\n([\d,]+) problems\n/.exec(err) ?? [];
    expect(numberOf(all) - numberOf(left)).toBe(20);
  });

  test('--problems shows more of them, or all', async () => {
    put('bad.yaml', text);
    const some = await drysend(['run', 'bad.yaml', '--problems', '30']);
    expect(some.err.match(/^ {2}found /gm)).toHaveLength(30);
    const { err } = await drysend(['run', 'bad.yaml', '--problems', 'all']);
    expect(err.match(/^ {2}found /gm)?.length).toBeGreaterThanOrEqual(3000);
    expect(err).not.toContain('--problems');
    expect((await drysend(['run', 'bad.yaml', '--problems', 'few'])).err).toContain('such as 50, or all');
  });
});

const numberOf = (text: string): number => Number(text.replaceAll(',', ''));

test.each([
  ['in the root of the repository', '/repo', '/repo', ''],
  ['below it', '/repo', '/repo/tests/sms', 'tests/sms/'],
  ['elsewhere', '/repo', '/other', ''],
  ['outside of GitHub', undefined, '/repo', ''],
])('annotations lead to files %s', (_where, root, folder, prefix) => {
  expect(pathPrefixFrom(root, folder)).toBe(prefix);
});
