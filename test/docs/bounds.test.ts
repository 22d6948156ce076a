import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| '));

/** A row of docs/security.md, what it says of a bound, and where the code has it. */
const bounds: readonly (readonly [row: string, words: string, file: string, constant: string])[] = [
  ['`use`', '5 MB', 'adapters/files/read-file.ts', 'SCENARIO_BYTES_MAX = 5_000_000'],
  ['`import`', '8 GB', 'adapters/files/file-access.ts', 'IMPORT_BYTES_MAX = 8_000_000_000'],
  ['`form` of a survey', '2 MB', 'xform/xml-tree.ts', 'FORM_LENGTH_MAX = 2_000_000'],
  ['`transcript`', '64 MB', 'adapters/files/file-access.ts', 'PART_BYTES_MAX = 64_000_000'],
  ['`--max-messages <count>`', '200,000,000', 'adapters/interruptible.ts', 'MESSAGES_DEFAULT = 200_000_000'],
  ['`--max-seconds <seconds>`', '3600', 'adapters/interruptible.ts', 'SECONDS_DEFAULT = 3600'],
  ['`--max-memory <size>`', 'three quarters', 'adapters/interruptible.ts', 'MEMORY_SHARE = 0.75'],
  ['`--max-memory <size>`', 'seven tenths', 'adapters/interruptible.ts', 'HEAP_SHARE = 0.7'],
  ['alerts, surveys and keywords that start', '1,000 rounds', 'core/engine/engine.ts', 'ROUNDS_MAX = 1_000'],
  ['a start far in the past', '4,000,000', 'core/schedule/position.ts', 'FAST_FORWARD_STEPS_MAX = 4_000_000'],
  ['aliases of aliases', '100,000 values', 'scenario/yaml-tree.ts', 'aliasNodesMax = 100_000'],
  ['aliases of aliases', '50 million', 'scenario/yaml-tree.ts', 'aliasCharactersMax = 50_000_000'],
  ['`examples`', '10,000 rows', 'scenario/examples.ts', 'rowsMax = 10_000'],
  ['`examples`', '2,000,000 values', 'scenario/examples.ts', 'valuesMax = 2_000_000'],
  ['`examples`', '50 million', 'scenario/examples.ts', 'charactersMax = 50_000_000'],
  ['`use` of `use`', '200 files', 'scenario/include-resolver.ts', 'usesMax = 200'],
  ['`use` of `use`', '20 million', 'scenario/include-resolver.ts', 'charactersMax = 20_000_000'],
  ['documents in a file', '1,000', 'scenario/yaml-tree.ts', 'documentsMax = 1000'],
  ['documents in a file', '100', 'scenario/yaml-tree.ts', 'depthMax = 100'],
  ['keys and values', '5 MB', 'scenario/yaml-tree.ts', 'textMax = 5_000_000'],
  ['keys and values', '60 characters', 'scenario/node.ts', 'stepMax = 60'],
  ['templates that repeat', '1,000,000', 'core/render/template.ts', 'OUTPUT_LENGTH_MAX = 1_000_000'],
  ['questions of a survey', '1,000 questions', 'scenario/question-shape.ts', 'QUESTIONS_MAX = 1_000'],
  ['questions of a survey', '50 rounds', 'scenario/question-shape.ts', 'ROUNDS_MAX = 50'],
  ['rules that write cases', '10,000 saves', 'core/trigger/update-rules.ts', 'UPDATES_MAX = 10_000'],
  ['thousands of `near`', '3,000 million', 'expect/effort.ts', 'STEPS_MAX = 3_000_000_000'],
  ['thousands of `near`', '20,000 messages', 'expect/nearest.ts', 'ROWS_MAX = 20_000'],
  ['thousands of `near`', '100 promises', 'expect/evaluate.ts', 'EXPLAINED_MAX = 100'],
  ['a regular expression', '5,000,000', 'core/pattern/match.ts', 'WORK_MAX = 5_000_000'],
  ['a workbook', '5,000,000', 'imports/limits.ts', 'WORKBOOK_CELLS_MAX = 5_000_000'],
  ['a workbook', '2,000 columns', 'imports/limits.ts', 'SHEET_COLUMNS_MAX = 2000'],
  ['a workbook', '200,000 rows', 'imports/limits.ts', 'WORKBOOK_ROWS_MAX = 200_000'],
  ['a workbook', '128 MB', 'imports/limits.ts', 'UNPACKED_BYTES_MAX = 128 * 1024 * 1024'],
  ['a workbook', '1,000 files', 'imports/limits.ts', 'WORKBOOK_PARTS_MAX = 1000'],
  ['CSV, JSON and Parquet', '10,000,000 rows', 'imports/limits.ts', 'ROWS_MAX = 10_000_000'],
  ['CSV, JSON and Parquet', '1,000,000 characters', 'imports/limits.ts', 'ROW_CHARACTERS_MAX = 1_000_000'],
  ['CSV, JSON and Parquet', '500 MB', 'imports/limits.ts', 'JSON_BYTES_MAX = 500_000_000'],
  [
    'a list of messages from CommCare',
    '1,000,000',
    'imports/hq-messages/hq-message.ts',
    'HQ_MESSAGES_MAX = 1_000_000',
  ],
  ['an XForm', '40,000 elements', 'xform/xml-tree.ts', 'ELEMENTS_MAX = 40_000'],
  ['an XForm', '100 levels', 'xform/xml-tree.ts', 'DEPTH_MAX = 100'],
  ['an XForm', '20,000 nodes', 'core/xform/instance.ts', 'NODES_MAX = 20_000'],
  ['an XForm', '200 repetitions', 'core/xform/form-play.ts', 'REPETITIONS_MAX = 200'],
  ['an XForm', '1,000,000 steps', 'core/xform/scope.ts', 'STEPS_MAX = 1_000_000'],
  ['an XForm', '300,000 characters', 'xform/form-reading.ts', 'EXPRESSIONS_LENGTH_MAX = 300_000'],
];

test.each(bounds)('the page says of %s: %s, as the code has it', (start, words, file, constant) => {
  const row = rows.find((line) => line.startsWith(`| ${start}`));
  expect(row ?? 'no such row').toContain(words);
  expect(readFileSync(join(root, 'src', file), 'utf8')).toContain(`const ${constant};`);
});
