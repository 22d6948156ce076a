/** The lab's one page: a clock on top, a view below, and a side panel that says why. */

import { useEffect, useMemo } from 'preact/hooks';
import { BidiText, counted } from '../../web/parts/bidi-text.tsx';
import { TopBar } from './clock/top-bar.tsx';
import {
  AlertsView,
  DemoView,
  GatewaysView,
  MailView,
  OutsidePanel,
  PeopleView,
  PersonPanel,
  PlanView,
  RosterView,
  Start,
  TimelineView,
  TourBar,
  WhyPanel,
} from './lazy-views.ts';
import { ProblemNote } from './parts/problem-note.tsx';
import { PhonesView } from './phones/phones-view.tsx';
import type { LabState } from './state/answers.ts';
import { chosen, chosenOutside, chosenPerson, closePanelByKey } from './state/chosen.ts';
import { startOver } from './state/clock-orders.ts';
import { fold, isConnected, problem, readUpTo, refusedFeed, route, state } from './state/lab.ts';
import { Acting } from './state/looks.ts';
import { unreadOf } from './state/phones.ts';
import { hashOf, type TabView, views } from './state/route.ts';
import { tour } from './tour/tour-state.ts';

const titles: Readonly<Record<TabView, string>> = {
  phones: 'Phones',
  mail: 'Mail',
  people: 'People',
  gateways: 'Gateways',
  alerts: 'Alerts',
  timeline: 'Timeline',
  roster: 'Roster',
  plan: 'Plan',
};

export function App() {
  const { session } = route.value;
  const labState = state.value;
  return (
    <>
      {session !== undefined && labState && <Session state={labState} />}
      {session !== undefined && !labState && <p class="loading">Opening the session…</p>}
      {session === undefined && <Start />}
      {problem.value && (
        <div class="toast">
          <ProblemNote
            problem={problem.value}
            onClose={() => {
              problem.value = undefined;
            }}
          />
        </div>
      )}
    </>
  );
}

function Session({ state: labState }: { state: LabState }) {
  const { view } = route.value;
  useEffect(() => {
    addEventListener('keydown', closePanelByKey);
    return () => removeEventListener('keydown', closePanelByKey);
  }, []);
  if (view === 'demo') return <DemoView state={labState} />;
  return (
    <div class="lab" data-panel={(chosen.value ?? chosenOutside.value ?? chosenPerson.value) !== undefined}>
      <TopBar state={labState} />
      <div class="banners">
        {!isConnected.value && (
          <p class="banner" role="status">
            {refusedFeed.value === undefined ? (
              <>
                The connection to the lab is lost; trying again. Is <code>drysend serve</code> still running?
              </>
            ) : (
              `The lab has no feed for this window now: ${refusedFeed.value}. Trying again; what it shows may be old until then.`
            )}
          </p>
        )}
        {labState.stopped && (
          <p class="banner" role="status">
            The clock stands still: <BidiText text={labState.stopped} />.
          </p>
        )}
        {labState.isFileChanged && (
          <Acting>
            <p class="banner banner-row" role="status">
              The story has changed on disk.
              <button type="button" onClick={() => startOver('file')}>
                Load it again
              </button>
              <small>What was done by hand is forgotten then.</small>
            </p>
          </Acting>
        )}
      </div>
      <nav class="tabs" aria-label="Views">
        {views.map((one) => (
          <a
            key={one}
            href={hashOf(labState.id, one)}
            aria-current={one === view ? 'page' : undefined}
            ref={one === view ? bringIntoSight : undefined}
          >
            {titles[one]}
            <Badge view={one} />
          </a>
        ))}
        <Counts state={labState} />
      </nav>
      <main class={`view view-${view}`}>
        <View view={view} state={labState} />
      </main>
      {chosen.value && <WhyPanel line={chosen.value} state={labState} />}
      {!chosen.value && chosenOutside.value && <OutsidePanel outside={chosenOutside.value} />}
      {!chosen.value && !chosenOutside.value && chosenPerson.value && (
        <PersonPanel contactKey={chosenPerson.value} state={labState} />
      )}
      {tour.value?.isOpen && tour.value.session === labState.id && <TourBar tour={tour.value} />}
    </div>
  );
}

/** People do not change with the clock: their parts that do are drawn by themselves. */
function View({ view, state: labState }: { view: TabView; state: LabState }) {
  const { contacts, id, project } = labState;
  const isStill = view === 'people';
  return useMemo(
    () => viewOf(view, labState),
    isStill ? [view, contacts, id, project.timeZone] : [view, labState],
  );
}

function viewOf(view: TabView, state: LabState) {
  switch (view) {
    case 'phones':
      return <PhonesView state={state} />;
    case 'mail':
      return <MailView state={state} />;
    case 'people':
      return <PeopleView state={state} />;
    case 'gateways':
      return <GatewaysView state={state} />;
    case 'alerts':
      return <AlertsView state={state} />;
    case 'timeline':
      return <TimelineView state={state} />;
    case 'roster':
      return <RosterView state={state} />;
    case 'plan':
      return <PlanView state={state} />;
  }
}

/** On a small screen the tabs scroll sideways. */
function bringIntoSight(tab: HTMLAnchorElement | null): void {
  tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** What moves the tabs aside leaves the current one in sight. */
function keepCurrentInSight(badge: HTMLElement | null): void {
  bringIntoSight(badge?.closest('nav')?.querySelector<HTMLAnchorElement>('[aria-current]') ?? null);
}

/** How many messages nobody has looked at. */
function Badge({ view }: { view: TabView }) {
  if (view !== 'phones') return null;
  let unread = 0;
  for (const [number, thread] of fold().threads) unread += unreadOf(thread, readUpTo.value.get(number) ?? 0);
  if (unread === 0) return null;
  return (
    <span class="badge" ref={keepCurrentInSight}>
      {unread}
      <span class="for-readers"> unread</span>
    </span>
  );
}

function Counts({ state: { counts } }: { state: LabState }) {
  const { forgotten } = fold();
  return (
    <span class="counts">
      {counts.sms} SMS · {counts.email} email · {counted(counts.errors, 'error')} · {counts.held} held
      {forgotten > 0 && ` · ${forgotten} oldest lines are no longer kept on this page`}
    </span>
  );
}
