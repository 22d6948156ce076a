import type { SetValue } from '../core/model/xform.ts';
import type { FormReading } from './form-reading.ts';
import type { Placed } from './references.ts';
import { attributeOf, childrenOf, textIn, type XmlElement } from './xml-tree.ts';

const events: Readonly<Record<string, SetValue['event']>> = {
  'xforms-ready': 'ready',
  'jr-insert': 'insert',
  'xforms-revalidate': 'revalidate',
};

/** The `setvalue` actions of the model and of the body, in the order of the form. */
export function readSetValues(
  model: XmlElement,
  body: XmlElement,
  root: Placed,
  reading: FormReading,
): readonly SetValue[] {
  return [...childrenOf(model).filter(({ name }) => name === 'setvalue'), ...inside(body)].flatMap(
    (element) => setValueFrom(element, root, reading) ?? [],
  );
}

function inside(element: XmlElement): readonly XmlElement[] {
  return childrenOf(element).flatMap((child) => (child.name === 'setvalue' ? [child] : inside(child)));
}

function setValueFrom(element: XmlElement, root: Placed, reading: FormReading): SetValue | undefined {
  const { line } = element;
  const eventName = attributeOf(element, 'event') ?? '';
  const event = Object.hasOwn(events, eventName) ? events[eventName] : undefined;
  if (event === undefined) {
    reading.findings.warning(line, `<setvalue> at ${eventName || 'no event'}: it is not followed`);
    return undefined;
  }
  const ref = attributeOf(element, 'ref');
  const node = ref === undefined ? undefined : reading.nodeNamed(ref, line, root);
  if (!node) return reading.findings.problem(line, `<setvalue> of ${ref ?? 'nothing'}`, 'ref to a node');
  const text = attributeOf(element, 'value');
  const value =
    text === undefined
      ? ({ kind: 'text', value: textIn(element).trim() } as const)
      : reading.expressionAt(text, line, node);
  return value && { event, target: node.template.path, value };
}
