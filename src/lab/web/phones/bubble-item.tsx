/** One message as the phone shows it, with what only a tester sees below it. */
import type { Zone } from '../../../core/time/zone.ts';
import { clockText } from '../../../web/local-time.ts';
import { BidiText, cut } from '../../../web/parts/bidi-text.tsx';
import type { Contact } from '../state/answers.ts';
import { chooseMessage, chosen, chosenOutside } from '../state/chosen.ts';
import type { Bubble, FromOutside } from '../state/store.ts';
import { bubbleWords, emptyText } from './bubble-words.ts';

/** A longer text is cut on the phone; the side panel has the whole. */
const LENGTH_MAX = 1600;

interface Props {
  readonly bubble: Bubble;
  readonly zone: Zone;
  /** Who shares the phone. */
  readonly contacts: readonly Contact[];
}

export function BubbleItem({ bubble, zone, contacts }: Props) {
  const { line, state, isReply } = bubble;
  const text = line.text ?? '';
  const toWhom = contacts.length > 1 ? contacts.find(({ key }) => key === line.to)?.label : undefined;
  const words = bubbleWords(bubble, toWhom ?? '');
  return (
    <li class={`bubble-row ${isReply ? 'is-reply' : ''}`}>
      <button
        type="button"
        class="bubble"
        data-state={state}
        data-outside={bubble.outside !== undefined}
        data-chosen={isChosen(bubble)}
        onClick={() => chooseMessage(bubble)}
      >
        <span class="bubble-text" dir="auto">
          {cut(text, LENGTH_MAX) || emptyText(bubble)}
        </span>
        <span class="bubble-note">
          <time>{clockText(zone, bubble.at)}</time>
          {words.map((word) => (
            <BidiText key={word} text={word} />
          ))}
        </span>
      </button>
    </li>
  );
}

/** Another object stands for what came from outside whenever it is read again; its place is the same. */
function isChosen({ line, outside }: Bubble): boolean {
  const other = chosenOutside.value;
  if (!outside || !other) return !outside && chosen.value?.seq === line.seq;
  return outsideKey(outside) === outsideKey(other);
}

const outsideKey = (one: FromOutside): string =>
  one.kind === 'text' ? `text ${one.text.id}` : `exchange ${one.exchange.seq}`;
