import type { NodeTemplate, Triggerable, XForm } from '../model/xform.ts';
import type { Work } from './scope.ts';

/** What of a form is looked up all the time; made once for each form. */
export class FormIndex {
  /** Path → what new repetitions are made of. */
  readonly templates: ReadonlyMap<string, NodeTemplate>;
  private readonly triggerables: readonly Triggerable[];
  /** Path → positions of the expressions that read it. */
  private readonly readers: ReadonlyMap<string, readonly number[]>;
  /** Path → paths in it that some expression reads. */
  private readonly below = new Map<string, readonly string[]>();

  constructor({ triggerables, instance }: XForm) {
    this.triggerables = triggerables;
    this.readers = readersOf(triggerables);
    this.templates = templatesOf(instance);
  }

  /** The expressions to evaluate again after nodes have changed, each once and in order. */
  dueAfter(paths: readonly string[], work: Work): readonly Triggerable[] {
    const due = new Set<number>();
    const pending = [...paths];
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      for (const index of this.readers.get(path) ?? []) {
        work.step();
        if (due.has(index)) continue;
        due.add(index);
        const { kind, target } = this.triggerables[index]!;
        pending.push(target);
        if (kind === 'relevant') for (const each of this.readBelow(target)) pending.push(each);
      }
    }
    return [...due].sort((a, b) => a - b).map((index) => this.triggerables[index]!);
  }

  /** A node that appears or disappears changes all that stands in it. */
  private readBelow(path: string): readonly string[] {
    const known = this.below.get(path);
    if (known) return known;
    const found = [...this.readers.keys()].filter((other) => other.startsWith(`${path}/`));
    this.below.set(path, found);
    return found;
  }
}

const indexes = new WeakMap<XForm, FormIndex>();

export function indexOf(form: XForm): FormIndex {
  const known = indexes.get(form);
  if (known) return known;
  const index = new FormIndex(form);
  indexes.set(form, index);
  return index;
}

function readersOf(triggerables: readonly Triggerable[]): ReadonlyMap<string, readonly number[]> {
  const readers = new Map<string, number[]>();
  for (const [index, { reads }] of triggerables.entries()) {
    for (const path of reads) {
      const known = readers.get(path);
      if (known) known.push(index);
      else readers.set(path, [index]);
    }
  }
  return readers;
}

function templatesOf(root: NodeTemplate): ReadonlyMap<string, NodeTemplate> {
  const found = new Map<string, NodeTemplate>();
  const visit = (template: NodeTemplate): void => {
    if (!found.has(template.path) || template.isPattern) found.set(template.path, template);
    for (const child of template.children) visit(child);
  };
  visit(root);
  return found;
}
