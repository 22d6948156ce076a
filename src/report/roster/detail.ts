/** What a journal's line says about why nothing was sent, in the words that all cases with the same trouble share. */
import type { Entry } from '../../core/model/entry.ts';

type Detailed = Pick<Entry, 'reason' | 'detail'>;

/** `edd: a value`, what a rule wanted; of a start date `no edd` or `edd is not a date`; '' elsewhere. */
export function detailOf({ reason, detail }: Detailed): string {
  if (typeof detail !== 'object') return '';
  const { criterion, property, found, wanted } = detail;
  const name = String(criterion ?? property ?? '');
  if (reason === 'bad_date' && name !== '') {
    if (isBlank(found)) return `no ${name}`;
    if (String(wanted).startsWith('a date that begins')) return `${name} is not a date`;
  }
  if (wanted === undefined) return name;
  return `${name === '' ? '' : `${name}: `}${String(wanted)}`;
}

/** A detail of `bad_date` that says all by itself. */
export const isWholeSentence = (reason: string, detail: string): boolean =>
  reason === 'bad_date' && (isMissing(detail) || detail.endsWith(' is not a date'));

/** The property of a `bad_date` that has no value; undefined: it has one. */
export const missingProperty = (detail: string): string | undefined =>
  isMissing(detail) ? detail.slice('no '.length) : undefined;

const isMissing = (detail: string): boolean => /^no \S+$/.test(detail);

/** The value that was read where another was wanted, or the name of a gateway that there is not; undefined: the line has none. */
export function valueReadIn({ detail }: Detailed): string | undefined {
  if (typeof detail === 'string')
    return /^Could not find SMS backend '(.*)' from domain '/s.exec(detail)?.[1];
  if (typeof detail !== 'object' || detail.found === undefined || detail.found === null) return undefined;
  return String(detail.found);
}

/** HQ's exports have `---` where a case has no such property. */
const isBlank = (found: unknown): boolean =>
  found === undefined || found === null || /^(?:---)?$/.test(String(found).trim());
