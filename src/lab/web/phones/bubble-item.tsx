/** One message as the phone shows it, with what only a tester sees below it. */
import type { Zone } from '../../../core/time/zone.ts';
import { clockText } from '../../../web/local-time.ts';
import { BidiText, cut } from '../../../web/parts/bidi-text.tsx';
import { chosen } from '../state/lab.ts';
import type { Bubble } from '../state/store.ts';
import { bubbleWords, emptyText } from './bubble-words.ts';

/** A longer text is cut on the phone; the side panel has the whole. */
const LENGTH_MAX = 1600;

export function BubbleItem({ bubble, zone, isShared }: { bubble: Bubble; zone: Zone; isShared: boolean }) {
  const { line, state, isReply } = bubble;
  const text = line.text ?? '';
  const words = bubbleWords(bubble, isShared);
  return (
    <li class={`bubble-row ${isReply ? 'is-reply' : ''}`}>
      <button
        type="button"
        class="bubble"
        data-state={state}
        data-chosen={chosen.value?.seq === line.seq}
        onClick={() => {
          chosen.value = line;
        }}
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
