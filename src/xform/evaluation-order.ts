import type { Triggerable } from '../core/model/xform.ts';

/**
 * Triggerables so that each stands behind what it reads, else in their own order; or the paths that lead round
 * in a circle. Whether a node is shown decides about all nodes in it.
 */
export function inOrder(
  triggerables: readonly Triggerable[],
): { readonly ordered: readonly Triggerable[] } | { readonly cycle: readonly string[] } {
  const deciding = decidingFor(triggerables);
  const before = triggerables.map(({ reads }) => [...reads].flatMap((path) => deciding(path)));
  const state = new Uint8Array(triggerables.length);
  const ordered: Triggerable[] = [];

  for (let first = 0; first < triggerables.length; first += 1) {
    const trail: { readonly index: number; next: number }[] = [];
    const enter = (index: number): void => {
      state[index] = OPEN;
      trail.push({ index, next: 0 });
    };
    if (state[first] === NEW) enter(first);
    for (let top = trail.at(-1); top; top = trail.at(-1)) {
      const next = before[top.index]![top.next];
      top.next += 1;
      if (next === undefined) {
        state[top.index] = DONE;
        ordered.push(triggerables[top.index]!);
        trail.pop();
      } else if (state[next] === OPEN) {
        const start = trail.findIndex(({ index }) => index === next);
        return { cycle: trail.slice(start).map(({ index }) => triggerables[index]!.target) };
      } else if (state[next] === NEW) enter(next);
    }
  }
  return { ordered };
}

const NEW = 0;
const OPEN = 1;
const DONE = 2;

/** Which triggerables decide about a path: those of the node itself, and the conditions of all above it. */
function decidingFor(triggerables: readonly Triggerable[]): (path: string) => readonly number[] {
  const byTarget = new Map<string, number[]>();
  const conditions = new Map<string, number[]>();
  for (const [index, { kind, target }] of triggerables.entries()) {
    for (const map of kind === 'relevant' ? [byTarget, conditions] : [byTarget]) {
      const known = map.get(target);
      if (known) known.push(index);
      else map.set(target, [index]);
    }
  }
  return (path) => {
    const found = [...(byTarget.get(path) ?? [])];
    for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
      found.push(...(conditions.get(path.slice(0, cut)) ?? []));
    }
    return found;
  };
}
