import type { CaseSeed } from '../core/model/case.ts';
import type { SourceLocation } from '../core/model/expectation.ts';
import type { Notice } from '../core/model/plan.ts';
import { isSecretName } from '../core/model/secret-names.ts';
import type { Texts } from '../core/model/texts.ts';
import type { WarningCode } from '../core/model/warning-codes.ts';
import { folderOf, joinPath, type ReadFile } from './files-beside.ts';
import { NearIndex } from './near.ts';
import { type Node, nounOf, pathText } from './node.ts';
import { type Problem, problemsMax, quoted, uncounted } from './problem.ts';

/** What a name in the file may point at. */
export type NounKind =
  | 'case'
  | 'user'
  | 'web_user'
  | 'any user'
  | 'group'
  | 'case_group'
  | 'location'
  | 'alert'
  | 'broadcast'
  | 'keyword'
  | 'survey'
  | 'gateway'
  | 'smtp gateway'
  | 'person'
  | 'owner'
  | 'sender'
  | 'recipient'
  | 'sender of events';

/** The names that exist, by what they may be used for. */
export interface Names {
  get(kind: NounKind): ReadonlySet<string>;
}

/** A time as it is written, and the first and last instant that it may mean. */
export interface Awaited {
  readonly node: Node;
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

interface Reference {
  readonly kind: NounKind;
  readonly name: string;
  readonly node: Node;
  readonly project: string;
}

/** What would mend a problem; a function is called only when the problem is listed. */
export type Hint = string | undefined | (() => string | undefined);

/** What was read of parts of a scenario before, by their nodes, which never change: a scenario that grows is read again and again. */
export class PartsReadBefore {
  readonly values = new WeakMap<
    Node,
    { readonly value: unknown; readonly references: readonly Reference[] }
  >();
  /** By case: who is registered by it. */
  readonly persons = new WeakMap<CaseSeed, { readonly who: string | undefined }>();
}

/** The parse of one scenario: collects every problem, every name used and what should be noticed. */
export class ParseContext {
  /** Files that the scenario names. */
  read: ReadFile = () => ({ problem: 'no file is read here' });
  /** The project's zone, in which plain times are read. */
  zone = 'UTC';
  /** The release of the zone data that the project follows; undefined: the product's own. */
  zones: string | undefined;
  /** The project whose things are being read. */
  project = '';
  /** The same, while it is another project than the scenario's own; else empty. */
  otherProject = '';
  /** Names of the other projects. */
  otherProjects: ReadonlySet<string> = new Set();
  /** Keys of the file's cases, users and web users. */
  people: ReadonlySet<string> = new Set();
  /** Keys of the file's users and web users. */
  users: ReadonlySet<string> = new Set();
  /** Keys of the file's surveys, those of other projects as `project/key`. */
  surveys: ReadonlySet<string> = new Set();
  /** Kinds of the file's groups by key. */
  groups: ReadonlyMap<string, 'group' | 'case_group'> = new Map();
  /** Of the same scenario, before it grew. */
  readBefore: PartsReadBefore | undefined;
  readonly problems: Problem[] = [];
  /** So many are listed one by one. */
  readonly #problemsMax: number;
  /** Problems beyond those that are listed: how many, and the first of them. */
  overflow: { readonly first: Node; readonly count: number } | undefined;
  readonly notices: Notice[] = [];
  /** Times that expectations name, held against the run when its ends are known. */
  readonly awaited: Awaited[] = [];
  /** Where the words stand that were read. */
  readonly textPlaces = new Map<Texts, ReadonlyMap<string, SourceLocation>>();
  readonly #seen = new Set<string>();
  readonly #noticed = new Set<string>();
  readonly #references: Reference[] = [];

  constructor(max = problemsMax) {
    this.#problemsMax = max;
  }

  /** The problems, and a last one that stands for those that are not listed. */
  get reportedProblems(): readonly Problem[] {
    if (this.overflow === undefined) return this.problems;
    const { first, count } = this.overflow;
    return [...this.problems, uncounted(problemAt(first, '', ''), count)];
  }

  /** How many different problems there are, with those that are not listed. */
  get problemCount(): number {
    return this.problems.length + (this.overflow?.count ?? 0);
  }

  /** No further problem is listed: nothing that only serves to describe it needs seeking. */
  get isFull(): boolean {
    return this.problems.length >= this.#problemsMax;
  }

  /** Says what is wrong at a node; the same thing at the same place is reported once. */
  problem(node: Node, found: string, wanted: string, hint?: Hint): undefined {
    const { origin, start } = node.place;
    const name = JSON.stringify([origin.file, start, found, wanted]);
    if (this.#seen.has(name)) return undefined;
    this.#seen.add(name);
    if (!this.isFull) {
      this.problems.push(problemAt(node, found, wanted, typeof hint === 'function' ? hint() : hint));
    } else {
      this.overflow = { first: this.overflow?.first ?? node, count: (this.overflow?.count ?? 0) + 1 };
    }
    return undefined;
  }

  /** The usual problem: this value is not what was wanted. */
  unwanted(node: Node, wanted: string, hint?: Hint): undefined {
    return this.problem(
      node,
      node.kind === 'text' && node.text !== '' ? quoted(node.text) : nounOf(node),
      wanted,
      hint,
    );
  }

  /** Something HQ accepts in silence, to be reported before the run; `node`: where, unless what it is about says so. */
  notice(
    code: WarningCode,
    message: string,
    about: Readonly<Record<string, string>>,
    hint?: string,
    node?: Node,
  ): void {
    const name = JSON.stringify([code, message]);
    if (this.#noticed.has(name)) return;
    this.#noticed.add(name);
    this.notices.push({
      ...{ code, message, about },
      ...(hint !== undefined && { hint }),
      ...(node && { source: sourceOf(node) }),
    });
  }

  /** Remembers that a name is used here, to be looked up when all names are known. */
  refer(kind: NounKind, name: string, node: Node): void {
    this.#references.push({ kind, name, node, project: this.otherProject });
  }

  /** Reads a part of the project that is being read; one that was read before and left no remark is as it was. */
  readPart<T>(node: Node, read: () => T): T {
    const { values } = this.readBefore ?? {};
    if (values === undefined || this.otherProject !== '') return read();
    const known = values.get(node);
    if (known) {
      this.#references.push(...known.references);
      return known.value as T;
    }
    const remarks = this.remarks;
    const { length } = this.#references;
    const value = read();
    if (this.remarks === remarks) values.set(node, { value, references: this.#references.slice(length) });
    return value;
  }

  /** How many there are, of all kinds: reading that leaves it as it is had nothing to say. */
  get remarks(): number {
    return this.#seen.size + this.#noticed.size + this.awaited.length + this.textPlaces.size;
  }

  /** How a thing of the project being read is named everywhere else. */
  outside(key: string): string {
    return this.otherProject === '' ? key : `${this.otherProject}/${key}`;
  }

  /** Reads something that stands in another project, when its name says so: `project/key`. */
  inProjectOf<T>(name: string, work: () => T): T {
    const own = { project: this.project, otherProject: this.otherProject };
    const other = [...this.otherProjects].find((project) => name.startsWith(`${project}/`));
    if (other !== undefined) {
      this.project = other;
      this.otherProject = other;
    }
    try {
      return work();
    } finally {
      this.project = own.project;
      this.otherProject = own.otherProject;
    }
  }

  /** A path given relative to the file that names it. */
  beside(path: string, node: Node): string {
    return joinPath(folderOf(node.place.origin.file), path);
  }

  /** Reports every name that points at nothing. */
  lookUp(names: Names): void {
    const indexes = new Map<NounKind, NearIndex>();
    for (const { kind, name, node, project } of this.#references) {
      const known = names.get(kind);
      const isOpen = project === '' || kind === 'gateway' || kind === 'smtp gateway';
      if ((isOpen && known.has(name)) || known.has(`${project}/${name}`) || isUnnamed(kind, name)) continue;
      this.problem(node, quoted(name), wantedOf[kind], () => {
        const index = indexes.get(kind) ?? new NearIndex(known);
        indexes.set(kind, index);
        return index.didYouMean(name) ?? elsewhere(names, name);
      });
    }
    this.#references.length = 0;
  }
}

const wantedOf: Readonly<Record<NounKind, string>> = {
  case: 'the key of a case in this file',
  user: 'the key of a user in this file',
  web_user: 'the key of a web user in this file',
  'any user': 'the key of a user or web user in this file',
  group: 'the key of a group in this file',
  case_group: 'the key of a case group in this file',
  location: 'the key of a location in this file',
  alert: 'the name of an alert in this file',
  broadcast: 'the name of a broadcast in this file',
  keyword: 'a keyword of this file',
  survey: 'the key of a survey in this file',
  gateway: 'the name of a gateway in this file',
  'smtp gateway': 'the name of an smtp gateway in this file',
  person: 'the key of a case, user or web user in this file',
  owner: 'the key of a user, group or location in this file',
  sender: 'the key of a case or user in this file, or a phone number',
  recipient: 'the key of a case, user, group or location in this file',
  'sender of events': 'the name of an alert or broadcast in this file',
};

/** People the file does not name: `+` and digits, or an address. */
function isUnnamed(kind: NounKind, name: string): boolean {
  if (kind === 'sender' || kind === 'recipient' || kind === 'person') return /^\+\d+$|^\S+@\S+$/.test(name);
  return kind === 'case' && /^\+\d+$/.test(name);
}

/** The name exists, but as something else. */
function elsewhere(names: Names, name: string): string | undefined {
  const kinds = [
    'case',
    'user',
    'web_user',
    'group',
    'case_group',
    'location',
    'alert',
    'broadcast',
    'gateway',
  ];
  const kind = kinds.find((one) => names.get(one as NounKind).has(name));
  return kind === undefined ? undefined : `"${name}" is a ${kind.replace('_', ' ')}`;
}

export function problemAt(node: Node, found: string, wanted: string, hint?: string): Problem {
  const { origin, start, end } = node.place;
  const from = origin.lineAt(start);
  const to = origin.lineAt(end);
  return {
    file: origin.file,
    line: from.line,
    column: from.column,
    ...(to.line === from.line && to.column > from.column ? { endColumn: to.column } : {}),
    path: pathText(node.path),
    found: isQuotedSecret(node, found) ? 'a value that is not shown' : found,
    wanted,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** A secret's value is not shown, its name is. */
const isQuotedSecret = ({ path }: Node, found: string): boolean =>
  path !== undefined &&
  isSecretName(String(path.step)) &&
  found.startsWith('"') &&
  found !== quoted(String(path.step));

/** Where a node stands, for the run's messages. */
export function sourceOf(node: Node): SourceLocation {
  const { origin, start } = node.place;
  return { file: origin.file, ...origin.lineAt(start) };
}
