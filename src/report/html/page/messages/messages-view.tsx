/** All messages, as CommCare's Message Log has them, with those that were never sent. */
import { useMemo } from 'preact/hooks';
import { grouped } from '../../../../core/text/grouped.ts';
import { Empty } from '../../../../web/parts/empty.tsx';
import { counted } from '../../../text/span.ts';
import { type PageFilter, type PageRow, rowTest } from '../model/page-row.ts';
import { FilterBar } from '../parts/filter-bar.tsx';
import type { OpenStory } from '../parts/stories-gate.tsx';
import { behind } from '../state/place.ts';
import { MessageTable } from './message-table.tsx';

export function MessagesView({ stories }: { stories: readonly OpenStory[] }) {
  const { filter } = behind.value;
  const rows = useMemo(
    () =>
      stories.flatMap((open) => {
        const takes = rowTest(filter, open.model.people, open.model.zone);
        return open.model.rows.filter(takes).flatMap((row) => (isMessage(row, filter) ? { open, row } : []));
      }),
    [stories, filter],
  );
  const all = stories.reduce(
    (sum, { model }) => sum + model.rows.filter((row) => isMessage(row, {})).length,
    0,
  );
  const countText =
    rows.length === all ? counted(all, 'row') : `${grouped(rows.length)} of ${counted(all, 'row')}`;
  return (
    <div class="list-view">
      <FilterBar stories={stories} countText={countText} />
      {rows.length === 0 ? (
        <Empty title={all === 0 ? 'No messages' : 'No message fits'}>
          {all === 0 ? 'Nothing was due in this run.' : 'Show all, or ask for less.'}
        </Empty>
      ) : (
        <MessageTable rows={rows} />
      )}
    </div>
  );
}

/** Who got nothing has no message: such rows are shown when they are asked for. */
const isMessage = ({ status }: PageRow, asked: PageFilter): boolean =>
  status !== 'nothing' || asked.status === 'nothing';
