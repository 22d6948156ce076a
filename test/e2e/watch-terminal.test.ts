/** `drysend run --watch` as the built program in a real terminal, which `script` of util-linux opens. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { twoWayClinic } from '../lab/two-way-clinic.ts';

const PROGRAM = '/usr/bin/script';
const hasTerminal = process.platform === 'linux' && existsSync(PROGRAM);
if (!hasTerminal) console.warn(`--watch is not tried in a terminal: there is no ${PROGRAM} of Linux.`);

const PATIENCE_MS = 60_000;
/** Its last line while it waits; behind it stands the end of its colour. */
const WATCHING = /watching \d+ files?.* q quit\S*\r\n$/;

/** A shell in a terminal of 80 columns. */
class Shell {
  /** What it has printed since somebody last looked. */
  #printed = '';
  readonly #program: ChildProcess;

  constructor(command: string, cwd: string) {
    const shown = `stty cols 80 rows 24; ${command}; echo "ended $?"; stty -a | grep -o ' -\\?icanon\\| -\\?echo '`;
    this.#program = spawn(PROGRAM, ['-qfec', shown, '/dev/null'], { cwd, stdio: 'pipe' });
    this.#program.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#printed += text;
    });
  }

  type(keys: string): void {
    this.#program.stdin?.write(keys);
  }

  async printed(until: RegExp): Promise<string> {
    await expect.poll(() => this.#printed, { timeout: PATIENCE_MS }).toMatch(until);
    const printed = this.#printed;
    this.#printed = '';
    return printed;
  }

  end(): void {
    this.#program.kill();
  }
}

describe.skipIf(!hasTerminal)('--watch in a terminal', { timeout: 5 * PATIENCE_MS }, () => {
  let folder: string;
  let shell: Shell;
  const other = twoWayClinic.replace(/^scenario: .*$/m, 'scenario: Another');
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'drysend-'));
    writeFileSync(join(folder, 'clinic.yaml'), twoWayClinic);
    writeFileSync(join(folder, 'other.yaml'), other);
    const program = join(import.meta.dirname, '../../dist/cli.js');
    shell = new Shell(`${process.execPath} ${program} run --watch clinic.yaml other.yaml`, folder);
  });
  afterAll(() => {
    shell?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  test('runs all at first, in colour, in no more than the columns of the terminal', async () => {
    const printed = await shell.printed(WATCHING);
    expect(printed).toContain('\u001b[');
    const stories = stripVTControlCharacters(printed)
      .split('\r\n')
      .filter((line) => /^[✓•✗] /.test(line));
    expect(stories).toHaveLength(2);
    for (const line of stories) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('runs the file that is saved, without a key', async () => {
    writeFileSync(join(folder, 'other.yaml'), `${other}\n`);
    const printed = stripVTControlCharacters(await shell.printed(WATCHING));
    expect(printed.match(/^[✓•✗] .*/gm)).toEqual([expect.stringContaining('Another')]);
  });

  test('takes single keys without Enter, asks for words with echo, and keys again after them', async () => {
    shell.type('f');
    await shell.printed(/words of the title/);
    shell.type('another\r');
    const filtered = stripVTControlCharacters(await shell.printed(WATCHING));
    expect(filtered).toContain('another');
    expect(filtered.match(/^[✓•✗] .*/gm)).toHaveLength(1);
    shell.type('f');
    await shell.printed(/words of the title/);
    shell.type('\r');
    expect(stripVTControlCharacters(await shell.printed(WATCHING)).match(/^[✓•✗] .*/gm)).toHaveLength(2);
  });

  test('Ctrl-C ends it with 130, and gives the terminal back as it was', async () => {
    shell.type('\u0003');
    const printed = await shell.printed(/ended \d+[\s\S]*echo/);
    expect(printed).toContain('ended 130');
    expect(printed).toMatch(/ icanon/);
    expect(printed).toMatch(/ echo/);
  });
});
