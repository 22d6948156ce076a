import type { UpdateRule, UpdateValue } from '../core/model/update-rule.ts';
import { keyOf, type Node } from './node.ts';
import { noteRule } from './notices.ts';
import { type ParseContext, sourceOf } from './parse-context.ts';
import { ruleShape } from './rule-shape.ts';
import { days, text, word, yesNo } from './scalars.ts';
import { byKind, convert, field, mapOf, named, record, required } from './shape.ts';

const writtenValue = byKind<UpdateValue>('a value, or {from: property}', {
  text: convert(text, (value) => ({ value })),
  map: convert(record({ from: required(word, 'The property whose value is written') }), ({ from = '' }) => ({
    from,
  })),
});

/** A rule that changes cases once a day. */
export const updateRuleShape = named(
  'update_rule',
  record({
    case_type: required(word, 'The type of cases it looks at'),
    when: field(ruleShape, 'Criteria; left out: always'),
    not_modified_for: field(days, 'Only cases that nobody has saved for so many days'),
    set: field(mapOf(writtenValue), 'What is written: property, parent/property or host/property → value'),
    close: field(yesNo, 'The case is closed; default no'),
    active: field(yesNo, 'Default yes'),
  }),
);

export function updateRuleFrom(node: Node, context: ParseContext): UpdateRule | undefined {
  const given = updateRuleShape.read(node, context);
  if (given?.case_type === undefined) return undefined;
  const { when, not_modified_for: notModifiedFor, set = new Map(), close = false } = given;
  if (set.size === 0 && !close) {
    return context.problem(node, 'a rule that changes nothing', 'set, or close: yes');
  }
  for (const path of set.keys()) tellTarget(path, node, context);
  if (when) noteRule(keyOf(node), when, context);
  const { operator, criteria } = when ?? { operator: 'ALL', criteria: [] };
  return {
    key: context.outside(keyOf(node)),
    ...(context.otherProject === '' ? {} : { project: context.otherProject }),
    caseType: given.case_type,
    rule: {
      operator,
      criteria:
        notModifiedFor === undefined
          ? criteria
          : [...criteria, { kind: 'not_modified_for', days: notModifiedFor }],
    },
    set,
    close,
    active: given.active ?? true,
    source: sourceOf(node),
  };
}

/** HQ writes to the case, its first parent or its host, no further. */
function tellTarget(path: string, node: Node, context: ParseContext): void {
  const steps = path.split('/');
  if (steps.length === 1 || (steps.length === 2 && ['parent', 'host'].includes(steps[0]!))) return;
  context.problem(node, `set: "${path}"`, 'a property, parent/property or host/property');
}
