import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { makeFolder } from '../../../src/adapters/files/make-folder.ts';
import { openWholeFile, replaceFile } from '../../../src/adapters/files/whole-file.ts';
import { inEmptyFolder, put } from '../../cli/a-terminal.ts';

inEmptyFolder();

test('until it is whole, what was there before stays', () => {
  put('report.json', 'before');
  const file = openWholeFile('report.json');
  file.write('after');
  expect(readFileSync('report.json', 'utf8')).toBe('before');
  file.keep();
  file.close();
  expect(readFileSync('report.json', 'utf8')).toBe('after');
  expect(readdirSync('.')).toEqual(['report.json']);
});

test('one that is never whole leaves nothing behind', () => {
  const file = openWholeFile('new/report.json');
  file.write('half');
  file.close();
  file.close();
  expect(readdirSync('new')).toEqual([]);
});

test('it goes where a link leads, and keeps the permissions', () => {
  put('there/report.json', 'before');
  symlinkSync('there/report.json', 'report.json');
  const { mode } = statSync('there/report.json');
  replaceFile('report.json', 'after');
  expect(lstatSync('report.json').isSymbolicLink()).toBe(true);
  expect(readFileSync('there/report.json', 'utf8')).toBe('after');
  expect(statSync('there/report.json').mode).toBe(mode);
});

test('two of one process, and one that a killed process left, do not meet', () => {
  put(`.drysend-${process.pid}-1.part`, 'left');
  const [first, second] = [openWholeFile('a'), openWholeFile('b')];
  first.write('a');
  second.write('b');
  first.keep();
  second.keep();
  expect([readFileSync('a', 'utf8'), readFileSync('b', 'utf8')]).toEqual(['a', 'b']);
});

describe.skipIf(process.platform !== 'linux')('a device is written as it is', () => {
  test('and a full disk is told with the name that was given', () => {
    const file = openWholeFile('/dev/full');
    file.write('x');
    expect(() => file.keep()).toThrow('cannot write /dev/full');
  });
});

describe('a folder is made with those above it', () => {
  test('and made again without harm', () => {
    makeFolder('a/b/c');
    makeFolder('a/b/c');
    expect(existsSync('a/b/c')).toBe(true);
  });

  test('a file in its place is an error', () => {
    put('file', '');
    expect(() => makeFolder('file')).toThrow('EEXIST');
    expect(() => makeFolder('file/below')).toThrow('ENOTDIR');
  });

  test.skipIf(process.platform !== 'linux')('where none can be made it ends with the reason', () => {
    expect(() => makeFolder('/proc/x/y')).toThrow('ENOENT');
    mkdirSync('a');
    expect(() => makeFolder('/proc/self/x')).toThrow('ENOENT');
  });
});
