import type { Expression } from '../model/expression.ts';
import type { Bind, SetValue, Triggerable, XForm } from '../model/xform.ts';
import { evaluate, valueAt } from './evaluate.ts';
import { type FormIndex, indexOf } from './form-index.ts';
import { addChild, aNode, documentOf, type FormNode, NodeMaker, nodesAt } from './instance.ts';
import { cast, kept } from './node-data.ts';
import { type FormContext, type Scope, type Sources, Work } from './scope.ts';
import { caseNodeFrom, sessionFrom } from './session-instances.ts';
import { toBoolean, type Value } from './values.ts';

const PLAIN: Bind = { type: 'text', required: undefined, constraint: undefined };

/** The instance of one form while it is filled in: its nodes, and the expressions that keep them right. */
export class FormState implements Sources {
  readonly form: XForm;
  readonly root: FormNode;
  readonly document: FormNode;
  readonly context: FormContext;
  private readonly maker = new NodeMaker();
  private readonly tables = new Map<string, FormNode>();
  private readonly index: FormIndex;
  private work = new Work();

  /** @throws FormFault when the form cannot be opened. */
  constructor(form: XForm, context: FormContext) {
    this.form = form;
    this.context = context;
    this.root = this.maker.grow(form.instance, undefined);
    this.document = documentOf(this.root);
    this.index = indexOf(form);
    this.castTexts(this.root);
    this.fire('ready', this.root);
    this.evaluateAll(form.triggerables, this.root);
  }

  /** What follows is one answer, or one question: it has all its steps before it. */
  beginWork(): void {
    this.work = new Work();
  }

  bindOf(node: FormNode): Bind {
    return this.form.binds.get(node.path) ?? PLAIN;
  }

  /** Keeps a value, and brings all that depends on it up to date. */
  set(node: FormNode, value: Value | undefined): void {
    node.value = value;
    this.changed([node.path]);
  }

  holds(expression: Expression, node: FormNode, candidate?: { readonly value: Value }): boolean {
    return toBoolean(valueAt(expression, this.scopeOf(node, candidate)));
  }

  valueAt(expression: Expression, node: FormNode): Value {
    return valueAt(expression, this.scopeOf(node));
  }

  /** Another repetition of a repeat, at the end of those there are. */
  addRepetition(path: string, parent: FormNode): FormNode {
    const node = this.maker.grow(this.index.templates.get(path)!, parent);
    addChild(parent, node);
    this.castTexts(node);
    this.fire('insert', node);
    this.evaluateAll(
      this.form.triggerables.filter(({ target }) => target === path || target.startsWith(`${path}/`)),
      node,
    );
    this.changed([path]);
    return node;
  }

  /** What a form does last, before it is submitted. */
  finish(): void {
    this.fire('revalidate', this.root);
  }

  instance(id: string): FormNode | undefined {
    const known = this.tables.get(id);
    if (known) return known;
    const table = this.form.tables.get(id);
    const made = table ? this.maker.grow(table, undefined) : sessionFrom(id, this.context);
    if (!made) return undefined;
    const document = documentOf(made);
    this.tables.set(id, document);
    return document;
  }

  caseNode(caseId: string): FormNode | undefined {
    const known = this.context.caseWithId(caseId);
    return known ? caseNodeFrom(known, aNode('casedb', '', undefined)) : undefined;
  }

  private scopeOf(node: FormNode, candidate?: { readonly value: Value }): Scope {
    const scope = { evaluate, sources: this, work: this.work, node, current: node };
    return candidate ? { ...scope, candidate } : scope;
  }

  private castTexts(node: FormNode): void {
    if (typeof node.value === 'string') node.value = cast(this.bindOf(node).type, node.value);
    for (const attribute of node.attributes) this.castTexts(attribute);
    for (const child of node.children) this.castTexts(child);
  }

  /** Sets what an event sets, in the form's order, within a node. */
  private fire(event: SetValue['event'], within: FormNode): void {
    for (const { target, value } of this.form.setValues.filter((one) => one.event === event)) {
      for (const node of nodesAt(within, target)) {
        const { type } = this.bindOf(node);
        const given = kept(this.valueAt(value, node), type);
        this.set(node, typeof given === 'string' ? cast(type, given) : given);
      }
    }
  }

  private evaluateAll(triggerables: readonly Triggerable[], within: FormNode): void {
    for (const { kind, target, expression } of triggerables) {
      for (const node of nodesAt(within, target)) {
        this.work.step();
        if (kind === 'relevant') node.isShown = this.holds(expression, node);
        else node.value = kept(this.valueAt(expression, node), this.bindOf(node).type);
      }
    }
  }

  /** Evaluates what reads the changed nodes, and what reads those, each once and in order. */
  private changed(paths: readonly string[]): void {
    const due = this.index.dueAfter(paths, this.work);
    if (due.length > 0) this.evaluateAll(due, this.root);
  }
}
