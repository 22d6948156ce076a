/** Everybody whom the run is about, narrowed by what is asked of their messages. */
import { useMemo } from 'preact/hooks';
import { grouped } from '../../../../core/text/grouped.ts';
import { shortText } from '../../../../web/local-time.ts';
import { BidiText } from '../../../../web/parts/bidi-text.tsx';
import { Empty } from '../../../../web/parts/empty.tsx';
import { wordsFor } from '../../../roster/cures.ts';
import { counted } from '../../../text/span.ts';
import { peopleIn } from '../model/people-in.ts';
import { FilterBar } from '../parts/filter-bar.tsx';
import { StatusChip } from '../parts/status-chip.tsx';
import type { OpenStory } from '../parts/stories-gate.tsx';
import { VirtualTable } from '../parts/virtual-table.tsx';
import { behind } from '../state/place.ts';
import { hashOf } from '../state/route.ts';

export function PeopleView({ stories }: { stories: readonly OpenStory[] }) {
  const { filter } = behind.value;
  const people = useMemo(
    () => stories.flatMap((open) => peopleIn(open.model, filter).map((person) => ({ ...person, open }))),
    [stories, filter],
  );
  const all = stories.reduce((sum, { model }) => sum + model.persons.length, 0);
  const countText =
    people.length === all
      ? counted(all, 'contact')
      : `${grouped(people.length)} of ${counted(all, 'contact')}`;
  const hasMany = stories.length > 1;
  return (
    <div class="list-view">
      <FilterBar stories={stories} countText={countText} />
      {people.length === 0 ? (
        <Empty title={all === 0 ? 'Nobody is in this run' : 'Nobody fits'}>
          {all === 0 ? 'No case was registered and no message was made.' : 'Show all, or ask for less.'}
        </Empty>
      ) : (
        <VirtualTable
          label="People"
          class="people-table"
          items={people}
          hrefOf={({ open, key }) => hashOf({ view: 'person', key, story: open.index, filter: {} })}
          columns={[
            {
              name: 'User Name',
              cell: ({ open, key }) => (
                <span class="two-lines">
                  <strong>
                    <BidiText text={open.model.people.name(key) || key} />
                  </strong>
                  <small>
                    <BidiText
                      text={
                        hasMany
                          ? `${open.model.people.id(key)} · ${open.story.title}`
                          : open.model.people.id(key)
                      }
                    />
                  </small>
                </span>
              ),
            },
            { name: 'Phone Number', cell: ({ reach }) => <BidiText text={reach} /> },
            { name: 'Sent', isCount: true, cell: ({ counts }) => <Count count={counts.sent} /> },
            { name: 'Received', isCount: true, cell: ({ counts }) => <Count count={counts.received} /> },
            { name: 'Error', isCount: true, cell: ({ counts }) => <Count count={counts.error} /> },
            {
              name: 'Not sent',
              isCount: true,
              cell: ({ counts }) => <Count count={counts.skipped + counts.waiting} />,
            },
            {
              name: 'Status',
              cell: ({ last, open }) => (
                <span class="two-lines">
                  <span>
                    <StatusChip row={last} />{' '}
                    {last.at !== undefined && <small>{shortText(open.model.zone, last.at)}</small>}
                  </span>
                  <small>
                    <BidiText
                      text={last.reason === undefined ? last.cause : wordsFor(last.reason, last.detail)}
                    />
                  </small>
                </span>
              ),
            },
          ]}
        />
      )}
    </div>
  );
}

/** A nought is quiet. */
function Count({ count }: { count: number }) {
  return <span class={count === 0 ? 'nought' : ''}>{grouped(count)}</span>;
}
