/** A lane for each person of one story. */
import { useMemo } from 'preact/hooks';
import { grouped } from '../../../../core/text/grouped.ts';
import { BidiText } from '../../../../web/parts/bidi-text.tsx';
import { Empty } from '../../../../web/parts/empty.tsx';
import { Timeline } from '../../../../web/timeline/timeline.tsx';
import type { MarkSource } from '../../../../web/timeline/timeline-model.ts';
import { counted } from '../../../text/span.ts';
import { MessageTable } from '../messages/message-table.tsx';
import { rowTest } from '../model/page-row.ts';
import { nameOf } from '../model/story-model.ts';
import { FilterBar } from '../parts/filter-bar.tsx';
import type { OpenStory } from '../parts/stories-gate.tsx';
import { behind, goTo, route } from '../state/place.ts';
import { hashOf } from '../state/route.ts';

export function TimelineView({ stories }: { stories: readonly OpenStory[] }) {
  const [open, other] = stories;
  if (!open) return null;
  return other ? <Choice stories={stories} /> : <StoryTimeline key={open.index} open={open} />;
}

/** Each story has a clock of its own. */
function Choice({ stories }: { stories: readonly OpenStory[] }) {
  return (
    <section class="choice">
      <h2>Whose timeline?</h2>
      <ul class="cards">
        {stories
          .filter(({ model }) => model.rows.length > 0)
          .map(({ index, story, model }) => (
            <li key={index}>
              <a class="card" href={hashOf({ view: 'timeline', story: index, filter: {} })}>
                <strong>
                  <BidiText text={story.title} />
                </strong>
                <span>
                  {counted(model.persons.length, 'contact')}, {counted(model.rows.length, 'row')}
                </span>
              </a>
            </li>
          ))}
      </ul>
    </section>
  );
}

function StoryTimeline({ open }: { open: OpenStory }) {
  const { model, story, index } = open;
  const { filter } = behind.value;
  const takes = useMemo(() => rowTest(filter, model.people, model.zone), [model, filter]);
  const lanes = useMemo(() => model.lanes.filter(({ key }) => model.rowsOf(key).some(takes)), [model, takes]);
  const rows = useMemo(() => model.rows.filter(takes).map((row) => ({ open, row })), [open, takes]);
  const countText =
    lanes.length === model.lanes.length
      ? counted(lanes.length, 'lane')
      : `${grouped(lanes.length)} of ${counted(model.lanes.length, 'lane')}`;
  const { view, key = '' } = route.value;
  return (
    <div class="list-view">
      <FilterBar stories={[open]} countText={countText} />
      {lanes.length === 0 ? (
        <Empty title={model.lanes.length === 0 ? 'Nobody is in this run' : 'Nobody fits'} />
      ) : (
        <Timeline
          lanes={lanes}
          whole={{ from: story.startsAt, to: story.endsAt }}
          zone={story.zone}
          chosenSeq={view === 'message' ? model.row(key)?.seq : undefined}
          onPick={pick}
        >
          <details class="timeline-lines">
            <summary>The same as a list ({grouped(rows.length)})</summary>
            <MessageTable rows={rows} />
          </details>
        </Timeline>
      )}
    </div>
  );

  /** A hold or a try leads to the message that it is of. */
  function pick({ seq, lane }: MarkSource): void {
    const { id } = model.entry(seq);
    const row =
      (id === undefined ? undefined : model.row(id)) ?? model.rowsOf(lane).find((one) => one.seq === seq);
    if (row) goTo({ view: 'message', key: nameOf(row), story: index, filter: {} });
  }
}
