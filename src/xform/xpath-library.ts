import { createRequire } from 'node:module';

/** What the `xpath` package parses an expression into. Its own types name the DOM only, and bring it along. */
export interface XPathLibrary {
  parse(expression: string): { readonly expression: { readonly expression: object } };
  readonly NodeTest: { readonly nameTestAny: object };
  readonly Step: Readonly<Record<'ATTRIBUTE' | 'CHILD' | 'PARENT' | 'SELF', number>>;
  readonly PathExpr: Class<{
    readonly filter: object | undefined;
    readonly filterPredicates: readonly object[] | undefined;
    readonly locationPath: ParsedPath | undefined;
  }>;
  readonly FunctionCall: Class<{ readonly functionName: string; readonly arguments: readonly object[] }>;
  readonly XString: Class<{ readonly str: string }>;
  readonly XNumber: Class<{ readonly num: number }>;
  readonly UnaryMinusOperation: Class<{ readonly rhs: object }>;
  readonly OrOperation: BinaryClass;
  readonly AndOperation: BinaryClass;
  readonly EqualsOperation: BinaryClass;
  readonly NotEqualOperation: BinaryClass;
  readonly LessThanOperation: BinaryClass;
  readonly LessThanOrEqualOperation: BinaryClass;
  readonly GreaterThanOperation: BinaryClass;
  readonly GreaterThanOrEqualOperation: BinaryClass;
  readonly PlusOperation: BinaryClass;
  readonly MinusOperation: BinaryClass;
  readonly MultiplyOperation: BinaryClass;
  readonly DivOperation: BinaryClass;
  readonly ModOperation: BinaryClass;
}

export interface ParsedPath {
  readonly absolute: boolean;
  readonly steps: readonly ParsedStep[];
}

export interface ParsedStep {
  readonly axis: number;
  readonly nodeTest: { readonly localName?: string };
  readonly predicates: readonly object[];
}

type Class<T> = abstract new () => T;
type BinaryClass = Class<{ readonly lhs: object; readonly rhs: object }>;

let loaded: XPathLibrary | undefined;

/** The parser, loaded when the first form is read. */
export function xpathLibrary(): XPathLibrary {
  loaded ??= createRequire(import.meta.url)('xpath') as XPathLibrary;
  return loaded;
}
