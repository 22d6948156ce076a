import { caseChangesOf, type FormCaseChange } from './case-changes.ts';
import type { Caption, FormControl, FormQuestion, FormRepeat, TextPart, XForm } from './form.ts';
import { FormError } from './form-error.ts';
import { FormState } from './form-state.ts';
import { childrenNamed, type FormNode, isRelevant, nodesAt, positionOf } from './instance.ts';
import { cast, serialized } from './node-data.ts';
import type { FormContext } from './scope.ts';
import { bounded, toNumber, toText } from './values.ts';

/** How often a repeat may be asked. */
export const REPETITIONS_MAX = 200;

/** A question as it is asked now. */
export interface Asked {
  /** The last part of its path. */
  readonly id: string;
  readonly question: FormQuestion;
  readonly type: ReturnType<FormState['bindOf']>['type'];
  readonly text: string;
  /** Value → label, in the form's order. */
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly required: boolean;
}

/** What is said next: labels, and the question that waits behind them. */
export interface Next {
  readonly labels: readonly string[];
  /** undefined: the form is at its end. */
  readonly asked: Asked | undefined;
}

/** What became of an answer. */
export type Taken =
  | { readonly kind: 'kept' }
  /** Formplayer cannot read it. */
  | { readonly kind: 'refused' }
  /** `message` is undefined when the form has none. */
  | { readonly kind: 'constraint'; readonly message: string | undefined };

interface Waiting {
  readonly question: FormQuestion;
  readonly node: FormNode;
}

/**
 * A form played by SMS: its questions one after another, as Formplayer reaches them.
 * Every method throws FormError when an expression of the form fails.
 */
export class FormPlay {
  private readonly state: FormState;
  private readonly language: string;
  private readonly questions: Iterator<Waiting>;
  private waiting: Waiting | undefined;

  constructor(form: XForm, language: string, context: FormContext) {
    this.state = new FormState(form, context);
    this.language = form.texts.has(language) ? language : ([...form.texts.keys()][0] ?? '');
    this.questions = this.walk(form.controls, this.state.root);
  }

  /** Goes on to the next question that is shown, past labels. */
  next(): Next {
    this.state.beginWork();
    const labels: string[] = [];
    for (;;) {
      const { value, done } = this.questions.next();
      this.waiting = done ? undefined : value;
      if (!this.waiting) return { labels, asked: undefined };
      if (this.waiting.question.control !== 'label') return { labels, asked: this.asked() };
      labels.push(this.captionOf(this.waiting));
    }
  }

  /** The question that waits, with its texts as they are now; undefined: none does. */
  asked(): Asked | undefined {
    const { waiting } = this;
    if (!waiting) return undefined;
    const { question, node } = waiting;
    const { type, required } = this.state.bindOf(node);
    return {
      id: node.name,
      question,
      type,
      text: this.captionOf(waiting),
      choices: question.choices.map(({ value, label }) => ({ value, label: this.text(label, node) })),
      required: required !== undefined && this.state.holds(required, node),
    };
  }

  /** Answers the question that waits; it goes on waiting until `next`. An empty text takes its answer away. */
  answer(text: string): Taken {
    const { question, node } = this.waiting!;
    const { type, constraint } = this.state.bindOf(node);
    this.state.beginWork();
    if (question.control === 'media') return { kind: 'refused' };
    const value = castOrUndefined(() => cast(type, text));
    if ('problem' in value) return { kind: 'refused' };
    if (
      value.cast !== undefined &&
      constraint &&
      !this.state.holds(constraint, node, { value: value.cast })
    ) {
      const { constraintMessage } = question;
      return { kind: 'constraint', message: constraintMessage && this.text(constraintMessage, node) };
    }
    this.state.set(node, value.cast);
    return { kind: 'kept' };
  }

  /** The answers that are shown, by path from below the root; positions of repetitions from 1. */
  answers(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const question of questionsIn(this.state.form.controls)) {
      const nodes = nodesAt(this.state.root, question.path);
      for (const node of nodes) {
        const text = isRelevant(node) && question.control !== 'label' ? serialized(node.value) : '';
        if (text !== '') found.set(nameOf(node), text);
      }
    }
    return found;
  }

  /** What the form, as it is filled in now, changes in cases. */
  submission(): readonly FormCaseChange[] {
    this.state.beginWork();
    this.state.finish();
    return caseChangesOf(this.state);
  }

  private *walk(controls: readonly FormControl[], above: FormNode): Generator<Waiting> {
    for (const control of controls) {
      switch (control.kind) {
        case 'question':
          for (const node of this.within(control.path, above)) {
            if (isRelevant(node)) yield { question: control, node };
          }
          break;
        case 'group': {
          const [node] = control.path === undefined ? [above] : this.within(control.path, above);
          if (node && isRelevant(node)) yield* this.walk(control.controls, node);
          break;
        }
        case 'repeat':
          yield* this.repeated(control, above);
      }
    }
  }

  /** A group's node may stand beside its questions' nodes: then they are looked for from the top. */
  private within(path: string, above: FormNode): readonly FormNode[] {
    const isBelow = path === above.path || path.startsWith(`${above.path}/`);
    return nodesAt(isBelow ? above : this.state.root, path);
  }

  private *repeated(repeat: FormRepeat, above: FormNode): Generator<Waiting> {
    if (repeat.count === undefined) return;
    const parentPath = repeat.path.slice(0, repeat.path.lastIndexOf('/'));
    const [parent] = this.within(parentPath, above);
    if (!parent || !isRelevant(parent)) return;
    const count = this.countOf(repeat, parent);
    for (let index = 0; index < count; index += 1) {
      const standing = nodesAt(parent, repeat.path)[index];
      const node = standing ?? this.state.addRepetition(repeat.path, parent);
      if (isRelevant(node)) yield* this.walk(repeat.controls, node);
    }
  }

  private countOf({ count, path }: FormRepeat, parent: FormNode): number {
    const wanted = toNumber(this.state.valueAt(count!, parent));
    if (wanted > REPETITIONS_MAX) {
      throw new FormError(`${path} is to be asked ${wanted} times: drysend asks at most ${REPETITIONS_MAX}`);
    }
    return Number.isNaN(wanted) ? 0 : Math.max(0, Math.trunc(wanted));
  }

  private captionOf({ question, node }: Waiting): string {
    return question.label ? this.text(question.label, node) : '';
  }

  private text(caption: Caption, node: FormNode): string {
    const parts = 'parts' in caption ? caption.parts : this.partsOf(caption.textId);
    return bounded(parts.map((part) => this.partText(part, node)).join(''));
  }

  private partText(part: TextPart, node: FormNode): string {
    return typeof part === 'string' ? part : toText(this.state.valueAt(part, node));
  }

  /** In the contact's language, else in the form's own. */
  private partsOf(textId: string): readonly TextPart[] {
    const { texts } = this.state.form;
    const fallback = [...texts.values()][0];
    const parts = texts.get(this.language)?.get(textId) ?? fallback?.get(textId);
    if (!parts) throw new FormError(`no language has a text "${textId}"`);
    return parts;
  }
}

function castOrUndefined<T>(make: () => T): { readonly cast: T } | { readonly problem: string } {
  try {
    return { cast: make() };
  } catch (error) {
    if (error instanceof FormError) return { problem: error.message };
    throw error;
  }
}

function questionsIn(controls: readonly FormControl[]): readonly FormQuestion[] {
  return controls.flatMap((control) =>
    control.kind === 'question' ? [control] : questionsIn(control.controls),
  );
}

/** `age`, `child.2.age`: from below the root, with the position of a node that has others of its name. */
function nameOf(node: FormNode): string {
  const parts: string[] = [];
  for (let at = node; at.parent; at = at.parent) {
    const isOneOfMany = childrenNamed(at.parent, at.name).length > 1;
    parts.unshift(isOneOfMany ? `${at.name}.${positionOf(at) + 1}` : at.name);
  }
  return parts.join('.');
}
