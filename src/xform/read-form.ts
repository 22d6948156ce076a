import type { Bind, DataType, FormControl, NodeTemplate, XForm } from '../core/model/xform.ts';
import { type ReadBinds, readBinds } from './bind-reader.ts';
import { BodyReader } from './body-reader.ts';
import { inOrder } from './evaluation-order.ts';
import type { FormProblem, FormWarning } from './form-problems.ts';
import { FormReading } from './form-reading.ts';
import { type ReadInstance, readInstance } from './instance-reader.ts';
import { VELLUM } from './names.ts';
import { References } from './references.ts';
import { readSetValues } from './set-value-reader.ts';
import { readItext } from './text-reader.ts';
import { attributeOf, childrenNamed, childrenOf, readXml, textIn, type XmlElement } from './xml-tree.ts';

/** Paths of a circle that its message names. */
const NAMED_MAX = 6;

/** A form, and what of it is not played; or everything that is wrong with it. */
export type ReadForm =
  | { readonly form: XForm; readonly warnings: readonly FormWarning[] }
  | { readonly problems: readonly FormProblem[] };

/** Reads the text of an XForm. Nothing in it is fetched, expanded or run. */
export function readForm(text: string): ReadForm {
  const xml = readXml(text);
  if ('problems' in xml) return xml;
  const parts = partsOf(xml.root);
  return 'problems' in parts ? parts : formFrom(parts);
}

interface Parts {
  readonly title: string;
  readonly model: XmlElement;
  readonly body: XmlElement;
  readonly main: XmlElement;
}

function partsOf(root: XmlElement): Parts | { readonly problems: readonly FormProblem[] } {
  const [head] = childrenNamed(root, 'head');
  const [body] = childrenNamed(root, 'body');
  const model = head && childrenNamed(head, 'model')[0];
  const main = model && childrenNamed(model, 'instance').flatMap(childrenOf)[0];
  if (!head || !body || !model || !main) {
    const found = `<${root.name}> that is no XForm`;
    return { problems: [{ line: root.line, found, wanted: 'html with head, model, instance and body' }] };
  }
  const [title] = childrenNamed(head, 'title');
  return { title: title ? textIn(title).trim() : '', model, body, main };
}

function formFrom({ title, model, body, main }: Parts): ReadForm {
  const instance = readInstance(main);
  const tables = tablesIn(model, main);
  const references = new References(instance.template, tables);
  const reading = new FormReading(references);
  const root = references.at(instance.template.path)!;

  const texts = readItext(childrenNamed(model, 'itext')[0], reading);
  const binds = readBinds(childrenNamed(model, 'bind'), root, reading);
  const setValues = readSetValues(model, body, root, reading);
  const controls = new BodyReader(binds, texts, reading).controlsIn(body, root);
  const triggerables = orderedOf(binds, reading);
  warnOfModel(model, reading);
  warnOfCases(instance, reading);

  const { problems, warnings } = reading.findings;
  if (problems.length > 0) return { problems: sorted(problems) };
  const form: XForm = {
    title,
    instance: instance.template,
    tables,
    binds: withControlTypes(binds, controls),
    triggerables,
    setValues,
    controls,
    texts,
    caseBlocks: instance.caseBlocks,
  };
  return { form, warnings: sorted(warnings) };
}

/** Instances that the form itself carries. Those of CommCare stand outside, and are empty here. */
function tablesIn(model: XmlElement, main: XmlElement): ReadonlyMap<string, NodeTemplate> {
  const tables = new Map<string, NodeTemplate>();
  for (const instance of childrenNamed(model, 'instance')) {
    const [root] = childrenOf(instance);
    const id = attributeOf(instance, 'id');
    if (root && root !== main && id !== undefined) tables.set(id, readInstance(root).template);
  }
  return tables;
}

function orderedOf(binds: ReadBinds, reading: FormReading): XForm['triggerables'] {
  const order = inOrder(binds.triggerables);
  if ('ordered' in order) return order.ordered;
  const [first = ''] = order.cycle;
  const named = order.cycle.length > NAMED_MAX ? [...order.cycle.slice(0, NAMED_MAX), '…'] : order.cycle;
  const triggerable = binds.triggerables.find(({ target }) => target === first)!;
  reading.findings.problem(
    binds.lines.get(triggerable)!,
    `calculations and conditions that lead round in a circle: ${[...named, first].join(' → ')}`,
    'none that depends on itself',
  );
  return [];
}

/** A choice question makes its node a choice, whatever its bind says. */
function withControlTypes(
  { byPath }: ReadBinds,
  controls: readonly FormControl[],
): ReadonlyMap<string, Bind> {
  const all = new Map<string, Bind>(
    [...byPath].map(([path, { type, required, constraint }]) => [path, { type, required, constraint }]),
  );
  const visit = (control: FormControl): void => {
    if (control.kind !== 'question') return control.controls.forEach(visit);
    const type: DataType | undefined =
      control.control === 'select' || control.control === 'multiselect' ? control.control : undefined;
    const bind = all.get(control.path) ?? { type: 'text', required: undefined, constraint: undefined };
    all.set(control.path, type ? { ...bind, type } : bind);
  };
  controls.forEach(visit);
  return all;
}

const MODEL_PARTS = new Set(['instance', 'bind', 'itext', 'setvalue']);

function warnOfModel(model: XmlElement, reading: FormReading): void {
  for (const { name, namespace, line } of childrenOf(model)) {
    if (namespace === VELLUM || MODEL_PARTS.has(name)) continue;
    reading.findings.warning(line, `<${name}> in the model: it is passed over`);
  }
}

/** Only updates and closing of cases are followed. */
function warnOfCases({ caseBlocks, elements }: ReadInstance, reading: FormReading): void {
  for (const path of caseBlocks) {
    for (const name of ['create', 'index', 'attachment']) {
      const element = elements.get(`${path}/${name}`);
      if (element)
        reading.findings.warning(element.line, `<${name}> of a case: only update and close are followed`);
    }
  }
}

const sorted = <T extends { readonly line: number }>(found: readonly T[]): readonly T[] =>
  [...found].sort((a, b) => a.line - b.line);
