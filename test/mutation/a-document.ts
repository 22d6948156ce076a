import type { Mutation } from '../../src/mutation/mutation.ts';
import { mutationsIn } from '../../src/mutation/mutations-in.ts';
import { openDocument, type TriedDocument } from '../../src/mutation/try-mutation.ts';
import { scenarioTrees } from '../../src/scenario/load.ts';
import type { MapNode } from '../../src/scenario/node.ts';

const noFile = () => ({ problem: 'no file' });

/** The tree of a scenario written in a test. */
export function treeOf(text: string): MapNode {
  const [root] = scenarioTrees({ path: 'test.yaml', text }, noFile);
  if (!root) throw new Error('no scenario');
  return root;
}

export function documentOf(text: string): TriedDocument {
  const document = openDocument(treeOf(text), noFile, {});
  if (!document) throw new Error('a scenario with problems');
  return document;
}

/** The one change of a place whose value becomes this; `undefined`: it is left out. */
export function mutationAt(document: TriedDocument, path: string, after?: string): Mutation {
  const found = mutationsIn(document.root).find((one) => one.path === path && one.after === after);
  if (!found) throw new Error(`no change of ${path} to ${after}`);
  return found;
}
