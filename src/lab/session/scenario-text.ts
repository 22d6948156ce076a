import { type Document, isMap, isSeq, parseAllDocuments, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Plan } from '../../core/model/plan.ts';
import { importCases } from '../../imports/import-cases.ts';
import { loadScenarios, type ReadFile } from '../../scenario/load.ts';
import { RequestProblem, requestProblemOf } from './request-problem.ts';

/** What is put into a scenario by hand: texts, lists and maps of them. */
export type Written = string | readonly Written[] | { readonly [key: string]: Written };

/** Maps within maps that a request may hold. */
const DEPTH_MAX = 20;

/** JSON as a scenario would write it: every scalar a text. */
export function writtenOf(value: unknown, depth = 0): Written {
  if (depth > DEPTH_MAX)
    throw new RequestProblem(422, 'maps within maps without end', `at most ${DEPTH_MAX} levels`);
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map((one) => writtenOf(one, depth + 1));
  if (typeof value !== 'object') return String(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => [key, writtenOf(one, depth + 1)]),
  );
}

/** The plan of the first story of a text; a refusal when it does not read. */
export function planOf(path: string, text: string, read: ReadFile): Plan {
  const loaded = loadScenarios({ path, text }, read, { importCases });
  if ('problems' in loaded) throw requestProblemOf(loaded.problems);
  if (!loaded.plans[0]) throw requestProblemOf([]);
  return loaded.plans[0];
}

/**
 * The first story of a text alone, with the first row of its examples; and whether that is all of it.
 * A text that is no YAML is given back whole: its reader reports what is wrong with it.
 */
export function firstStory(text: string): { readonly text: string; readonly isAll: boolean } {
  const documents = documentsIn(text);
  const document = firstOf(documents);
  const examples = document.get('examples');
  const left = isSeq(examples) ? examples.items.splice(1) : [];
  try {
    return { text: yamlOf(document), isAll: documents.length === 1 && left.length === 0 };
  } catch {
    return { text, isAll: true };
  }
}

/** The map of a text's first story, to be changed in place. */
export const documentOf = (text: string): Document<YAMLMap> => firstOf(documentsIn(text));

/** A document as text; no line is broken. */
export const yamlOf = (document: Document): string => document.toString({ lineWidth: 0 });

/** A list at the top of a document, made when there is none. */
export function listAt(document: Document<YAMLMap>, key: string): YAMLSeq {
  const held = document.get(key);
  if (isSeq(held)) return held;
  document.set(key, document.createNode([]));
  return document.get(key) as YAMLSeq;
}

/** A map at the top of a document, made when there is none. */
export function mapAt(document: Document<YAMLMap>, key: string): YAMLMap {
  const held = document.get(key);
  if (isMap(held)) return held;
  document.set(key, document.createNode({}));
  return document.get(key) as YAMLMap;
}

function documentsIn(text: string): readonly Document[] {
  const parsed = parseAllDocuments(text, { schema: 'failsafe', merge: true, uniqueKeys: false });
  return Array.isArray(parsed) ? parsed : [];
}

function firstOf(documents: readonly Document[]): Document<YAMLMap> {
  const first = documents.find(({ contents }) => isMap(contents));
  if (!first)
    throw new RequestProblem(422, 'no map at the top', 'a scenario', 'begin with "scenario: <title>"');
  return first as unknown as Document<YAMLMap>;
}
