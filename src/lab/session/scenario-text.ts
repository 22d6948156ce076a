import { type Document, isMap, isScalar, isSeq, parseAllDocuments, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Instant } from '../../core/model/instant.ts';
import type { Plan } from '../../core/model/plan.ts';
import { isoUtc } from '../../core/time/format.ts';
import { parseTime } from '../../core/time/parse-time.ts';
import { zoneNamed } from '../../core/time/zone.ts';
import { importCases } from '../../imports/import-cases.ts';
import { loadScenarios, type ReadFile } from '../../scenario/load.ts';
import { Refusal, refusalOf } from './refusal.ts';

/** What is put into a scenario by hand: texts, lists and maps of them. */
export type Written = string | readonly Written[] | { readonly [key: string]: Written };

/** Maps within maps that a request may hold. */
const DEPTH_MAX = 20;

/** JSON as a scenario would write it: every scalar a text. */
export function writtenOf(value: unknown, depth = 0): Written {
  if (depth > DEPTH_MAX)
    throw new Refusal(422, 'maps within maps without end', `at most ${DEPTH_MAX} levels`);
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
  if ('problems' in loaded) throw refusalOf(loaded.problems);
  if (!loaded.plans[0]) throw refusalOf([]);
  return loaded.plans[0];
}

/** The first story of a text alone, with the first row of its examples. */
export function firstStory(text: string): string {
  const document = documentOf(text);
  const examples = document.get('examples');
  if (isSeq(examples)) examples.items.splice(1);
  return document.toString({ lineWidth: 0 });
}

/** The text with one more entry in its timeline, after all that is not later. */
export function withEntry(text: string, plan: Plan, at: Instant, entry: { readonly [key: string]: Written }) {
  const document = documentOf(text);
  const timeline = seqAt(document, 'timeline');
  const later = timeline.items.findIndex((item) => atOf(item, plan) > at);
  const node = document.createNode({ at: isoUtc(at), ...entry });
  timeline.items.splice(later < 0 ? timeline.items.length : later, 0, node);
  const ends = instantOf(document.get('ends'), plan);
  if (ends !== undefined && ends < at) document.set('ends', isoUtc(at));
  return document.toString({ lineWidth: 0 });
}

/** The text with new cases, which the timeline may register. */
export function withCases(text: string, cases: ReadonlyMap<string, Written>): string {
  const document = documentOf(text);
  const held = document.get('cases');
  for (const [key, value] of cases) {
    if (isMap(held) && held.has(key)) {
      throw new Refusal(422, `a case called ${key} is there already`, 'a key of its own');
    }
    document.setIn(['cases', key], document.createNode(value));
  }
  return document.toString({ lineWidth: 0 });
}

/** The text as it went up to `now`, with these expectations in place of its own. */
export function withExpectations(text: string, plan: Plan, now: Instant, expect: readonly Written[]): string {
  const document = documentOf(text);
  const timeline = document.get('timeline');
  if (isSeq(timeline)) {
    timeline.items = timeline.items.filter((item) => {
      return atOf(item, plan) <= now && !(isMap(item) && item.has('expect'));
    });
  }
  if (!document.has('starts')) document.set('starts', isoUtc(plan.startsAt));
  document.set('ends', isoUtc(now));
  document.delete('others');
  document.delete('allow');
  document.set('expect', document.createNode(expect));
  return document.toString({ lineWidth: 0 });
}

function documentOf(text: string): Document<YAMLMap> {
  const parsed = parseAllDocuments(text, { schema: 'failsafe', merge: true, uniqueKeys: false });
  const first = Array.isArray(parsed) ? parsed.find(({ contents }) => isMap(contents)) : undefined;
  if (!first) throw new Refusal(422, 'no map at the top', 'a scenario', 'begin with "scenario: <title>"');
  return first as unknown as Document<YAMLMap>;
}

function seqAt(document: Document<YAMLMap>, key: string): YAMLSeq {
  const held = document.get(key);
  if (isSeq(held)) return held;
  document.set(key, document.createNode([]));
  return document.get(key) as YAMLSeq;
}

/** An entry whose time does not read stands where it is. */
function atOf(item: unknown, plan: Plan): Instant {
  const at = isMap(item) ? item.get('at') : undefined;
  return instantOf(at, plan) ?? Number.NEGATIVE_INFINITY;
}

function instantOf(value: unknown, plan: Plan): Instant | undefined {
  const text = isScalar(value) ? value.value : value;
  if (typeof text !== 'string') return undefined;
  const parsed = parseTime(text, zoneNamed(plan.project.timeZone)!);
  return 'problem' in parsed || parsed.kind !== 'instant' ? undefined : parsed.at;
}
