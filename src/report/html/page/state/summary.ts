/** The counts of the report, and what is chosen of them. */
import type { ReportSummary, StorySummary } from '../../data/report-summary.ts';
import { contents } from './contents.ts';

/** A comparison has no stories to choose from. */
const none: ReportSummary = {
  ...{ kind: 'run', version: '', ok: true, tz: '', digest: '', notRun: 0, stories: [] },
};

const found = contents();
export const summary = found.kind === 'run' ? found : none;

/** A story and its place in the report. */
export interface ChosenStory {
  readonly index: number;
  readonly story: StorySummary;
}

const all: readonly ChosenStory[] = summary.stories.map((story, index) => ({ index, story }));

/** The story that is asked for, or all of them. */
export const storiesFor = (index: number | undefined): readonly ChosenStory[] =>
  index === undefined ? all : all.filter((one) => one.index === index);
