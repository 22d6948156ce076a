import type { Forwarding, Keyword, Structured } from '../core/model/two-way.ts';
import { keyOf, type Node } from './node.ts';
import { type ParseContext, sourceOf } from './parse-context.ts';
import { choice, reference, text, texts, word, yesNo } from './scalars.ts';
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

export const keywordShape = named(
  'keyword',
  record({
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
  }),
);

export function keywordFrom(node: Node, context: ParseContext): Keyword | undefined {
  const given = keywordShape.read(node, context);
  if (given === undefined) return undefined;
  const { reply, survey, notify, delimiter } = given;
  const about = given.structured && structuredFrom(given.structured, survey, context);
  if (survey !== undefined) noteSurvey(survey, 'starting it', node, context);
  return {
    key: context.outside(keyOf(node)),
    project: context.project,
    word: keyOf(node),
    ...(reply ? { reply } : {}),
    ...(survey === undefined ? {} : { survey: context.outside(survey) }),
    ...(notify?.to && notify.sms ? { notify: { to: notify.to, texts: notify.sms } } : {}),
    ...(delimiter === undefined ? {} : { delimiter }),
    onlyFor: [...new Set(given.only_for ?? [])],
    overridesOpenSurveys: given.overrides_open_surveys ?? false,
    ...(about ? { structured: about } : {}),
    source: sourceOf(node),
  };
}

function structuredFrom(
  given: RecordOf<typeof structured.fields>,
  survey: string | undefined,
  context: ParseContext,
): Structured | undefined {
  const key = given.survey ?? survey;
  if (key === undefined) return context.problem(given.node, 'no survey', 'the key "survey"');
  noteSurvey(key, 'it', given.node, context);
  const { form = 'positional', separator, names = new Map() } = given;
  return { survey: context.outside(key), form, ...(separator === undefined ? {} : { separator }), names };
}

/** An unknown survey is no problem of the file: HQ says CANNOT_FIND_FORM when it starts one. */
function noteSurvey(survey: string, what: string, node: Node, context: ParseContext): void {
  if (context.surveys.has(context.outside(survey))) return;
  const message = `the survey "${survey}" is not in this file: ${what} ends in CANNOT_FIND_FORM`;
  context.notice('UNKNOWN_SURVEY', message, { survey }, undefined, node);
}

export const forwardingShape: Shape<readonly Forwarding[]> = listOf(
  convert(
    record({
      keyword: field(word, 'Only texts that begin with this word; left out: every text'),
      via: required(reference('gateway'), 'The gateway it goes out through'),
    }),
    ({ keyword, via }, _node, { project }): Forwarding | undefined =>
      via === undefined ? undefined : { project, ...(keyword === undefined ? {} : { keyword }), via },
  ),
);
