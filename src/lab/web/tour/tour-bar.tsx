/** The tour at the foot of the page: what to do now; it goes on by itself once that was done. */
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { endTour, leaveTour, moveTour, type Tour } from './tour-state.ts';
import { tourSteps } from './tour-steps.ts';
import { findTarget, nameOf } from './tour-target.ts';

/** The page draws its parts when they are loaded: so often their place is looked for again, ms. */
const LOOK_MS = 250;
const MARK = 'data-tour';

export function TourBar({ tour: { step } }: { tour: Tour }) {
  const index = Math.min(step, tourSteps.length - 1);
  const { part, text, press, target, isDone } = tourSteps[index]!;
  const isLast = index === tourSteps.length - 1;
  const isOver = isDone?.() ?? false;
  const goOn = () => moveTour(index + 1);

  useEffect(() => {
    if (isOver) goOn();
  }, [isOver, index]);

  // With the page, not after it is painted: the mark goes with the tour, and a press right after the step is shown counts.
  useLayoutEffect(() => {
    let marked: Element | undefined;
    const look = () => {
      const found = findTarget(press, target);
      if (found === marked && marked?.hasAttribute(MARK) !== false) return;
      marked?.removeAttribute(MARK);
      found?.setAttribute(MARK, '');
      if (found) found.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      marked = found;
    };
    look();
    const looking = setInterval(look, LOOK_MS);
    return () => {
      clearInterval(looking);
      marked?.removeAttribute(MARK);
    };
  }, [index]);

  useLayoutEffect(() => {
    if (isDone || press === undefined) return;
    const onClick = ({ target: clicked }: MouseEvent) => {
      const button = clicked instanceof Element ? clicked.closest('button, a') : null;
      if (button && nameOf(button) === press) goOn();
    };
    addEventListener('click', onClick, true);
    return () => removeEventListener('click', onClick, true);
  }, [index]);

  const isToRead = press === undefined && target === undefined;
  return (
    <section class="tour" aria-label="Tour of five minutes">
      <p class="tour-text" aria-live="polite">
        <small>
          {index + 1} of {tourSteps.length} · {part}
        </small>
        <span>{text}</span>
      </p>
      <div class="button-row">
        {isToRead && !isLast && (
          <button type="button" class="accent" onClick={goOn}>
            Go on
          </button>
        )}
        {isLast && (
          <button type="button" class="accent" onClick={endTour}>
            End of the tour
          </button>
        )}
        {!isToRead && (
          <button type="button" class="quiet" onClick={goOn}>
            Skip
          </button>
        )}
        {!isLast && (
          <button type="button" class="quiet" onClick={leaveTour}>
            Leave the tour
          </button>
        )}
      </div>
    </section>
  );
}
