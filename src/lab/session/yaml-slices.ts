/** A story's document as text, written in slices: whoever else asks the session has their turn in between. */
import { Document, isCollection, isMap, isScalar, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { nextTurn } from '../../adapters/time-slices.ts';
import { yamlOf } from './scenario-text.ts';

/** Entries of a long map or list that are written in one turn. */
const ENTRIES_MAX = 250;

/** The text of these keys of a story. What cannot be cut, as for an alias in it, is written at once. */
export async function yamlInSlices(document: Document<YAMLMap>, most = ENTRIES_MAX): Promise<string> {
  const { contents } = document;
  if (contents === null || contents.flow) return yamlOf(document);
  const parts: string[] = [commentText(document.commentBefore), commentText(contents.commentBefore)];
  try {
    for (const pair of contents.items) {
      for (const part of slicesOf(pair as Pair, most)) {
        parts.push(part);
        await nextTurn();
      }
    }
  } catch {
    return yamlOf(document);
  }
  return [...parts, commentText(contents.comment), commentText(document.comment)].join('');
}

const commentText = (comment: string | null | undefined): string =>
  comment ? `${comment.replace(/^(?=.)/gm, '#')}\n\n` : '';

function* slicesOf({ key, value }: Pair, most: number): Generator<string> {
  const isLong =
    isCollection(value) && !value.flow && !value.anchor && !value.tag && value.items.length > most;
  if (!isLong || !isScalar(key)) {
    yield textOf(new Pair(key, value));
    return;
  }
  for (let from = 0; from < value.items.length; from += most) {
    const part = isMap(value) ? new YAMLMap() : new YAMLSeq();
    part.items = value.items.slice(from, from + most) as never[];
    if (from === 0) part.commentBefore = value.commentBefore;
    const text = textOf(new Pair(from === 0 ? key : new Scalar(key.value), part));
    yield from === 0 ? text : text.slice(text.indexOf('\n') + 1);
  }
}

/** One key of a story and its value. */
function textOf(pair: Pair): string {
  const document = new Document<YAMLMap>({} as never, { schema: 'failsafe', merge: true });
  document.contents = new YAMLMap() as never;
  (document.contents as unknown as YAMLMap).items.push(pair);
  return yamlOf(document as Document);
}
