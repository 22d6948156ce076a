import type { Invariant } from './invariant.ts';

/** Each message has exactly one end: `sent`, `error`, or a place among the pending. */
export const everyMessageEnds: Invariant = {
  name: 'every-message-ends',
  kinds: ['queued', 'sent', 'error'],
  begin: (_plan, report) => ({
    observe({ entry, index, scene }) {
      const { kind, id } = entry;
      if (id === undefined) {
        if (kind !== 'error') report(`a ${kind} message without an id`, index);
        return;
      }
      const open = scene.open.get(id);
      if (kind === 'queued' && open) report(`message ${id} is queued twice`, open.index, index);
      if (kind !== 'queued' && !open) report(`message ${id} was never queued, or has ended before`, index);
    },
    finish({ pending }, scene) {
      const listed = new Set(pending);
      for (const [id, { index }] of scene.open)
        if (!listed.has(id)) report(`message ${id} has no end`, index);
      for (const id of listed) if (!scene.open.has(id)) report(`message ${id} is pending, but not open`);
    },
  }),
};
