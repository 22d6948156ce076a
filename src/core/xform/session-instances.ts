import { addChild, aNode, type FormNode } from './instance.ts';
import type { FormCase, FormContext } from './scope.ts';

/** Ids of the instances that CommCare gives every form by SMS. */
export const SESSION_INSTANCES: ReadonlySet<string> = new Set(['commcaresession', 'casedb']);

/** `instance('commcaresession')`: the case, and who fills in the form. */
export function sessionFrom(id: string, { caseId, user }: FormContext): FormNode | undefined {
  if (id !== 'commcaresession') return undefined;
  const root = aNode('session', '', undefined);
  const data = child(root, 'data');
  if (caseId !== undefined) child(data, 'case_id', caseId);
  const context = child(root, 'context');
  child(context, 'deviceid', 'cloudcare');
  child(context, 'userid', user.id);
  child(context, 'username', user.name);
  const fields = child(child(root, 'user'), 'data');
  for (const [name, value] of user.data) child(fields, name, value);
  return root;
}

/** A case as `instance('casedb')` shows it. */
export function caseNodeFrom(one: FormCase, above: FormNode): FormNode {
  const node = aNode('case', '', above);
  const facts = { case_id: one.caseId, case_type: one.type, owner_id: one.ownerId };
  for (const [name, value] of Object.entries(facts)) node.attributes.push(aNode(name, '', node, value));
  node.attributes.push(aNode('status', '', node, one.isClosed ? 'closed' : 'open'));
  child(node, 'case_name', one.name);
  for (const [name, value] of one.properties) child(node, name, value);
  const index = child(node, 'index');
  for (const [name, value] of one.indices) child(index, name, value);
  return node;
}

function child(parent: FormNode, name: string, text = ''): FormNode {
  const node = aNode(name, '', parent, text === '' ? undefined : text);
  addChild(parent, node);
  return node;
}
