/** A message's text taken apart again: which words are the alert's own, and which a property has filled in. */
import type { Entry } from '../../core/model/entry.ts';
import type { Texts } from '../../core/model/texts.ts';
import { UNTRANSLATED } from '../../core/model/texts.ts';
import { compileTemplate } from '../../core/render/template.ts';
import { wallText } from '../../core/time/format.ts';
import { zoneOfProject } from '../../core/time/zone.ts';
import { keywordTextsOf, sentTextsOf } from '../../scenario/sent-texts.ts';
import type { LiveSession } from './live-session.ts';
import { RequestProblem } from './request-problem.ts';
import { authorOf } from './who-saved.ts';

/** Words of a text; those that were filled in say by what. */
export interface FilledPart {
  readonly text: string;
  /** `case.name` */
  readonly path?: string;
}

/** The text of a line of the journal, with what filled it in and where that came from. */
export function filledText(session: LiveSession, seq: number) {
  const { journal } = session.liveRun;
  if (seq < 1 || seq > journal.length) throw new RequestProblem(404, `line ${seq}`, 'a line of the journal');
  const entry = journal.entry(seq - 1);
  const { text = '' } = entry;
  const parts = templatesOf(session, entry).map((template) => partsOf(template, text));
  const found = parts.find((one) => one !== undefined) ?? [{ text }];
  const paths = [...new Set(found.flatMap(({ path }) => path ?? []))];
  return { parts: found, values: paths.map((path) => ({ path, ...originOf(session, entry, path, seq) })) };
}

/** The texts that the line may have been made from, likeliest first. */
function templatesOf({ liveRun, plan }: LiveSession, entry: Entry): string[] {
  const { language = UNTRANSLATED, alert, broadcast, keyword, event } = entry;
  const def = liveRun.engine.state.sources.find(({ def: { key, kind } }) =>
    kind === 'alert' ? key === alert : key === broadcast,
  )?.def;
  const own = def ? sentTextsOf(def) : [];
  const ofEvent = own.filter((sent) => event === undefined || sent.event === event);
  const ofKeyword = plan.keywords.filter(({ word, key }) => [word, key].includes(keyword ?? ''));
  const all: Texts[] = [
    ...ofEvent.map(({ texts }) => texts),
    ...ofKeyword.flatMap((one) => keywordTextsOf(one, plan)),
  ];
  return all.flatMap((texts) => texts.get(language) ?? texts.get(UNTRANSLATED) ?? []);
}

/** The text by the parts of its template; undefined when it was not made from that. */
export function partsOf(template: string, text: string): FilledPart[] | undefined {
  const compiled = compileTemplate(template);
  if ('problem' in compiled) return undefined;
  const result: FilledPart[] = [];
  let at = 0;
  let open: string | undefined;
  const { parts } = compiled;
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') {
      if (open !== undefined) result.push({ text: '', path: open });
      open = part.path.join('.');
      continue;
    }
    const found = wordsAt(part, text, { at, isFree: open !== undefined, isLast: index === parts.length - 1 });
    if (found < 0) return undefined;
    if (open !== undefined) result.push({ text: text.slice(at, found), path: open });
    if (part !== '') result.push({ text: part });
    open = undefined;
    at = found + part.length;
  }
  if (open !== undefined) result.push({ text: text.slice(at), path: open });
  else if (at !== text.length) return undefined;
  return result;
}

interface Search {
  readonly at: number;
  /** Whether a value stands before the words. */
  readonly isFree: boolean;
  readonly isLast: boolean;
}

/** Where the template's own words go on; -1: they do not. */
function wordsAt(words: string, text: string, { at, isFree, isLast }: Search): number {
  if (!isFree) return text.startsWith(words, at) ? at : -1;
  if (!isLast) return text.indexOf(words, at);
  const end = text.length - words.length;
  return end >= at && text.endsWith(words) ? end : -1;
}

/** When the property got the value, and by whom; nothing of what is no property of the case or the reader. */
function originOf(session: LiveSession, { case: about, to }: Entry, path: string, seq: number) {
  const [root, name, ...rest] = path.split('.');
  const key = root === 'case' ? about : root === 'recipient' ? to : undefined;
  if (key === undefined || rest.length > 0) return {};
  const { history, journal } = session.liveRun;
  const change = history.changesOf(key).findLast((one) => one.name === name && one.line < seq);
  if (!change) return {};
  const { at } = journal.entry(change.line);
  const zone = zoneOfProject(session.plan.project);
  return { since: wallText(zone, at), by: authorOf(session, key, change.line) };
}
