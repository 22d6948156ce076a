/** A problem, told as what was found, what was wanted and what would mend it. */
import type { Problem } from '../state/answers.ts';

export function ProblemNote({ problem, onClose }: { problem: Problem; onClose?: () => void }) {
  return (
    <div class="problem" role="alert">
      <dl>
        <dt>Found</dt>
        <dd dir="auto">{problem.found}</dd>
        {problem.wanted && <dt>Wanted</dt>}
        {problem.wanted && <dd dir="auto">{problem.wanted}</dd>}
        {problem.hint && <dt>Hint</dt>}
        {problem.hint && <dd dir="auto">{problem.hint}</dd>}
      </dl>
      {onClose && (
        <button type="button" class="quiet" onClick={onClose} aria-label="Dismiss">
          ✕
        </button>
      )}
    </div>
  );
}
