/** The top of every view: what is rehearsed, the virtual clock, and what moves it. */
import { useState } from 'preact/hooks';
import {
  clockText,
  dayText,
  fieldText,
  lengthText,
  momentOf,
  shortText,
  zoneOr,
} from '../../../web/local-time.ts';
import { BidiText, counted, cut } from '../../../web/parts/bidi-text.tsx';
import { LabelText } from '../../../web/parts/label-text.tsx';
import { ThemeButton } from '../../../web/parts/theme-button.tsx';
import { HereDialog, SaveDialog } from '../lazy-views.ts';
import { OnAPhoneButton } from '../on-a-phone/on-a-phone-button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { type LabState, msOf } from '../state/answers.ts';
import { moveClock, moveClockTo, startOver } from '../state/clock-orders.ts';
import { now } from '../state/lab.ts';
import { labelIn } from '../state/labels.ts';
import { Acting, looksOnly } from '../state/looks.ts';
import { hashOf } from '../state/route.ts';
import { TourButton } from '../tour/tour-button.tsx';
import { Slider } from './slider.tsx';

const NEXT_MAX = 60;
const TITLE_MAX = 500;

export function TopBar({ state }: { state: LabState }) {
  const [dialog, setDialog] = useState<'save' | 'here' | undefined>(undefined);
  const close = () => setDialog(undefined);
  const [isUnfolded, setUnfolded] = useState(false);
  return (
    <header class="top" data-unfolded={isUnfolded}>
      <div class="top-row">
        <div class="top-title">
          <a href="#/start" class="brand" aria-label="All scenarios and sessions">
            drysend
          </a>
          {looksOnly && (
            <span class="chip look-pill" title="A link that only looks: nothing can be changed with it">
              looking only
            </span>
          )}
          <h1 title={cut(state.title, TITLE_MAX)}>
            <BidiText text={state.title} max={TITLE_MAX} />
          </h1>
        </div>
        <Clock state={state} />
        <div class="fold-tools">
          <Acting>
            <button type="button" class="accent" onClick={() => moveClock({ do: 'next-message' })}>
              Next message
            </button>
          </Acting>
          <button
            type="button"
            aria-expanded={isUnfolded}
            aria-label="All of the clock"
            onClick={() => setUnfolded(!isUnfolded)}
          >
            {isUnfolded ? '▴' : '▾'}
          </button>
        </div>
        <div class="top-tools">
          <a class="button" href={hashOf(state.id, 'demo')} title="Large type, three phones, one clock">
            Demo
          </a>
          <OnAPhoneButton />
          <TourButton />
          <button type="button" onClick={() => setDialog('here')}>
            {counted(countOf(state), 'person').replace('persons', 'people')} here
          </button>
          <Acting>
            <button type="button" onClick={() => setDialog('save')}>
              Save as scenario
            </button>
          </Acting>
          <ThemeButton />
        </div>
      </div>
      <Controls state={state} />
      {dialog === 'save' && (
        <Dialog title="Save as scenario" onClose={close}>
          <SaveDialog />
        </Dialog>
      )}
      {dialog === 'here' && (
        <Dialog title="Who is here" onClose={close}>
          <HereDialog state={state} />
        </Dialog>
      )}
    </header>
  );
}

/** Who gave no name counts by windows. */
const countOf = ({ people }: LabState): number =>
  people.reduce((sum, { name, windows }) => sum + (name === '' ? windows : 1), 0) || 1;

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
          {state.project.timeZone} · <BidiText text={speedText(state)} />
        </small>
      </span>
    </div>
  );
}

/** What the clock is doing. */
function speedText({ speed, journey, stopped, movedBy }: LabState): string {
  if (stopped) return 'stopped';
  const by = movedBy ? `, by ${movedBy}` : '';
  if (journey) return `on its way${by}`;
  return `${speed > 0 ? `running × ${speed}` : 'paused'}${by}`;
}

const speeds = [
  { label: 'Real time', speed: 1 },
  { label: '× 60', speed: 60 },
  { label: '× 3600', speed: 3600 },
];

function Controls({ state }: { state: LabState }) {
  return (
    <div class="controls" role="toolbar" aria-label="Clock">
      <Acting>
        <div class="button-row">
          <button type="button" aria-pressed={!(state.speed > 0)} onClick={() => moveClock({ do: 'pause' })}>
            Pause
          </button>
          {speeds.map(({ label, speed }) => (
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
          <StartOver />
        </div>
        <JumpField key={state.id} state={state} />
      </Acting>
      <div class="controls-way">
        <Acting>
          <Slider state={state} />
        </Acting>
        <NextDue state={state} />
      </div>
    </div>
  );
}

/** As the file says: unlike *Back to start* it forgets what was done by hand, so it asks first. */
function StartOver() {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <button
        type="button"
        class="quiet"
        title="As the file says: what was done by hand is forgotten"
        onClick={() => setAsking(true)}
      >
        Start over
      </button>
    );
  }
  return (
    <span class="asking" role="group" aria-label="Start over">
      Forget what was done by hand?
      <button
        type="button"
        class="accent"
        onClick={() => {
          setAsking(false);
          void startOver();
        }}
      >
        Start over
      </button>
      <button type="button" class="quiet" onClick={() => setAsking(false)}>
        Keep it
      </button>
    </span>
  );
}

function JumpField({ state }: { state: LabState }) {
  const zone = zoneOr(state.project.timeZone);
  const [field, setField] = useState('');
  const jump = (event: Event) => {
    event.preventDefault();
    const at = momentOf(zone, field);
    if (at === undefined) return;
    setField('');
    void moveClockTo(at);
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

/** What comes next, and when. */
export function NextDue({ state }: { state: LabState }) {
  const zone = zoneOr(state.project.timeZone);
  const next = state.upcoming[0];
  const at = msOf(next?.at ?? state.nextAt);
  if (at === 0) return <p class="next">Nothing more is due.</p>;
  const wait = at - now.value;
  return (
    <p class="next" aria-live="off">
      Next: {next && <BidiText text={next.alert} max={NEXT_MAX} />}
      {next?.recipient && (
        <>
          {' → '}
          <LabelText text={labelIn(state.contacts, next.recipient)} max={NEXT_MAX} />
        </>
      )}
      {next && ', '}
      {shortText(zone, at)}
      {wait > 0 && `, in ${lengthText(wait)}`}
    </p>
  );
}
