/** A table that is its own chart: a bar beside each figure. */
import type { ComponentChildren } from 'preact';
import { grouped } from '../../../../core/text/grouped.ts';
import { BidiText } from '../../../../web/parts/bidi-text.tsx';

export interface BarRow {
  readonly name: string;
  readonly count: number;
  /** Where the rows behind the figure are. */
  readonly href?: string | undefined;
  /** Further figures, under the further heads. */
  readonly more?: readonly string[];
  /** In smaller print, below the name. */
  readonly words?: string | undefined;
  readonly look?: 'bad' | 'warn' | undefined;
}

interface Props {
  readonly caption: string;
  /** Of the name, of the figure, and of further figures. */
  readonly heads: readonly [string, string, ...string[]];
  readonly rows: readonly BarRow[];
  /** What a full bar stands for; the largest figure, unless given. */
  readonly full?: number;
  readonly children?: ComponentChildren;
}

export function BarTable({ caption, heads, rows, full, children }: Props) {
  const [name, count, ...more] = heads;
  const whole = Math.max(1, full ?? 0, ...rows.map((row) => row.count));
  return (
    <section class="card-box">
      <h3>{caption}</h3>
      {children}
      <div class="wide">
        <table class="bars">
          <caption class="for-readers">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{name}</th>
              <th scope="col" class="count">
                {count}
              </th>
              <td class="bar" />
              {more.map((head) => (
                <th key={head} scope="col" class="count">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index} data-look={row.look}>
                <th scope="row">
                  {row.href === undefined ? (
                    <BidiText text={row.name} />
                  ) : (
                    <NameLink row={row} href={row.href} />
                  )}
                  {row.words !== undefined && (
                    <small>
                      <BidiText text={row.words} />
                    </small>
                  )}
                </th>
                <td class="count">{grouped(row.count)}</td>
                <td class="bar" aria-hidden="true">
                  <Bar share={row.count / whole} />
                </td>
                {(row.more ?? []).map((text, place) => (
                  <td key={place} class="count">
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const NameLink = ({ row, href }: { row: BarRow; href: string }) => (
  <a href={href}>
    <BidiText text={row.name} />
  </a>
);

/** Something is seen of every figure that is not nought. */
function Bar({ share }: { share: number }) {
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-back" width="100" height="10" />
      <rect class="bar-front" width={share === 0 ? 0 : Math.max(1, share * 100)} height="10" />
    </svg>
  );
}
