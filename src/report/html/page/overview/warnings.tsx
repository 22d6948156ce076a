/** Warnings by code, the most serious first. */

import { grouped } from '../../../../core/text/grouped.ts';
import { BidiText } from '../../../../web/parts/bidi-text.tsx';
import type { WarningKind } from '../../../warning-kinds.ts';
import type { ChosenStory } from '../state/summary.ts';

const WORDS_MAX = 1000;
const looks = { error: 'chip chip-bad', warning: 'chip chip-warn', note: 'chip' } as const;

export function Warnings({ stories }: { stories: readonly ChosenStory[] }) {
  const kinds = kindsIn(stories);
  const count = kinds.reduce((sum, kind) => sum + kind.count, 0);
  if (count === 0) return null;
  return (
    <section class="card-box">
      <h3>Warnings: {grouped(count)}</h3>
      <ul class="told-list">
        {kinds.map(({ code, severity, count: many, example, hint }) => (
          <li key={code}>
            <span>
              <strong>{grouped(many)}</strong> <code>{code}</code>{' '}
              <span class={looks[severity]}>{severity}</span>
            </span>
            <small>
              <BidiText text={example} max={WORDS_MAX} />
            </small>
            {hint !== undefined && (
              <small>
                <BidiText text={hint} max={WORDS_MAX} />
              </small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Those of one code over all stories together, with the first example. */
function kindsIn(stories: readonly ChosenStory[]): WarningKind[] {
  const kinds = new Map<string, WarningKind>();
  for (const kind of stories.flatMap(({ story }) => story.counts?.warnings ?? [])) {
    const known = kinds.get(kind.code);
    kinds.set(kind.code, { ...(known ?? kind), count: (known?.count ?? 0) + kind.count });
  }
  // Those of one story come in their order.
  if (stories.length === 1) return [...kinds.values()];
  const order = Object.keys(looks);
  return [...kinds.values()].sort(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || b.count - a.count,
  );
}
