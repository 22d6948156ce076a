/** A lane per contact in local time: nights, clock changes, holds and retries, and what is still to come. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { BidiText } from '../parts/bidi-text.tsx';
import { Empty } from '../parts/empty.tsx';
import { LineButton } from '../parts/line-button.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { type LabState, msOf } from '../state/answers.ts';
import { chosen, fold, revision } from '../state/lab.ts';
import { shortText, zoneOr } from '../state/local-time.ts';
import { clockChangesOf } from './clock-changes.ts';
import { LaneBook } from './lane-book.ts';
import { TimelineCanvas } from './timeline-canvas.ts';
import type { MarkSource } from './timeline-model.ts';

const legend = [
  ['sent', '● sent'],
  ['inbound', '▲ inbound'],
  ['held', '■ held or retried'],
  ['error', '✕ not sent'],
  ['upcoming', '○ to come'],
] as const;

/** Outlives the view, so that coming back to it costs nothing. */
const book = new LaneBook();

export function TimelineView({ state }: { state: LabState }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const timeline = useRef<TimelineCanvas | undefined>(undefined);
  const lanes = useMemo(() => {
    book.read(fold().lines);
    return book.lanes(state.contacts, state.upcoming);
  }, [revision.value, state.contacts, state.upcoming]);
  const { told } = book;
  const [startsAt, endsAt] = [msOf(state.startsAt), msOf(state.endsAt)];
  const changes = useMemo(
    () => clockChangesOf(lanes, { from: startsAt, to: endsAt }),
    [state.contacts, startsAt, endsAt],
  );

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    timeline.current = new TimelineCanvas(element, (mark) => pick(mark));
    return () => timeline.current?.close();
  }, [lanes.length === 0]);
  useEffect(() => {
    timeline.current?.show({
      lanes,
      whole: { from: startsAt, to: endsAt },
      nowAt: msOf(state.now),
      zone: state.project.timeZone,
    });
  }, [lanes, state]);
  useEffect(() => timeline.current?.choose(chosen.value?.seq), [chosen.value]);

  if (lanes.length === 0) return <Empty title="No lanes yet">Register someone under People.</Empty>;
  return (
    <div class="timeline">
      <div class="button-row">
        <button type="button" aria-label="Zoom in" onClick={() => timeline.current?.zoom(0.6)}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => timeline.current?.zoom(1.6)}>
          −
        </button>
        <button type="button" onClick={() => timeline.current?.fit()}>
          Whole run
        </button>
        <ul class="legend">
          {legend.map(([kind, text]) => (
            <li key={kind} data-kind={kind}>
              {text}
            </li>
          ))}
          <li data-kind="night">night, 21:00–07:00</li>
          <li data-kind="dst">┆ clock change</li>
        </ul>
      </div>
      {changes.length > 0 && (
        <ul class="clock-changes" aria-label="Clock changes">
          {changes.map(({ zone, at, hours, wall }) => (
            <li key={`${zone} ${at}`}>
              <BidiText text={zone} />: {wall}, {hours > 0 ? 'forward' : 'back'} {Math.abs(hours)} h
            </li>
          ))}
        </ul>
      )}
      <canvas
        ref={canvas}
        class="timeline-canvas"
        tabIndex={0}
        role="img"
        aria-label="Timeline. Arrow keys move, plus and minus zoom, 0 shows the whole run. The list below has the same lines."
      />
      <details class="timeline-lines">
        <summary>The same as a list ({told.length})</summary>
        <VirtualList
          items={told}
          rowHeight={44}
          label="Lines"
          row={(line) => (
            <LineButton line={line}>
              <span class="list-row-main">
                <span>
                  <BidiText text={line.to ?? line.contact ?? line.number} />{' '}
                  <BidiText text={line.text ?? line.code ?? line.reason} />
                </span>
              </span>
              <small>{shortText(zoneOr(state.project.timeZone), msOf(line.at))}</small>
            </LineButton>
          )}
        />
      </details>
    </div>
  );

  function pick({ seq }: MarkSource): void {
    const line = seq === 0 ? undefined : book.told.find((one) => one.seq === seq);
    if (line) chosen.value = line;
  }
}
