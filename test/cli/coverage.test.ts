import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

const half = scenario().replace('sms: {en: "Hello {case.name}"}', 'sms: {en: "Hello {case.name}", hin: "N"}');

describe('drysend run --coverage', () => {
  test('tells what was not exercised, with its place and what would', async () => {
    put('scenarios/a.yaml', half);
    const { code, out } = await drysend(['run', '--coverage']);
    expect(code).toBe(0);
    expect(out).toMatch(/languages +1 of 2 +50 %/);
    expect(out).toContain('scenarios/a.yaml:13:36  language welcome in hin');
    expect(out).toContain('cover   a contact with language_code hin who gets welcome');
  });

  test('counts nothing and says nothing when it is not asked for', async () => {
    put('scenarios/a.yaml', half);
    const { out } = await drysend(['run']);
    expect(out).not.toContain('overage');
  });

  test('is the same when stories run in threads', async () => {
    put('scenarios/a.yaml', half);
    put(
      'scenarios/b.yaml',
      half.replace('A reminder', 'Another').replace('name: Asha,', 'language_code: hin,'),
    );
    const args = ['run', '--coverage', '--coverage-report', 'json'];
    const [one, threads] = [await drysend(args), await drysend([...args, '--parallel', '2'])];
    expect(JSON.parse(one.out).total.covered).toBeGreaterThan(5);
    expect(threads.out).toBe(one.out);
  });

  test('counts a part of a file that several stories use once', async () => {
    put('common.part', half.split('\n').slice(2, 13).join('\n'));
    const rest = (title: string, language: string): string =>
      `scenario: ${title}\nuse: common.part\ntimeline: [{at: 2026-03-02 09:00, register: ${language}}]\ncases: {hin: {type: mother, contact_phone_number: "919812345679", language_code: hin}, en: {type: mother, contact_phone_number: "919812345678"}}\n`;
    put('a.yaml', rest('A', 'hin'));
    put('b.yaml', rest('B', 'en'));
    const one = await drysend(['run', 'a.yaml', 'b.yaml', '--coverage']);
    expect(one.out).toContain('Coverage of 2 stories');
    expect(one.out).toMatch(/together +\d+ of \d+ +100 %/);
    const partly = await drysend(['run', 'b.yaml', '--coverage']);
    expect(partly.out).toContain('common.part:11:36  language welcome in hin');
  });

  test('--coverage-min ends in 4 when it is less, of all or of a part', async () => {
    put('scenarios/a.yaml', half);
    const low = await drysend(['run', '--coverage-min', '99']);
    expect(low.code).toBe(4);
    expect(low.err).toContain('drysend: coverage is 80 %, below 99 %');
    expect((await drysend(['run', '--coverage-min', '50'])).code).toBe(0);
    const part = await drysend(['run', '--coverage-min', '50', '--coverage-min', 'languages=60']);
    expect([part.code, part.err]).toEqual([4, 'drysend: coverage of languages is 50 %, below 60 %\n']);
  });

  test('--coverage-report writes JSON and lcov, and leaves the screen alone', async () => {
    put('scenarios/a.yaml', half);
    const args = ['run', '--coverage-report', 'json=out/c.json', '--coverage-report', 'lcov=out/lcov.info'];
    const { code, out } = await drysend(args);
    expect([code, out.includes('Coverage')]).toEqual([0, false]);
    const json = JSON.parse(readFileSync('out/c.json', 'utf8'));
    expect(json.total).toEqual({ covered: 4, total: 5, percent: 80 });
    expect(json.items).toContainEqual({
      part: 'languages',
      name: 'welcome in hin',
      hits: 0,
      cover: 'a contact with language_code hin who gets welcome',
      file: 'scenarios/a.yaml',
      line: 13,
      column: 36,
    });
    const lcov = readFileSync('out/lcov.info', 'utf8');
    expect(lcov).toContain('SF:scenarios/a.yaml\nFN:9,alerts: welcome\nFNDA:');
    expect(lcov).toContain('BRDA:13,0,0,1\nBRDA:13,0,1,0\n');
    expect(lcov).toMatch(/DA:13,1\nLF:4\nLH:4\nend_of_record\n$/);
  });

  test('a form for programs has stdout to itself', async () => {
    put('scenarios/a.yaml', half);
    const { out, err } = await drysend(['run', '--coverage', '--coverage-report', 'json']);
    expect(JSON.parse(out).stories).toBe(1);
    expect(err).toContain('Coverage of 1 story');
    const both = await drysend(['run', '--json', '--coverage-report', 'json']);
    expect([both.code, both.err.includes('both write to stdout')]).toEqual([1, true]);
  });

  test.each([
    [['--coverage-report', 'jsn'], 'unknown form of coverage "jsn"'],
    [['--coverage-report', 'json='], 'names no file'],
    [['--coverage-min', 'most'], 'is not a percentage'],
    [['--coverage-min', 'letters=50'], 'The parts are: alerts'],
    [['--coverage-report', 'json=scenarios/a.yaml'], 'would overwrite scenarios/a.yaml'],
    [['--coverage', '--watch'], '--watch runs parts'],
  ])('%j ends in 1 and runs nothing', async (options, words) => {
    put('scenarios/a.yaml', half);
    const { code, out, err } = await drysend(['run', ...options]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(words);
  });
});
