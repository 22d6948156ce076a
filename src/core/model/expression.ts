/** An XPath expression of a form as plain data. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'path'; readonly path: NodePath }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'negative'; readonly operand: Expression };

export type BinaryOperator =
  | 'or'
  | 'and'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | 'div'
  | 'mod';

/** Where a path begins: `/a`, `a`, `current()/a`, or `instance('id')/a`. */
export type PathStart = 'root' | 'context' | 'current' | { readonly instance: string };

export interface NodePath {
  readonly from: PathStart;
  readonly steps: readonly PathStep[];
}

export interface PathStep {
  readonly axis: 'child' | 'attribute' | 'parent' | 'self';
  /** The local name, `*` for any; empty for a parent and for self. */
  readonly name: string;
  readonly predicates: readonly Expression[];
}
