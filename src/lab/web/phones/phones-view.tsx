/** Several phones side by side, and the list of all there are. */
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { numberText } from '../../../core/contact/number-text.ts';
import { BidiText, counted } from '../../../web/parts/bidi-text.tsx';
import { Empty } from '../../../web/parts/empty.tsx';
import { VirtualList } from '../../../web/parts/virtual-list.tsx';
import type { LabState } from '../state/answers.ts';
import { fold, markRead, readUpTo } from '../state/lab.ts';
import { Acting } from '../state/looks.ts';
import { type Grouping, groupings, groupOf, inOrder } from '../state/phone-groups.ts';
import { answersTo, type Phone, phonesOf, threadOf, unreadOf } from '../state/phones.ts';
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

/** Numbers laid out side by side; undefined: the first few. */
const pinned = signal<readonly string[] | undefined>(undefined);

export function PhonesView({ state }: { state: LabState }) {
  const [wanted, setWanted] = useState('');
  const [grouping, setGrouping] = useState<Grouping>('none');
  const { threads } = fold();
  const phones = phonesOf(state.contacts, threads);
  if (phones.length === 0) {
    return (
      <Empty title="No phones yet">
        Nobody is registered so far.{' '}
        <Acting>
          Press <b>Next message</b> to let the story begin, or{' '}
          <a href={hashOf(state.id, 'people')}>register someone</a>.
        </Acting>
      </Empty>
    );
  }
  const numbers = pinned.value ?? phones.slice(0, shownAtFirst()).map(({ id }) => id);
  const shownPhones = numbers.flatMap((number) => phones.find((phone) => phone.id === number) ?? []);
  const matching = phones.filter((phone) => answersTo(phone, wanted));
  const listed = inOrder(matching, grouping, ({ id }) =>
    unreadOf(threads.get(id), readUpTo.value.get(id) ?? 0),
  );
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
          row={(phone) => <Row phone={phone} numbers={numbers} group={groupOf(phone, grouping)} />}
        />
      </aside>
      <div class="phone-deck" style={{ '--phones': Math.max(shownPhones.length, 1) }}>
        {shownPhones.map((phone) => (
          <PhoneCard key={phone.id} phone={phone} thread={threadOf(phone, threads)} state={state} />
        ))}
        {shownPhones.length === 0 && (
          <Empty title="No phone is laid out">Choose one or more from the list.</Empty>
        )}
      </div>
    </div>
  );
}

function Row({ phone, numbers, group }: { phone: Phone; numbers: readonly string[]; group: string }) {
  const { id } = phone;
  const isShown = numbers.includes(id);
  const unread = unreadOf(fold().threads.get(id), readUpTo.value.get(id) ?? 0);
  const turn = () => {
    pinned.value = isShown ? numbers.filter((one) => one !== id) : [...numbers, id].slice(-SHOWN_MAX);
    markRead(id);
  };
  return (
    <button type="button" class="list-row" aria-pressed={isShown} onClick={turn}>
      <span class="list-row-main">
        <strong>
          <PhoneTitle phone={phone} />
        </strong>
        <small>
          {group !== '' && (
            <>
              <BidiText text={group} max={30} /> ·{' '}
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
