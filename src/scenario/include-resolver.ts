import type { Notice } from '../core/model/plan.ts';
import { folderOf, joinPath, type ReadFile, unreadWords } from './files-beside.ts';
import { didYouMean } from './near.ts';
import { type MapEntry, type MapNode, type Node, pathText } from './node.ts';
import { problemAt } from './parse-context.ts';
import { type Problem, quoted } from './problem.ts';
import { mergedSections, scenarioShape } from './scenario-shape.ts';
import { readYaml } from './yaml-tree.ts';

/** Files that one scenario may use, counted each time. */
const usesMax = 200;

/** Characters of all of them together; a file used again is not counted again. */
const charactersMax = 20_000_000;

/** Follows `use` and lays a scenario over what it uses: its own words win. */
export class IncludeResolver {
  readonly problems: Problem[] = [];
  readonly notices: Notice[] = [];
  readonly #read: ReadFile;
  readonly #trees = new Map<string, MapNode>();
  #count = 0;
  #characters = 0;

  constructor(read: ReadFile) {
    this.#read = read;
  }

  /** The whole scenario; `above` are the files on the way here. */
  merged(root: MapNode, above: readonly string[]): MapNode {
    const used = root.entries.get('use');
    if (used === undefined) return root;
    let base: MapNode = { ...root, entries: new Map() };
    for (const node of used.value.kind === 'list' ? used.value.items : [used.value]) {
      const sections = this.#sections(node, above);
      if (sections) base = merge(base, sections, 0);
    }
    return merge(base, root, 0);
  }

  #sections(node: Node, above: readonly string[]): MapNode | undefined {
    if (node.kind !== 'text' || node.text === '') return this.#tell(node, 'no path', 'the path of a file');
    if (node.text.includes('\u0000'))
      return this.#tell(node, quoted(node.text), 'the path of a file, without a zero character');
    const path = joinPath(folderOf(node.place.origin.file), node.text);
    if (above.includes(path)) {
      const circle = [...above.slice(above.indexOf(path)), path].join(' → ');
      return this.#tell(node, `a cycle: ${circle}`, 'files that do not use each other');
    }
    this.#count += 1;
    if (this.#count > usesMax) return this.#tell(node, `more than ${usesMax} files`, 'fewer files');
    const tree = this.#tree(path, node);
    if (tree === undefined) return undefined;
    return this.#onlySections(this.merged(tree, [...above, path]), path);
  }

  #tree(path: string, node: Node): MapNode | undefined {
    const tree = this.#trees.get(path) ?? this.#readTree(path, node);
    if (tree !== undefined) this.#trees.set(path, tree);
    return tree;
  }

  #readTree(path: string, node: Node): MapNode | undefined {
    const read = this.#read(path, 'use');
    if ('problem' in read) return this.#tell(node, ...unreadWords(path, read));
    this.#characters += read.text.length;
    if (this.#characters > charactersMax)
      return this.#tell(
        node,
        `more than ${charactersMax} characters in the files used`,
        'smaller files, or fewer of them',
      );
    const parsed = readYaml(path, read.text);
    if ('problems' in parsed) {
      if (!isPart(keysWritten(read.text))) return this.#noPart(node, path);
      this.problems.push(...parsed.problems);
      return undefined;
    }
    const [tree, second] = parsed.trees;
    if (second)
      return this.#tell(
        node,
        `${parsed.trees.length} documents in ${quoted(path)}`,
        'a file with one document',
      );
    if (tree?.kind === 'map') return isPart([...tree.entries.keys()]) ? tree : this.#noPart(node, path);
    return this.#noPart(node, path);
  }

  #noPart(node: Node, path: string): undefined {
    return this.#tell(node, `${quoted(path)} is no part of a scenario`, 'sections such as cases or gateways');
  }

  #onlySections(tree: MapNode, path: string): MapNode {
    const sections = new Map<string, MapEntry>();
    const known = Object.keys(scenarioShape.fields);
    for (const [name, entry] of tree.entries) {
      if (mergedSections.has(name)) sections.set(name, entry);
      else if (!known.includes(name))
        this.#tell(
          entry.key,
          `unknown key ${quoted(name)}`,
          'a section of a scenario',
          didYouMean(name, known),
        );
      else if (!['use', 'scenario', 'about', 'tags'].includes(name)) this.#ignored(name, path);
    }
    return { ...tree, entries: sections };
  }

  #ignored(name: string, path: string): void {
    const message = `${path}: ${name} stays with that file: use brings in ${[...mergedSections].join(', ')}`;
    this.notices.push({ code: 'NOT_MERGED', message, about: { file: path, key: name } });
  }

  #tell(node: Node, found: string, wanted: string, hint?: string): undefined {
    this.problems.push(problemAt(node, found, wanted, hint));
  }
}

/**
 * Whether most keys at the top of a file are those of a scenario. Of any other file nothing is shown, neither
 * lines nor keys: it may hold somebody's passwords.
 */
function isPart(names: readonly string[]): boolean {
  const known = names.filter((name) => Object.hasOwn(scenarioShape.fields, name));
  return known.length > 0 && known.length * 2 >= names.length;
}

/** The keys that begin a line, of a text that is no YAML. */
const keysWritten = (text: string): string[] =>
  [...text.matchAll(/^["']?([\w-]{1,40})["']?:/gm)].map(([, name]) => name!);

/** Entries of `top` over those of `base`; sections are merged by key, and routing a level deeper. */
function merge(base: MapNode, top: MapNode, depth: number): MapNode {
  const entries = new Map(base.entries);
  for (const [name, entry] of top.entries) {
    const under = entries.get(name);
    const isSection = depth === 0 && mergedSections.has(name);
    const isRouting = depth === 1 && pathText(top.path) === 'routing';
    const both = under?.value.kind === 'map' && entry.value.kind === 'map';
    if (both && (isSection || isRouting)) {
      entries.set(name, {
        key: entry.key,
        value: merge(under.value as MapNode, entry.value as MapNode, depth + 1),
      });
    } else {
      entries.set(name, entry);
    }
  }
  return { ...top, entries };
}
