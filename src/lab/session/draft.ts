/** A scenario that grows by what is done by hand: as text for people, as a tree for the reader. */

import { Document, isMap, isScalar, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Instant } from '../../core/model/instant.ts';
import type { Plan } from '../../core/model/plan.ts';
import { isoUtc } from '../../core/time/format.ts';
import { parseTime } from '../../core/time/parse-time.ts';
import { zoneOfProject } from '../../core/time/zone.ts';
import type { ReadFile } from '../../scenario/load.ts';
import type { MapNode } from '../../scenario/node.ts';
import type { HandAct, WrittenEntry } from './act-entry.ts';
import { blockText } from './block-text.ts';
import { RequestProblem } from './request-problem.ts';
import { documentOf, firstStory, listAt, mapAt, planOf, type Written, yamlOf } from './scenario-text.ts';
import {
  type ExternalFiles,
  entryTimes,
  grownNodes,
  outsideOf,
  planOfTree,
  treeOf,
  wholeTree,
  withGrown,
  withOwnTime,
  withText,
} from './story-tree.ts';
import { yamlInSlices } from './yaml-slices.ts';

/** Characters of a scenario with all that was done by hand: what `drysend run` still reads. */
export const TEXT_MAX = 5_000_000;

/** An act with its moment, as it is kept. */
export interface KeptAct {
  readonly at: Instant;
  readonly entries: readonly WrittenEntry[];
  readonly cases: readonly (readonly [key: string, value: Written])[];
  readonly file?: string | undefined;
  readonly by?: string | undefined;
}

/** What an act would make of the scenario; nothing is changed until it is accepted. */
export interface Growth {
  readonly plan: Plan;
  accept(): void;
}

/** The first story of a text, and everything that was done to it since. */
export class Draft {
  /** As the story was when it was opened. */
  readonly base: string;
  readonly acts: KeptAct[] = [];
  plan: Plan;
  private readonly path: string;
  private readonly outside: ExternalFiles;
  private readonly document: Document<YAMLMap>;
  private root: MapNode;
  private times: Instant[];
  private size: number;
  /** Its text after so many acts. */
  private shownText: { readonly acts: number; readonly text: string } | undefined;

  /** @throws Refusal when the text does not read, or an act no longer fits it. */
  constructor(path: string, text: string, read: ReadFile, acts: readonly KeptAct[] = []) {
    const story = firstStory(text);
    this.path = path;
    this.outside = outsideOf(read);
    if (!story.isAll) planOf(path, text, this.outside.read);
    this.base = story.text;
    this.size = this.base.length;
    this.document = documentOf(this.base);
    try {
      this.root = treeOf(path, this.base);
      this.plan = planOfTree(this.root, path, this.outside);
    } catch (error) {
      // The story's own text has the places that its author knows.
      planOf(path, text, this.outside.read);
      throw error;
    }
    this.times = entryTimes(wholeTree(this.root, path, this.outside).row, this.plan);
    for (const { at, cases, ...act } of acts) {
      this.place(at, { ...act, cases: new Map(cases) }).accept();
    }
    if (acts.length > 0) this.plan = planOfTree(this.root, path, this.outside);
  }

  /** The scenario as it stands, for people to read and to run; written in slices. */
  async text(): Promise<string> {
    const { acts, shownText: known } = this;
    if (known?.acts === acts.length) return known.text;
    const shownText = { acts: acts.length, text: await yamlInSlices(this.asItStands()) };
    this.shownText = shownText;
    return shownText.text;
  }

  /** The scenario with one act more, after all that is not later. */
  grown(at: Instant, act: HandAct): Growth {
    for (const key of act.cases.keys()) {
      if (this.plan.cases.has(key)) {
        throw new RequestProblem(422, `a case called ${key} is there already`, 'a key of its own');
      }
    }
    const placed = this.place(at, act);
    const plan = planOfTree(placed.root, this.path, this.outside);
    return {
      plan,
      accept: () => {
        placed.accept();
        this.plan = plan;
      },
    };
  }

  /** The text as it went up to `now`, with these expectations in place of its own. */
  async endedAt(now: Instant, expectations: () => AsyncIterable<Written>): Promise<string> {
    const document = this.endedDocument(now);
    const flow = document.contents?.flow === true;
    const promises: Written[] = [];
    const parts: string[] = [];
    for await (const one of expectations()) {
      if (flow) promises.push(one);
      else parts.push(blockText([one], 2).slice(1));
    }
    if (flow) {
      document.set('expect', document.createNode(promises));
      return yamlOf(document);
    }
    const story = (await yamlInSlices(document)).replace(/\n?(?:\.\.\.\n)?$/, '\n');
    return `${story}expect:\n${parts.join('')}`;
  }

  /** As far as it went, without what it promised; parts that are as they were are shared with the draft's own. */
  private endedDocument(now: Instant): Document<YAMLMap> {
    const left = ['others', 'allow', 'expect', 'ends'];
    const document = this.asItStands((pair) => !left.includes(keyText(pair)));
    const timeline = this.document.get('timeline');
    if (isSeq(timeline)) {
      const isOver = (item: unknown, index: number): boolean =>
        (this.times[index] ?? now) <= now && !(isMap(item) && item.has('expect'));
      document.set('timeline', shallow(timeline, isOver));
    }
    if (!document.has('starts')) document.set('starts', isoUtc(this.plan.startsAt));
    document.set('ends', isoUtc(now));
    return document;
  }

  /** A document that does not grow with the draft's own, with some of its parts. */
  private asItStands(isKept: (pair: { readonly key: unknown }) => boolean = () => true): Document<YAMLMap> {
    const { document: own } = this;
    const document = new Document<YAMLMap>({} as never, { schema: 'failsafe', merge: true });
    document.commentBefore = own.commentBefore;
    document.comment = own.comment;
    document.contents = shallow(own.contents as YAMLMap, isKept) as never;
    for (const name of ['cases', 'timeline']) {
      const part = document.get(name);
      if (isMap(part) || isSeq(part))
        document.set(
          name,
          shallow(part, () => true),
        );
    }
    return document as Document<YAMLMap>;
  }

  /** Where the act goes, in the tree at once and in the text when it is accepted. */
  private place(at: Instant, act: HandAct): { root: MapNode; accept(): void } {
    const nodes = grownNodes(this.path, at, act);
    if (this.size + nodes.size > TEXT_MAX) {
      throw new RequestProblem(
        409,
        `a scenario over ${TEXT_MAX} characters`,
        'a shorter session',
        'begin a new one',
      );
    }
    const later = this.times.findIndex((time) => time > at);
    const index = later < 0 ? this.times.length : later;
    let root = this.root;
    if (later >= 0) root = withOwnTime(root, index, this.times[index]!);
    root = withGrown(root, index, nodes);
    const ends = this.endsBefore(at) ? isoUtc(at) : undefined;
    if (ends !== undefined) root = withText(root, 'ends', ends);
    return {
      root,
      accept: () => {
        this.root = root;
        this.write(index, at, act, ends);
        this.times = this.times.toSpliced(index, 0, ...act.entries.map(() => at));
        const { entries, cases, file, by } = act;
        this.acts.push({ at, entries, cases: [...cases], file, by });
        this.size += nodes.size;
      },
    };
  }

  private write(index: number, at: Instant, { entries, cases }: HandAct, ends: string | undefined): void {
    const { document } = this;
    const { items } = listAt(document, 'timeline');
    const next = items[index];
    const nextAt = this.times[index];
    if (isMap(next) && next.has('after') && nextAt !== undefined) {
      next.delete('after');
      next.items.unshift(document.createPair('at', isoUtc(nextAt)));
    }
    const nodes = entries.map((entry) => document.createNode({ at: isoUtc(at), ...entry }));
    items.splice(index, 0, ...nodes);
    for (const [key, value] of cases) mapAt(document, 'cases').set(key, document.createNode(value));
    if (ends !== undefined) document.set('ends', ends);
  }

  private endsBefore(at: Instant): boolean {
    const ends = this.root.entries.get('ends')?.value;
    if (ends?.kind !== 'text') return false;
    const parsed = parseTime(ends.text, zoneOfProject(this.plan.project));
    return !('problem' in parsed) && parsed.kind === 'instant' && parsed.at < at;
  }
}

/** A collection with some of the same items. */
function shallow<C extends YAMLMap | YAMLSeq>(
  of: C,
  isKept: (item: C['items'][number], index: number) => boolean,
): C {
  const copy: C = Object.create(Object.getPrototypeOf(of), Object.getOwnPropertyDescriptors(of));
  copy.items = of.items.filter(isKept as (item: unknown, index: number) => boolean) as never;
  return copy;
}

const keyText = ({ key }: { readonly key: unknown }): string => (isScalar(key) ? String(key.value) : '');
