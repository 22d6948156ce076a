import { spawnSync } from 'node:child_process';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { commandWordsOf } from '../../src/cli/completion/command-words.ts';
import { reporterNames } from '../../src/report/names.ts';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';

inEmptyFolder();

/** A shell that is not on this machine cannot try its completion; the skipped test says so by its name. */
const has = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

const commands = [
  'run',
  'merge',
  'check',
  'plan',
  'why',
  'gateways',
  'serve',
  'schema',
  'completion',
  'doctor',
];

function asked(shell: string, args: readonly string[]): string[] {
  const { stdout, stderr, status } = spawnSync(shell, args, { encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.split('\n').filter((line) => line !== '');
}

async function script(shell: string): Promise<string> {
  const { code, out } = await drysend(['completion', shell]);
  expect(code).toBe(0);
  return out;
}

describe.skipIf(!has('bash'))('bash (skipped where bash is missing)', () => {
  /** What bash would offer for the last of the words. */
  async function offered(...words: readonly string[]): Promise<string[]> {
    put('completion.bash', await script('bash'));
    const list = ['drysend', ...words].map((word) => `'${word}'`).join(' ');
    const program = `source completion.bash; COMP_WORDS=(${list}); COMP_CWORD=${words.length}; _drysend; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return asked('bash', ['--norc', '-c', program]);
  }

  test('offers every command', async () => {
    expect(await offered('')).toEqual(expect.arrayContaining(commands));
    expect(await offered('ro')).toEqual(['roster']);
  });

  test('offers the options of a command, and no other’s', async () => {
    expect(await offered('run', '--wa')).toEqual(['--watch']);
    expect(await offered('run', 'stories', '--sha')).toEqual(['--shard']);
    expect(await offered('merge', '--wa')).toEqual([]);
  });

  test('offers the words of an option, and leaves files to the shell', async () => {
    expect(await offered('run', '--reporter', '')).toEqual([...reporterNames]);
    expect(await offered('run', '-r', 'te')).toEqual(['teamcity']);
    expect(await offered('run', '--journal-level', 's')).toEqual(['sent']);
    expect(await offered('run', '--journal', '')).toEqual([]);
    expect(await offered('completion', 'z')).toEqual(['zsh']);
  });
});

describe.skipIf(!has('fish'))('fish (skipped where fish is missing)', () => {
  async function offered(line: string): Promise<string[]> {
    put('completion.fish', await script('fish'));
    const lines = asked('fish', ['--no-config', '-c', `source completion.fish; complete -C '${line}'`]);
    return lines.map((one) => one.split('\t')[0]!);
  }

  test('offers commands, options and words', async () => {
    expect(await offered('drysend ')).toEqual(expect.arrayContaining(commands));
    expect(await offered('drysend run --wat')).toEqual(['--watch']);
    expect(await offered('drysend merge --wat')).toEqual([]);
    expect(await offered('drysend run --reporter ')).toEqual([...reporterNames].sort());
    expect(await offered('drysend completion ')).toEqual(['bash', 'fish', 'zsh']);
  });
});

describe.skipIf(!has('zsh'))('zsh (skipped where zsh is missing)', () => {
  /** What the script gives to zsh's own completion, which takes it from there. */
  async function given(words: string): Promise<string[]> {
    put('completion.zsh', await script('zsh'));
    const program = `compdef() { registered=$2 }; source completion.zsh; [[ $registered == drysend ]] || exit 1
_describe() { print -l -- \${(P)2} }
_arguments() { if [[ $1 == -C ]]; then line=(${words}); state=${words === '' ? 'command' : 'argument'}; else print -l -- "$@"; fi }
_drysend`;
    return asked('zsh', ['-f', '-c', program]);
  }

  test('is given commands with what they do, options, and words', async () => {
    const all = await given('');
    expect(all.map((one) => one.split(':')[0])).toEqual(expect.arrayContaining(commands));
    const run = await given('run');
    expect(run).toContain(
      `*--reporter=[${reporterNames.join(', ')}; again for more; =- is stdout]:value:(${reporterNames.join(' ')})`,
    );
    expect(run).toContain('*:file:_files');
    expect(run.some((one) => one.startsWith('--watch['))).toBe(true);
    expect(await given('completion')).toContain('1:word:(bash zsh fish)');
  });
});

test('an option or a command that is new is completed without another word', () => {
  const program = new Command('drysend').addCommand(
    new Command('new').argument('[paths...]').option('--size <number>', "it's new").option('--all', 'a'),
  );
  expect(commandWordsOf(program)[1]).toMatchObject({
    name: 'new',
    takesFiles: true,
    options: [
      { long: '--size', about: "it's new", value: { kind: 'text' } },
      { long: '--all', value: undefined },
      { long: '--help' },
    ],
  });
});

test('another shell is a usage error that names those there are', async () => {
  const { code, err } = await drysend(['completion', 'tcsh']);
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('bash, zsh, fish') });
});
