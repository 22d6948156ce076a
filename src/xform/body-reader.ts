import type {
  Caption,
  FormChoice,
  FormControl,
  FormGroup,
  FormQuestion,
  FormRepeat,
} from '../core/model/xform.ts';
import type { ReadBinds } from './bind-reader.ts';
import type { FormReading } from './form-reading.ts';
import { JAVAROSA } from './names.ts';
import type { Placed } from './references.ts';
import { captionNamed, captionOf, isItextRef, type Texts } from './text-reader.ts';
import { attributeOf, childrenNamed, childrenOf, textIn, type XmlElement } from './xml-tree.ts';

const controlOf: Readonly<Record<string, FormQuestion['control']>> = {
  input: 'input',
  secret: 'input',
  select1: 'select',
  select: 'multiselect',
  trigger: 'label',
  upload: 'media',
};

/** Elements of a control that an SMS does not show. */
const UNSAID = new Set(['label', 'hint', 'help', 'alert', 'item', 'setvalue', 'value']);

/** The controls of a form's body, in order. */
export class BodyReader {
  private readonly binds: ReadBinds;
  private readonly texts: Texts;
  private readonly reading: FormReading;

  constructor(binds: ReadBinds, texts: Texts, reading: FormReading) {
    this.binds = binds;
    this.texts = texts;
    this.reading = reading;
  }

  /** The controls in an element, whose relative paths begin at a node. */
  controlsIn(parent: XmlElement, above: Placed): readonly FormControl[] {
    return childrenOf(parent).flatMap((element) => this.controlFrom(element, above) ?? []);
  }

  private controlFrom(element: XmlElement, above: Placed): FormControl | undefined {
    if (element.name === 'group') return this.group(element, above);
    if (element.name === 'repeat') return this.repeat(element, above);
    const control = Object.hasOwn(controlOf, element.name) ? controlOf[element.name] : undefined;
    if (control !== undefined) return this.question(element, control, above);
    if (!UNSAID.has(element.name)) {
      this.reading.findings.warning(element.line, `<${element.name}>: it is passed over`);
    }
    return undefined;
  }

  private group(element: XmlElement, above: Placed): FormGroup | undefined {
    const isBound = ['ref', 'nodeset', 'bind'].some((name) => attributeOf(element, name) !== undefined);
    const node = isBound ? this.nodeOf(element, above) : above;
    if (!node) return undefined;
    const controls = this.controlsIn(element, node);
    return { kind: 'group', path: isBound ? node.template.path : undefined, controls };
  }

  private repeat(element: XmlElement, above: Placed): FormRepeat | undefined {
    const node = this.nodeOf(element, above);
    if (!node) return undefined;
    const countText = attributeOf(element, 'count', JAVAROSA);
    if (countText === undefined) {
      this.reading.findings.warning(
        element.line,
        'a repeat whose number the user decides: by SMS HQ passes over it',
      );
    }
    const count =
      countText === undefined
        ? undefined
        : this.reading.expressionAt(countText, element.line, node.above ?? node);
    return { kind: 'repeat', path: node.template.path, count, controls: this.controlsIn(element, node) };
  }

  private question(
    element: XmlElement,
    control: FormQuestion['control'],
    above: Placed,
  ): FormQuestion | undefined {
    const node = this.nodeOf(element, above);
    if (!node) return undefined;
    if (control === 'media') {
      this.reading.findings.warning(element.line, 'a media question: it cannot be answered by SMS');
    }
    const [label] = childrenNamed(element, 'label');
    const caption = label && captionOf(label, this.texts, this.reading);
    const choices = this.choicesOf(element, control, node);
    const constraintMessage = this.messageOf(element, node);
    for (const one of [caption, constraintMessage, ...choices.map((choice) => choice.label)]) {
      this.checkOutputs(one, node);
    }
    const { path } = node.template;
    return { kind: 'question', path, control, label: caption, choices, constraintMessage };
  }

  private choicesOf(
    element: XmlElement,
    control: FormQuestion['control'],
    node: Placed,
  ): readonly FormChoice[] {
    if (control !== 'select' && control !== 'multiselect') return [];
    const { findings } = this.reading;
    for (const { line } of childrenNamed(element, 'itemset')) {
      findings.problem(
        line,
        'choices from a table (<itemset>)',
        'choices as <item>',
        'drysend reads no tables',
      );
    }
    const choices = childrenNamed(element, 'item').flatMap((item) => this.choiceFrom(item) ?? []);
    if (choices.length === 0 && childrenNamed(element, 'itemset').length === 0) {
      findings.problem(element.line, `${node.template.path} without choices`, 'at least one <item>');
    }
    const spaced = control === 'multiselect' && choices.find(({ value }) => value.includes(' '));
    if (spaced) findings.problem(element.line, `the choice "${spaced.value}"`, 'a value without blanks');
    return choices;
  }

  private choiceFrom(item: XmlElement): FormChoice | undefined {
    const [label] = childrenNamed(item, 'label');
    const [value] = childrenNamed(item, 'value');
    if (!label || !value) {
      return this.reading.findings.problem(item.line, 'an <item>', '<label> and <value> in it');
    }
    const caption = captionOf(label, this.texts, this.reading);
    return caption && { value: textIn(value).trim(), label: caption };
  }

  /** An `<alert>` of the control, else what the bind says. */
  private messageOf(element: XmlElement, node: Placed): Caption | undefined {
    const [alert] = childrenNamed(element, 'alert');
    if (alert) return captionOf(alert, this.texts, this.reading);
    const bind = this.binds.byPath.get(node.template.path);
    const message = bind && attributeOf(bind.element, 'constraintMsg', JAVAROSA);
    if (bind === undefined || message === undefined || message === '') return undefined;
    return isItextRef(message)
      ? captionNamed(message, bind.element.line, this.texts, this.reading)
      : { parts: [message] };
  }

  /** The values in a text are looked up from the node it belongs to. */
  private checkOutputs(caption: Caption | undefined, node: Placed): void {
    if (!caption) return;
    const all =
      'parts' in caption
        ? [caption.parts]
        : [...this.texts.values()].map((texts) => texts.get(caption.textId) ?? []);
    for (const part of all.flat()) if (typeof part !== 'string') this.reading.reads(part, node);
  }

  private nodeOf(element: XmlElement, above: Placed): Placed | undefined {
    const { findings } = this.reading;
    const id = attributeOf(element, 'bind');
    if (id !== undefined) {
      const bind = this.binds.byId.get(id);
      return bind ? bind.node : findings.problem(element.line, `the bind "${id}"`, 'the id of a bind');
    }
    const ref = attributeOf(element, 'ref') ?? attributeOf(element, 'nodeset');
    if (ref === undefined) {
      return findings.problem(element.line, `<${element.name}> without ref`, 'ref="/…"');
    }
    const node = this.reading.nodeNamed(ref, element.line, above);
    return node ?? findings.problem(element.line, `the node ${ref}`, 'a node of the form');
  }
}
