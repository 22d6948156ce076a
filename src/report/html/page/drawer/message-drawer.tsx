/** Beside a view: one message, how it went over the wire, and why it went so. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { segmentsOf } from '../../../../core/render/segments.ts';
import { grouped } from '../../../../core/text/grouped.ts';
import { BidiText, cut } from '../../../../web/parts/bidi-text.tsx';
import { Facts } from '../../../../web/parts/facts.tsx';
import { LabelText } from '../../../../web/parts/label-text.tsx';
import { TrailSections } from '../../../../web/parts/trail-sections.tsx';
import { Wire } from '../../../../web/parts/wire.tsx';
import { becauseText } from '../../../because-text.ts';
import { cureFor, sentenceFor } from '../../../roster/cures.ts';
import type { KeptExchange } from '../../exchange-keeper.ts';
import type { PageRow } from '../model/page-row.ts';
import { StatusChip } from '../parts/status-chip.tsx';
import type { OpenStory } from '../parts/stories-gate.tsx';
import { dateText, reachText, statusText, typeText } from '../state/labels.ts';
import { behind, goTo } from '../state/place.ts';
import { hashOf } from '../state/route.ts';
import { exchangesOf } from '../state/stories.ts';

const TEXT_MAX = 100_000;

interface Props {
  /** The first of them that has the message is meant. */
  readonly stories: readonly OpenStory[];
  readonly name: string;
}

export function MessageDrawer({ stories, name }: Props) {
  const box = useRef<HTMLElement>(null);
  const open = stories.find(({ model }) => model.row(name));
  const row = open?.model.row(name);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    return () => {
      giveFocusBack(before);
    };
  }, []);
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [name]);
  return (
    <aside
      class="panel"
      aria-label="Message and why"
      ref={box}
      tabIndex={-1}
      onKeyDown={({ key }) => {
        if (key === 'Escape') close();
      }}
    >
      <header class="dialog-head">
        <h2>{row ? <StatusChip row={row} /> : 'No such message'}</h2>
        <button type="button" class="quiet" aria-label="Close" onClick={close}>
          ✕
        </button>
      </header>
      {open && row ? (
        <Message open={open} row={row} />
      ) : (
        <p>The link names a message that is not in this report.</p>
      )}
    </aside>
  );
}

const close = (): void => goTo(behind.value);

/** To what had it, or to the same link where the list was drawn anew meanwhile. */
function giveFocusBack(before: Element | null): void {
  if (!(before instanceof HTMLElement)) return;
  const href = before.getAttribute('href');
  const same =
    href === null ? undefined : document.querySelector<HTMLElement>(`a[href="${CSS.escape(href)}"]`);
  (before.isConnected ? before : same)?.focus();
}

function Message({ open, row }: { open: OpenStory; row: PageRow }) {
  const { model, index } = open;
  const entry = row.seq === undefined ? undefined : model.entry(row.seq);
  const trail = useMemo(
    () => model.trail({ case: row.case, to: row.person, alert: entry?.alert ?? entry?.broadcast }),
    [model, row],
  );
  const local = model.zoneOf(row.person, row.at);
  return (
    <>
      <h3>
        <a href={hashOf({ view: 'person', key: row.person, story: index, filter: {} })}>
          <LabelText text={model.people.label(row.person)} />
        </a>
      </h3>
      {row.reason !== undefined && (
        <p class={row.status === 'error' ? 'note note-bad' : 'note'}>
          {sentenceFor(row.reason, row.detail ?? '')}. {cureFor(row.reason, row.detail)}
        </p>
      )}
      {entry?.subject !== undefined && (
        <h3>
          <BidiText text={entry.subject} />
        </h3>
      )}
      {row.text !== undefined && row.text !== '' && (
        <Words text={entry?.text ?? row.text} isSms={row.channel !== 'email'} />
      )}
      <Facts
        facts={[
          ['Date', row.at === undefined ? undefined : dateText(model.zone, row.at)],
          [
            'Local time',
            row.at === undefined || local.name === model.zone.name
              ? undefined
              : `${dateText(local, row.at)} ${local.name}`,
          ],
          ['Recipient', model.people.label(row.person)],
          ['Phone Number', reachText(row)],
          ['Direction', row.status === 'received' ? 'Incoming' : 'Outgoing'],
          ['Gateway', row.gateway],
          ['Status', statusText(row)],
          ['Event', row.cause],
          ['Type', typeText(row)],
          ['Language', row.language],
          ['Attempts', entry?.attempts],
          ['Triggering Case', row.case === undefined ? undefined : model.people.label(row.case)],
          ['Due', row.due === undefined ? undefined : dateText(model.zone, row.due)],
          ['Message ID', row.id],
          ['Journal line', row.seq],
        ]}
      />
      <Facts title="Because" facts={Object.entries(becauseText(entry?.because ?? {}))} />
      <TrailSections trail={trail} seq={row.seq} open={row.cause} />
      {row.id !== undefined && <OnTheWire open={open} id={row.id} />}
    </>
  );
}

/** The text, and how many segments it takes and why. */
function Words({ text, isSms }: { text: string; isSms: boolean }) {
  const { segments, encoding, units, forcedBy } = segmentsOf(text);
  return (
    <>
      <p class="panel-text" dir="auto" tabIndex={0}>
        {cut(text, TEXT_MAX)}
      </p>
      {isSms && (
        <p class="hint">
          {segments === 1 ? '1 segment' : `${grouped(segments)} segments`} of {encoding}, {grouped(units)}{' '}
          {encoding === 'GSM-7' ? 'characters' : 'code units'}
          {forcedBy !== undefined && (
            <>
              {' '}
              because of <BidiText text={`“${forcedBy}”`} />
            </>
          )}
        </p>
      )}
    </>
  );
}

function OnTheWire({ open: { index, story }, id }: { open: OpenStory; id: string }) {
  const [exchanges, setExchanges] = useState<readonly KeptExchange[] | undefined>(undefined);
  useEffect(() => {
    let isCurrent = true;
    setExchanges(undefined);
    void exchangesOf(index, id).then((found) => isCurrent && setExchanges(found));
    return () => {
      isCurrent = false;
    };
  }, [index, id]);
  if (!exchanges) return <p class="hint">Reading the wire…</p>;
  const { kept = 0, total = 0 } = story.counts?.exchanges ?? {};
  const leftOut = total - kept;
  return (
    <section class="wire">
      <h3>On the wire</h3>
      {exchanges.length === 0 && leftOut === 0 && (
        <p class="hint">Nothing went over the wire for this message.</p>
      )}
      <Wire exchanges={exchanges} />
      {leftOut > 0 && (
        <p class="hint">
          The page holds {grouped(kept)} of {grouped(total)} exchanges: the first, and the first of those that
          did not go well. <code>drysend run FILE --exchanges wire.ndjson</code> writes the other{' '}
          {grouped(leftOut)} too.
        </p>
      )}
    </section>
  );
}
