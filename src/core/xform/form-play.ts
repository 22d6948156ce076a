import {
  type AskedQuestion,
  type CaseSubmission,
  type FormRun,
  type NextQuestion,
  promptWith,
  type TakenAnswer,
} from '../model/form-run.ts';
import { bounded, FormFault, type QuestionType } from '../model/survey.ts';
import type {
  Caption,
  DataType,
  FormChoice,
  FormControl,
  FormQuestion,
  FormRepeat,
  TextPart,
  XForm,
} from '../model/xform.ts';
import { caseChangesOf } from './case-changes.ts';
import { FormState } from './form-state.ts';
import { childrenNamed, type FormNode, isRelevant, nodesAt, positionOf } from './instance.ts';
import { parseInt32 } from './java-numbers.ts';
import { cast, serialized } from './node-data.ts';
import type { FormContext } from './scope.ts';
import { toNumber, toText, type Value, wordsIn } from './values.ts';

/** How often a repeat may be asked. */
const REPETITIONS_MAX = 200;

interface Waiting {
  readonly question: FormQuestion;
  readonly node: FormNode;
}

/** An XForm played by SMS: its questions one after another, as Formplayer reaches them. */
export class FormPlay implements FormRun {
  readonly language: string;
  private readonly state: FormState;
  private questions: Iterator<Waiting>;
  private waiting: Waiting | undefined;
  /** What the waiting question held before its answer. */
  private before: Value | undefined;

  constructor(form: XForm, language: string, context: FormContext) {
    this.state = new FormState(form, context);
    const [first = language] = form.texts.keys();
    this.language = form.texts.has(language) ? language : first;
    this.questions = this.walk(form.controls, this.state.root);
  }

  next(): NextQuestion {
    const { waiting } = this;
    try {
      return this.goOn();
    } catch (error) {
      this.goBackTo(waiting);
      throw error;
    }
  }

  private goOn(): NextQuestion {
    this.state.beginWork();
    const labels: string[] = [];
    for (;;) {
      const { value, done } = this.questions.next();
      this.waiting = done ? undefined : value;
      if (!this.waiting) return { labels, question: undefined };
      if (this.waiting.question.control !== 'label') return { labels, question: this.current() };
      labels.push(this.captionOf(this.waiting));
    }
  }

  current(): AskedQuestion {
    const { question, node } = this.waiting!;
    const { type, required } = this.state.bindOf(node);
    this.state.beginWork();
    const choices = question.choices.map(({ label }) => this.text(label, node));
    return {
      path: nameOf(node),
      id: node.name,
      type: askedType(type),
      required: required !== undefined && this.state.holds(required, node),
      choices,
      prompt: promptWith(this.captionOf(this.waiting!), choices),
    };
  }

  answer(handedOn: string): TakenAnswer {
    const { question, node } = this.waiting!;
    const { type, constraint } = this.state.bindOf(node);
    this.state.beginWork();
    const read = question.control === 'media' ? undefined : readAs(type, handedOn, question.choices);
    if (read === undefined) return { kind: 'refused' };
    const { value } = read;
    if (value !== undefined && constraint && !this.state.holds(constraint, node, { value })) {
      const { constraintMessage } = question;
      return { kind: 'constraint', message: constraintMessage && this.text(constraintMessage, node) };
    }
    this.before = node.value;
    try {
      this.state.set(node, value);
    } catch (error) {
      this.takeBack(node);
      throw error;
    }
    return { kind: 'kept' };
  }

  /** By path from below the root, what is hidden left out; positions of repetitions from 1. */
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

  submission(): readonly CaseSubmission[] {
    this.state.beginWork();
    this.state.finish();
    return caseChangesOf(this.state);
  }

  /** Formplayer keeps nothing of a request that fails: the question waits again, without its answer. */
  private goBackTo(waiting: Waiting | undefined): void {
    this.waiting = waiting;
    this.questions = this.walk(this.state.form.controls, this.state.root);
    if (!waiting) return;
    this.takeBack(waiting.node);
    let at = this.questions.next();
    while (!at.done && (at.value.question !== waiting.question || at.value.node !== waiting.node)) {
      at = this.questions.next();
    }
  }

  /** What was there before the answer is there again, as far as the form lets it. */
  private takeBack(node: FormNode): void {
    this.state.beginWork();
    try {
      this.state.set(node, this.before);
    } catch (error) {
      if (!(error instanceof FormFault)) throw error;
    }
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
      throw new FormFault(`${path} is to be asked ${wanted} times: drysend asks at most ${REPETITIONS_MAX}`);
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
    if (!parts) throw new FormFault(`no language has a text "${textId}"`);
    return parts;
  }
}

/** HQ has checks of its own for these types; the others are texts to it. */
function askedType(type: DataType): QuestionType {
  switch (type) {
    case 'long':
      return 'longint';
    case 'decimal':
      return 'float';
    case 'boolean':
    case 'datetime':
      return 'text';
    default:
      return type;
  }
}

/** What HQ hands on, as the node keeps it; undefined: Formplayer cannot read it. */
function readAs(
  type: DataType,
  handedOn: string,
  choices: readonly FormChoice[],
): { readonly value: Value | undefined } | undefined {
  const text = type === 'select' || type === 'multiselect' ? keysOf(handedOn, choices) : handedOn;
  if (text === undefined) return undefined;
  try {
    return { value: cast(type, text) };
  } catch (error) {
    if (error instanceof FormFault) return undefined;
    throw error;
  }
}

/** The keys of choices by their numbers; undefined: there is no such choice. */
function keysOf(numbers: string, choices: readonly FormChoice[]): string | undefined {
  const keys = wordsIn(numbers).map((number) => choices[(parseInt32(number) ?? 0) - 1]?.value);
  return keys.includes(undefined) ? undefined : keys.join(' ');
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
