/** A phone as an audience sees it: a name, messages in large type, and a box to answer with. */
import { useRef } from 'preact/hooks';
import { clockText, dayText, isSameDay, zoneOr } from '../../../web/local-time.ts';
import { cut } from '../../../web/parts/bidi-text.tsx';
import { useFollowEnd } from '../../../web/parts/follow-end.ts';
import { emptyText, outsideText, stateText } from '../phones/bubble-words.ts';
import { PhoneTitle } from '../phones/phone-title.tsx';
import { ReplyBox } from '../phones/reply-box.tsx';
import type { LabState } from '../state/answers.ts';
import { now } from '../state/lab.ts';
import { looksOnly } from '../state/looks.ts';
import { type Phone, titleOf } from '../state/phones.ts';
import type { Bubble } from '../state/store.ts';

/** Messages on a phone; Phones has all of them. */
const MESSAGES_MAX = 40;
const LENGTH_MAX = 1600;

interface Props {
  readonly phone: Phone;
  readonly thread: readonly Bubble[];
  readonly state: LabState;
  readonly isCurrent: boolean;
  onChoose(): void;
}

export function DemoPhone({ phone, thread, state, isCurrent, onChoose }: Props) {
  const box = useRef<HTMLOListElement>(null);
  const { contacts, number } = phone;
  const owner = contacts.find(({ twoWay }) => twoWay) ?? contacts[0];
  const zone = zoneOr(owner?.zone.name ?? state.project.timeZone);
  const localTime = clockText(zone, now.value);
  const isElsewhere = localTime !== clockText(zoneOr(state.project.timeZone), now.value);
  const visibleMessages = thread.slice(-MESSAGES_MAX);
  useFollowEnd(box, thread.at(-1)?.seq);
  return (
    <article
      class="demo-phone"
      aria-label={`${number === '' ? 'No phone:' : 'Phone of'} ${titleOf(phone)}`}
      aria-current={isCurrent}
      onPointerDown={onChoose}
      onFocusIn={onChoose}
    >
      <header class="demo-phone-head">
        <h2 title={titleOf(phone)}>
          <PhoneTitle phone={phone} />
        </h2>
        {isElsewhere && (
          <p class="demo-local">
            <time>{localTime}</time> {zone.name.split('/').at(-1)?.replaceAll('_', ' ')}
          </p>
        )}
        {contacts.some(({ optedOut }) => optedOut) && <p class="chip chip-bad">opted out</p>}
      </header>
      <ol class="demo-thread" ref={box} tabIndex={0} aria-label="Messages">
        {thread.length > visibleMessages.length && (
          <li class="thread-day">{thread.length - visibleMessages.length} earlier, in Phones</li>
        )}
        {visibleMessages.map((bubble, index) => {
          const before = visibleMessages[index - 1];
          return [
            !(before && isSameDay(zone, before.at, bubble.at)) && (
              <li key={`day-${bubble.key}`} class="thread-day">
                {dayText(zone, bubble.at)}
              </li>
            ),
            <li
              key={bubble.key}
              class={`demo-bubble ${bubble.isReply ? 'is-reply' : ''}`}
              data-state={bubble.state}
              data-outside={bubble.outside !== undefined}
            >
              <p dir="auto">{cut(bubble.line.text ?? '', LENGTH_MAX) || emptyText(bubble)}</p>
              <small>
                <time>{clockText(zone, bubble.at)}</time> {outsideText(bubble)}{' '}
                {(!bubble.isReply || bubble.outside) && stateText(bubble)}
              </small>
            </li>,
          ];
        })}
      </ol>
      {number !== '' && !looksOnly && <ReplyBox phone={phone} thread={thread} owner={owner} state={state} />}
    </article>
  );
}
