/** The file a node came from, and how to count its lines. */
export interface Origin {
  readonly file: string;
  readonly lineAt: (offset: number) => { readonly line: number; readonly column: number };
}

/** A stretch of one file, in characters. */
export interface Place {
  readonly origin: Origin;
  readonly start: number;
  readonly end: number;
}

/** The way from the top of a file to a node. */
export interface Path {
  readonly above?: Path;
  readonly step: string | number;
}

interface Standing {
  readonly place: Place;
  readonly path: Path | undefined;
}

/** A scalar; every one is a text, whatever it looks like. */
export interface TextNode extends Standing {
  readonly kind: 'text';
  readonly text: string;
}

export interface ListNode extends Standing {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

export interface MapNode extends Standing {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, MapEntry>;
  /** As it stands in the file, where that is at hand. */
  readonly wording?: string | undefined;
}

export interface MapEntry {
  readonly key: TextNode;
  readonly value: Node;
}

/** One thing in a scenario file, with its place. Aliases and merge keys are already followed. */
export type Node = TextNode | ListNode | MapNode;

/** A longer key is cut in a path: the path stands in every problem below the key. */
const stepMax = 60;

/** `cases.asha.time_zone`, `expect[2].sms.to` */
export function pathText(path: Path | undefined): string {
  const steps: string[] = [];
  for (let at = path; at !== undefined; at = at.above) {
    steps.push(typeof at.step === 'number' ? `[${at.step}]` : `.${shortStep(at.step)}`);
  }
  return steps.reverse().join('').replace(/^\./, '');
}

const shortStep = (step: string): string => (step.length > stepMax ? `${step.slice(0, stepMax - 1)}…` : step);

/** What stands there, in a few words. */
export function nounOf(node: Node): string {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map') return 'a map';
  return node.text === '' ? 'nothing' : 'a text';
}

/** The key that a node hangs on. */
export function keyOf(node: Node): string {
  return String(node.path?.step ?? '');
}

/** A copy of `base` without some of its keys. */
export function without(base: MapNode, keys: Iterable<string>): MapNode {
  const dropped = new Set(keys);
  return { ...base, entries: new Map([...base.entries].filter(([key]) => !dropped.has(key))) };
}
