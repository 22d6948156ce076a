/** What a project says to those who write to it: its surveys, its keywords, and the forwarding of old. */
import type { Project } from '../core/model/project.ts';
import type { Survey } from '../core/model/survey.ts';
import type { Forwarding, Keyword } from '../core/model/two-way.ts';
import type { Node } from './node.ts';
import { noteUselessKeywords } from './notices.ts';
import type { ParseContext } from './parse-context.ts';
import { noteKeywordLanguages, noteKeywords, noteSurvey } from './screen-limits.ts';
import { all } from './sections.ts';
import { surveyFrom } from './survey-shape.ts';
import { forwardingShape, keywordFrom } from './two-way-shape.ts';

/** HQ's forwarding of inbound texts was removed on this day. */
const FORWARDING_UNTIL = '2019-12-10';

interface Sections {
  readonly keywords?: Node;
  readonly surveys?: Node;
  readonly forwarding?: Node;
}

export interface TwoWay {
  readonly keywords: readonly Keyword[];
  readonly surveys: readonly Survey[];
  readonly forwarding: readonly Forwarding[];
}

export function twoWayOf(given: Sections, project: Project, context: ParseContext): TwoWay {
  const keywords = all(given.keywords, (node) => keywordFrom(node, context), context);
  noteKeywords(keywords, context);
  for (const keyword of keywords) noteKeywordLanguages(keyword, project, context);
  const surveys = all(given.surveys, (node) => surveyFrom(node, context), context);
  for (const survey of surveys) noteSurvey(survey, context);
  noteUselessKeywords(keywords, surveys, context);
  const forwarding = (given.forwarding && forwardingShape.read(given.forwarding, context)) ?? [];
  noteForwarding(forwarding, project, context);
  return { keywords, surveys, forwarding };
}

function noteForwarding(rules: readonly Forwarding[], { asOf, name }: Project, context: ParseContext): void {
  if (rules.length === 0 || (asOf !== undefined && asOf < FORWARDING_UNTIL)) return;
  const message = `HQ forwards nothing since ${FORWARDING_UNTIL}: the rules of ${name} do nothing`;
  context.notice('FORWARDING_GONE', message, { project: name }, 'hq: {as_of: 2019-12-09} brings it back');
}
