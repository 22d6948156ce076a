/** The people of one story that a filter leaves, each with the counts of everything that is theirs. */
import { reachText } from '../state/labels.ts';
import { type PageFilter, type PageRow, rowTest, type Status } from './page-row.ts';
import type { StoryModel } from './story-model.ts';

export interface ListedPerson {
  readonly key: string;
  /** Of all rows of the person, whatever the filter: who got nothing for one reason may have errors of another. */
  readonly counts: Readonly<Record<Status, number>>;
  /** Of the rows that the filter leaves, the last that says how it ended. */
  readonly last: PageRow;
  readonly reach: string;
}

export function peopleIn(model: StoryModel, filter: PageFilter): ListedPerson[] {
  const takes = rowTest(filter, model.people, model.zone);
  return model.persons.flatMap((key) => {
    const all = model.rowsOf(key);
    const asked = all.filter(takes);
    if (asked.length === 0) return [];
    const counts = { sent: 0, error: 0, skipped: 0, waiting: 0, nothing: 0, received: 0 };
    for (const { status } of all) counts[status] += 1;
    const reached = all.find((row) => reachText(row) !== '');
    return [{ key, counts, last: endOf(asked), reach: reached ? reachText(reached) : '' }];
  });
}

/** An error says more than a text that came before it; what was received says nothing of what was sent. */
const endOf = (rows: readonly PageRow[]): PageRow =>
  rows.findLast(({ status }) => status === 'nothing') ??
  rows.findLast(({ status }) => status !== 'received') ??
  rows.at(-1)!;
