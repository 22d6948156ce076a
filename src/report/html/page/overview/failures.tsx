/** Promises that did not hold, each with its evidence. */

import { grouped } from '../../../../core/text/grouped.ts';
import { BidiText } from '../../../../web/parts/bidi-text.tsx';
import type { ChosenStory } from '../state/summary.ts';

const WORDS_MAX = 2000;

export function Failures({ stories }: { stories: readonly ChosenStory[] }) {
  const broken = stories.filter(({ story }) => story.failures.length > 0);
  if (broken.length === 0) return null;
  return (
    <section class="failures">
      <h2>
        {broken.every(({ story }) => story.outcome === 'stopped') ? 'What could not run' : 'Broken promises'}
      </h2>
      {broken.map(({ index, story }) => (
        <details key={index} class="card-box" open={broken.length <= 3}>
          <summary>
            <strong>
              <BidiText text={story.title} />
            </strong>{' '}
            <small>{grouped(story.failures.length + story.failuresLeftOut)}</small>
          </summary>
          <ol>
            {story.failures.map((failure, place) => (
              <li key={place} class="failure">
                <strong>
                  <BidiText text={failure.title} max={WORDS_MAX} />
                </strong>
                {failure.lines.map((line, ordinal) => (
                  <p key={ordinal}>
                    <BidiText text={line} max={WORDS_MAX} />
                  </p>
                ))}
                {failure.where !== undefined && (
                  <small>
                    <BidiText text={failure.where} />
                  </small>
                )}
              </li>
            ))}
          </ol>
          {story.failuresLeftOut > 0 && (
            <p class="hint">and {grouped(story.failuresLeftOut)} more, which --reporter json has</p>
          )}
          <p class="hint">
            Again: <code>{story.replay}</code>
          </p>
        </details>
      ))}
    </section>
  );
}
