/** Columns over time, with the same figures in a table behind them. */
import { grouped } from '../../../../core/text/grouped.ts';
import type { TimeColumn } from './time-columns.ts';

interface Props {
  readonly caption: string;
  /** What one column is: `Day`. */
  readonly unit: string;
  readonly columns: readonly TimeColumn[];
}

/** Words under the columns, at most. */
const WORDS_MAX = 6;

export function TimeChart({ caption, unit, columns }: Props) {
  const top = Math.max(1, ...columns.map(({ count }) => count));
  const fullest = columns.find(({ count }) => count === top);
  const sum = columns.reduce((total, { count }) => total + count, 0);
  const step = Math.ceil(columns.length / WORDS_MAX);
  return (
    <figure class="card-box time-chart">
      <figcaption>{caption}</figcaption>
      <div class="plot">
        <small class="plot-top">{grouped(top)}</small>
        <svg
          role="img"
          aria-label={`${grouped(sum)} messages; the fullest, ${fullest?.name ?? ''}, has ${grouped(top)}`}
          viewBox={`0 0 ${columns.length} 100`}
          preserveAspectRatio="none"
        >
          <line class="plot-line" x1="0" x2={columns.length} y1="50" y2="50" />
          {columns.map(({ name, count, isNight }, index) => (
            <g key={name}>
              {isNight && <rect class="plot-night" x={index} y="0" width="1.02" height="100" />}
              <rect class="plot-column" x={index + 0.1} width="0.8" {...standing(count / top)}>
                <title>{`${name}: ${grouped(count)}`}</title>
              </rect>
            </g>
          ))}
        </svg>
        <div class="plot-words" aria-hidden="true">
          {columns.map(({ short }, index) =>
            index % step === 0 ? (
              <small key={short} style={{ left: `${(index / columns.length) * 100}%` }}>
                {short}
              </small>
            ) : null,
          )}
        </div>
      </div>
      <details>
        <summary>As a table</summary>
        <div class="wide tall">
          <table class="figures-table">
            <thead>
              <tr>
                <th scope="col">{unit}</th>
                <th scope="col" class="count">
                  Messages
                </th>
                <th scope="col" class="count">
                  Segments
                </th>
                <th scope="col" class="count">
                  Cost
                </th>
              </tr>
            </thead>
            <tbody>
              {columns.map(({ name, count, segments, cost }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td class="count">{grouped(count)}</td>
                  <td class="count">{grouped(segments)}</td>
                  <td class="count">{cost}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

/** From the ground up; something is seen of every figure that is not nought. */
function standing(share: number) {
  const height = share === 0 ? 0 : Math.max(1.5, share * 96);
  return { y: 100 - height, height };
}
