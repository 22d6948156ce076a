/** A finger drawn across an element: to the left is a step on, to the right a step back. */
import { useRef } from 'preact/hooks';

/** Shorter ways are a tap that slipped. */
const WAY_MIN_PX = 48;
/** So much wider than high, or it was meant to scroll. */
const SIDEWAYS_SHARE = 1.5;

export function useSwipe(onSwipe: (step: -1 | 1) => void) {
  const from = useRef<{ x: number; y: number } | undefined>(undefined);
  return {
    onTouchStart: ({ touches }: TouchEvent) => {
      const touch = touches.length === 1 ? touches[0] : undefined;
      from.current = touch && { x: touch.clientX, y: touch.clientY };
    },
    onTouchEnd: ({ changedTouches }: TouchEvent) => {
      const [start, end] = [from.current, changedTouches[0]];
      from.current = undefined;
      if (!start || !end) return;
      const [x, y] = [end.clientX - start.x, end.clientY - start.y];
      if (Math.abs(x) >= WAY_MIN_PX && Math.abs(x) > SIDEWAYS_SHARE * Math.abs(y)) onSwipe(x < 0 ? 1 : -1);
    },
    onTouchCancel: () => {
      from.current = undefined;
    },
  };
}
