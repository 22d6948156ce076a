/** What a dialog ends with: its buttons, and what was wrong. Stays in sight however long the dialog is. */
import type { ComponentChildren } from 'preact';
import type { Problem } from '../state/answers.ts';
import { ProblemNote } from './problem-note.tsx';

interface Props {
  readonly problem?: Problem | undefined;
  readonly children: ComponentChildren;
}

export function DialogFoot({ problem, children }: Props) {
  return (
    <div class="dialog-foot">
      {problem && <ProblemNote problem={problem} />}
      <div class="button-row">{children}</div>
    </div>
  );
}
