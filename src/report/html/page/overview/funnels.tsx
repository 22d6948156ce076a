/** How far each alert, broadcast and keyword came. */
import { grouped } from '../../../../core/text/grouped.ts';
import { sentenceFor, wordsFor } from '../../../roster/cures.ts';
import type { Funnel, NothingCounts, OutcomeCount } from '../../../roster/funnel.ts';
import { counted } from '../../../text/span.ts';
import { hashOf, statuses } from '../state/route.ts';
import type { ChosenStory } from '../state/summary.ts';
import { type BarRow, BarTable } from './bar-table.tsx';

/** Of many stories each is opened by itself. */
const STORIES_MAX = 3;

export function Funnels({ stories, story }: { stories: readonly ChosenStory[]; story: number | undefined }) {
  const funnels = stories.flatMap(({ index, story: one }) =>
    (one.counts?.funnels ?? []).map((funnel) => ({ funnel, index: story ?? index })),
  );
  if (funnels.length === 0) return null;
  if (stories.length > STORIES_MAX)
    return (
      <p class="hint">Choose a story to see how far each of its alerts, broadcasts and keywords came.</p>
    );
  return (
    <section>
      <h2>How far each came</h2>
      <div class="columns">
        {funnels.map(({ funnel, index }, place) => (
          <BarTable
            key={place}
            caption={funnel.cause}
            heads={['Step', 'Count']}
            rows={rowsOf(funnel, index)}
          />
        ))}
      </div>
    </section>
  );
}

function rowsOf(
  { cause, caseType, cases, matched, started, fellDue, outcomes, gotNothing }: Funnel,
  story: number,
): BarRow[] {
  const alert = cause.slice(cause.indexOf(' ') + 1);
  return [
    ...(cases === undefined ? [] : [{ name: `cases of type ${caseType ?? ''}`, count: cases }]),
    ...(cause.startsWith('alert ') ? [{ name: 'rule matched', count: matched }] : []),
    ...(/^(?:alert|broadcast) /.test(cause) ? [{ name: 'started', count: started }] : []),
    { name: 'fell due', count: fellDue },
    ...outcomes.map((outcome) => outcomeRow(outcome, alert, story)),
    ...nothingRows(gotNothing),
  ];
}

/** Who got nothing from this one alert or broadcast, whatever reached them from others. */
function nothingRows(gotNothing: NothingCounts | undefined): BarRow[] {
  const { contacts = 0, reasons = [] } = gotNothing ?? {};
  const count = reasons.reduce((sum, { count: each }) => sum + each, 0);
  if (count === 0) return [];
  const words = reasons.map(
    ({ reason, detail, count: each }) => `${sentenceFor(reason, detail)} ${grouped(each)}`,
  );
  const of = `of ${counted(contacts, 'contact')}: ${words.join(', ')}`;
  return [{ name: 'got nothing', words: of, count, look: 'warn' }];
}

function outcomeRow(
  { outcome, reason, detail, rows, people }: OutcomeCount,
  alert: string,
  story: number,
): BarRow {
  const words = `${outcome === 'sent' ? 'to' : 'for'} ${people === 1 ? '1 person' : counted(people, 'people').replace(/s$/, '')}`;
  const status = statuses.find((one) => one === outcome);
  return {
    name: reason === undefined ? outcome : outcome === 'error' ? reason : `${outcome}, ${reason}`,
    words: reason === undefined ? words : `${words}: ${wordsFor(reason, detail)}`,
    count: rows,
    ...(outcome === 'error' && { look: 'bad' as const }),
    ...(outcome !== 'error' && outcome !== 'sent' && { look: 'warn' as const }),
    // A wait is a mark on the timeline, not a row.
    href:
      status &&
      hashOf({ view: 'messages', story, filter: { status, alert, ...(reason !== undefined && { reason }) } }),
  };
}
