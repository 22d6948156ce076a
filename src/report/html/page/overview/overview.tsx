/** The counts of the whole report, or of one story: what was sent, what it cost, what went wrong, who got nothing. */

import { grouped } from '../../../../core/text/grouped.ts';
import { Empty } from '../../../../web/parts/empty.tsx';
import type { BucketSummary } from '../../data/story-record.ts';
import { allSent, bucketsOf, costText, messagesIn } from '../state/numbers.ts';
import { hashOf } from '../state/route.ts';
import type { ChosenStory } from '../state/summary.ts';
import { type BarRow, BarTable } from './bar-table.tsx';
import { Errors } from './errors.tsx';
import { Failures } from './failures.tsx';
import { Figures } from './figures.tsx';
import { Funnels } from './funnels.tsx';
import { GotNothing } from './got-nothing.tsx';
import { StoryTable } from './story-table.tsx';
import { TimeChart } from './time-chart.tsx';
import { dayColumns, hourColumns } from './time-columns.ts';
import { Warnings } from './warnings.tsx';

export function Overview({ stories, story }: { stories: readonly ChosenStory[]; story: number | undefined }) {
  const all = allSent(stories);
  return (
    <div class="overview">
      <Figures stories={stories} all={all} />
      <Failures stories={stories} />
      {stories.length > 1 && <StoryTable stories={stories} />}
      <h2 class="for-readers">Messages</h2>
      {messagesIn(all) > 0 ? (
        <Charts stories={stories} story={story} />
      ) : (
        <Empty title="No message was sent" />
      )}
      <div class="columns">
        <Errors stories={stories} story={story} />
        <GotNothing stories={stories} story={story} />
        <Warnings stories={stories} />
      </div>
      <Funnels stories={stories} story={story} />
    </div>
  );
}

function Charts({ stories, story }: { stories: readonly ChosenStory[]; story: number | undefined }) {
  const { unit, columns } = dayColumns(bucketsOf(stories, 'days'));
  const clock = stories.length === 1 ? ` (${stories[0]?.story.zone})` : '';
  const link = (name: 'gateway' | 'language' | 'month') => (key: string) =>
    hashOf({ view: 'messages', story, filter: { status: 'sent', [name]: key } });
  return (
    <>
      <div class="charts">
        <TimeChart
          caption={`Messages per ${unit}${clock}`}
          unit={unit === 'day' ? 'Day' : unit === 'week' ? 'Week' : 'Month'}
          columns={columns}
        />
        <TimeChart
          caption="Messages per hour, on the reader’s own clock; nights are shaded"
          unit="Hour"
          columns={hourColumns(bucketsOf(stories, 'hours'))}
        />
      </div>
      <div class="columns">
        <BarTable
          caption="Messages per gateway"
          heads={heads('Gateway')}
          rows={bucketsOf(stories, 'gateways').map(rowWith(link('gateway')))}
        />
        <BarTable
          caption="Messages per language"
          heads={heads('Language')}
          rows={bucketsOf(stories, 'languages').map(rowWith(link('language')))}
        />
        <BarTable
          caption="Messages per month"
          heads={heads('Month')}
          rows={bucketsOf(stories, 'months').map(rowWith(link('month')))}
        />
      </div>
    </>
  );
}

const heads = (name: string): readonly [string, string, ...string[]] => [
  name,
  'Messages',
  'Segments',
  'Cost',
];

const rowWith =
  (link: (key: string) => string) =>
  (bucket: BucketSummary): BarRow => ({
    name: bucket.key === '' ? 'none' : bucket.key,
    count: messagesIn(bucket),
    href: bucket.key === '' ? undefined : link(bucket.key),
    more: [grouped(bucket.segments), costText(bucket) || '–'],
  });
