/** The page of a comparison: what changed in sum, and for whom. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { visible } from '../../../../core/render/visible.ts';
import { grouped } from '../../../../core/text/grouped.ts';
import { BidiText } from '../../../../web/parts/bidi-text.tsx';
import { Empty } from '../../../../web/parts/empty.tsx';
import { ThemeButton } from '../../../../web/parts/theme-button.tsx';
import { counted } from '../../../text/span.ts';
import type { ChangeRow, DiffStorySummary, DiffSummary } from '../../data/diff-summary.ts';
import { BarTable } from '../overview/bar-table.tsx';
import { unpackedJson } from '../state/unpacked.ts';
import { ChangeTable } from './change-table.tsx';

export function DiffApp({ summary: { version, stories } }: { summary: DiffSummary }) {
  const changed = stories.reduce((sum, story) => sum + story.changed, 0);
  const title = stories.length === 1 ? stories[0]!.title : `${stories.length} stories`;
  useEffect(() => {
    document.title = `${visible(title)} · drysend diff`;
  }, []);
  return (
    <div class="report" data-view="diff">
      <header class="top">
        <div class="top-row">
          <p class="brand">drysend {version}</p>
          <h1>
            <BidiText text={title} />
          </h1>
          <span class={changed === 0 ? 'chip chip-good' : 'chip chip-warn'}>
            {changed === 0 ? 'nothing changed' : `${grouped(changed)} changed`}
          </span>
          <div class="top-tools">
            <button type="button" class="quiet" onClick={() => print()}>
              Print
            </button>
            <ThemeButton />
          </div>
        </div>
      </header>
      <main id="view" class="view view-diff" tabIndex={-1}>
        {stories.map((story, index) => (
          <ComparedStory key={index} story={story} index={index} isAlone={stories.length === 1} />
        ))}
      </main>
    </div>
  );
}

interface StoryProps {
  readonly story: DiffStorySummary;
  readonly index: number;
  readonly isAlone: boolean;
}

function ComparedStory({ story, index, isAlone }: StoryProps) {
  const [kind, setKind] = useState('');
  const [words, setWords] = useState('');
  const [rows, setRows] = useState<readonly ChangeRow[] | undefined>(undefined);
  useEffect(() => {
    void unpackedJson<readonly ChangeRow[]>(`changes-${index}`).then((found) => setRows(found ?? []));
  }, [index]);
  const visibleRows = useMemo(
    () => (rows ?? []).filter((row) => fits(row, kind, words)),
    [rows, kind, words],
  );
  const kinds = [...new Set(story.groups.map((group) => group.kind))];
  return (
    <section class="overview diff-story">
      {!isAlone && (
        <h2>
          <BidiText text={story.title} />
        </h2>
      )}
      {story.headline !== '' && (
        <p class="diff-headline">
          <BidiText text={story.headline} max={2000} />
        </p>
      )}
      {story.notes.map((note) => (
        <p key={note} class="banner">
          <BidiText text={note} max={2000} />
        </p>
      ))}
      <Sides story={story} />
      {story.groups.length > 0 && (
        <BarTable
          caption="What changed"
          heads={['Change', 'Messages', 'People']}
          rows={story.groups.map(({ words: change, how, cause, count, people }) => ({
            name: [change, how].filter((part) => part !== '').join(', '),
            words: cause,
            count,
            more: [grouped(people)],
          }))}
        />
      )}
      {story.changed === 0 ? (
        <Empty title="Nothing changed">{story.sameText} on both sides.</Empty>
      ) : (
        <div class="diff-changes">
          <search class="filters">
            <input
              type="search"
              aria-label="Search name or text"
              placeholder="Search name or text"
              value={words}
              onInput={({ currentTarget }) => setWords(currentTarget.value)}
            />
            {kinds.length > 1 && (
              <select
                aria-label="Change"
                value={kind}
                onChange={({ currentTarget }) => setKind(currentTarget.value)}
              >
                <option value="">Change: any</option>
                {kinds.map((one) => (
                  <option key={one} value={one}>
                    {one}
                  </option>
                ))}
              </select>
            )}
            <output class="hint">
              {rows === undefined
                ? 'Reading the changes…'
                : `${grouped(visibleRows.length)} of ${counted(rows.length, 'change')}`}
            </output>
          </search>
          <ChangeTable rows={visibleRows} />
        </div>
      )}
    </section>
  );
}

/** How much each side has. */
function Sides({
  story: { before, after, sameText, changed, people, changedPeople },
}: {
  story: DiffStorySummary;
}) {
  const sides = [
    ['Before', before],
    ['After', after],
  ] as const;
  return (
    <div class="wide card-box">
      <table class="figures-table">
        <caption class="for-readers">How much each side has</caption>
        <thead>
          <tr>
            {['Side', 'SMS', 'Email', 'Errors', 'Waiting'].map((head, place) => (
              <th key={head} scope="col" class={place === 0 ? '' : 'count'}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sides.map(([name, side]) => (
            <tr key={name}>
              <th scope="row">
                {name}
                <small>
                  <BidiText text={side?.name ?? 'the story is on the other side only'} />
                </small>
              </th>
              {side &&
                [side.sms, side.email, side.errors, side.waiting].map((count, place) => (
                  <td key={place} class="count">
                    {grouped(count)}
                  </td>
                ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">
        {sameText}, {grouped(changed)} changed, for {grouped(changedPeople)} of {counted(people, 'recipient')}
      </p>
    </div>
  );
}

function fits({ label, kinds, cause, how, before, after }: ChangeRow, kind: string, words: string): boolean {
  if (kind !== '' && !kinds.includes(kind)) return false;
  const wanted = words.toLowerCase();
  return [label, cause, how, before?.text, after?.text].some((text) => text?.toLowerCase().includes(wanted));
}
