/** A problem: what was found, what was wanted and what would mend it. */

import { cut } from '../../../web/parts/bidi-text.tsx';
import type { Problem } from '../state/answers.ts';

const WORDS_MAX = 2000;

/** Problems that are named; a story may have any number of them. */
const PLACES_MAX = 10;

export function ProblemNote({ problem, onClose }: { problem: Problem; onClose?: () => void }) {
  const [first, ...others] = placesIn(problem);
  return (
    <div class="problem" role="alert">
      <dl>
        {first && <dt>Place</dt>}
        {first && (
          <dd dir="auto">
            <code>{cut(first.place, WORDS_MAX)}</code>
          </dd>
        )}
        <dt>Found</dt>
        <dd dir="auto">{cut(problem.found, WORDS_MAX)}</dd>
        {problem.wanted && <dt>Wanted</dt>}
        {problem.wanted && <dd dir="auto">{cut(problem.wanted, WORDS_MAX)}</dd>}
        {problem.hint && <dt>Hint</dt>}
        {problem.hint && <dd dir="auto">{cut(problem.hint, WORDS_MAX)}</dd>}
        {others.length > 0 && <dt>Also</dt>}
        {others.slice(0, PLACES_MAX).map(({ place, found, wanted, hint }) => (
          <dd key={place} dir="auto">
            <code>{cut(place, WORDS_MAX)}</code> {cut(found, WORDS_MAX)}
            {/* The cure; without one, what would be right. */}
            {(hint ?? wanted) !== undefined && (
              <small>{cut(hint ?? `wanted ${wanted ?? ''}`, WORDS_MAX)}</small>
            )}
          </dd>
        ))}
        {others.length > PLACES_MAX && (
          <dd>
            {others.length - PLACES_MAX} more: <code>drysend check</code> names all
          </dd>
        )}
      </dl>
      {onClose && (
        <button type="button" class="quiet" onClick={onClose} aria-label="Dismiss">
          ✕
        </button>
      )}
    </div>
  );
}

const wordsOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Where a story does not read, as `drysend run` writes it: `file:line:column`. */
function placesIn({ problems = [] }: Problem) {
  return problems.flatMap((one) => {
    const { file, line, column, found, wanted, hint } = one as Readonly<Record<string, unknown>>;
    if (typeof line !== 'number') return [];
    return [
      {
        place: `${file}:${line}:${column}`,
        found: String(found),
        wanted: wordsOf(wanted),
        hint: wordsOf(hint),
      },
    ];
  });
}
