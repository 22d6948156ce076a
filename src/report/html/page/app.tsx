/** The report's one page: what it is of on top, a view below, and a message beside it. */
import { useEffect } from 'preact/hooks';
import { visible } from '../../../core/render/visible.ts';
import { BidiText } from '../../../web/parts/bidi-text.tsx';
import { ThemeButton } from '../../../web/parts/theme-button.tsx';
import { MessageDrawer } from './drawer/message-drawer.tsx';
import { MessagesView } from './messages/messages-view.tsx';
import { Overview } from './overview/overview.tsx';
import { type OpenStory, StoriesGate } from './parts/stories-gate.tsx';
import { PeopleView } from './people/people-view.tsx';
import { PersonView } from './people/person-view.tsx';
import { behind, goTo, route } from './state/place.ts';
import { hashOf, type Route, type View, views } from './state/route.ts';
import { storiesFor, summary } from './state/summary.ts';
import { TimelineView } from './timeline/timeline-view.tsx';

const titles: Readonly<Record<View, string>> = {
  overview: 'Overview',
  people: 'People',
  messages: 'Messages',
  timeline: 'Timeline',
};

export function App() {
  const { view, key, story } = route.value;
  const place = behind.value;
  const stories = storiesFor(place.story);
  const isBeside = view === 'message' && key !== undefined;
  useEffect(() => {
    document.title = `${visible(titleOf(place))} · drysend report`;
  }, [place]);
  return (
    <div class="report" data-panel={isBeside} data-view={place.view}>
      <button type="button" class="skip" onClick={() => document.getElementById('view')?.focus()}>
        Skip to the view
      </button>
      <Head place={place} />
      <main id="view" class={`view view-${place.view}`} tabIndex={-1}>
        {place.view === 'overview' ? (
          <Overview stories={stories} story={place.story} />
        ) : (
          <StoriesGate stories={stories}>{(open) => <Behind place={place} open={open} />}</StoriesGate>
        )}
      </main>
      {isBeside && (
        <StoriesGate stories={storiesFor(story)}>
          {(open) => <MessageDrawer stories={open} name={key} />}
        </StoriesGate>
      )}
    </div>
  );
}

function Behind({ place: { view, key = '' }, open }: { place: Route; open: readonly OpenStory[] }) {
  switch (view) {
    case 'person':
      return <PersonView stories={open} person={key} />;
    case 'people':
      return <PeopleView stories={open} />;
    case 'timeline':
      return <TimelineView stories={open} />;
    default:
      return <MessagesView stories={open} />;
  }
}

function Head({ place }: { place: Route }) {
  const { view, story, filter } = place;
  return (
    <header class="top">
      <div class="top-row">
        <p class="brand">drysend {summary.version}</p>
        <h1>
          <BidiText text={titleOf(place)} />
        </h1>
        <Outcome />
        <div class="top-tools">
          {summary.stories.length > 1 && <StoryChoice place={place} />}
          <button type="button" class="quiet" onClick={() => print()}>
            Print
          </button>
          <ThemeButton />
        </div>
      </div>
      <nav class="tabs" aria-label="Views">
        {views.map((one) => (
          <a
            key={one}
            href={hashOf({ view: one, story, filter: one === 'overview' || view === 'person' ? {} : filter })}
            aria-current={one === view || (one === 'people' && view === 'person') ? 'page' : undefined}
          >
            {titles[one]}
          </a>
        ))}
      </nav>
    </header>
  );
}

/** Of all stories, whatever is chosen. */
function Outcome() {
  if (!summary.ok) return <span class="chip chip-bad">broken</span>;
  const isKept = summary.stories.some(({ outcome }) => outcome === 'kept');
  return isKept ? <span class="chip chip-good">kept</span> : <span class="chip">promises nothing</span>;
}

function StoryChoice({ place }: { place: Route }) {
  return (
    <select
      aria-label="Story"
      value={place.story ?? ''}
      onChange={({ currentTarget: { value } }) =>
        goTo({
          view: place.view === 'person' ? 'people' : place.view,
          story: value === '' ? undefined : Number(value),
          filter: {},
        })
      }
    >
      <option value="">All {summary.stories.length} stories</option>
      {summary.stories.map(({ title }, index) => (
        <option key={index} value={index}>
          {title}
        </option>
      ))}
    </select>
  );
}

function titleOf({ story }: Route): string {
  const [first, second] = storiesFor(story);
  return first && !second ? first.story.title : `${summary.stories.length} stories`;
}
