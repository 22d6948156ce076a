/** A problem: what was found, what was wanted and what would mend it. */

import { cut } from '../../../web/parts/bidi-text.tsx';
import type { Problem } from '../state/answers.ts';

const WORDS_MAX = 2000;

export function ProblemNote({ problem, onClose }: { problem: Problem; onClose?: () => void }) {
  return (
    <div class="problem" role="alert">
      <dl>
        <dt>Found</dt>
        <dd dir="auto">{cut(problem.found, WORDS_MAX)}</dd>
        {problem.wanted && <dt>Wanted</dt>}
        {problem.wanted && <dd dir="auto">{cut(problem.wanted, WORDS_MAX)}</dd>}
        {problem.hint && <dt>Hint</dt>}
        {problem.hint && <dd dir="auto">{cut(problem.hint, WORDS_MAX)}</dd>}
      </dl>
      {onClose && (
        <button type="button" class="quiet" onClick={onClose} aria-label="Dismiss">
          ✕
        </button>
      )}
    </div>
  );
}
