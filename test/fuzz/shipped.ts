/** The stories that drysend ships, and the files they name, as texts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/adapters/files/package-root.ts';
import type { ReadFile } from '../../src/scenario/files-beside.ts';

const textsBelow = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(join(packageRoot(), folder), { recursive: true, encoding: 'utf8' })
      .sort()
      .filter((name) => /\.(?:yaml|csv|xml|txt|json)$/.test(name))
      .map((name) => [name.split('/').at(-1)!, readFileSync(join(packageRoot(), folder, name), 'utf8')]),
  );

const shipped = textsBelow('scenarios');

/** Of shipped stories and of those that hold one rule of HQ each. */
export const storyTexts: readonly string[] = [...shipped, ...textsBelow('test/conformance')]
  .filter(([name]) => name.endsWith('.yaml'))
  .map(([, text]) => text);

/** Reads what shipped stories name by its last name, wherever a story says that it lies; nothing else is there. */
export const readShipped: ReadFile = (path) => {
  const text = shipped.get(path.split('/').at(-1) ?? '');
  return text === undefined ? { problem: 'no such file' } : { text, bytes: Buffer.from(text) };
};

/** Keys and values of the language, as the stories have them. */
export const storyWords: readonly string[] = [
  ...new Set(storyTexts.flatMap((text) => text.match(/[a-z_]{3,}: ?|\{[a-z_.]+\}|"[^"\n]{1,20}"/g) ?? [])),
  ...[
    '- ',
    '? ',
    '&a ',
    '*a',
    '<<: *a',
    '!!binary ',
    '!!set ',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '|\n',
    '>-\n',
  ],
  ...['{}', '[]', 'null', '~', 'yes', 'no', 'every day', 'never', 'immediately', '{case.parent.name}'],
  ...[
    'alerts: {a: {}}\n',
    'use: common.yaml\n',
    'examples: [{a: 1}, {a: 2}]\n',
    '__proto__: ',
    'constructor: ',
  ],
  ...['matches: "(a+)+$"', 'near: "', 'copies: 99', 'after: 99999 days', 'at: 9999-12-31 23:59', 'expect:\n'],
];
