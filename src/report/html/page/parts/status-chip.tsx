/** The status of a message in CommCare's words. */
import type { PageRow, Status } from '../model/page-row.ts';
import { statusText, statusWords } from '../state/labels.ts';

const looks: Readonly<Record<Status, string>> = {
  sent: 'chip-good',
  received: '',
  waiting: 'chip-warn',
  error: 'chip-bad',
  skipped: 'chip-warn',
  nothing: 'chip-warn',
};

export function StatusChip({ row }: { row: Pick<PageRow, 'status' | 'reason'> }) {
  return (
    <span class={`chip ${looks[row.status]}`} title={statusText(row)}>
      {statusWords[row.status]}
    </span>
  );
}
