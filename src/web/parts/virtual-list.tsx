/** A long list of which only the rows in sight are in the document. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useFollowEnd } from './follow-end.ts';

interface Props<T> {
  readonly items: readonly T[];
  readonly rowHeight: number;
  readonly label: string;
  readonly row: (item: T, index: number) => ComponentChildren;
  readonly class?: string;
  /** Stays at the end while it is there. */
  readonly followsEnd?: boolean;
}

const SPARE_ROWS = 6;

export function VirtualList<T>({ items, rowHeight, label, row, class: name, followsEnd }: Props<T>) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setHeight(element.clientHeight || 600));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  useFollowEnd(box, items.length, followsEnd === true);

  const first = Math.max(0, Math.floor(top / rowHeight) - SPARE_ROWS);
  const count = Math.ceil(height / rowHeight) + 2 * SPARE_ROWS;
  const seen = items.slice(first, first + count);
  return (
    <div
      ref={box}
      class={`virtual ${name ?? ''}`}
      style={{ '--rows': `${items.length * rowHeight}px` }}
      tabIndex={0}
      role="group"
      aria-label={label}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <ul style={{ height: `${items.length * rowHeight}px` }}>
        {seen.map((item, index) => (
          <li
            key={first + index}
            style={{ transform: `translateY(${(first + index) * rowHeight}px)`, height: `${rowHeight}px` }}
          >
            {row(item, first + index)}
          </li>
        ))}
      </ul>
    </div>
  );
}
