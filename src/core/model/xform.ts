import type { Expression } from './expression.ts';

/** What kind of value a node of a form holds; `text` also for what JavaRosa does not know. */
export type DataType =
  | 'text'
  | 'int'
  | 'long'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'time'
  | 'datetime'
  | 'select'
  | 'multiselect';

/** A piece of a text: words as they stand, or a value that is computed when the text is shown. */
export type TextPart = string | Expression;

/** What a control says: a text of its own, or the id of a text that each language has. */
export type Caption = { readonly parts: readonly TextPart[] } | { readonly textId: string };

export interface FormChoice {
  readonly value: string;
  readonly label: Caption;
}

export interface FormQuestion {
  readonly kind: 'question';
  /** Path of the node without positions: `/data/child/age`. */
  readonly path: string;
  /** `label` asks nothing; `media` cannot be answered by SMS. */
  readonly control: 'input' | 'select' | 'multiselect' | 'label' | 'media';
  readonly label: Caption | undefined;
  readonly choices: readonly FormChoice[];
  /** undefined: HQ answers a broken constraint with silence. */
  readonly constraintMessage: Caption | undefined;
}

export interface FormGroup {
  readonly kind: 'group';
  /** undefined: the group has no node of its own. */
  readonly path: string | undefined;
  readonly controls: readonly FormControl[];
}

export interface FormRepeat {
  readonly kind: 'repeat';
  readonly path: string;
  /** How often its questions are asked; undefined: the user decides, so HQ passes over it. */
  readonly count: Expression | undefined;
  readonly controls: readonly FormControl[];
}

export type FormControl = FormQuestion | FormGroup | FormRepeat;

/** A node of the instance as the form writes it. */
export interface NodeTemplate {
  /** The local name, without a prefix. */
  readonly name: string;
  readonly path: string;
  readonly attributes: readonly NodeTemplate[];
  readonly children: readonly NodeTemplate[];
  /** What the form puts there at first. */
  readonly text: string;
  /** It is what repetitions are made of, and not there at first. */
  readonly isPattern: boolean;
}

/** What a form says about a node. */
export interface Bind {
  readonly type: DataType;
  readonly required: Expression | undefined;
  readonly constraint: Expression | undefined;
}

/** An expression that is evaluated again when what it reads has changed. */
export interface Triggerable {
  readonly kind: 'relevant' | 'calculate';
  /** Path of the node it decides about. */
  readonly target: string;
  readonly expression: Expression;
  /** Paths of the nodes it reads. */
  readonly reads: ReadonlySet<string>;
}

/** A value set once, when the form opens or a repeat is added, or last of all. */
export interface SetValue {
  readonly event: 'ready' | 'insert' | 'revalidate';
  readonly target: string;
  readonly value: Expression;
}

/** An XForm, read and sound. Paths are those of the main instance, without prefixes and positions. */
export interface XForm {
  readonly title: string;
  readonly instance: NodeTemplate;
  /** Other instances that the form itself carries, by id. */
  readonly tables: ReadonlyMap<string, NodeTemplate>;
  readonly binds: ReadonlyMap<string, Bind>;
  /** What is read stands before what reads it. */
  readonly triggerables: readonly Triggerable[];
  readonly setValues: readonly SetValue[];
  readonly controls: readonly FormControl[];
  /** Language → text id → text; the form's default language first. Empty: the form has no itext. */
  readonly texts: ReadonlyMap<string, ReadonlyMap<string, readonly TextPart[]>>;
  /** Paths of the case blocks. */
  readonly caseBlocks: readonly string[];
}
