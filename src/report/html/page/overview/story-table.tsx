/** The stories of the report, one a line. */

import { grouped } from '../../../../core/text/grouped.ts';
import { BidiText } from '../../../../web/parts/bidi-text.tsx';
import { spanText } from '../../../text/span.ts';
import { hashOf } from '../state/route.ts';
import type { ChosenStory } from '../state/summary.ts';

/** More are folded. */
const OPEN_MAX = 12;

export function StoryTable({ stories }: { stories: readonly ChosenStory[] }) {
  return (
    <details class="card-box" open={stories.length <= OPEN_MAX}>
      <summary>
        <strong>Stories</strong> <small>{grouped(stories.length)}</small>
      </summary>
      <div class="wide tall">
        <table class="figures-table">
          <thead>
            <tr>
              <th scope="col">Story</th>
              <th scope="col">Outcome</th>
              <th scope="col" class="count">
                SMS
              </th>
              <th scope="col" class="count">
                Email
              </th>
              <th scope="col" class="count">
                Errors
              </th>
              <th scope="col" class="count">
                Got nothing
              </th>
              <th scope="col" class="count">
                Virtual time
              </th>
            </tr>
          </thead>
          <tbody>
            {stories.map(({ index, story }) => (
              <tr key={index}>
                <th scope="row">
                  <a href={hashOf({ view: 'overview', story: index, filter: {} })}>
                    <BidiText text={story.title} />
                  </a>
                  <small>
                    <BidiText text={story.where} />
                  </small>
                </th>
                <td>
                  <span class={story.failures.length > 0 ? 'chip chip-bad' : 'chip chip-good'}>
                    {story.outcome}
                  </span>
                </td>
                <td class="count">{grouped(story.totals.sms)}</td>
                <td class="count">{grouped(story.totals.email)}</td>
                <td class="count">{grouped(story.totals.errors)}</td>
                <td class="count">
                  {grouped((story.counts?.gotNothing ?? []).reduce((sum, { count }) => sum + count, 0))}
                </td>
                <td class="count">{spanText(story.endsAt - story.startsAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
