/** Changes, one a line: the message before beside the message now. */
import { BidiText } from '../../../../web/parts/bidi-text.tsx';
import { LabelText } from '../../../../web/parts/label-text.tsx';
import type { ChangedMessage, ChangeRow } from '../../data/diff-summary.ts';
import { VirtualTable } from '../parts/virtual-table.tsx';

export function ChangeTable({ rows }: { rows: readonly ChangeRow[] }) {
  return (
    <VirtualTable
      label="Changes"
      class="change-table"
      items={rows}
      columns={[
        { name: 'Recipient', cell: ({ label }) => <LabelText text={label} /> },
        { name: 'Event', cell: ({ cause }) => <BidiText text={cause} /> },
        { name: 'Before', cell: ({ before }) => <Side message={before} /> },
        { name: 'After', cell: ({ after }) => <Side message={after} /> },
        { name: 'Change', cell: ({ how }) => <BidiText text={how} max={1000} /> },
      ]}
    />
  );
}

function Side({ message }: { message: ChangedMessage | null }) {
  if (!message) return <span class="nought">no such message</span>;
  return (
    <span class="two-lines">
      <span>
        <time>{message.at}</time> <BidiText text={message.what} />
      </span>
      <small>
        <BidiText text={message.text} />
      </small>
    </span>
  );
}
