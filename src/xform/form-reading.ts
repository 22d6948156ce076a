import type { Expression } from '../core/model/expression.ts';
import { parseExpression } from './expression-parser.ts';
import { excerpt, FormFindings } from './form-problems.ts';
import type { Placed, References } from './references.ts';

/** Large forms of Vellum's have a tenth of it; it takes half a second to parse. */
const EXPRESSIONS_LENGTH_MAX = 300_000;

/** One reading of one form: what is found, and how expressions in it are read. */
export class FormReading {
  readonly findings = new FormFindings();
  readonly references: References;
  private readonly lines = new Map<Expression, number>();
  /** An expression that stands in a form many times is parsed once. */
  private readonly read = new Map<string, Expression | undefined>();
  private parsed = 0;
  private tooLongAt: number | undefined;

  constructor(references: References) {
    this.references = references;
  }

  /** undefined: it cannot be used, which is reported. */
  expression(text: string, line: number): Expression | undefined {
    if (this.read.has(text)) return this.read.get(text);
    this.parsed += text.length;
    if (this.parsed > EXPRESSIONS_LENGTH_MAX) {
      this.tooLongAt ??= line;
      const found = `more than ${EXPRESSIONS_LENGTH_MAX} characters of expressions`;
      return this.findings.problem(this.tooLongAt, found, 'a smaller form');
    }
    const parsed = parseExpression(text);
    if ('problem' in parsed) {
      const { found, wanted, hint } = parsed.problem;
      this.findings.problem(line, `${found} in ${excerpt(text)}`, wanted, hint);
    } else this.lines.set(parsed.expression, line);
    const expression = 'problem' in parsed ? undefined : parsed.expression;
    this.read.set(text, expression);
    return expression;
  }

  /** What an expression at a node reads; what is not there is reported. */
  reads(expression: Expression, node: Placed): ReadonlySet<string> {
    const { paths, missing } = this.references.readsOf(expression, node);
    const line = this.lines.get(expression) ?? 1;
    for (const one of missing) {
      this.findings.problem(line, one, 'a node of the form', 'the form or drysend does not have it');
    }
    return paths;
  }

  /** An expression at a node, whose paths are looked up. */
  expressionAt(text: string, line: number, node: Placed): Expression | undefined {
    const expression = this.expression(text, line);
    if (expression) this.reads(expression, node);
    return expression;
  }

  /** The one node that a `ref` or `nodeset` names, from a node on. */
  nodeNamed(text: string, line: number, from: Placed): Placed | undefined {
    const expression = this.expression(text, line);
    if (expression === undefined) return undefined;
    if (expression.kind !== 'path') {
      return this.findings.problem(line, excerpt(text), 'the path of a node of the form');
    }
    return this.references.resolve(expression.path, from)[0];
  }
}
