/** Begins the tour of five minutes, or goes on with it. */
import { openTour, tour, tourStory } from './tour-state.ts';

export function TourButton({ name = 'Tour' }: { name?: string }) {
  if (!tourStory()) return null;
  const left = tour.value;
  if (left?.isOpen) return null;
  return (
    <button type="button" title="The tour of five minutes" onClick={openTour}>
      {left ? 'Go on with the tour' : name}
    </button>
  );
}
