import type { CaseSubmission } from '../model/form-run.ts';
import type { FormState } from './form-state.ts';
import { attributeNamed, childNamed, type FormNode, isRelevant, nodesAt } from './instance.ts';
import { serialized } from './node-data.ts';
import { withoutBlanksAround } from './values.ts';

/** The case blocks of a filled-in form, in document order. Blocks that are hidden or name no case change none. */
export function caseChangesOf(state: FormState): readonly CaseSubmission[] {
  return state.form.caseBlocks.flatMap((path) =>
    nodesAt(state.root, path).filter(isRelevant).flatMap(changeIn),
  );
}

function changeIn(block: FormNode): readonly CaseSubmission[] {
  const caseId = textIn(attributeNamed(block, 'case_id') ?? childNamed(block, 'case_id'));
  if (caseId === '') return [];
  const update = childNamed(block, 'update');
  const properties = update && isRelevant(update) ? update.children.filter(isRelevant) : [];
  const close = childNamed(block, 'close');
  return [
    {
      caseId,
      set: new Map(properties.map((node) => [node.name, withoutBlanksAround(textIn(node))])),
      closes: close !== undefined && isRelevant(close),
    },
  ];
}

const textIn = (node: FormNode | undefined): string => (node ? serialized(node.value) : '');
