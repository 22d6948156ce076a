/** Every page and file that is made from the code, whole or in part. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { journalSchema } from '../../src/core/journal/schema.ts';
import { loadFile } from '../../src/load-file.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { jsonSchema } from '../../src/scenario/json-schema.ts';
import { withBlocks } from './blocks.ts';
import { storyDigests } from './digests.ts';
import { codesBlock, warningsBlock } from './errors.ts';
import { firstMessagesBlock } from './first-messages.ts';
import { kindsBlock as gatewayKindsBlock, webhooksBlock } from './gateways.ts';
import { fieldsBlock, kindsBlock } from './journal.ts';
import { goalsBlock, growthBlock, modelBlock } from './performance.ts';
import { scenarioTypes } from './scenario-types.ts';

/** Path from the root → what it must hold. */
export function generatedPages(root: string): ReadonlyMap<string, string> {
  const page = (path: string): string => readFileSync(join(root, path), 'utf8');
  const examples = exampleLines(join(root, 'scenarios'));
  return new Map([
    [
      'docs/journal.md',
      withBlocks(page('docs/journal.md'), { kinds: kindsBlock(examples), fields: fieldsBlock() }),
    ],
    [
      'docs/errors.md',
      withBlocks(page('docs/errors.md'), {
        'event-codes': codesBlock(root, 'event'),
        'message-codes': codesBlock(root, 'message'),
        'warning-codes': warningsBlock(root),
      }),
    ],
    [
      'docs/gateways.md',
      withBlocks(page('docs/gateways.md'), {
        kinds: gatewayKindsBlock(root, gatewayCatalogue),
        'first-messages': firstMessagesBlock(gatewayCatalogue),
        webhooks: webhooksBlock(gatewayCatalogue),
      }),
    ],
    [
      'docs/performance.md',
      withBlocks(page('docs/performance.md'), {
        goals: goalsBlock(root),
        growth: growthBlock(root),
        model: modelBlock(root),
      }),
    ],
    ['docs/drysend.schema.json', `${JSON.stringify(jsonSchema(), null, 2)}\n`],
    ['src/scenario/generated/scenario-definition.ts', scenarioTypes(jsonSchema())],
    ['docs/journal.schema.json', `${JSON.stringify(journalSchema(), null, 2)}\n`],
    ['test/story-digests.txt', storyDigests(join(root, 'scenarios'))],
  ]);
}

/** The first line of each kind in the journals of the shipped stories, which are read in order of name. */
function exampleLines(folder: string): ReadonlyMap<string, string> {
  const examples = new Map<string, string>();
  for (const path of storiesIn(folder)) {
    for (const plan of loadFile(path, readFileSync(path, 'utf8'))) {
      for (const line of rehearsePlan(plan).journal.lines()) {
        const { kind } = JSON.parse(line) as { readonly kind: string };
        if (!examples.has(kind)) examples.set(kind, line);
      }
    }
  }
  return examples;
}

const storiesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
