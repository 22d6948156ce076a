import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

const later = (): string => scenario().replace('Hello', 'Good day');

describe('- is standard output: the bytes of the file, and no report beside them', () => {
  test.each([
    [['plan', 'a.yaml'], '--csv'],
    [['plan', 'a.yaml'], '--ics'],
    [['plan', 'a.yaml'], '--json'],
    [['roster', 'a.yaml'], '--csv'],
    [['diff', 'a.yaml', 'b.yaml'], '--csv'],
    [['diff', 'a.yaml', 'b.yaml'], '--html'],
  ])('%j %s -', async (command, option) => {
    put('a.yaml', scenario());
    put('b.yaml', later());
    await drysend([...command, option, 'file']);
    const { code, out, err } = await drysend([...command, option, '-']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(readFileSync('file', 'utf8'));
    expect(out.length).toBeGreaterThan(100);
    expect(readdirSync('.')).not.toContain('-');
  });
});

describe('before anything runs, it is refused', () => {
  test.each([
    [['plan', 'a.yaml', '--xlsx', '-'], 'a workbook is not text'],
    [['roster', 'a.yaml', '--xlsx', '-'], 'a workbook is not text'],
    [['plan', 'a.yaml', '--csv', '-', '--ics', '-'], '--csv and --ics both write to stdout'],
    [['roster', 'a.yaml', '--csv', '-', '--json'], '--csv and --json both write to stdout'],
    [['diff', 'a.yaml', 'a.yaml', '--html', '-', '--json'], '--html and --json both write to stdout'],
  ])('%j', async (args, words) => {
    put('a.yaml', scenario());
    const { code, out, err } = await drysend(args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(words);
    expect(readdirSync('.')).toEqual(['a.yaml']);
  });
});
