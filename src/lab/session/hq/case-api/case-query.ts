/**
 * `query` of the Case Data API: the search language of HQ's case search, as far as its page documents it. What a search
 * engine would have to decide, and what is not documented, is refused by name.
 */
import type { Expression } from '../../../../core/model/expression.ts';
import type { CaseRecord } from '../../../../core/state/records.ts';
import { parseExpression } from '../../../../xform/expression-parser.ts';
import type { LiveSession } from '../../live-session.ts';
import { hqError } from '../hq-error.ts';
import { casesOf } from './case-json.ts';
import {
  type Comparison,
  comparisonOf,
  isComparison,
  literalOf,
  type QueryClock,
  queryClock,
} from './compare-values.ts';
import { queryCallProblem } from './query-functions.ts';
import { propertyOf, relationSteps, type StepsToProperty } from './query-paths.ts';
import { selectTest } from './select-terms.ts';

export type CaseTest = (record: CaseRecord) => boolean;

/** Which cases fit. @throws RequestProblem for what is none, or not documented. */
export function caseQuery(session: LiveSession, text: string): CaseTest {
  const parsed = parseExpression(text, queryCallProblem);
  if ('expression' in parsed) return new Query(session).condition(parsed.expression);
  const { found, wanted, hint } = parsed.problem;
  throw refused(`found ${found}, wanted ${wanted}${hint === undefined ? '' : `. ${hint}`}`);
}

const refused = (text: string) => hqError(400, `query: ${text}`);

class Query {
  private readonly session: LiveSession;
  private readonly clock: QueryClock;
  /** Relation and key of a parent → its subcases. */
  private subcases: ReadonlyMap<string, readonly CaseRecord[]> | undefined;

  constructor(session: LiveSession) {
    this.session = session;
    this.clock = queryClock(session);
  }

  condition(node: Expression): CaseTest {
    if (node.kind === 'call') return this.call(node.name, node.args);
    if (node.kind === 'binary') {
      const { operator, left, right } = node;
      if (operator === 'and' || operator === 'or') return this.both(operator, left, right);
      if (isComparison(operator)) return this.comparison(operator, left, right);
    }
    throw refused("a condition is wanted, such as name = 'john' and age > 10");
  }

  private both(operator: 'and' | 'or', left: Expression, right: Expression): CaseTest {
    const [one, other] = [this.condition(left), this.condition(right)];
    return operator === 'and'
      ? (record) => one(record) && other(record)
      : (record) => one(record) || other(record);
  }

  private comparison(operator: Comparison, left: Expression, right: Expression): CaseTest {
    if (left.kind === 'call' && left.name === 'subcase-count')
      return this.subcaseCount(operator, left.args, right);
    const path = propertyOf(left);
    const isHeld = comparisonOf(operator, literalOf(right, this.clock), this.clock, path.step);
    return this.onAncestor(path, isHeld);
  }

  private call(name: string, args: readonly Expression[]): CaseTest {
    const [first, second] = args;
    switch (name) {
      case 'match-all':
        return () => true;
      case 'match-none':
        return () => false;
      case 'not': {
        const inner = this.condition(first!);
        return (record) => !inner(record);
      }
      case 'subcase-exists': {
        const { relation, filter } = this.subcaseFilter(name, args);
        return (record) => this.subcasesOf(record, relation).some(filter);
      }
      case 'ancestor-exists':
        return this.ancestorExists(first!, second!);
      case 'starts-with':
      case 'selected':
      case 'selected-any':
      case 'selected-all': {
        const path = propertyOf(first!);
        return this.onAncestor(path, selectTest(name, path.step, textIn(name, second!)));
      }
      default:
        throw refused(`${name}() is no condition: compare it, as in ${name}(…) > 3`);
    }
  }

  /** Of the case itself, or of an ancestor that a path leads to. */
  private onAncestor({ relations }: StepsToProperty, test: CaseTest): CaseTest {
    return (record) => this.ancestorsOf(record, relations).some(test);
  }

  private ancestorsOf(record: CaseRecord, relations: readonly string[]): readonly CaseRecord[] {
    const { cases } = this.session.liveRun.engine.state.world;
    let found: readonly CaseRecord[] = [record];
    for (const relation of relations) {
      found = found.flatMap(({ parents }) =>
        parents.flatMap(({ identifier, case: key }) =>
          identifier === relation ? (cases.get(key) ?? []) : [],
        ),
      );
    }
    return found;
  }

  private ancestorExists(path: Expression, filter: Expression): CaseTest {
    const relations = relationSteps(path);
    if (filter.kind !== 'binary') {
      throw refused(
        "ancestor-exists() takes no function alone: write city != '' and selected(city, 'Boston')",
      );
    }
    if (mentionsSubcases(filter))
      throw refused('ancestor-exists() takes no subcase-exists() and no subcase-count()');
    const test = this.condition(filter);
    return (record) => this.ancestorsOf(record, relations).some(test);
  }

  private subcaseCount(operator: Comparison, args: readonly Expression[], right: Expression): CaseTest {
    const { relation, filter } = this.subcaseFilter('subcase-count', args);
    const wanted = right.kind === 'number' ? right.value : undefined;
    if (wanted === undefined)
      throw refused("subcase-count() is compared with a number: subcase-count('parent', …) > 3");
    const isHeld = countTests[operator];
    return (record) => isHeld(this.subcasesOf(record, relation).filter(filter).length, wanted);
  }

  private subcaseFilter(name: string, [relation, filter]: readonly Expression[]) {
    return { relation: textIn(name, relation!), filter: this.condition(filter!) };
  }

  private subcasesOf({ key }: CaseRecord, relation: string): readonly CaseRecord[] {
    this.subcases ??= subcasesIn(this.session);
    return this.subcases.get(`${relation}\n${key}`) ?? [];
  }
}

const countTests: Readonly<Record<Comparison, (count: number, wanted: number) => boolean>> = {
  '=': (count, wanted) => count === wanted,
  '!=': (count, wanted) => count !== wanted,
  '<': (count, wanted) => count < wanted,
  '<=': (count, wanted) => count <= wanted,
  '>': (count, wanted) => count > wanted,
  '>=': (count, wanted) => count >= wanted,
};

function subcasesIn(session: LiveSession): ReadonlyMap<string, readonly CaseRecord[]> {
  const found = new Map<string, CaseRecord[]>();
  for (const record of casesOf(session)) {
    for (const { identifier, case: key } of record.parents) {
      const place = `${identifier}\n${key}`;
      const known = found.get(place);
      if (known) known.push(record);
      else found.set(place, [record]);
    }
  }
  return found;
}

function textIn(name: string, node: Expression): string {
  if (node.kind === 'text') return node.value;
  throw refused(`${name}() wants a text in quotation marks`);
}

function mentionsSubcases(node: Expression): boolean {
  if (node.kind === 'binary') return mentionsSubcases(node.left) || mentionsSubcases(node.right);
  return node.kind === 'call' && (node.name.startsWith('subcase-') || node.args.some(mentionsSubcases));
}
