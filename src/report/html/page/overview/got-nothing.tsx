/** Who got nothing, by reason, with what would put it right. */

import { grouped } from '../../../../core/text/grouped.ts';
import { BidiText } from '../../../../web/parts/bidi-text.tsx';
import { LabelText } from '../../../../web/parts/label-text.tsx';
import { cureFor, wordsFor } from '../../../roster/cures.ts';
import { counted } from '../../../text/span.ts';
import { hashOf } from '../state/route.ts';
import type { ChosenStory } from '../state/summary.ts';

export function GotNothing({
  stories,
  story,
}: {
  stories: readonly ChosenStory[];
  story: number | undefined;
}) {
  const groups = stories.flatMap(({ story: one, index }) =>
    (one.counts?.gotNothing ?? []).map((group) => ({ ...group, index })),
  );
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const people = stories.reduce((sum, { story: one }) => sum + (one.counts?.people ?? 0), 0);
  if (count === 0) return null;
  return (
    <section class="card-box">
      <h3>
        Got nothing: {grouped(count)} of {counted(people, 'contact')}
      </h3>
      <ul class="told-list">
        {groups.map(({ reason, detail, count: many, names, index }) => (
          <li key={`${index} ${reason} ${detail}`}>
            <a
              href={hashOf({ view: 'people', story: story ?? index, filter: { status: 'nothing', reason } })}
            >
              <strong>{grouped(many)}</strong> <span>{wordsFor(reason, detail)}</span>
              {detail !== '' && wordsFor(reason, detail) !== detail && (
                <>
                  {' '}
                  (<BidiText text={detail} />)
                </>
              )}
            </a>
            <small>{cureFor(reason, detail)}</small>
            <small>
              {names.map((name, place) => (
                <span key={place}>
                  {place > 0 && ', '}
                  <LabelText text={name} />
                </span>
              ))}
              {many > names.length && ` and ${grouped(many - names.length)} more`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
