/** One phone: who holds it, what it received, and a box to answer with. */
import { useRef, useState } from 'preact/hooks';
import { numberText } from '../../../core/contact/number-text.ts';
import { clockText, dayText, isSameDay, zoneOr } from '../../../web/local-time.ts';
import { BidiText, cut } from '../../../web/parts/bidi-text.tsx';
import { useFollowEnd } from '../../../web/parts/follow-end.ts';
import { LabelText } from '../../../web/parts/label-text.tsx';
import type { Contact, LabState } from '../state/answers.ts';
import { choosePerson } from '../state/chosen.ts';
import { markRead, minute, readUpTo } from '../state/lab.ts';
import { looksOnly } from '../state/looks.ts';
import { type Phone, titleOf, unreadOf } from '../state/phones.ts';
import type { Bubble } from '../state/store.ts';
import { BubbleItem } from './bubble-item.tsx';
import { ContactProblems } from './contact-problems.tsx';
import { PhoneTitle } from './phone-title.tsx';
import { ReplyBox } from './reply-box.tsx';

/** Bubbles in the document at first, and how many more each press brings. */
const PAGE = 60;
const CHIP_MAX = 40;
/** Of each who shares a phone. */
const SHARED_NAME_MAX = 20;

interface Props {
  readonly phone: Phone;
  readonly thread: readonly Bubble[];
  readonly state: LabState;
  readonly isPinned: boolean;
  onPin(): void;
}

export function PhoneCard({ phone, thread, state, isPinned, onPin }: Props) {
  const owner = phone.contacts.find(({ twoWay }) => twoWay) ?? phone.contacts[0];
  const zone = zoneOr(owner?.zone.name ?? state.project.timeZone);
  const unread = unreadOf(thread, readUpTo.value.get(phone.id) ?? 0);
  const look = () => markRead(phone.id);
  const hasPhone = phone.number !== '';
  return (
    <article
      class="phone"
      aria-label={`${hasPhone ? 'Phone of' : 'No phone:'} ${titleOf(phone)}`}
      onPointerDown={look}
      onFocusIn={look}
      data-unread={unread > 0}
    >
      <header class="phone-head">
        <div>
          <h2 title={titleOf(phone)}>
            <PhoneTitle phone={phone} />
          </h2>
          <p class="phone-number">
            {hasPhone ? numberText(phone.number) : 'no phone'}
            {unread > 0 && <span class="badge">{unread} new</span>}
          </p>
        </div>
        <p class="phone-clock">
          <time>{clockText(zone, minute.value)}</time>
          <small>{zone.name.split('/').at(-1)?.replaceAll('_', ' ')}</small>
        </p>
      </header>
      <ul class="chips">
        {phone.contacts.length === 1 &&
          phone.contacts.map((contact) => <ContactChips key={contact.key} contact={contact} />)}
        {phone.contacts.length === 0 && <li class="chip">not registered</li>}
        <li>
          <button
            type="button"
            class="chip chip-button"
            aria-pressed={isPinned}
            aria-label={`Pin ${titleOf(phone)}`}
            title="A pinned phone stays, first of all"
            onClick={onPin}
          >
            {isPinned ? 'pinned' : 'pin'}
          </button>
        </li>
        {phone.contacts
          .filter(({ kind }) => kind !== 'number')
          .map((contact) => (
            <li key={`about ${contact.key}`}>
              <AboutButton contact={contact} isShared={phone.contacts.length > 1} />
            </li>
          ))}
      </ul>
      <ContactProblems contacts={phone.contacts} />
      <Thread thread={thread} zoneName={zone.name} contacts={phone.contacts} />
      {hasPhone && !looksOnly && <ReplyBox phone={phone} thread={thread} owner={owner} state={state} />}
    </article>
  );
}

function ContactChips({ contact }: { contact: Contact }) {
  return (
    <>
      {factsOf(contact).map(([words, look]) => (
        <li key={words} class={`chip ${look}`}>
          <BidiText text={words} max={CHIP_MAX} />
        </li>
      ))}
    </>
  );
}

/** Of several who share a phone each has one chip, with the name and what holds of them alone. */
function AboutButton({ contact, isShared }: { contact: Contact; isShared: boolean }) {
  const { key, label } = contact;
  const facts = factsOf(contact);
  const words = facts.map(([fact]) => cut(fact, CHIP_MAX)).join(', ');
  const look = facts.find(([, one]) => one === 'chip-bad')?.[1] ?? '';
  return (
    <button
      type="button"
      class={`chip chip-button ${isShared ? look : ''}`}
      aria-label={`Everything about ${label}${isShared ? `: ${words}` : ''}`}
      onClick={() => choosePerson(key)}
    >
      {isShared ? (
        <>
          <LabelText text={label} max={SHARED_NAME_MAX} />: <BidiText text={words} />
        </>
      ) : (
        'properties'
      )}
    </button>
  );
}

/** Language, whether they can answer and what stops messages, each with the look of its chip. */
function factsOf({ language, normalized, twoWay, optedOut, closed }: Contact) {
  const facts: (readonly [words: string, look: string])[] = [[language || 'default language', '']];
  if (normalized !== undefined) facts.push(twoWay ? ['two-way', ''] : ['one-way', 'chip-warn']);
  if (optedOut) facts.push(['opted out', 'chip-bad']);
  if (closed) facts.push(['closed', 'chip-warn']);
  return facts;
}

function Thread({
  thread,
  zoneName,
  contacts,
}: {
  thread: readonly Bubble[];
  zoneName: string;
  contacts: readonly Contact[];
}) {
  const box = useRef<HTMLOListElement>(null);
  const [shownMax, setShownMax] = useState(PAGE);
  const zone = zoneOr(zoneName);
  const visibleMessages = thread.slice(-shownMax);
  const last = thread.at(-1)?.seq;
  useFollowEnd(box, last);
  return (
    <ol class="thread" ref={box} tabIndex={0} aria-label="Messages">
      {thread.length > visibleMessages.length && (
        <li class="thread-more">
          <button type="button" class="quiet" onClick={() => setShownMax(shownMax + PAGE)}>
            {thread.length - visibleMessages.length} earlier
          </button>
        </li>
      )}
      {visibleMessages.map((bubble, index) => {
        const before = visibleMessages[index - 1];
        const isNewDay = !before || !isSameDay(zone, before.at, bubble.at);
        return [
          isNewDay && (
            <li key={`day-${bubble.key}`} class="thread-day">
              {dayText(zone, bubble.at)}
            </li>
          ),
          <BubbleItem key={bubble.key} bubble={bubble} zone={zone} contacts={contacts} />,
        ];
      })}
      {thread.length === 0 && (
        <li class="thread-empty">No messages yet.{!looksOnly && ' Press Next message.'}</li>
      )}
    </ol>
  );
}
