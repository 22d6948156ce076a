/** The figures at the top. */
import { counted, grouped, spanText, stories as storiesText } from '../../../text/span.ts';
import type { BucketSummary } from '../../data/story-record.ts';
import { costText } from '../state/numbers.ts';
import { type ChosenStory, summary } from '../state/summary.ts';

export function Figures({ stories, all }: { stories: readonly ChosenStory[]; all: BucketSummary }) {
  const sum = (count: (one: ChosenStory['story']) => number): number =>
    stories.reduce((total, { story }) => total + count(story), 0);
  const broken = stories.filter(
    ({ story }) => story.outcome === 'broken' || story.outcome === 'stopped',
  ).length;
  const nothing = sum(({ counts }) => (counts?.nothing ?? []).reduce((total, { count }) => total + count, 0));
  const people = sum(({ counts }) => counts?.people ?? 0);
  const virtualMs = sum(({ startsAt, endsAt }) => endsAt - startsAt);
  const cost = costText(all);
  return (
    <dl class="big-figures">
      <Figure
        name={stories.length === 1 ? 'Story' : 'Stories'}
        figure={
          stories.length === 1 ? (broken > 0 ? 'broken' : outcomeWords(stories[0]!)) : grouped(stories.length)
        }
        words={`${stories.length > 1 ? (broken === 0 ? 'none is broken · ' : `${storiesText(broken)} broken · `) : ''}${spanText(virtualMs)} of virtual time${summary.notRun > 0 ? ` · ${storiesText(summary.notRun)} not run` : ''}`}
        look={broken > 0 ? 'bad' : undefined}
      />
      <Figure
        name="People"
        figure={grouped(people)}
        words={nothing === 0 ? 'everybody got something' : `${grouped(nothing)} got nothing`}
        look={nothing > 0 ? 'warn' : undefined}
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

const outcomeWords = ({ story: { outcome } }: ChosenStory): string => (outcome === 'kept' ? 'kept' : 'shown');

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
      <dd>{figure}</dd>
      <dd class="hint">{words}</dd>
    </div>
  );
}
