import type { FormState } from './form-state.ts';
import { attributeNamed, childNamed, type FormNode, isRelevant, nodesAt } from './instance.ts';
import { serialized } from './node-data.ts';
import { withoutBlanksAround } from './values.ts';

/** What one case block of a submitted form changes. */
export interface FormCaseChange {
  readonly caseId: string;
  /** Property → value; what is hidden is left out and stays as it is. */
  readonly set: ReadonlyMap<string, string>;
  readonly close: boolean;
}

/** The case blocks of a filled-in form, in document order. Blocks that are hidden or name no case change none. */
export function caseChangesOf(state: FormState): readonly FormCaseChange[] {
  return state.form.caseBlocks.flatMap((path) =>
    nodesAt(state.root, path).filter(isRelevant).flatMap(changeIn),
  );
}

function changeIn(block: FormNode): readonly FormCaseChange[] {
  const caseId = textIn(attributeNamed(block, 'case_id') ?? childNamed(block, 'case_id'));
  if (caseId === '') return [];
  const update = childNamed(block, 'update');
  const properties = update && isRelevant(update) ? update.children.filter(isRelevant) : [];
  const close = childNamed(block, 'close');
  return [
    {
      caseId,
      set: new Map(properties.map((node) => [node.name, withoutBlanksAround(textIn(node))])),
      close: close !== undefined && isRelevant(close),
    },
  ];
}

const textIn = (node: FormNode | undefined): string => (node ? serialized(node.value) : '');
