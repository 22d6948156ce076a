/** The demo: a clock and a few phones in large type, moved by keyboard or by touch, for a room full of people. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { clockText, dayText, zoneOr } from '../../../web/local-time.ts';
import { BidiText, cut } from '../../../web/parts/bidi-text.tsx';
import { NextDue } from '../clock/top-bar.tsx';
import { OnAPhoneButton } from '../on-a-phone/on-a-phone-button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import type { LabState } from '../state/answers.ts';
import { moveClock } from '../state/clock-orders.ts';
import { fold, isConnected, now } from '../state/lab.ts';
import { Acting, looksOnly } from '../state/looks.ts';
import { type Phone, phonesOf, threadOf, titleOf } from '../state/phones.ts';
import { hashOf } from '../state/route.ts';
import type { Bubble } from '../state/store.ts';
import { TourButton } from '../tour/tour-button.tsx';
import { type DemoOrder, demoKeys, orderOf } from './demo-keys.ts';
import { DemoPhone } from './demo-phone.tsx';
import { fittingPhones, steppedTo, windowStart } from './phone-window.ts';
import { useSwipe } from './use-swipe.ts';

const TITLE_MAX = 120;
const SPOKEN_MAX = 300;

export function DemoView({ state }: { state: LabState }) {
  const { threads } = fold();
  const phones = phonesOf(state.contacts, threads);
  const newest = newestOf(phones, threads);
  const [place, choose] = useCurrentPhone(phones, newest);
  const [showsKeys, setShowsKeys] = useState(false);
  const isMoving = useRef(false);
  const move = async (order: 'next-message' | 'restart') => {
    if (isMoving.current || looksOnly) return;
    isMoving.current = true;
    await moveClock({ do: order });
    isMoving.current = false;
  };
  const step = (by: number) => choose(steppedTo(place.current, by, phones.length));
  const orders: Readonly<Record<DemoOrder, () => void>> = {
    'next-message': () => void move('next-message'),
    restart: () => void move('restart'),
    'previous-phone': () => step(-1),
    'next-phone': () => step(1),
    reply: () => document.querySelector<HTMLElement>('.demo-phone[aria-current="true"] input')?.focus(),
    keys: () => setShowsKeys(true),
    leave: () => {
      location.hash = hashOf(state.id, 'phones');
    },
  };
  useKeys(orders);
  const swipe = useSwipe(step);
  const visiblePhones = phones.slice(place.start, place.start + place.fitting);
  return (
    <main class="demo">
      <DemoClock state={state} />
      {!isConnected.value && (
        <p class="banner" role="status">
          The connection to the lab is lost; trying again.
        </p>
      )}
      <div class="demo-phones" style={{ '--phones': Math.max(visiblePhones.length, 1) }} {...swipe}>
        {visiblePhones.map((phone, index) => (
          <DemoPhone
            key={phone.id}
            phone={phone}
            thread={threadOf(phone, threads)}
            state={state}
            isCurrent={place.start + index === place.current}
            onChoose={() => choose(place.start + index)}
          />
        ))}
        {phones.length === 0 && (
          <p class="demo-empty">Nobody is registered yet. The story begins with the next message.</p>
        )}
      </div>
      <footer class="demo-foot">
        <Acting>
          <button type="button" class="demo-next" onClick={orders['next-message']}>
            Next message <kbd>Space</kbd>
          </button>
        </Acting>
        {phones.length > visiblePhones.length && (
          <span class="button-row">
            <button type="button" class="quiet" aria-label="The phone before" onClick={() => step(-1)}>
              ←
            </button>
            <span class="demo-place">
              {place.current + 1} of {phones.length}
              <span class="demo-wide"> phones</span>
            </span>
            <button type="button" class="quiet" aria-label="The phone after" onClick={() => step(1)}>
              →
            </button>
          </span>
        )}
        <span class="button-row demo-foot-end">
          <span class="demo-wide">
            <TourButton />
            <OnAPhoneButton isQuiet />
          </span>
          <button type="button" class="quiet demo-wide" onClick={orders.keys}>
            Keys <kbd>?</kbd>
          </button>
          <button type="button" class="quiet" onClick={orders.leave}>
            Leave <kbd>Esc</kbd>
          </button>
        </span>
      </footer>
      <p class="for-readers" role="status">
        {newest && `${titleOf(newest.phone)}: ${cut(newest.bubble.line.text ?? '', SPOKEN_MAX)}`}
      </p>
      {showsKeys && <KeysDialog onClose={() => setShowsKeys(false)} />}
    </main>
  );
}

function DemoClock({ state }: { state: LabState }) {
  const zone = zoneOr(state.project.timeZone);
  return (
    <header class="demo-head">
      <h1>
        <BidiText text={state.title} max={TITLE_MAX} />
      </h1>
      <time class="demo-clock" dateTime={new Date(now.value).toISOString()}>
        {clockText(zone, now.value)}
      </time>
      <p class="demo-day">{dayText(zone, now.value)}</p>
      {state.stopped ? (
        <p class="next">The clock stands still: {state.stopped}.</p>
      ) : (
        <NextDue state={state} />
      )}
    </header>
  );
}

function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys of the demo" onClose={onClose}>
      <dl class="demo-keys">
        {demoKeys.map(({ caps, does }) => (
          <div key={caps}>
            <dt>
              <kbd>{caps}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">
        On a touch screen, swipe from phone to phone. F11 fills the whole screen in most browsers.
      </p>
    </Dialog>
  );
}

interface Newest {
  readonly phone: Phone;
  readonly bubble: Bubble;
}

/** The last thing that came to any phone. */
function newestOf(
  phones: readonly Phone[],
  threads: ReadonlyMap<string, readonly Bubble[]>,
): Newest | undefined {
  let newest: Newest | undefined;
  for (const phone of phones) {
    const bubble = threads.get(phone.id)?.at(-1);
    if (bubble && bubble.seq > (newest?.bubble.seq ?? 0)) newest = { phone, bubble };
  }
  return newest;
}

interface Place {
  readonly current: number;
  readonly start: number;
  readonly fitting: number;
}

/** The phone that the keys are about: the one that was chosen, until something comes to another. */
function useCurrentPhone(
  phones: readonly Phone[],
  newest: Newest | undefined,
): readonly [Place, (index: number) => void] {
  const fitting = useFitting();
  const [chosenId, setChosenId] = useState<string | undefined>(undefined);
  const start = useRef(0);
  const newestSeq = newest?.bubble.seq;
  useEffect(() => {
    if (newest) setChosenId(newest.phone.id);
  }, [newestSeq]);
  const current = Math.max(
    phones.findIndex(({ id }) => id === chosenId),
    0,
  );
  start.current = windowStart(start.current, current, fitting, phones.length);
  return [{ current, start: start.current, fitting }, (index) => setChosenId(phones[index]?.id)];
}

function useFitting(): number {
  const [fitting, setFitting] = useState(fittingPhones(innerWidth));
  useEffect(() => {
    const fit = () => setFitting(fittingPhones(innerWidth));
    addEventListener('resize', fit);
    return () => removeEventListener('resize', fit);
  }, []);
  return fitting;
}

/** Keys of the whole page, except while a dialog is open. */
function useKeys(orders: Readonly<Record<DemoOrder, () => void>>): void {
  const latest = useRef(orders);
  latest.current = orders;
  // Before the demo is painted: whoever sees it may press a key.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open]')) return;
      if (event.key === 'Escape' && event.target instanceof HTMLInputElement) {
        event.target.blur();
        return;
      }
      const order = orderOf(event);
      if (order === undefined) return;
      event.preventDefault();
      latest.current[order]();
    };
    addEventListener('keydown', onKey);
    addEventListener('click', letGo);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener('click', letGo);
    };
  }, []);
}

/** A button that was pressed by mouse or finger lets go of the keyboard, so that Space stays the next message. */
function letGo({ detail, target }: MouseEvent): void {
  const button = target instanceof Element ? target.closest('button') : null;
  if (detail > 0) button?.blur();
}
