import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { commandLine } from '../../src/cli/command-line.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

/** What a command said, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process, in the present folder. */
export async function drysend(args: readonly string[], different: Partial<Terminal> = {}): Promise<Ended> {
  let out = '';
  let err = '';
  const terminal: Terminal = {
    columns: 100,
    colour: false,
    errorColour: false,
    showsProgress: false,
    debug: false,
    out: (text) => {
      out += text;
    },
    data: (lines) => {
      out += lines;
    },
    err: (text) => {
      err += text;
    },
    ...different,
  };
  const code = await commandLine(args, terminal, '1.2.3');
  return { code, out, err };
}

/** Each test of the file gets an empty folder to stand in. */
export function inEmptyFolder(): void {
  const home = process.cwd();
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'drysend-'));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  });
}

/** Writes a file, making its folder. */
export function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** A small scenario that keeps its promise, unless told to promise something else, or nothing (`''`). */
export function scenario(
  title = 'A reminder',
  expect = '- sms to asha via TWILIO containing "Hello"',
): string {
  return `scenario: ${title}
tags: [first]
project: {time_zone: Asia/Kolkata, languages: [en]}
gateways: {TWILIO: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": TWILIO}}
cases:
  asha: {type: mother, name: Asha, contact_phone_number: "919812345678"}
alerts:
  welcome:
    case_type: mother
    to: case
    send: immediately
    sms: {en: "Hello {case.name}"}
timeline:
  - {at: 2026-03-02 09:00, register: asha}
${expect === '' ? '' : `expect:\n  ${expect}\n`}`;
}
