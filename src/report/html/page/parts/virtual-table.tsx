/** A table of any length, of which only the rows in sight are in the document; printed, its first rows are laid out. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { grouped } from '../../../../core/text/grouped.ts';
import { isPrinting } from '../state/printing.ts';

export interface TableColumn<T> {
  readonly name: string;
  readonly cell: (item: T) => ComponentChildren;
  /** A figure, to the right. */
  readonly isCount?: boolean;
}

interface Props<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly columns: readonly TableColumn<T>[];
  /** Names the widths in the looks. */
  readonly class: string;
  /** Where a row leads. */
  readonly hrefOf?: (item: T) => string;
  readonly isChosen?: (item: T) => boolean;
}

const ROW_PX = 52;
const SPARE_ROWS = 8;
/** Rows that are printed. */
const PRINTED_MAX = 500;

export function VirtualTable<T>(props: Props<T>) {
  const { label, items, columns, class: name } = props;
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(900);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setHeight(element.clientHeight || 900));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
    setTop(0);
  }, [items]);
  const isWhole = isPrinting.value;
  const first = isWhole ? 0 : Math.max(0, Math.floor(top / ROW_PX) - SPARE_ROWS);
  const count = isWhole ? PRINTED_MAX : Math.ceil(height / ROW_PX) + 2 * SPARE_ROWS;
  const leftOut = isWhole ? items.length - PRINTED_MAX : 0;
  return (
    <>
      <div
        ref={box}
        class={`table ${name}`}
        role="table"
        aria-label={label}
        aria-rowcount={items.length + 1}
        tabIndex={0}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <div class="table-head" role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <span key={column.name} role="columnheader" data-count={column.isCount}>
              {column.name}
            </span>
          ))}
        </div>
        <div
          class="table-rows"
          role="rowgroup"
          style={isWhole ? {} : { height: `${items.length * ROW_PX}px` }}
        >
          {items.slice(first, first + count).map((item, place) => (
            <Row key={first + place} {...props} item={item} index={first + place} isFree={!isWhole} />
          ))}
        </div>
      </div>
      {leftOut > 0 && <p class="hint">and {grouped(leftOut)} rows more, which are not printed</p>}
    </>
  );
}

interface RowProps<T> extends Props<T> {
  readonly item: T;
  readonly index: number;
  /** Stands where it belongs, whatever is above it. */
  readonly isFree: boolean;
}

function Row<T>({ item, index, columns, hrefOf, isChosen, isFree }: RowProps<T>) {
  return (
    <div
      class="table-row"
      role="row"
      aria-rowindex={index + 2}
      data-chosen={isChosen?.(item) ?? false}
      style={isFree ? { transform: `translateY(${index * ROW_PX}px)` } : {}}
    >
      {columns.map(({ name, cell, isCount }, position) => (
        <span key={name} role="cell" data-count={isCount} data-name={name}>
          {position === 0 && hrefOf ? <a href={hrefOf(item)}>{cell(item)}</a> : cell(item)}
        </span>
      ))}
    </div>
  );
}
