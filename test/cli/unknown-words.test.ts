import { describe, expect, test } from 'vitest';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

const commands: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['roster', ['roster', 'a.yaml']],
  ['roster of a journal', ['roster', 'a.ndjson']],
  ['plan', ['plan', 'a.yaml']],
  ['diff', ['diff', 'a.yaml', 'b.yaml']],
  ['diff with a journal', ['diff', 'a.ndjson', 'b.yaml']],
];

async function files(): Promise<void> {
  put('a.yaml', scenario());
  put('b.yaml', scenario().replace('Hello', 'Good day'));
  await drysend(['run', 'a.yaml', '--journal', 'a.ndjson']);
}

describe.each(commands)('%s refuses', (name, args) => {
  const takes = (option: string): boolean => !(name.startsWith('diff') && /gateway|language/.test(option));

  test.each(
    [
      ['--alert', 'welcom', 'did you mean "welcome"?'],
      ['--gateway', 'TWILO', 'did you mean "TWILIO"?'],
      ['--language', 'enn', 'did you mean "en"?'],
      ['--case', 'ahsa', 'did you mean "asha"?'],
    ].filter(([option]) => takes(option!)),
  )('%s %s, and says what may be meant', async (option, word, cure) => {
    await files();
    const { code, out, err } = await drysend([...args, option!, word!]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(option);
    expect(err).toContain(word);
    expect(err).toContain(cure);
  });

  test.each(
    [
      ['--alert', 'welcome'],
      ['--gateway', 'TWILIO'],
      ['--language', 'en'],
      ['--case', 'ASH'],
    ].filter(([option]) => takes(option!)),
  )('not %s %s, which there is', async (option, word) => {
    await files();
    const { code, err } = await drysend([...args, option!, word!]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});

describe.each([
  ['roster', ['--case', '--alert', '--gateway', '--language', '--reason']],
  ['plan', ['--case', '--alert', '--gateway', '--language', '--to']],
  ['diff', ['--case', '--alert']],
  ['why', ['--case', '--alert', '--to']],
])('%s', (command, options) => {
  test.each(options.flatMap((option) => ['', ' '].map((word) => [option, word])))(
    'refuses %s "%s", which asks for nobody',
    async (option, word) => {
      await files();
      const { code, out, err } = await drysend([command, 'a.yaml', option, word]);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain(option);
    },
  );
});

test('an empty word is refused with a cure', async () => {
  await files();
  const { err } = await drysend(['roster', 'a.yaml', '--case', '']);
  expect(err).toContain('It is empty: give what to look for, or leave the option out.');
});

test.each([
  ...['roster', 'plan', 'check', 'run', 'mutate', 'why', 'diff'].map((command) => [
    command,
    'a.yaml',
    '--grep',
  ]),
  ['import', 'women.csv', '--gateway'],
])('%s %s refuses %s "", which asks for no story', async (command, file, option) => {
  await files();
  put('women.csv', 'case_id,name\na,Asha\n');
  const { code, out, err } = await drysend([command!, file!, option!, '']);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('It is empty: give what to look for, or leave the option out.');
});

test('an alert that only one side of a comparison has is known', async () => {
  await files();
  put('b.yaml', scenario().replace('  welcome:', '  greeting:'));
  for (const alert of ['welcome', 'greeting'])
    expect((await drysend(['diff', 'a.yaml', 'b.yaml', '--alert', alert])).code).toBe(0);
});

describe('a reason', () => {
  test.each([
    ['near one that there is', 'NO_PHONE_NUMBR', 'did you mean "NO_PHONE_NUMBER"?'],
    ['that nothing has ended in', 'E42', 'no error code and no reason is called E42'],
  ])('%s is refused', async (_name, reason, words) => {
    await files();
    for (const file of ['a.yaml', 'a.ndjson']) {
      const { code, out, err } = await drysend(['roster', file, '--reason', reason, '--csv', 'a.csv']);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain(words);
    }
  });

  test('that there is, and nobody has, is an answer', async () => {
    await files();
    const { code, out } = await drysend(['roster', 'a.yaml', '--reason', 'PHONE_OPTED_OUT']);
    expect(code).toBe(0);
    expect(out).toContain('Nothing in this run has --reason PHONE_OPTED_OUT');
  });
});
