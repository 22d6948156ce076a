/** Messages under the columns of CommCare's Message Log. */

import type { Instant } from '../../../../core/model/instant.ts';
import { wallText } from '../../../../core/time/format.ts';
import { BidiText } from '../../../../web/parts/bidi-text.tsx';
import { wordsFor } from '../../../roster/cures.ts';
import type { PageRow } from '../model/page-row.ts';
import { nameOf } from '../model/story-model.ts';
import { StatusChip } from '../parts/status-chip.tsx';
import type { OpenStory } from '../parts/stories-gate.tsx';
import { type TableColumn, VirtualTable } from '../parts/virtual-table.tsx';
import { reachText, typeText, userName } from '../state/labels.ts';
import { route } from '../state/place.ts';
import { hashOf } from '../state/route.ts';

/** A row and the story that it is of. */
interface MessageItem {
  readonly open: OpenStory;
  readonly row: PageRow;
}

interface Props {
  readonly rows: readonly MessageItem[];
  /** All are of one person, whose name is left out. */
  readonly isOfOne?: boolean;
}

export function MessageTable({ rows, isOfOne = false }: Props) {
  const { view, key } = route.value;
  return (
    <VirtualTable
      label="Messages"
      class={isOfOne ? 'message-table of-one' : 'message-table'}
      items={rows}
      hrefOf={({ open, row }) => hashOf({ view: 'message', key: nameOf(row), story: open.index, filter: {} })}
      isChosen={({ row }) => view === 'message' && nameOf(row) === key}
      columns={columns.filter(({ name }) => !(isOfOne && (name === 'User Name' || name === 'Phone Number')))}
    />
  );
}

const columns: readonly TableColumn<MessageItem>[] = [
  {
    name: 'Timestamp',
    cell: ({ open: { model }, row: { at } }) => (
      <time>{at === undefined ? 'never' : wallText(model.zone, at as Instant)}</time>
    ),
  },
  {
    name: 'User Name',
    cell: ({ open: { model }, row: { person } }) => <BidiText text={userName(model.people, person)} />,
  },
  { name: 'Phone Number', cell: ({ row }) => <BidiText text={reachText(row)} /> },
  { name: 'Direction', cell: ({ row }) => (row.status === 'received' ? 'Incoming' : 'Outgoing') },
  {
    name: 'Message',
    cell: ({ row }) => <BidiText text={row.text ?? ''} />,
  },
  { name: 'Status', cell: ({ row }) => <StatusWords row={row} /> },
  { name: 'Event', cell: ({ row }) => <BidiText text={row.cause} /> },
  { name: 'Gateway', cell: ({ row }) => <BidiText text={row.gateway ?? ''} /> },
  { name: 'Type', cell: ({ row }) => typeText(row) },
];

function StatusWords({ row }: { row: PageRow }) {
  return (
    <span class="two-lines">
      <span>
        <StatusChip row={row} />
      </span>
      {row.reason !== undefined && (
        <small>
          <BidiText text={wordsFor(row.reason, row.detail)} />
        </small>
      )}
    </span>
  );
}
