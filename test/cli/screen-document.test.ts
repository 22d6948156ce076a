import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { screenDocument } from '../../src/adapters/files/screen-document.ts';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

describe('a document for the screen', () => {
  const lines = Array.from({ length: 30_000 }, (_, index) => `${index} नमस्ते ሰላም 🙂\n`);

  test.each([
    ['that waits in memory', 1 << 24],
    ['that waits in a file', 1000],
  ])('%s comes whole, when it is kept', (_what, waitingMax) => {
    let out = '';
    const document = screenDocument({ out: (text) => (out += text) }, waitingMax);
    for (const line of lines) document.write(line);
    expect(out).toBe('');
    document.keep();
    document.close();
    expect(out).toBe(lines.join(''));
  });

  test('that is not kept leaves nothing, on the screen and on the disk', () => {
    const folders = (): string[] =>
      readdirSync(tmpdir()).filter((name) => name.startsWith('drysend-document-'));
    const before = folders();
    let out = '';
    const document = screenDocument({ out: (text) => (out += text) }, 10);
    for (const line of lines) document.write(line);
    expect(folders()).toHaveLength(before.length + 1);
    document.close();
    expect({ out, left: folders() }).toEqual({ out: '', left: before });
  });
});

describe('--json prints a whole document or none', () => {
  const isNone = async (...args: string[]): Promise<void> => {
    const { code, out, err } = await drysend(args);
    expect({ code, out }).toEqual({ code: expect.any(Number), out: '' });
    expect(code).toBeGreaterThan(0);
    expect(err).not.toBe('');
  };

  test('of a roster, when a journal is cut in its second run', async () => {
    put('a.yaml', `${scenario('First')}---\n${scenario('Second')}`);
    await drysend(['run', 'a.yaml', '--journal', 'a.ndjson']);
    writeFileSync('a.ndjson', readFileSync('a.ndjson', 'utf8').slice(0, -20));
    await isNone('roster', 'a.ndjson', '--json');
  });

  test('of a roster, when no error code is called so', async () => {
    put('a.yaml', scenario());
    await isNone('roster', 'a.yaml', '--json', '--reason', 'OWN_CODE_OF_A_GATEWAY');
  });

  test('of a plan, when nothing runs in the period', async () => {
    put('a.yaml', scenario());
    await isNone('plan', 'a.yaml', '--json', '--from', '2026-03-20');
  });
});
