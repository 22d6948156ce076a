/** The questions of a survey, repeats laid out: each round's questions stand one behind the other. */
import type { Condition, Constraint, Question, QuestionType } from '../core/model/survey.ts';
import type { Texts } from '../core/model/texts.ts';
import type { MapNode, Node } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { quoted } from './problem.ts';
import { choice, texts, whole, word, yesNo } from './scalars.ts';
import {
  deferredShape,
  field,
  type JsonSchema,
  listOf,
  mapOf,
  named,
  type RecordOf,
  record,
  type Shape,
} from './shape.ts';
import {
  conditionFrom,
  conditionShape,
  type Named,
  type Scope,
  testFields,
  testsFrom,
} from './survey-condition.ts';
import { formTexts } from './survey-text.ts';

/** Rounds of one repeat. */
const ROUNDS_MAX = 50;
/** Questions of one survey, every round of a repeat counted. */
const QUESTIONS_MAX = 1_000;

const types = ['text', 'int', 'longint', 'float', 'date', 'time', 'select', 'multiselect'] as const;

const constraintRecord = record({
  ...testFields,
  message: field(texts, 'What is said to a wrong answer; left out: nothing'),
});

const inner: Shape<Node> = {
  read: (node) => node,
  schema: (definitions): JsonSchema => questionsShape.schema(definitions),
};

const question = named(
  'question',
  record({
    id: field(word, 'Names it in conditions, prompts and on_submit'),
    ask: field(texts, 'The question; {id} and {case.property} show values'),
    type: field(choice(...types), 'The kind of answer; with neither type nor choices it is a label'),
    choices: field(mapOf<Texts>(texts), 'Stored value → label'),
    required: field(yesNo, 'Default no'),
    constraint: field(constraintRecord, 'Tests of the answer, and the message when one fails'),
    if: field(conditionShape, 'Asked only when all of it holds: {id or case/property: value or tests}'),
    repeat: field(whole(0, ROUNDS_MAX), 'These questions so many times'),
    questions: field(inner, 'The questions of a repeat'),
  }),
);

export const questionsShape: Shape<Node> = deferredShape(listOf(question));

const ofRepeat: ReadonlySet<string> = new Set(['id', 'if', 'repeat', 'questions']);

/** Questions as they are asked, and the names by which the rest of the survey knows them. */
export interface LaidOut {
  readonly questions: readonly Question[];
  readonly scope: Scope;
  /** Languages of the first question that names any. */
  readonly languages: readonly string[];
}

export function questionsFrom(node: Node | undefined, context: ParseContext): LaidOut {
  const layout = new Layout(context);
  for (const item of itemsOf(node, context)) layout.add(item);
  const { questions, scope } = layout;
  const first = questions.find(({ ask }) => [...ask.keys()].some((language) => language !== '*'));
  const languages = [...(first?.ask.keys() ?? [])].filter((language) => language !== '*');
  return { questions, scope, languages: languages.length > 0 ? languages : ['*'] };
}

function itemsOf(node: Node | undefined, context: ParseContext): readonly Node[] {
  if (node === undefined || (node.kind === 'text' && node.text === '')) return [];
  if (node.kind === 'list') return node.items;
  context.unwanted(node, 'a list of questions');
  return [];
}

/** One round of a repeat: its number, its own names, and what hides it. */
interface Round {
  readonly number: number;
  readonly names: Map<string, Named>;
  readonly conditions: readonly Condition[];
}

type Given = RecordOf<typeof question.fields>;

class Layout {
  readonly questions: Question[] = [];
  readonly scope = new Map<string, Named>();
  private readonly context: ParseContext;
  private hasTooMany = false;

  constructor(context: ParseContext) {
    this.context = context;
  }

  add(node: Node, round?: Round): void {
    const given = question.read(node, this.context);
    if (given === undefined) return;
    const isRepeat = given.node.entries.has('repeat') || given.node.entries.has('questions');
    if (!isRepeat) this.addQuestion(given, round);
    else if (round) this.context.problem(node, 'a repeat within a repeat', 'one level of repeats');
    else this.addRepeat(given);
  }

  /** Once, at the first question that is too many. */
  private tellTooMany(node: Node): void {
    if (!this.hasTooMany)
      this.context.problem(node, `more than ${QUESTIONS_MAX} questions`, 'fewer questions, or fewer rounds');
    this.hasTooMany = true;
  }

  private addRepeat(given: Given): void {
    const { node, repeat } = given;
    for (const name of ['repeat', 'questions'])
      if (!node.entries.has(name)) this.context.problem(node, `no "${name}"`, `the key "${name}"`);
    for (const [name, { key }] of node.entries)
      if (!ofRepeat.has(name))
        this.context.problem(key, `${quoted(name)} of a repeat`, 'repeat and questions');
    const conditions = this.conditionsOf(given, this.scope);
    for (let number = 1; number <= (repeat ?? 0); number += 1) {
      const round: Round = { number, names: new Map(), conditions };
      for (const item of itemsOf(given.questions, this.context)) this.add(item, round);
    }
  }

  private addQuestion(given: Given, round: Round | undefined): void {
    const { node, id, ask } = given;
    const { context } = this;
    for (const name of ['id', 'ask'])
      if (!node.entries.has(name)) context.problem(node, `no "${name}"`, `the key "${name}"`);
    const names = round ? new Map([...this.scope, ...round.names]) : this.scope;
    const choices = given.choices ?? new Map<string, Texts>();
    const type = typeOf(given, choices, context);
    if (id === undefined || ask === undefined || type === undefined) return;
    const path = round ? `${id}.${round.number}` : id;
    if (this.scope.has(path)) {
      context.problem(node, `a second question ${quoted(path)}`, 'another id');
      return;
    }
    if (this.questions.length >= QUESTIONS_MAX) return this.tellTooMany(node);
    const about: Named = { path, type, choices: [...choices.keys()] };
    const constraint = given.constraint && this.constraintFrom(given.constraint, about, names);
    this.questions.push({
      path,
      id,
      ask: formTexts(ask, names),
      type,
      choices: new Map([...choices].map(([key, label]) => [key, formTexts(label, names)])),
      required: given.required ?? false,
      conditions: [...(round?.conditions ?? []), ...this.conditionsOf(given, names)],
      ...(constraint ? { constraint } : {}),
    });
    this.scope.set(path, about);
    round?.names.set(id, about);
  }

  private conditionsOf(given: Given, names: Scope): readonly Condition[] {
    const condition = given.if && conditionFrom(given.if, names, this.context);
    return condition ? [condition] : [];
  }

  private constraintFrom(
    given: RecordOf<typeof constraintRecord.fields>,
    about: Named,
    names: Scope,
  ): Constraint {
    const { type } = about;
    if (type === 'label')
      this.context.problem(given.node, 'a constraint of a label', 'a question with a type');
    const test = testsFrom(given, about, this.context);
    return given.message ? { test, message: formTexts(given.message, names) } : { test };
  }
}

function typeOf(
  given: Given,
  choices: ReadonlyMap<string, Texts>,
  context: ParseContext,
): QuestionType | undefined {
  const type = given.type ?? (choices.size > 0 ? 'select' : 'label');
  const isChoice = type === 'select' || type === 'multiselect';
  if (isChoice === choices.size > 0) return type;
  const { node }: { readonly node: MapNode } = given;
  return context.problem(
    node.entries.get(isChoice ? 'type' : 'choices')?.value ?? node,
    isChoice ? 'no choices' : `choices of a question of type ${type}`,
    isChoice ? 'choices: {value: label}' : 'type: select or multiselect',
  );
}
