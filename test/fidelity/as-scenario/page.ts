/** A scenario as a text that a person could have saved: YAML, with what fits on a line on one line. */
import { Document, isCollection, visit } from 'yaml';
import type { Instant } from '../../../src/core/model/instant.ts';
import { isoUtc } from '../../../src/core/time/format.ts';

/** What YAML is written from: texts, numbers, and lists and maps of them. */
export type Page = string | number | null | readonly Page[] | { readonly [key: string]: Page | undefined };

/** Maps and lists no longer than this stand on one line. */
const LINE_MAX = 100;

export function pageText(page: { readonly [key: string]: Page | undefined }): string {
  const document = new Document(page, { keepUndefined: false });
  visit(document, {
    Collection(_key, node, path) {
      if (path.length < 2 || !isCollection(node)) return;
      if (JSON.stringify(node).length > LINE_MAX) return;
      node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** `2016-01-12 16:00:00 UTC`; with the fraction of a second there is one. */
export const utcText = (at: Instant): string =>
  `${isoUtc(at)
    .replace('T', ' ')
    .replace(/(\.000)?Z$/, '')} UTC`;

export const yesNo = (flag: boolean): string => (flag ? 'yes' : 'no');
