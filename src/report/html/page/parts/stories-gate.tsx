/** Reads the stories that a view needs, and shows the view when they are read. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Empty } from '../../../../web/parts/empty.tsx';
import { StoryModel } from '../model/story-model.ts';
import { read, readStories } from '../state/stories.ts';
import type { ChosenStory } from '../state/summary.ts';

/** A story with what the page knows of it. */
export interface OpenStory extends ChosenStory {
  readonly model: StoryModel;
}

interface Props {
  readonly stories: readonly ChosenStory[];
  readonly children: (open: readonly OpenStory[]) => ComponentChildren;
}

export function StoriesGate({ stories, children }: Props) {
  const indexes = stories.map(({ index }) => index);
  useEffect(() => {
    void readStories(indexes);
  }, [indexes.join()]);
  const known = read.value;
  const missing = stories.filter(({ index }) => !known.has(index)).length;
  if (missing > 0)
    return (
      <p class="loading" role="status">
        {missing === 1 ? 'Reading the journal…' : `Reading ${missing} journals…`}
      </p>
    );
  const open = stories.flatMap((one): OpenStory[] => {
    const model = known.get(one.index);
    return model instanceof StoryModel ? [{ ...one, model }] : [];
  });
  const reasons = [
    ...new Set(indexes.map((index) => known.get(index)).filter((one) => typeof one === 'string')),
  ];
  return (
    <>
      {reasons.map((reason) => (
        <p key={reason} class="banner">
          {reason}
        </p>
      ))}
      {open.length > 0 ? (
        children(open)
      ) : (
        <Empty title="No journal to show">The overview has the counts.</Empty>
      )}
    </>
  );
}
