/** A scenario that grows by what is done by hand: as text for people, as a tree for the reader. */

import {
  Document,
  isMap,
  isScalar,
  isSeq,
  Pair,
  type YAMLMap,
  type YAMLSeq,
  type Node as YamlNode,
} from 'yaml';
import type { Instant } from '../../core/model/instant.ts';
import type { Plan } from '../../core/model/plan.ts';
import { isoUtc } from '../../core/time/format.ts';
import { parseTime } from '../../core/time/parse-time.ts';
import { zoneOfProject } from '../../core/time/zone.ts';
import type { MapNode } from '../../scenario/node.ts';
import type { HandAct, WrittenEntry } from './act-entry.ts';
import { blockText } from './block-text.ts';
import type { OpenedStory } from './opened-story.ts';
import { RequestProblem } from './request-problem.ts';
import { listAt, mapAt, type Written, yamlOf } from './scenario-text.ts';
import { type GrownCases, grownNodes, planOfTree, withGrown, withOwnTime, withText } from './story-tree.ts';
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

/** What an act has put into the text. */
interface Addition {
  /** Where its entries stand in the timeline, and when the one after them happens. */
  readonly index: number;
  readonly nextAt: Instant | undefined;
  readonly at: Instant;
  readonly act: HandAct;
  /** The story's end, where the act has moved it. */
  readonly ends: string | undefined;
  /** The same as parts of a document, once somebody has asked for the text. */
  nodes: { readonly entries: readonly YamlNode[]; readonly cases: readonly Pair[] } | undefined;
}

/** A scenario as it was opened, and everything that was done to it since. */
export class Draft {
  /** As it was when it was opened. */
  readonly story: OpenedStory;
  readonly acts: KeptAct[] = [];
  plan: Plan;
  private root: MapNode;
  private times: readonly Instant[];
  private size: number;
  /** What the acts have put into the text, in order. */
  private readonly additions: Addition[] = [];
  /** Its text after so many acts. */
  private shownText: { readonly acts: number; readonly text: string } | undefined;

  /** @throws Refusal when an act no longer fits it. */
  constructor(story: OpenedStory, acts: readonly KeptAct[] = []) {
    this.story = story;
    this.root = story.root;
    this.plan = story.plan;
    this.times = story.times;
    this.size = story.text.length;
    for (const { at, cases, ...act } of acts) {
      this.place(at, { ...act, cases: new Map(cases) }).accept();
    }
    if (acts.length > 0) this.plan = planOfTree(this.root, story.path, story.outside);
  }

  /** Its text as it was when it was opened. */
  get base(): string {
    return this.story.text;
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
  grown(at: Instant, act: HandAct, cases?: GrownCases): Growth {
    for (const key of act.cases.keys()) {
      if (this.plan.cases.has(key)) {
        throw new RequestProblem(422, `a case called ${key} is there already`, 'a key of its own');
      }
    }
    const placed = this.place(at, act, cases);
    const plan = planOfTree(placed.root, this.story.path, this.story.outside);
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
    const timeline = document.get('timeline');
    if (isSeq(timeline)) {
      timeline.items = timeline.items.filter(
        (item, index) => (this.times[index] ?? now) <= now && !(isMap(item) && item.has('expect')),
      );
    }
    if (!document.has('starts')) document.set('starts', isoUtc(this.plan.startsAt));
    document.set('ends', isoUtc(now));
    return document;
  }

  /** The story's document with some of its parts, and with what the acts have put into it. */
  private asItStands(isKept: (pair: { readonly key: unknown }) => boolean = () => true): Document<YAMLMap> {
    const { document: own } = this.story;
    const document = new Document<YAMLMap>({} as never, { schema: 'failsafe', merge: true });
    document.commentBefore = own.commentBefore;
    document.comment = own.comment;
    const contents = shallow(own.contents as YAMLMap, isKept);
    contents.items = contents.items.map(ownPair);
    document.contents = contents as never;
    for (const name of ['cases', 'timeline']) {
      const part = document.get(name);
      if (isMap(part) || isSeq(part))
        document.set(
          name,
          shallow(part, () => true),
        );
    }
    for (const addition of this.additions) put(addition, document as Document<YAMLMap>);
    return document as Document<YAMLMap>;
  }

  /** Where the act goes, in the tree at once and in the text when it is accepted; `cases` may be made already. */
  private place(at: Instant, act: HandAct, cases?: GrownCases): { root: MapNode; accept(): void } {
    const { path } = this.story;
    const nodes = grownNodes(path, at, cases === undefined ? act : { ...act, cases: new Map() });
    const size = nodes.size + (cases?.size ?? 0);
    if (this.size + size > TEXT_MAX) {
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
    root = withGrown(root, index, nodes, cases);
    const ends = this.endsBefore(at) ? isoUtc(at) : undefined;
    if (ends !== undefined) root = withText(root, 'ends', ends);
    return {
      root,
      accept: () => {
        this.root = root;
        const nextAt = this.times[index];
        this.additions.push({ index, at, act, nextAt, ends, nodes: undefined });
        this.times = this.times.toSpliced(index, 0, ...act.entries.map(() => at));
        const { entries, cases, file, by } = act;
        this.acts.push({ at, entries, cases: [...cases], file, by });
        this.size += size;
      },
    };
  }

  private endsBefore(at: Instant): boolean {
    const ends = this.root.entries.get('ends')?.value;
    if (ends?.kind !== 'text') return false;
    const parsed = parseTime(ends.text, zoneOfProject(this.plan.project));
    return !('problem' in parsed) && parsed.kind === 'instant' && parsed.at < at;
  }
}

/** Puts into a document what an act has added. */
function put(addition: Addition, document: Document<YAMLMap>): void {
  const { index, at, act, nextAt, ends } = addition;
  const { items } = listAt(document, 'timeline');
  const next = items[index];
  if (isMap(next) && next.has('after') && nextAt !== undefined) {
    const withTime = shallow(next, ({ key }) => keyText({ key }) !== 'after');
    withTime.items.unshift(document.createPair('at', isoUtc(nextAt)));
    items[index] = withTime;
  }
  addition.nodes ??= {
    entries: act.entries.map((entry) => document.createNode({ at: isoUtc(at), ...entry })),
    cases: [...act.cases].map(([key, value]) => document.createPair(key, value)),
  };
  items.splice(index, 0, ...addition.nodes.entries);
  if (addition.nodes.cases.length > 0) mapAt(document, 'cases').items.push(...addition.nodes.cases);
  if (ends !== undefined) document.set('ends', ends);
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

/** To be set anew without a change of the document that it is from. */
function ownPair({ key, value }: Pair): Pair {
  return new Pair(key, isScalar(value) ? value.clone() : value);
}

const keyText = ({ key }: { readonly key: unknown }): string => (isScalar(key) ? String(key.value) : '');
