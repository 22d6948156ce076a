/** Several phones side by side, and the list of all there are. */
import { useMemo, useState } from 'preact/hooks';
import { numberText } from '../../../core/contact/number-text.ts';
import { BidiText, counted } from '../../../web/parts/bidi-text.tsx';
import { Empty } from '../../../web/parts/empty.tsx';
import { VirtualList } from '../../../web/parts/virtual-list.tsx';
import type { LabState } from '../state/answers.ts';
import { fold, markRead, readUpTo, revision } from '../state/lab.ts';
import { deckOf, layOut, turnPin } from '../state/laid-out.ts';
import { Acting } from '../state/looks.ts';
import { phonesInDeck } from '../state/phone-deck.ts';
import { type Grouping, groupings, inOrder } from '../state/phone-groups.ts';
import { alertsOf, answersTo, type Phone, phonesOf, threadOf, unreadOf } from '../state/phones.ts';
import { hashOf } from '../state/route.ts';
import { PhoneCard } from './phone-card.tsx';
import { PhoneTitle } from './phone-title.tsx';

const SHOWN_MIN = 4;
const SHOWN_MAX = 8;
const LIST_PX = 260;
const PHONE_PX = 290;

/** As many as stand side by side in the window, within bounds. */
const shownAtFirst = (): number =>
  Math.min(SHOWN_MAX, Math.max(SHOWN_MIN, Math.floor((innerWidth - LIST_PX) / PHONE_PX)));

export function PhonesView({ state }: { state: LabState }) {
  const [wanted, setWanted] = useState('');
  const [grouping, setGrouping] = useState<Grouping>('none');
  const { threads, alerts } = fold();
  const { contacts, id: session } = state;
  const deck = deckOf(session);
  const phones = phonesOf(contacts, threads);
  const matching = useMemo(() => phones.filter((phone) => answersTo(phone, wanted)), [phones, wanted]);
  const listed = useMemo(
    () =>
      inOrder(matching, grouping, {
        newOn: ({ id }) => unreadOf(threads.get(id), readUpTo.value.get(id) ?? 0),
        alertsOf: (phone) => alertsOf(phone, alerts),
        isPinned: ({ id }) => deck.pinned.includes(id),
      }),
    [matching, grouping, revision.value, readUpTo.value, deck],
  );
  if (phones.length === 0) {
    return (
      <Empty title="No phones yet">
        Nobody is registered so far.{' '}
        <Acting>
          Press <b>Next message</b> to let the story begin, or{' '}
          <a href={hashOf(session, 'people')}>register someone</a>.
        </Acting>
      </Empty>
    );
  }
  const atFirst = phones.slice(0, shownAtFirst()).map(({ id }) => id);
  const visible = phonesInDeck(deck, atFirst, SHOWN_MAX);
  // Made anew with each line: a phone whose thread has grown is then another one, and is drawn.
  const shownPhones = visible.flatMap((id) => {
    const phone = phones.find((one) => one.id === id);
    return phone ? { ...phone, contacts: [...phone.contacts] } : [];
  });
  return (
    <div class="phones">
      <aside class="phone-list" aria-label="All phones">
        <input
          type="search"
          aria-label="Search phones"
          placeholder={`Search ${counted(phones.length, 'phone')}`}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
        <label class="grouping">
          Group by
          <select value={grouping} onChange={(event) => setGrouping(event.currentTarget.value as Grouping)}>
            {groupings.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
        <VirtualList
          items={listed}
          rowHeight={56}
          label="Phones"
          row={({ phone, group }) => (
            <Row
              phone={phone}
              isVisible={visible.includes(phone.id)}
              note={deck.pinned.includes(phone.id) ? 'pinned' : group}
              onTurn={() => layOut(session, turned(visible, phone.id))}
            />
          )}
        />
      </aside>
      <div class="phone-deck" style={{ '--phones': Math.max(shownPhones.length, 1) }}>
        {shownPhones.map((phone) => (
          <PhoneCard
            key={phone.id}
            phone={phone}
            thread={threadOf(phone, threads)}
            state={state}
            isPinned={deck.pinned.includes(phone.id)}
            onPin={() => turnPin(session, phone.id, visible, SHOWN_MAX)}
          />
        ))}
        {shownPhones.length === 0 && (
          <Empty title="No phone is laid out">Choose one or more from the list.</Empty>
        )}
      </div>
    </div>
  );
}

const turned = (visible: readonly string[], id: string): readonly string[] =>
  visible.includes(id) ? visible.filter((one) => one !== id) : [...visible, id];

interface RowProps {
  readonly phone: Phone;
  readonly isVisible: boolean;
  /** Its group, or that it is pinned. */
  readonly note: string;
  onTurn(): void;
}

function Row({ phone, isVisible, note, onTurn }: RowProps) {
  const { id } = phone;
  const unread = unreadOf(fold().threads.get(id), readUpTo.value.get(id) ?? 0);
  return (
    <button
      type="button"
      class="list-row"
      aria-pressed={isVisible}
      onClick={() => {
        onTurn();
        markRead(id);
      }}
    >
      <span class="list-row-main">
        <strong>
          <PhoneTitle phone={phone} />
        </strong>
        <small>
          {note !== '' && (
            <>
              <BidiText text={note} max={30} /> ·{' '}
            </>
          )}
          {phone.number === '' ? 'no phone' : numberText(phone.number)}
        </small>
      </span>
      {unread > 0 && (
        <span class="badge">
          {unread}
          <span class="for-readers"> unread</span>
        </span>
      )}
    </button>
  );
}
