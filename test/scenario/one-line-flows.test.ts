import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import type { Node, Path } from '../../src/scenario/node.ts';
import { pathText } from '../../src/scenario/node.ts';
import { hideOneLineFlows } from '../../src/scenario/one-line-flows.ts';
import { readYaml } from '../../src/scenario/yaml-tree.ts';
import { plansFrom } from '../helpers/plans-from.ts';

const scenarios = join(import.meta.dirname, '../../scenarios');

/** What a reader of the tree can see: texts, the order of keys, places and ways. */
function plain(node: Node): unknown {
  const { origin, start, end } = node.place;
  const stands = [
    start,
    end,
    origin.lineAt(start),
    origin.lineAt(end),
    pathText(node.path),
    steps(node.path),
  ];
  if (node.kind === 'text') return [node.text, ...stands];
  if (node.kind === 'list') return [node.items.map(plain), ...stands];
  return [[...node.entries].map(([name, { key, value }]) => [name, plain(key), plain(value)]), ...stands];
}

const steps = (path: Path | undefined): unknown[] =>
  path === undefined ? [] : [path.step, ...steps(path.above)];

function read(text: string, large: number): unknown {
  const result = readYaml('story.yaml', text, large);
  return 'problems' in result ? result : result.trees.map(plain);
}

function expectSame(text: string): void {
  expect(read(text, 0)).toEqual(read(text, Number.POSITIVE_INFINITY));
}

const origin = { file: 'story.yaml', lineAt: () => ({ line: 1, column: 1 }) };
const hidden = (text: string): number =>
  hideOneLineFlows(text, origin, new Set(['__proto__']))?.byStart.size ?? 0;

const stories = readdirSync(scenarios, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => readFileSync(join(scenarios, file), 'utf8'));

test('a story is read the same with its maps of one line hidden from the parser', () => {
  expect(stories.filter((text) => hidden(text) > 0).length).toBeGreaterThan(50);
  for (const text of stories) expectSame(text);
});

test.each([
  [
    'words, texts in quotes, empty ones and lists',
    'a: {b: c d, "e f": "g, }", h: {}, i: [], j: [k, {l: \'m\'}]}',
    1,
  ],
  ['maps in maps in maps', 'a: {b: {c: {d: e, f: g}, h: [{i: j}]}, k: {l: {m: n}}}', 1],
  ['times and numbers', '- {at: 2026-03-01 22:00 UTC, n: +254700000000, half: 1.5}', 1],
  ['letters of other alphabets', 'a: {hin: नमस्ते, amh: "ሰላም፣", é: ü}', 1],
  ['an anchor before it', 'a: &one {b: c}\nd: *one', 0],
  ['an anchor in the line before', 'a: &one\n  {b: c}\nd: *one', 1],
  ['a merge key before it', 'a: {b: c}\nd:\n  <<: {e: f}\n  g: h', 1],
  ['line ends of Windows', 'a: {b: c}\r\nd: {e: f}\r\n', 2],
  ['several documents', 'a: {b: c}\n---\na: {b: d}\n', 2],
  ['maps that stand in a map of several lines', 'a: {\n  b: {c: d}\n}', 1],
  ['maps that a literal text holds', 'a: |\n  {b: c}\n  - {d: e}\nf: {g: h}', 3],
  [
    'maps that a folded, a plain and a quoted text hold',
    'a: >\n  {b: c}\nd: e\n  {f: g}\nh: "\n  {i: j}\n"',
    3,
  ],
  ['a map as a key', '? {a: b}\n: c', 0],
  ['a map behind a tag', 'a: !!str {b: c}', 0],
  ['a tag in the line before', 'a: !!str\n  {b: c}', 1],
  ['the same key twice', 'a: {b: c, b: d}', 0],
  ['a key that is not allowed', 'a: {__proto__: c}', 0],
  ['a merge key inside', 'a: {<<: {b: c}}', 0],
  ['escapes', "a: {b: \"c\\n\"}\nd: {e: 'f''g'}", 0],
  ['comments, aliases, tags and keys alone', 'a: {b: c #d\n}\ne: {f: *g}\nh: {i: !x j}\nk: {l, m}', 0],
  ['colons without a blank', 'a: {"b":c}\nd: {e:f}\ng: {h: i:j}', 1],
  ['no value, and a comma at the end', 'a: {b: }\nc: {d: e,}', 0],
  ['what is not closed', 'a: {b: c\nd: {e: [f}]', 0],
  ['more behind it', 'a: {b: c} d\n', 0],
  ['a map that is the whole file', '{a: b}', 1],
  ['many levels', `a: ${'[{b: '.repeat(9)}c${'}]'.repeat(9)}`, 1],
  [
    'more levels than there may be',
    `${Array.from({ length: 95 }, (_, n) => `${' '.repeat(n)}a:\n`).join('')}${' '.repeat(95)}b: {c: [[[[[d]]]]]}`,
    1,
  ],
  ['a tab', 'a: {b:\tc}', 0],
])('%s', (_what, text, count) => {
  expect(hidden(text)).toBe(count);
  expectSame(text);
});

const letters = fc.constantFrom(...'ab1 :,-{}[]"\'#&*!|>%@`?\\\t~.+/()=<$éनم\u00a0\u2028😀'.split(''));
const scrap = fc.string({ unit: letters, maxLength: 6 });
const word = fc.constantFrom(
  'a',
  'b c',
  '2026-03-01 22:00 UTC',
  '"d"',
  "'e'",
  '+1',
  'ü',
  'null',
  '-',
  '"x: y"',
);
const flow = fc.letrec<{ value: string; map: string; list: string }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, word, word, scrap, tie('map'), tie('list')),
  map: fc
    .array(fc.tuple(fc.oneof(word, word, scrap), tie('value')), { maxLength: 4 })
    .map((pairs) => `{${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')}}`),
  list: fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
}));
const line = fc
  .tuple(
    fc.constantFrom('', 'k: ', '- ', '  - m: ', '  ', 'n: &o ', 'p: |\n  ', '# ', 'q: !!str '),
    flow.map,
    fc.constantFrom('', '', '', ' ', ' # r', ','),
  )
  .map(([before, map, after]) => `${before}${map}${after}`);

law.prop([fc.array(line, { minLength: 1, maxLength: 4 })], { numRuns: 800 })(
  'whatever stands on a line, it is read as the parser alone reads it',
  (lines) => expectSame(lines.map((one, index) => one.replace(/^([kn-q]):/, `$1${index}:`)).join('\n')),
);

/** A story with updates, long enough for its flow maps to be hidden from the parser. */
const updatesOf = (changes: readonly string[]) => `scenario: Updates
${`# ${'x'.repeat(98)}\n`.repeat(1_100)}project: {time_zone: UTC}
gateways: {G: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": G}}
cases:
${changes.map((_change, index) => `  c${index}: {type: mother, name: A, contact_phone_number: "2547000000${10 + index}"}`).join('\n')}
alerts: {daily: {case_type: mother, to: case, send: {daily: {at: "09:00"}}, sms: {en: "Week {case.week}"}}}
starts: 2026-03-01 00:00 UTC
ends: 2026-03-02 00:00 UTC
timeline:
  - {at: 2026-03-01 01:00 UTC, register: [${changes.map((_change, index) => `c${index}`).join(', ')}]}
  - {at: 2026-03-01 02:00 UTC, update: {${changes.map((change, index) => `c${index}: ${change}`).join(', ')}}}
`;

test('updates in the same words are each of their own case, beside others that say more', () => {
  const changes = ['{week: "3"}', '{week: "3"}', '{week: "4", owner: none}', '{week: "4", owner: none}'];
  const [plan] = plansFrom(updatesOf([...changes, '{week: "3"}', '{week: "4"}']));
  const update = plan!.timeline.find(({ act }) => act.verb === 'update')!.act;
  expect(update).toEqual({
    verb: 'update',
    changes: [
      ...['c0', 'c1'].map((key) => ({ key, set: new Map([['week', '3']]) })),
      ...['c2', 'c3'].map((key) => ({ key, set: new Map([['week', '4']]), owner: null })),
      { key: 'c4', set: new Map([['week', '3']]) },
      { key: 'c5', set: new Map([['week', '4']]) },
    ],
  });
});

test('what is wrong with an update is named wherever its words stand', () => {
  const read = () => plansFrom(updatesOf(['{closed: yes}', '{closed: yes}', '{week: "3"}']));
  expect(read).toThrow(/update\.c0\.closed[\s\S]*update\.c1\.closed/);
});
