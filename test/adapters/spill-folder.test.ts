import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SpillFailed, SpillFolder } from '../../src/adapters/files/spill-folder.ts';

let parent = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'drysend-test-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

test('what was written is read again, at any place', () => {
  const folder = new SpillFolder(parent);
  const [one, other] = [folder.file(), folder.file()];
  one.write(Buffer.from('first'));
  other.write(Buffer.from('other'));
  one.write(Buffer.from(' second'));
  expect(Buffer.from(one.read(4, 8)).toString()).toBe('t se');
  expect(Buffer.from(other.read(0, 99)).toString()).toBe('other');
  folder.close();
  expect(readdirSync(parent)).toEqual([]);
});

test('a full disk is told with what had room, and the folder is taken away', () => {
  let room = 2;
  const folder = new SpillFolder(parent, (_descriptor, bytes) => {
    if (room === 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    room -= 1;
    return bytes.length;
  });
  const file = folder.file();
  file.write(Buffer.alloc(1000));
  file.write(Buffer.alloc(500));
  const write = (): void => file.write(Buffer.alloc(1));
  expect(write).toThrow(SpillFailed);
  expect(write).toThrow(`${parent}: the disk is full`);
  folder.close();
  expect(readdirSync(parent)).toEqual([]);
});
