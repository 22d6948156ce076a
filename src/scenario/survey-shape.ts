/** Surveys: forms that are answered by SMS. */
import type { CaseUpdate, Survey } from '../core/model/survey.ts';
import { didYouMean } from './near.ts';
import { keyOf, type Node } from './node.ts';
import { quoted } from './problem.ts';
import { questionsFrom, questionsShape } from './question-shape.ts';
import type { Reading } from './reading.ts';
import { minutes, text, word, yesNo } from './scalars.ts';
import { field, listOf, mapOf, named, type RecordOf, record, required } from './shape.ts';
import type { Scope } from './survey-condition.ts';
import { partsOf, unknownPlaces } from './survey-text.ts';

const WEEK_MINUTES = 7 * 24 * 60;

const onSubmit = record({
  update: field(mapOf(text), 'Property → template over question ids'),
  close: field(yesNo, 'Close the case'),
});

export const surveyShape = named(
  'survey',
  record({
    languages: field(
      listOf(word),
      'Languages of the form, the first its default; default: those of its first question',
    ),
    questions: required(questionsShape, 'Asked in this order'),
    expires_after: field(minutes, 'When an open session closes; default 7 days. Not for surveys of keywords'),
    reminders: field(listOf(minutes), 'Minutes from each reminder to the next, the first from the start'),
    submit_partial: field(yesNo, 'Submit what there is when it closes'),
    partial_case_updates: field(yesNo, 'Whether a partial submission changes the case; default no'),
    needs_case: field(yesNo, 'The form requires a case'),
    on_submit: field(onSubmit, 'What it does to the case'),
  }),
);

export function surveyFrom(node: Node, reading: Reading): Survey | undefined {
  const given = surveyShape.read(node, reading);
  if (given === undefined) return undefined;
  const { questions, scope, languages } = questionsFrom(given.questions, reading);
  if (given.languages?.length === 0)
    reading.problem(given.node.entries.get('languages')!.value, 'no languages', 'one language code or more');
  const named = given.languages ?? [];
  return {
    key: reading.outside(keyOf(node)),
    project: reading.project,
    languages: named.length > 0 ? named : languages,
    questions,
    calculations: [],
    expiresAfterMinutes: given.expires_after ?? WEEK_MINUTES,
    reminderMinutes: given.reminders ?? [],
    submitPartial: given.submit_partial ?? false,
    partialCaseUpdates: given.partial_case_updates ?? false,
    needsCase: given.needs_case ?? false,
    updates: updatesFrom(given.on_submit, scope, reading),
    ...(given.on_submit?.close ? { closesWhen: [] } : {}),
  };
}

function updatesFrom(
  given: RecordOf<typeof onSubmit.fields> | undefined,
  scope: Scope,
  reading: Reading,
): readonly CaseUpdate[] {
  return [...(given?.update ?? [])].map(([property, words]) => {
    for (const name of unknownPlaces(words, scope)) tellUnknown(name, property, scope, reading);
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

function tellUnknown(name: string, property: string, scope: Scope, reading: Reading): void {
  const message = `on_submit of ${property}: the survey has no question ${quoted(name)}: the words stay as they are`;
  reading.notice('UNKNOWN_QUESTION', message, { property, question: name }, didYouMean(name, scope.keys()));
}
