/** The figures at the top. */
import { grouped } from '../../../../core/text/grouped.ts';
import { counted, spanText, stories as storiesText } from '../../../text/span.ts';
import type { BucketSummary } from '../../data/story-record.ts';
import { costText } from '../state/numbers.ts';
import { type ChosenStory, summary } from '../state/summary.ts';

export function Figures({ stories, all }: { stories: readonly ChosenStory[]; all: BucketSummary }) {
  const sum = (count: (one: ChosenStory['story']) => number): number =>
    stories.reduce((total, { story }) => total + count(story), 0);
  const gotNothingCount = sum(({ counts }) =>
    (counts?.gotNothing ?? []).reduce((total, { count }) => total + count, 0),
  );
  const people = sum(({ counts }) => counts?.people ?? 0);
  const virtualMs = sum(({ startsAt, endsAt }) => endsAt - startsAt);
  const cost = costText(all);
  return (
    <dl class="big-figures">
      <Promises stories={stories} virtualMs={virtualMs} />
      <Figure
        name="People"
        figure={grouped(people)}
        words={gotNothingCount === 0 ? 'everybody got something' : `${grouped(gotNothingCount)} got nothing`}
        look={gotNothingCount > 0 ? 'warn' : undefined}
      />
      <Figure name="SMS sent" figure={grouped(all.sms)} words={counted(all.segments, 'segment')} />
      <Figure
        name="Emails sent"
        figure={grouped(all.email)}
        words={`${counted(
          sum(({ totals }) => totals.inbound),
          'text',
        )} received`}
      />
      <Figure name="Cost" figure={cost === '' ? '–' : cost} words={costWords(all, cost)} />
      <Figure
        name="Errors"
        figure={grouped(sum(({ totals }) => totals.errors))}
        words={`${grouped(sum(({ totals }) => totals.skipped))} not sent for a reason · ${grouped(sum(({ totals }) => totals.held))} held`}
        look={sum(({ totals }) => totals.errors) > 0 ? 'bad' : undefined}
      />
    </dl>
  );
}

/** Of one story how many promises held, of many how many stories did. */
function Promises({ stories, virtualMs }: { stories: readonly ChosenStory[]; virtualMs: number }) {
  const span = `${spanText(virtualMs)} of virtual time`;
  const broken = stories.filter(({ story }) => story.failures.length > 0);
  const look = broken.length > 0 ? ('bad' as const) : undefined;
  const [only, second] = stories;
  if (only && !second) {
    const { failures, failuresLeftOut, keptCount, outcome } = only.story;
    const count = failures.length + failuresLeftOut;
    const figure =
      count > 0 ? `${grouped(count)} broken` : outcome === 'kept' ? `${grouped(keptCount)} kept` : 'none';
    return <Figure name="Promises" figure={figure} words={span} look={look} />;
  }
  const parts = [
    broken.length === 0 ? 'none is broken' : `${grouped(broken.length)} broken`,
    ...(summary.notRun > 0 ? [`${storiesText(summary.notRun)} not run`] : []),
    span,
  ];
  return <Figure name="Stories" figure={grouped(stories.length)} words={parts.join(' · ')} look={look} />;
}

function costWords({ unpriced, segments }: BucketSummary, cost: string): string {
  if (segments === 0) return 'no segment was sent';
  if (cost === '') return 'no gateway has a price';
  return unpriced === 0
    ? 'every segment has a price'
    : `without ${counted(unpriced, 'segment')} that have no price`;
}

interface FigureProps {
  readonly name: string;
  readonly figure: string;
  readonly words: string;
  readonly look?: 'bad' | 'warn' | undefined;
}

function Figure({ name, figure, words, look }: FigureProps) {
  return (
    <div class="big-figure" data-look={look}>
      <dt>{name}</dt>
      <dd data-many={figure.includes('\n')}>{figure}</dd>
      <dd class="hint">{words}</dd>
    </div>
  );
}
