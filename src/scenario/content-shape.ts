import type { Content, SurveyContent } from '../core/model/content.ts';
import type { MapNode, Node } from './node.ts';
import { noteSurveyTimes } from './notices.ts';
import type { ParseContext } from './parse-context.ts';
import { alternatives } from './problem.ts';
import { minutes, text, texts, word, yesNo } from './scalars.ts';
import { byKind, convert, field, listOf, named, oneOrMore, record, required, type Shape } from './shape.ts';

const sms: Shape<Content> = convert(texts, (words): Content => ({ kind: 'sms', texts: words }));

const email: Shape<Content> = convert(
  record({
    subject: field(texts, 'Subject'),
    body: field(texts, 'Text'),
    html: field(texts, 'HTML'),
  }),
  ({ subject = new Map(), body = new Map(), html = new Map() }): Content => ({
    kind: 'email',
    subject,
    body,
    html,
  }),
);

const survey: Shape<Content> = byKind<Content>('the key of a survey, or a map with form', {
  text: convert(word, (key, _node, context): Content => ({ kind: 'survey', survey: context.outside(key) })),
  map: convert(
    record({
      form: required(word, 'The key of a survey'),
      expires_after: field(minutes, 'When the session closes'),
      reminders: field(listOf(minutes), 'Minutes from each reminder to the next, the first from the start'),
      submit_partial: field(yesNo, 'Submit what there is when it closes'),
      partial_case_updates: field(yesNo, 'Whether a partial submission changes the case; default no'),
    }),
    (
      {
        form = '',
        expires_after: expires,
        reminders,
        submit_partial: submitPartial,
        partial_case_updates: partialCaseUpdates,
      },
      _node,
      context,
    ): Content => ({
      kind: 'survey',
      survey: context.outside(form),
      ...(expires === undefined ? {} : { expiresAfterMinutes: expires }),
      ...(reminders === undefined ? {} : { reminderMinutes: reminders }),
      ...(submitPartial === undefined ? {} : { submitPartial }),
      ...(partialCaseUpdates === undefined ? {} : { partialCaseUpdates }),
    }),
  ),
});

const custom: Shape<Content> = convert(
  oneOrMore(text),
  (words): Content => ({ kind: 'custom', texts: words }),
);

/** What a step says; each step has exactly one of these. */
export const contentFields = {
  sms: field(sms, 'SMS: a text, or {language: text}'),
  email: field(named('email', email), 'Email: {subject, body, html}'),
  survey: field(named('survey_content', survey), 'SMS survey: its key, or {form, …}'),
  custom: field(custom, 'What a custom content handler would return'),
};

export const contentNames = Object.keys(contentFields) as readonly (keyof typeof contentFields)[];

/** The one content of an alert or an event; undefined: none is given here. */
export function contentOf(
  given: { readonly node: MapNode } & { readonly [K in keyof typeof contentFields]?: Content },
  context: ParseContext,
): Content | undefined {
  const names = contentNames.filter((name) => given.node.entries.has(name));
  if (names.length > 1) {
    const last = given.node.entries.get(names.at(-1)!)!;
    context.problem(last.key, names.join(' and '), 'exactly one content', 'HQ gives each event one content');
  }
  const name = names[0];
  const content = name === undefined ? undefined : given[name];
  if (content?.kind === 'survey') noteSurvey(content, given.node, context);
  return content;
}

/** An unknown survey is no problem of the file: HQ says CANNOT_FIND_FORM when it sends. */
function noteSurvey(content: SurveyContent, node: Node, context: ParseContext): void {
  const { survey, expiresAfterMinutes, reminderMinutes } = content;
  if (expiresAfterMinutes !== undefined || reminderMinutes !== undefined)
    noteSurveyTimes(content, survey, context);
  if (context.surveys.has(survey)) return;
  const message = `the survey "${survey}" is not in this file: sending it ends in CANNOT_FIND_FORM`;
  const line = String(node.place.origin.lineAt(node.place.start).line);
  context.notice('UNKNOWN_SURVEY', message, { survey, line }, undefined, node);
}

/** Says that a step has nothing to say. */
export function tellNoContent(node: Node, context: ParseContext): undefined {
  return context.problem(node, 'no content', `one of ${alternatives(contentNames)}`);
}
