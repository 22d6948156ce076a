/** The top of every view: what is rehearsed, the virtual clock, and what moves it. */
import { useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog.tsx';
import { SaveDialog } from '../save/save-dialog.tsx';
import { type LabState, msOf } from '../state/answers.ts';
import { moveClock, now } from '../state/lab.ts';
import { theme, turnTheme } from '../state/theme.ts';
import { clockText, dayText, fieldText, lengthText, momentOf, shortText, zoneOr } from '../state/wall.ts';

export function TopBar({ state }: { state: LabState }) {
  const [isSaving, setSaving] = useState(false);
  return (
    <header class="top">
      <div class="top-row">
        <div class="top-title">
          <a href="#/start" class="brand" aria-label="All scenarios and sessions">
            drysend
          </a>
          <h1 dir="auto" title={state.title}>
            {state.title}
          </h1>
        </div>
        <Clock state={state} />
        <div class="top-tools">
          <button type="button" onClick={() => setSaving(true)}>
            Save as scenario
          </button>
          <button type="button" class="quiet" onClick={turnTheme} aria-label={`Theme: ${theme.value}`}>
            {{ system: '◐', light: '☀', dark: '☾' }[theme.value]}
          </button>
        </div>
      </div>
      <Controls state={state} />
      {isSaving && (
        <Dialog title="Save as scenario" onClose={() => setSaving(false)}>
          <SaveDialog />
        </Dialog>
      )}
    </header>
  );
}

function Clock({ state }: { state: LabState }) {
  const zone = zoneOr(state.project.timeZone);
  const isRunning = state.speed > 0;
  return (
    <div class="clock" data-running={isRunning}>
      <time class="clock-time" dateTime={new Date(now.value).toISOString()}>
        {clockText(zone, now.value, true)}
      </time>
      <span class="clock-day">
        {dayText(zone, now.value)}
        <small>
          {state.project.timeZone} · {isRunning ? `running × ${state.speed}` : 'paused'}
        </small>
      </span>
    </div>
  );
}

const paces = [
  { label: 'Real time', speed: 1 },
  { label: '× 60', speed: 60 },
  { label: '× 3600', speed: 3600 },
];

function Controls({ state }: { state: LabState }) {
  const zone = zoneOr(state.project.timeZone);
  return (
    <div class="controls" role="toolbar" aria-label="Clock">
      <div class="button-row">
        <button type="button" aria-pressed={!(state.speed > 0)} onClick={() => moveClock({ do: 'pause' })}>
          Pause
        </button>
        {paces.map(({ label, speed }) => (
          <button
            key={speed}
            type="button"
            aria-pressed={state.speed === speed}
            onClick={() => moveClock({ do: 'run', speed })}
          >
            {label}
          </button>
        ))}
      </div>
      <div class="button-row">
        <button type="button" class="accent" onClick={() => moveClock({ do: 'next-message' })}>
          Next message
        </button>
        <button type="button" onClick={() => moveClock({ do: 'step' })}>
          Step
        </button>
        <button type="button" onClick={() => moveClock({ do: 'restart' })}>
          Back to start
        </button>
      </div>
      <JumpField key={state.id} state={state} />
      <Slider state={state} />
      <p class="next" aria-live="off">
        {nextText(state, zone)}
      </p>
    </div>
  );
}

function JumpField({ state }: { state: LabState }) {
  const zone = zoneOr(state.project.timeZone);
  const [field, setField] = useState('');
  const jump = (event: Event) => {
    event.preventDefault();
    const at = momentOf(zone, field);
    if (at !== undefined) void moveClock({ do: 'jump', to: new Date(at).toISOString() });
  };
  return (
    <form class="jump" onSubmit={jump}>
      <input
        type="datetime-local"
        aria-label={`Jump to, in ${state.project.timeZone}`}
        value={field || fieldText(zone, msOf(state.now))}
        onInput={(event) => setField(event.currentTarget.value)}
      />
      <button type="submit">Jump</button>
    </form>
  );
}

/** Drags the clock over the run; it moves when let go. */
function Slider({ state }: { state: LabState }) {
  const zone = zoneOr(state.project.timeZone);
  const [dragged, setDragged] = useState<number | undefined>(undefined);
  const [from, to] = [msOf(state.startsAt), msOf(state.endsAt)];
  const at = dragged ?? Math.min(Math.max(now.value, from), to);
  const settle = (event: Event & { currentTarget: HTMLInputElement }) => {
    const target = Number(event.currentTarget.value);
    setDragged(undefined);
    void moveClock({ do: 'jump', to: new Date(target).toISOString() });
  };
  return (
    <div class="slider">
      <span>{shortText(zone, from)}</span>
      <input
        type="range"
        aria-label="The clock, over the whole run"
        aria-valuetext={shortText(zone, at)}
        min={from}
        max={Math.max(to, from + 60_000)}
        step={60_000}
        value={at}
        onInput={(event) => setDragged(Number(event.currentTarget.value))}
        onChange={settle}
      />
      <span>{dragged === undefined ? shortText(zone, to) : `→ ${shortText(zone, dragged)}`}</span>
    </div>
  );
}

function nextText(state: LabState, zone: ReturnType<typeof zoneOr>): string {
  const next = state.upcoming[0];
  const at = msOf(next?.at ?? state.nextAt);
  if (at === 0) return 'Nothing more is due.';
  const wait = at - now.value;
  const what = next ? `${next.alert}${next.recipient ? ` → ${next.recipient}` : ''}, ` : '';
  return `Next: ${what}${shortText(zone, at)}${wait > 0 ? `, in ${lengthText(wait)}` : ''}`;
}
