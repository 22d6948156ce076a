/** A lane per contact in local time: nights, clock changes, holds and retries, and what is still to come. */
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { BidiText } from '../parts/bidi-text.tsx';
import { theme } from '../theme.ts';
import { clockChangesOf } from './clock-changes.ts';
import { TimelineCanvas } from './timeline-canvas.ts';
import type { Lane, MarkKind, MarkSource, Span } from './timeline-model.ts';

const legend: readonly (readonly [kind: MarkKind, text: string])[] = [
  ['sent', '● sent'],
  ['inbound', '▲ inbound'],
  ['held', '■ held or retried'],
  ['error', '✕ not sent'],
  ['upcoming', '○ to come'],
];

interface Props {
  /** Never empty. */
  readonly lanes: readonly Lane[];
  /** From the beginning to the end of the run. */
  readonly whole: Span;
  /** Where the clock stands; a run that is over has none. */
  readonly nowAt?: number | undefined;
  /** The zone of the ruler. */
  readonly zone: string;
  /** Line of the journal that is looked at. */
  readonly chosenSeq?: number | undefined;
  readonly onPick: (mark: MarkSource) => void;
  /** The same lines for those who do not see the canvas. */
  readonly children: ComponentChildren;
}

export function Timeline({ lanes, whole, nowAt, zone, chosenSeq, onPick, children }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const timeline = useRef<TimelineCanvas | undefined>(undefined);
  const pick = useRef(onPick);
  pick.current = onPick;
  const zones = lanes.map((lane) => lane.zone);
  const changes = useMemo(
    () => clockChangesOf(lanes, whole),
    [[...new Set(zones)].join(), whole.from, whole.to],
  );

  useEffect(() => {
    if (!canvas.current) return;
    timeline.current = new TimelineCanvas(canvas.current, (mark) => pick.current(mark));
    return () => timeline.current?.close();
  }, []);
  useEffect(() => {
    timeline.current?.show({ lanes, whole, nowAt: nowAt ?? Number.NEGATIVE_INFINITY, zone });
  }, [lanes, whole.from, whole.to, nowAt, zone, theme.value]);
  useEffect(() => timeline.current?.choose(chosenSeq), [chosenSeq]);

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
          {legend
            .filter(([kind]) => kind !== 'upcoming' || nowAt !== undefined)
            .map(([kind, text]) => (
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
          {changes.map((change) => (
            <li key={`${change.zone} ${change.at}`}>
              <BidiText text={change.zone} />: {change.wall}, {change.hours > 0 ? 'forward' : 'back'}{' '}
              {Math.abs(change.hours)} h
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
      {children}
    </div>
  );
}
