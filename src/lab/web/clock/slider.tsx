/** Drags the clock over the run; it moves when let go, back as well as on. */
import { useState } from 'preact/hooks';
import { shortText, zoneOr } from '../../../web/local-time.ts';
import { type LabState, msOf } from '../state/answers.ts';
import { moveClockTo } from '../state/clock-orders.ts';
import { now } from '../state/lab.ts';

const MINUTE = 60_000;
/** What an arrow key moves, the smallest that crosses the run in so many presses. */
const PRESSES_MAX = 1000;
const steps = [1, 5, 15, 60, 180, 360, 720, 1440].map((minutes) => minutes * MINUTE);

export function Slider({ state }: { state: LabState }) {
  const zone = zoneOr(state.project.timeZone);
  const [dragged, setDragged] = useState<number | undefined>(undefined);
  const [from, to] = [msOf(state.startsAt), Math.max(msOf(state.endsAt), msOf(state.startsAt) + MINUTE)];
  const step = steps.find((one) => (to - from) / one <= PRESSES_MAX) ?? 1440 * MINUTE;
  const at = dragged ?? Math.min(Math.max(now.value, from), to);
  const settle = async (event: Event & { currentTarget: HTMLInputElement }) => {
    await moveClockTo(Math.min(Number(event.currentTarget.value), to));
    setDragged(undefined);
  };
  return (
    <div class="slider">
      <span>{shortText(zone, from)}</span>
      <input
        type="range"
        aria-label="The clock, over the whole run"
        aria-valuetext={shortText(zone, at)}
        min={from}
        max={from + Math.ceil((to - from) / step) * step}
        step={step}
        value={at}
        onInput={(event) => setDragged(Math.min(Number(event.currentTarget.value), to))}
        onChange={settle}
      />
      <span class="slider-end">
        {dragged === undefined ? shortText(zone, to) : `→ ${shortText(zone, dragged)}`}
      </span>
    </div>
  );
}
