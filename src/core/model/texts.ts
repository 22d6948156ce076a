/** One content in several languages: language code → words. `*` holds the untranslated words. */
export type Texts = ReadonlyMap<string, string>;

/** The language key of words that belong to no language. */
export const UNTRANSLATED = '*';
