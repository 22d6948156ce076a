/** The first story of a text as it is when it is opened: what a draft grows from, and goes back to. */
import type { Document, YAMLMap } from 'yaml';
import type { Instant } from '../../core/model/instant.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { ReadFile } from '../../scenario/load.ts';
import type { MapNode } from '../../scenario/node.ts';
import { documentOf, firstStory, planOf } from './scenario-text.ts';
import { type ExternalFiles, entryTimes, outsideOf, planOfTree, treeOf, wholeTree } from './story-tree.ts';

export interface OpenedStory {
  readonly path: string;
  readonly text: string;
  /** The same, with what people see of it: never changed. */
  readonly document: Document<YAMLMap>;
  readonly root: MapNode;
  /** Files as they were when it was opened. */
  readonly outside: ExternalFiles;
  readonly plan: Plan;
  /** Of the entries of its timeline. */
  readonly times: readonly Instant[];
}

/** @throws Refusal when the text does not read. */
export function openStory(path: string, text: string, read: ReadFile): OpenedStory {
  const story = firstStory(text);
  const outside = outsideOf(read);
  if (!story.isAll) planOf(path, text, outside.read);
  const document = documentOf(story.text);
  try {
    const root = treeOf(path, story.text);
    const plan = planOfTree(root, path, outside);
    const times = entryTimes(wholeTree(root, path, outside).row, plan);
    return { path, text: story.text, document, root, outside, plan, times };
  } catch (error) {
    // The story's own text has the places that its author knows.
    planOf(path, text, outside.read);
    throw error;
  }
}
