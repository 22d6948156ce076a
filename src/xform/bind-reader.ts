import type { Expression } from '../core/model/expression.ts';
import type { Bind, DataType, Triggerable } from '../core/model/xform.ts';
import type { FormReading } from './form-reading.ts';
import { JAVAROSA } from './names.ts';
import type { Placed } from './references.ts';
import { attributeOf, type XmlElement } from './xml-tree.ts';

/** A bind with what only the controls want of it. */
interface ReadBind extends Bind {
  readonly element: XmlElement;
  readonly node: Placed;
}

export interface ReadBinds {
  readonly byPath: ReadonlyMap<string, ReadBind>;
  readonly byId: ReadonlyMap<string, ReadBind>;
  readonly triggerables: readonly Triggerable[];
  /** Line of each triggerable's bind. */
  readonly lines: ReadonlyMap<Triggerable, number>;
}

const types: Readonly<Record<string, DataType>> = {
  string: 'text',
  text: 'text',
  barcode: 'text',
  int: 'int',
  integer: 'int',
  long: 'long',
  decimal: 'decimal',
  double: 'decimal',
  float: 'decimal',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  dateTime: 'datetime',
  select1: 'select',
  select: 'multiselect',
  listItem: 'select',
  listItems: 'multiselect',
};

const USED = new Set([
  ...['id', 'nodeset', 'type', 'relevant', 'required', 'constraint', 'calculate'],
  ...['constraintMsg', 'requiredMsg'],
]);

/** The binds of a model: types, conditions, calculations. */
export function readBinds(elements: readonly XmlElement[], root: Placed, reading: FormReading): ReadBinds {
  const byPath = new Map<string, ReadBind>();
  const byId = new Map<string, ReadBind>();
  const triggerables: Triggerable[] = [];
  const lines = new Map<Triggerable, number>();
  for (const element of elements) {
    const node = nodeOf(element, root, reading);
    if (!node) continue;
    const bind = bindFrom(element, node, reading);
    if (byPath.has(node.template.path)) {
      reading.findings.problem(element.line, `a second bind of ${node.template.path}`, 'one bind for a node');
    }
    byPath.set(node.template.path, bind);
    const id = attributeOf(element, 'id');
    if (id !== undefined) byId.set(id, bind);
    for (const triggerable of triggerablesOf(element, node, reading)) {
      triggerables.push(triggerable);
      lines.set(triggerable, element.line);
    }
  }
  return { byPath, byId, triggerables, lines };
}

function nodeOf(element: XmlElement, root: Placed, reading: FormReading): Placed | undefined {
  const nodeset = attributeOf(element, 'nodeset');
  if (nodeset === undefined) {
    return reading.findings.problem(element.line, '<bind> without nodeset', 'nodeset="/…"');
  }
  const node = reading.nodeNamed(nodeset, element.line, root);
  if (!node) reading.findings.warning(element.line, `a bind of ${nodeset}, which is no node of the form`);
  return node;
}

function bindFrom(element: XmlElement, node: Placed, reading: FormReading): ReadBind {
  for (const { name, namespace } of element.attributes) {
    const isUnused = (namespace === '' || namespace === JAVAROSA) && !USED.has(name);
    if (isUnused) reading.findings.warning(element.line, `${name} of a bind: it is not followed`);
  }
  const at = (name: string): Expression | undefined => {
    const text = attributeOf(element, name);
    return text === undefined || text === '' ? undefined : reading.expressionAt(text, element.line, node);
  };
  return {
    type: typeOf(element, reading),
    required: at('required'),
    constraint: at('constraint'),
    element,
    node,
  };
}

function typeOf(element: XmlElement, reading: FormReading): DataType {
  const typeName = attributeOf(element, 'type');
  if (typeName === undefined) return 'text';
  const name = typeName.slice(typeName.indexOf(':') + 1);
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  if (type === undefined && name !== 'binary') {
    reading.findings.warning(element.line, `the type ${typeName}: it is kept as text`);
  }
  return type ?? 'text';
}

function triggerablesOf(element: XmlElement, node: Placed, reading: FormReading): readonly Triggerable[] {
  return (['relevant', 'calculate'] as const).flatMap((kind) => {
    const text = attributeOf(element, kind);
    if (text === undefined || text === '') return [];
    const expression = reading.expression(text, element.line);
    if (expression === undefined) return [];
    const reads = reading.reads(expression, node);
    return [{ kind, target: node.template.path, expression, reads }];
  });
}
