/** Who has saved a case: the story, an import, somebody by hand, a survey, a keyword or a rule. */
import { basename } from 'node:path';
import type { Entry } from '../../core/model/entry.ts';
import type { KeptAct } from './draft.ts';
import type { LiveSession } from './live-session.ts';
import type { Written } from './scenario-text.ts';

export interface Author {
  readonly kind: 'story' | 'import' | 'hand' | 'survey' | 'keyword' | 'rule';
  /** Of the survey or rule, the file, the text that a keyword began, or who did it by hand. */
  readonly name?: string | undefined;
}

/** Lines that are looked through for the text that a save answers. */
const LINES_BACK_MAX = 200;
const NAME_MAX = 60;

/** Whose save of the case the line is. */
export function authorOf(session: LiveSession, key: string, line: number): Author {
  const entry = session.liveRun.journal.entry(line);
  if (entry.cause === 'rule') return { kind: 'rule', name: entry.name };
  const act = session.draft.acts.find(
    ({ at, entries }) => at === entry.at && entries.some(savesAs(key, entry)),
  );
  if (act) return authorOfAct(act);
  return authorOfText(session, line, entry) ?? authorInFile(session, key, entry);
}

const authorOfAct = ({ file, by }: KeptAct): Author =>
  file === undefined ? { kind: 'hand', name: by } : { kind: 'import', name: file };

/** Whether an entry of the timeline is what the line of the journal says of the case. */
const savesAs =
  (key: string, { kind, changed = [] }: Entry) =>
  ({ register, update, close }: KeptAct['entries'][number]): boolean => {
    const isNamedIn = (keys: Written | undefined): boolean =>
      keys === key || (Array.isArray(keys) && keys.includes(key));
    if (kind === 'registered') return isNamedIn(register);
    if (kind === 'closed') return isNamedIn(close);
    const set = update === undefined || typeof update === 'string' ? undefined : Object.entries(update);
    const [, own] = set?.find(([name]) => name === key) ?? [];
    return typeof own === 'object' && changed.some((name) => Object.hasOwn(own, name));
  };

/** The survey or keyword of the same instant that comes before the save. */
function authorOfText({ liveRun }: LiveSession, line: number, { at }: Entry): Author | undefined {
  for (let index = line - 1; index >= Math.max(0, line - LINES_BACK_MAX); index -= 1) {
    const entry = liveRun.journal.entry(index);
    if (entry.at !== at) return undefined;
    if (entry.kind === 'survey') return { kind: 'survey', name: entry.survey };
    if (entry.kind === 'inbound' && entry.handled_by === 'survey') return { kind: 'survey' };
    if (entry.kind === 'inbound') return { kind: 'keyword', name: entry.text?.slice(0, NAME_MAX) };
  }
  return undefined;
}

function authorInFile({ plan }: LiveSession, key: string, { kind }: Entry): Author {
  const seed = plan.cases.get(key);
  if (kind !== 'registered' || seed?.isImported !== true) return { kind: 'story' };
  return { kind: 'import', name: seed.source === undefined ? undefined : basename(seed.source.file) };
}
