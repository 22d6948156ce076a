/** Surveys: forms that are answered by SMS. */
import type { CaseUpdate, Survey } from '../core/model/survey.ts';
import { UNTRANSLATED } from '../core/model/texts.ts';
import { formFrom } from './form-file.ts';
import { didYouMean } from './near.ts';
import { keyOf, type Node } from './node.ts';
import { type ParseContext, sourceOf } from './parse-context.ts';
import { quoted } from './problem.ts';
import { questionsFrom, questionsShape } from './question-shape.ts';
import { minutes, text, word, yesNo } from './scalars.ts';
import { field, listOf, mapOf, named, type RecordOf, record } from './shape.ts';
import type { Scope } from './survey-condition.ts';
import { partsOf, unknownPlaces } from './survey-text.ts';

const WEEK_MINUTES = 7 * 24 * 60;

const onSubmit = record({
  update: field(mapOf(text), 'Property → template over question ids'),
  close: field(yesNo, 'Close the case'),
});

const surveyFields = {
  languages: field(
    listOf(word),
    'Languages of the form, the first its default; default: those of its first question',
  ),
  form: field(word, 'An XForm beside the scenario, in place of languages, questions and on_submit'),
  questions: field(questionsShape, 'Asked in this order'),
  expires_after: field(minutes, 'When an open session closes; default 7 days. Not for surveys of keywords'),
  reminders: field(listOf(minutes), 'Minutes from each reminder to the next, the first from the start'),
  submit_partial: field(yesNo, 'Submit what there is when it closes'),
  partial_case_updates: field(yesNo, 'Whether a partial submission changes the case; default no'),
  needs_case: field(yesNo, 'The form requires a case'),
  on_submit: field(onSubmit, 'What it does to the case'),
};

export const surveyShape = named('survey', record(surveyFields));

export function surveyFrom(node: Node, context: ParseContext): Survey | undefined {
  const given = surveyShape.read(node, context);
  if (given === undefined) return undefined;
  if (given.form !== undefined) return formSurveyFrom(given.form, given, context);
  if (given.questions === undefined && !given.node.entries.has('questions')) {
    context.problem(given.node, 'a survey without questions', 'questions, or form: the file of an XForm');
  }
  const { questions, scope, languages } = questionsFrom(given.questions, context);
  if (given.languages?.length === 0)
    context.problem(given.node.entries.get('languages')!.value, 'no languages', 'one language code or more');
  const named = given.languages ?? [];
  return {
    key: context.outside(keyOf(node)),
    project: context.project,
    languages: named.length > 0 ? named : languages,
    questions,
    ...settingsFrom(given),
    updates: updatesFrom(given.on_submit, scope, context),
    ...(given.on_submit?.close ? { closesWhen: [] } : {}),
    source: sourceOf(node),
  };
}

function settingsFrom(given: RecordOf<typeof surveyFields>) {
  return {
    expiresAfterMinutes: given.expires_after ?? WEEK_MINUTES,
    reminderMinutes: given.reminders ?? [],
    submitPartial: given.submit_partial ?? false,
    partialCaseUpdates: given.partial_case_updates ?? false,
    needsCase: given.needs_case ?? false,
  };
}

/** What an XForm says itself. */
const OF_QUESTIONS = ['languages', 'questions', 'on_submit'];

function formSurveyFrom(
  file: string,
  given: RecordOf<typeof surveyFields>,
  context: ParseContext,
): Survey | undefined {
  const { node } = given;
  for (const key of OF_QUESTIONS) {
    const entry = node.entries.get(key);
    if (entry) context.problem(entry.key, `${key} beside form`, 'one of them', 'the form says it itself');
  }
  const key = context.outside(keyOf(node));
  const form = formFrom(file, key, node.entries.get('form')!.value, context);
  if (!form) return undefined;
  return {
    key,
    project: context.project,
    form,
    languages: form.texts.size > 0 ? [...form.texts.keys()] : [UNTRANSLATED],
    questions: [],
    ...settingsFrom(given),
    updates: [],
    source: sourceOf(node),
  };
}

function updatesFrom(
  given: RecordOf<typeof onSubmit.fields> | undefined,
  scope: Scope,
  context: ParseContext,
): readonly CaseUpdate[] {
  return [...(given?.update ?? [])].map(([property, words]) => {
    const update = given?.node.entries.get('update')?.value;
    const place = (update?.kind === 'map' ? update.entries.get(property)?.value : undefined) ?? given!.node;
    for (const name of unknownPlaces(words, scope)) tellUnknown(name, property, scope, { place, context });
    return { property, value: writtenFrom(words, scope) };
  });
}

/** A value that is one answer and nothing else copies it; others are put together. */
function writtenFrom(words: string, scope: Scope): CaseUpdate['value'] {
  const parts = partsOf(words, scope);
  const [only] = parts;
  const isCopy = parts.length === 1 && typeof only === 'object' && only.kind === 'answer';
  return isCopy ? { kind: 'answer', path: only.path } : { kind: 'words', parts };
}

function tellUnknown(
  name: string,
  property: string,
  scope: Scope,
  { place, context }: { readonly place: Node; readonly context: ParseContext },
): void {
  const message = `on_submit of ${property}: the survey has no question ${quoted(name)}: the words stay as they are`;
  const about = { property, question: name };
  context.notice('UNKNOWN_QUESTION', message, about, didYouMean(name, scope.keys()), place);
}
