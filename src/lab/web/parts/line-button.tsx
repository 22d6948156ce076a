import type { ComponentChildren } from 'preact';
import type { Line } from '../state/answers.ts';
import { chosen } from '../state/chosen.ts';

/** A line of the journal in a list, its kind in front: pressing it opens its trail. */
export function LineButton({ line, children }: { line: Line; children: ComponentChildren }) {
  return (
    <button
      type="button"
      class="list-row"
      onClick={() => {
        chosen.value = line;
      }}
    >
      <span class="kind" data-kind={line.kind}>
        {line.kind}
      </span>
      {children}
    </button>
  );
}
