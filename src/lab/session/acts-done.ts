/** What was done by hand in a session, and by whom. */
import { wallText } from '../../core/time/format.ts';
import { zoneOfProject } from '../../core/time/zone.ts';
import type { WrittenEntry } from './act-entry.ts';
import type { LiveSession } from './live-session.ts';
import type { Written } from './scenario-text.ts';

/** Keys of one act that are listed, and characters of its text. */
const KEYS_MAX = 3;
const TEXT_MAX = 120;

/** The last acts first. An import is one act; entries that were made together stand together. */
export function actsDone({ draft, plan }: LiveSession, limit: number) {
  const zone = zoneOfProject(plan.project);
  const last = draft.acts.slice(Math.max(0, draft.acts.length - limit)).reverse();
  return {
    acts: last.flatMap(({ at, by, file, entries }) =>
      entries.map((entry) => ({ at, wall: wallText(zone, at), by, file, ...aboutEntry(entry) })),
    ),
    more: draft.acts.length - last.length,
  };
}

/** The verb of an entry, whom it is about, and what else it says. */
function aboutEntry(entry: WrittenEntry) {
  const [verb = '', value = ''] = Object.entries(entry)[0] ?? [];
  const all = keysIn(value);
  const text = textIn(value);
  return {
    verb,
    keys: all.slice(0, KEYS_MAX),
    moreKeys: Math.max(0, all.length - KEYS_MAX),
    text: text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text || undefined,
  };
}

function keysIn(value: Written): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.filter((one) => typeof one === 'string');
  const { from } = value as Readonly<Record<string, Written>>;
  return typeof from === 'string' ? [from] : Object.keys(value);
}

/** Of a text from a phone its words, of an update the properties with their values. */
function textIn(value: Written): string {
  if (typeof value === 'string' || Array.isArray(value)) return '';
  const fields = value as Readonly<Record<string, Written>>;
  if (typeof fields.from === 'string') return typeof fields.text === 'string' ? fields.text : '';
  return Object.values(fields)
    .map((one) =>
      typeof one === 'string' ? one : JSON.stringify(one).replace(/["{}]/g, '').replaceAll(':', ': '),
    )
    .join(', ');
}
