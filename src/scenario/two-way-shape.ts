import type { Texts } from '../core/model/texts.ts';
import type {
  Forwarding,
  Keyword,
  Question,
  QuestionType,
  Structured,
  Survey,
} from '../core/model/two-way.ts';
import { keyOf, type Node } from './node.ts';
import { quoted } from './problem.ts';
import type { Reading } from './reading.ts';
import { choice, minutes, reference, text, texts, word, yesNo } from './scalars.ts';
import {
  byKind,
  convert,
  field,
  listOf,
  mapOf,
  named,
  oneOrMore,
  type RecordOf,
  record,
  required,
  type Shape,
} from './shape.ts';

const weekMinutes = 7 * 24 * 60;

const notifyTo = byKind<'owner' | { readonly group: string }>('owner, or {group: key}', {
  text: choice('owner'),
  map: convert(record({ group: required(reference('group'), 'A group of users') }), (it) =>
    it.group === undefined ? undefined : { group: it.group },
  ),
});

const structured = record({
  survey: field(word, 'The survey it fills in; default: the keyword’s'),
  form: field(choice('positional', 'named', 'prefix'), 'How answers are written; default positional'),
  separator: field(text, 'named: what stands between name and value; default ='),
  names: field(mapOf(word), 'named and prefix: NAME → question id'),
});

export const keywordShape = record({
  reply: field(texts, 'The answer'),
  survey: field(word, 'The survey it starts'),
  notify: field(
    record({ to: required(notifyTo, 'owner, or {group: key}'), sms: required(texts, 'What they hear') }),
    'Who else is told',
  ),
  delimiter: field(text, 'Between the answers of a structured SMS; default a blank'),
  only_for: field(oneOrMore(choice('cases', 'workers')), 'Who may use it; default both'),
  overrides_open_surveys: field(yesNo, 'Default no'),
  structured: field(structured, 'A survey filled in from one text'),
});

export function keywordFrom(node: Node, reading: Reading): Keyword | undefined {
  const given = keywordShape.read(node, reading);
  if (given === undefined) return undefined;
  const { reply, survey, notify, delimiter } = given;
  const about = given.structured && structuredFrom(given.structured, survey, reading);
  if (survey !== undefined && !reading.surveys.has(survey)) {
    reading.notice(
      'UNKNOWN_SURVEY',
      `the survey "${survey}" is not in this file: starting it ends in CANNOT_FIND_FORM`,
      { survey },
    );
  }
  return {
    word: keyOf(node),
    ...(reply ? { reply } : {}),
    ...(survey === undefined ? {} : { survey }),
    ...(notify?.to && notify.sms ? { notify: { to: notify.to, texts: notify.sms } } : {}),
    ...(delimiter === undefined ? {} : { delimiter }),
    onlyFor: [...new Set(given.only_for ?? [])],
    overridesOpenSurveys: given.overrides_open_surveys ?? false,
    ...(about ? { structured: about } : {}),
  };
}

function structuredFrom(
  given: RecordOf<typeof structured.fields>,
  survey: string | undefined,
  reading: Reading,
): Structured | undefined {
  const key = given.survey ?? survey;
  if (key === undefined) return reading.problem(given.node, 'no survey', 'the key "survey"');
  if (!reading.surveys.has(key)) {
    reading.notice('UNKNOWN_SURVEY', `the survey "${key}" is not in this file: it ends in CANNOT_FIND_FORM`, {
      survey: key,
    });
  }
  const { form = 'positional', separator, names = new Map() } = given;
  return { survey: key, form, ...(separator === undefined ? {} : { separator }), names };
}

/** A keyword matches in any letter case, so two may not differ by that alone. */
export function tellSameWords(keywords: readonly Keyword[], node: Node, reading: Reading): void {
  const seen = new Map<string, string>();
  for (const { word: one } of keywords) {
    const first = seen.get(one.toUpperCase());
    const entry = node.kind === 'map' ? node.entries.get(one) : undefined;
    if (first !== undefined && entry) {
      reading.problem(
        entry.key,
        `${quoted(one)} beside ${quoted(first)}`,
        'another word',
        'letter case does not count',
      );
    }
    seen.set(one.toUpperCase(), one);
  }
}

const question: Shape<Question> = convert(
  record({
    id: required(word, 'The property it is stored under'),
    ask: required(texts, 'The question'),
    type: field(
      choice('text', 'int', 'float', 'date', 'time', 'select', 'multiselect'),
      'The kind of answer; with neither type nor choices it is a label',
    ),
    choices: field(mapOf<Texts>(texts), 'Stored value → label'),
    required: field(yesNo, 'Default no'),
    if: field(mapOf(text), 'Asked only when each question named has this stored value'),
  }),
  (given, node, reading) => {
    const { id, ask, choices = new Map<string, Texts>() } = given;
    const type: QuestionType = given.type ?? (choices.size > 0 ? 'select' : 'label');
    const chosen = type === 'select' || type === 'multiselect';
    if (chosen !== choices.size > 0) {
      const place = given.node.entries.get(chosen ? 'type' : 'choices')?.value ?? node;
      return reading.problem(
        place,
        chosen ? 'no choices' : `choices of a question of type ${type}`,
        chosen ? 'choices: {value: label}' : 'type: select or multiselect',
      );
    }
    if (id === undefined || ask === undefined) return undefined;
    return { id, ask, type, choices, required: given.required ?? false, when: given.if ?? new Map() };
  },
);

export const surveyShape = named(
  'survey',
  record({
    questions: required(listOf(question), 'Asked in this order'),
    expires_after: field(minutes, 'When an open session closes; default 7 days'),
    reminders: field(listOf(minutes), 'Minutes from each reminder to the next, the first from the start'),
    submit_partial: field(yesNo, 'Submit what there is when it closes'),
    needs_case: field(yesNo, 'The form requires a case'),
    on_submit: field(
      record({
        update: field(mapOf(text), 'Property → template over question ids'),
        close: field(yesNo, 'Close the case'),
      }),
      'What it does to the case',
    ),
  }),
);

export function surveyFrom(node: Node, reading: Reading): Survey | undefined {
  const given = surveyShape.read(node, reading);
  if (given === undefined) return undefined;
  const questions = given.questions ?? [];
  tellQuestionIds(questions, given.node.entries.get('questions')?.value, reading);
  return {
    key: keyOf(node),
    questions,
    expiresAfterMinutes: given.expires_after ?? weekMinutes,
    reminderMinutes: given.reminders ?? [],
    submitPartial: given.submit_partial ?? false,
    needsCase: given.needs_case ?? false,
    update: given.on_submit?.update ?? new Map(),
    close: given.on_submit?.close ?? false,
  };
}

/** Ids are unique, and a condition names a question before it. */
function tellQuestionIds(questions: readonly Question[], node: Node | undefined, reading: Reading): void {
  if (node?.kind !== 'list' || node.items.length !== questions.length) return;
  const seen = new Set<string>();
  for (const [index, { id, when }] of questions.entries()) {
    const item = node.items[index]!;
    if (seen.has(id)) reading.problem(item, `a second question ${quoted(id)}`, 'another id');
    for (const other of when.keys()) {
      if (!seen.has(other))
        reading.problem(item, `a condition on ${quoted(other)}`, 'the id of a question before it');
    }
    seen.add(id);
  }
}

export const forwardingShape: Shape<readonly Forwarding[]> = listOf(
  convert(
    record({
      keyword: field(word, 'Only texts that begin with this word; left out: every text'),
      via: required(reference('gateway'), 'The gateway it goes out through'),
    }),
    ({ keyword, via }): Forwarding | undefined =>
      via === undefined ? undefined : { ...(keyword === undefined ? {} : { keyword }), via },
  ),
);
