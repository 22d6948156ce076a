/** One person: how to reach them, their messages, and the whole decision trail. */
import { useMemo } from 'preact/hooks';
import { numberText } from '../../../../core/contact/number-text.ts';
import { BidiText } from '../../../../web/parts/bidi-text.tsx';
import { Empty } from '../../../../web/parts/empty.tsx';
import { Facts } from '../../../../web/parts/facts.tsx';
import { LabelText } from '../../../../web/parts/label-text.tsx';
import { TrailSections } from '../../../../web/parts/trail-sections.tsx';
import { MessageTable } from '../messages/message-table.tsx';
import type { OpenStory } from '../parts/stories-gate.tsx';
import { goTo } from '../state/place.ts';
import { hashOf } from '../state/route.ts';

interface Props {
  /** The first of them that knows the person is meant. */
  readonly stories: readonly OpenStory[];
  readonly person: string;
}

export function PersonView({ stories, person }: Props) {
  const open = stories.find(({ model }) => model.rowsOf(person).length > 0);
  const trail = useMemo(() => open?.model.trail({ to: person }), [open, person]);
  if (!open || !trail)
    return (
      <Empty title="Nobody has this name here">
        <a href={hashOf({ view: 'people', filter: {} })}>All people</a>
      </Empty>
    );
  const { model, index, story } = open;
  const { numbers, addresses, languages, gateways } = reachOf(open, person);
  return (
    <article class="person">
      <header>
        <p class="hint">
          <a href={hashOf({ view: 'people', story: stories.length > 1 ? undefined : index, filter: {} })}>
            People
          </a>{' '}
          · <BidiText text={story.title} />
        </p>
        <h2>
          <LabelText text={model.people.label(person)} />
        </h2>
        <Facts
          facts={[
            ['Contact Type', trail.about],
            ['Phone Number', numbers],
            ['Email Address', addresses],
            ['Time Zone', model.zoneOf(person).name],
            ['Language', languages],
            ['Gateway', gateways],
          ]}
        />
        <button
          type="button"
          onClick={() => goTo({ view: 'timeline', story: index, filter: { case: person } })}
        >
          Show on the timeline
        </button>
      </header>
      <section class="person-messages">
        <h3>Messages</h3>
        <MessageTable rows={model.rowsOf(person).map((row) => ({ open, row }))} isOfOne />
      </section>
      <div class="person-trail">
        {trail.notes.map((note) => (
          <p key={note} class="banner">
            {note}
          </p>
        ))}
        <TrailSections trail={trail} />
      </div>
    </article>
  );
}

/** What the messages of a person went by, each once. */
function reachOf({ model }: OpenStory, person: string) {
  const rows = model.rowsOf(person);
  const listed = (values: readonly (string | undefined)[]): string =>
    [...new Set(values.filter((value) => value !== undefined && value !== ''))].join(', ');
  return {
    numbers: listed(rows.map(({ number }) => number && numberText(number))),
    addresses: listed(rows.map(({ address }) => address)),
    languages: listed(rows.map(({ language }) => language)),
    gateways: listed(rows.map(({ gateway }) => gateway)),
  };
}
