/** A box that scrolls, kept at its end for as long as nobody scrolls away from it. */
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** So near the end counts as being there. */
const NEAR_PX = 40;

/** Follows whenever `grown` changes, and when the box itself changes its size. */
export function useFollowEnd(box: RefObject<HTMLElement | null>, grown: unknown, isWanted = true): void {
  const isAtEnd = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (!element || !isWanted) return;
    const note = () => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    };
    const watch = new ResizeObserver(() => toEnd(element, isAtEnd.current));
    element.addEventListener('scroll', note, { passive: true });
    watch.observe(element);
    return () => {
      element.removeEventListener('scroll', note);
      watch.disconnect();
    };
  }, [isWanted]);
  useEffect(() => {
    if (box.current && isWanted) toEnd(box.current, isAtEnd.current);
  }, [grown, isWanted]);
}

function toEnd(element: HTMLElement, isAtEnd: boolean): void {
  if (isAtEnd) element.scrollTop = element.scrollHeight;
}
